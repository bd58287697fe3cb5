// What software a disk has on it: the release of HP-UX, bundles and patches, as swlist shows them.
//
// The document, "Pre-upgrade procedure": the product HPPortableImage must be installed; "If your
// HP-UX 11i v3 release is September 2010 or earlier, then you must install the GIO cumulative
// patch" PHKL_41525.
// Assumed: one text file of our own, a line for each: tag, revision, title with tabs between them.
// SD-UX keeps a tree of files there.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pi/error.hpp"
#include "sim/disk.hpp"

namespace giosim::pi {

inline constexpr std::string_view kInstalledProducts = "/var/adm/sw/products/INDEX";
inline constexpr std::string_view kPortableImageProduct = "HPPortableImage";
inline constexpr std::string_view kGioPatch = "PHKL_41525";

struct Product {
  std::string tag;
  std::string revision;
  std::string title;
};

// An update release of HP-UX 11i v3 by its year and month: "11.31.1009" is September 2010.
struct OsRelease {
  int year = 2011;
  int month = 3;

  static std::expected<OsRelease, std::string> parse(std::string_view text);
  std::string text() const;
  friend auto operator<=>(const OsRelease&, const OsRelease&) = default;
};

inline constexpr OsRelease kLastWithoutGioPatch{2010, 9};

// In the order in which they stand in the file. A disk without the file has what first_products()
// gives for the default release and everything installed.
std::vector<Product> products_on(const sim::Disk& disk);
bool product_installed(const sim::Disk& disk, std::string_view tag);
OsRelease os_release(const sim::Disk& disk);

// T4: may the switch be set to 1 on this disk? hpuxpitool and kctune ask here. The tunable is
// GIO's, so the product needs not be installed.
std::expected<void, PiError> may_be_enabled(const sim::Disk& disk);

// The software that can be on a disk besides HP-UX itself.
std::span<const Product> known_software();
// What a first installation puts on a disk: HP-UX of this release, and the named software.
std::vector<Product> first_products(OsRelease release, std::span<const std::string> software);

std::string encode_products(const std::vector<Product>& products);

}  // namespace giosim::pi
