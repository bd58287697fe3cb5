#include "pi/software.hpp"

#include <algorithm>

#include "base/lines.hpp"
#include "base/text.hpp"

namespace giosim::pi {
namespace {

// Assumed: the bundle of the operating environment, whose revision names the release, and the
// revision and the title of HPPortableImage.
constexpr std::string_view kOperatingEnvironment = "HPUX11i-DC-OE";
constexpr std::string_view kRelease = "11.31.";

std::string_view next_field(std::string_view& line) {
  const std::size_t end = std::min(line.find('\t'), line.size());
  const std::string_view field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

}  // namespace

std::expected<OsRelease, std::string> OsRelease::parse(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[kRelease.size() + i] - '0'; };
  const bool shaped = text.starts_with(kRelease) && text.size() == kRelease.size() + 4 &&
                      std::ranges::all_of(text.substr(kRelease.size()), is_digit);
  if (shaped) {
    const OsRelease release{2000 + 10 * digit(0) + digit(1), 10 * digit(2) + digit(3)};
    if (release.month >= 1 && release.month <= 12 && release >= OsRelease{2007, 2}) return release;
  }
  return std::unexpected("'" + std::string(text) +
                         "' is no release of HP-UX 11i v3; expected 11.31 with year and month of an "
                         "update, from 11.31.0702 on, as in 11.31.1009 for September 2010");
}

std::string OsRelease::text() const {
  const auto two = [](int number) {
    return std::string{static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
  };
  return std::string(kRelease) + two(year - 2000) + two(month);
}

std::span<const Product> known_software() {
  static const Product kSoftware[] = {
      {std::string(kPortableImageProduct), "B.11.31.01", "HP-UX Portable Image"},
      {std::string(kGioPatch), "1.0", "GIO cumulative patch"}};
  return kSoftware;
}

std::vector<Product> first_products(OsRelease release, std::span<const std::string> software) {
  std::vector<Product> products = {{std::string(kOperatingEnvironment), "B." + release.text(),
                                    "HP-UX Data Center Operating Environment"}};
  for (const Product& known : known_software())
    if (std::ranges::find(software, known.tag) != software.end()) products.push_back(known);
  return products;
}

std::string encode_products(const std::vector<Product>& products) {
  std::string text;
  for (const Product& product : products)
    text += product.tag + '\t' + product.revision + '\t' + product.title + '\n';
  return text;
}

std::vector<Product> products_on(const sim::Disk& disk) {
  const auto file = disk.read(kInstalledProducts);
  if (!file) {
    std::vector<std::string> everything;
    for (const Product& known : known_software()) everything.push_back(known.tag);
    return first_products(OsRelease(), everything);
  }
  std::vector<Product> products;
  for (std::string_view line : lines_of(*file)) {
    Product product;
    product.tag = next_field(line);
    product.revision = next_field(line);
    product.title = line;
    if (!product.tag.empty()) products.push_back(std::move(product));
  }
  return products;
}

bool product_installed(const sim::Disk& disk, std::string_view tag) {
  const std::vector<Product> products = products_on(disk);
  return std::ranges::find(products, tag, &Product::tag) != products.end();
}

// A disk whose file names no release is taken for one of the first: nothing is known of it.
OsRelease os_release(const sim::Disk& disk) {
  for (const Product& product : products_on(disk))
    if (product.tag == kOperatingEnvironment && product.revision.starts_with("B."))
      if (const auto release = OsRelease::parse(std::string_view(product.revision).substr(2)))
        return *release;
  return {2007, 2};
}

std::expected<void, PiError> may_be_enabled(const sim::Disk& disk) {
  if (os_release(disk) <= kLastWithoutGioPatch && !product_installed(disk, kGioPatch))
    return std::unexpected(PiError::patch_missing);
  return {};
}

}  // namespace giosim::pi
