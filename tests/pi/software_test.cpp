// T4: what must be on the disk before Portable Image can be enabled.
#include "pi/software.hpp"

#include "tests/pi/pi_fixture.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

// A machine whose first installation was of this release with this software.
struct Installed : PiFixture {
  Installed(std::string_view release, const std::vector<std::string>& software) {
    put(kInstalledProducts,
        encode_products(first_products(OsRelease::parse(release).value(), software)));
  }
};

}  // namespace

TEST_CASE("a release of HP-UX 11i v3 is written with year and month", "[pi]") {
  CHECK(OsRelease::parse("11.31.1009") == OsRelease{2010, 9});
  CHECK(OsRelease::parse("11.31.0702") == OsRelease{2007, 2});
  CHECK(OsRelease{2011, 3}.text() == "11.31.1103");
  for (const char* text : {"", "11.31", "11.31.1013", "11.31.1000", "11.31.0701", "11.23.1009",
                           "11.31.10091", "11.31.10x9", "1009"}) {
    INFO(text);
    REQUIRE_FALSE(OsRelease::parse(text));
    CHECK(OsRelease::parse(text).error().find("11.31.1009 for September 2010") != std::string::npos);
  }
}

TEST_CASE("T4: without PHKL_41525 an OS of September 2010 or earlier cannot be enabled", "[pi]") {
  struct Row {
    const char* release;
    std::vector<std::string> software;
    bool allowed;
  };
  const Row rows[] = {{"11.31.0702", {"HPPortableImage"}, false},
                      {"11.31.1009", {"HPPortableImage"}, false},
                      {"11.31.1009", {}, false},
                      {"11.31.1009", {"HPPortableImage", "PHKL_41525"}, true},
                      {"11.31.1010", {"HPPortableImage"}, true},
                      {"11.31.1103", {}, true}};
  for (const Row& row : rows) {
    INFO(row.release << " with " << row.software.size());
    Installed f(row.release, row.software);

    const auto enabled = f.run(f.portable_image.enable());

    REQUIRE(enabled);
    CHECK(enabled->has_value() == row.allowed);
    CHECK(f.tunables.portable_image() == row.allowed);
    if (row.allowed) continue;
    CHECK(enabled->error() == PiError::patch_missing);
    CHECK(f.facts.heard().empty());
    CHECK(f.disk.commits() == 0);
    CHECK(f.run(f.portable_image.disable())->has_value());  // that is always possible
  }
}

TEST_CASE("what is installed is read from the disk", "[pi]") {
  Installed f("11.31.1009", {"PHKL_41525"});

  CHECK(product_installed(f.disk, "PHKL_41525"));
  CHECK_FALSE(product_installed(f.disk, "HPPortableImage"));
  CHECK(os_release(f.disk) == OsRelease{2010, 9});
}

TEST_CASE("a disk without a list has a later release and all the software", "[pi]") {
  PiFixture f;

  CHECK(product_installed(f.disk, kPortableImageProduct));
  CHECK(product_installed(f.disk, kGioPatch));
  CHECK(os_release(f.disk) > kLastWithoutGioPatch);
}

TEST_CASE("a list that names no release is taken for the oldest one", "[pi]") {
  PiFixture f;
  f.put(kInstalledProducts, "HPPortableImage\tB.11.31.01\tHP-UX Portable Image\n\nrubbish");

  CHECK(os_release(f.disk) == OsRelease{2007, 2});
  CHECK(may_be_enabled(f.disk).error() == PiError::patch_missing);
  CHECK(product_installed(f.disk, "rubbish"));
}
