// K7: the dump of hpuxpitool -g.
#include "pi/dump.hpp"

#include <rapidcheck.h>

#include "tests/pi/pi_fixture.hpp"
#include "tests/property.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

constexpr std::string_view kHead =
    "# hpuxpitool dump 1: saved configuration of Portable Image\n"
    "# Interface  MAC-address     Driver    H/W-path              Equivalent-MAC-addresses\n";

// The error of a dump with these lines below its head.
std::string refusal(const std::string& lines) {
  const auto read = read_dump(std::string(kHead) + lines);
  return read ? "" : read.error();
}

std::string word(std::string_view letters, int longest) {
  std::string word;
  for (int length = *rc::gen::inRange(1, longest + 1); length > 0; --length)
    word += *rc::gen::elementOf(std::string(letters));
  return word;
}

krs::PiEntry any_entry() {
  constexpr std::string_view kLetters = "abcxyz019_-";
  krs::PiEntry entry;
  entry.device_class = DeviceClass(word(kLetters, 15));
  entry.instance = Instance{*rc::gen::inRange(0, kMaxInstance + 1)};
  if (*rc::gen::inRange(0, 8) > 0) entry.driver = DriverName("d" + word(kLetters, 14));
  for (int elements = *rc::gen::inRange(1, 15); elements > 0; --elements)
    entry.hw_path = entry.hw_path.child(*rc::gen::inRange(0, 256));
  for (int macs = *rc::gen::inRange(1, 5); macs > 0; --macs)
    entry.macs.push_back(MacAddress::from_bits(
        (*rc::gen::inRange<std::uint64_t>(0, 1ULL << 48) & ~(1ULL << 40)) | 2));
  return entry;
}

}  // namespace

TEST_CASE("K7: a dump has one aligned line for each entry", "[pi]") {
  CHECK(write_dump({entry("0/1/1/0", 0, {kMacA}),
                    entry("0/0/0/3/0/0/1", 18, {kMacB, kMacC, kStation}, "iexgbe")}) ==
        std::string(kHead) +
            "lan0         0x00306E00000A  igelan    0/1/1/0               -\n"
            "lan18        0x00306E00000B  iexgbe    0/0/0/3/0/0/1         "
            "0x00306E00000C,0x020000000001\n");
  CHECK(write_dump({}) == kHead);
}

TEST_CASE("K7: what a dump says of one entry does not depend on the others", "[pi]") {
  const krs::PiEntry one = entry("0/1/1/0", 0, {kMacA});
  const krs::PiEntry wide = entry("255/255/255/255/255/255/255/255", 99'999'999, {kMacB});

  const std::string alone = write_dump({one}), together = write_dump({one, wide});

  CHECK(together.starts_with(alone));
}

TEST_CASE("K7: what is written is read back", "[pi]") {
  check_property({.values = 300}, [] {
    std::vector<krs::PiEntry> entries;
    for (int count = *rc::gen::inRange(0, 6); count > 0; --count) entries.push_back(any_entry());

    const auto read = read_dump(write_dump(entries));

    if (!read) RC_FAIL(read.error());
    RC_ASSERT(texts(*read) == texts(entries));
  });
}

TEST_CASE("K7: remarks, empty lines and other widths are no matter to the reader", "[pi]") {
  const auto read = read_dump("# hpuxpitool dump 1: saved configuration of Portable Image\n"
                              "\n# a remark\nlan0 00:30:6e:00:00:0a igelan 0/1/1/0 -");

  REQUIRE(read);
  CHECK(texts(*read) == Lines{"0/1/1/0 lan 0 igelan 0x00306E00000A"});
}

TEST_CASE("K7: the reader says in which line it does not understand what", "[pi]") {
  CHECK(read_dump("").error().starts_with("line 1: this is no dump of hpuxpitool"));
  CHECK(read_dump("lan0 …").error().starts_with("line 1: this is no dump of hpuxpitool"));
  CHECK(refusal("lan0 0x00306E00000A igelan 0/1/1/0\n") ==
        "line 3: expected an interface, a MAC address, a driver, an H/W path, and equivalent MAC "
        "addresses or -; found 4 words");
  CHECK(refusal("lan 0x00306E00000A igelan 0/1/1/0 -\n").starts_with("line 3: 'lan' names no"));
  CHECK(refusal("7 0x00306E00000A igelan 0/1/1/0 -\n").starts_with("line 3: '7' names no"));
  CHECK(refusal("lan999999999 0x00306E00000A igelan 0/1/1/0 -\n").starts_with("line 3: 'lan9"));
  CHECK(refusal("lan0 0x00306E igelan 0/1/1/0 -\n").starts_with("line 3: '0x00306E' is not a MAC"));
  CHECK(refusal("lan0 0xFFFFFFFFFFFF igelan 0/1/1/0 -\n").find("no NIC can have") !=
        std::string::npos);
  CHECK(refusal("lan0 0x00306E00000A ige/lan 0/1/1/0 -\n") ==
        "line 3: 'ige/lan' is no name of a driver");
  CHECK_FALSE(refusal("lan0 0x00306E00000A igelan 0/999 -\n").empty());
  CHECK_FALSE(refusal("lan0 0x00306E00000A igelan 0/1 0x00306E00000B,none\n").empty());
}
