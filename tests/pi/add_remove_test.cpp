// K5, K6: equivalents and removal. What is refused changes nothing.
#include "tests/pi/pi_fixture.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

const Lines kBoth = {"0/1/1/0 lan 0 igelan 0x00306E00000A", "0/1/2/0 lan 1 igelan 0x00306E00000B"};

struct TwoEntries : PiFixture {
  explicit TwoEntries(const gio::Policies& readings = {}) : PiFixture(readings) {
    saved({entry("0/1/1/0", 0, {kMacA}), entry("0/1/2/0", 1, {kMacB})});
    REQUIRE(flush().value());
    facts.clear();
  }
  // Nothing was changed, nothing was told.
  void is_untouched() {
    CHECK(entries() == kBoth);
    CHECK(facts.heard().empty());
    CHECK_FALSE(krs.dirty());
  }
};

}  // namespace

TEST_CASE("K5: MAC2 becomes an equivalent in the entry that has MAC1", "[pi]") {
  TwoEntries f;

  REQUIRE(f.portable_image.add(kMacB, kMacC));

  CHECK(f.entries() == Lines{kBoth[0], kBoth[1] + ",0x00306E00000C"});
  CHECK(f.facts.only<EquivalentAdded>().instance == Instance{1});
  REQUIRE(f.portable_image.add(kMacC, "0x00306E00000D"));  // MAC1 may be an equivalent itself
  CHECK(f.entries()[1] == kBoth[1] + ",0x00306E00000C,0x00306E00000D");
}

TEST_CASE("K5: what is in the entry already is no error and no change", "[pi]") {
  TwoEntries f;

  CHECK(f.portable_image.add(kMacA, kMacA));

  f.is_untouched();
}

TEST_CASE("K5: an unknown MAC1 is refused", "[pi]") {
  TwoEntries f;

  CHECK(f.portable_image.add(kMacC, "0x00306E00000D").error() == PiError::unknown_mac);

  f.is_untouched();
}

TEST_CASE("K5: a MAC2 that is in another entry is refused", "[pi]") {
  TwoEntries f;

  CHECK(f.portable_image.add(kMacA, kMacB).error() == PiError::mac_in_other_entry);

  f.is_untouched();
}

TEST_CASE("K5: a MAC that no NIC can have is refused", "[pi]") {
  TwoEntries f;

  CHECK(f.portable_image.add(kMacA, MacAddress()).error() == PiError::no_nic_mac);
  CHECK(f.portable_image.add(kMacA, "0x01005E000001").error() == PiError::no_nic_mac);
  CHECK(f.portable_image.add(kMacA, "0xFFFFFFFFFFFF").error() == PiError::no_nic_mac);

  f.is_untouched();
}

TEST_CASE("two_entries_one_mac first_counts: the MAC may be in another entry", "[pi]") {
  TwoEntries f({.two_entries_one_mac = gio::TwoEntriesOneMac::first_counts});

  REQUIRE(f.portable_image.add(kMacA, kMacB));

  CHECK(f.entries() == Lines{kBoth[0] + ",0x00306E00000B", kBoth[1]});
}

TEST_CASE("K6: -r MAC removes the entry with that MAC", "[pi]") {
  TwoEntries f;

  REQUIRE(f.portable_image.remove(kMacA));

  CHECK(f.entries() == Lines{kBoth[1]});
  CHECK(f.facts.only<EntryDropped>().fate == EntryFate::removed);
}

TEST_CASE("K6: -r MAC of an equivalent removes the equivalent only", "[pi]") {
  TwoEntries f;
  REQUIRE(f.portable_image.add(kMacA, kMacC));
  f.facts.clear();

  REQUIRE(f.portable_image.remove(kMacC));

  CHECK(f.entries() == kBoth);
  CHECK(f.facts.only<EntryDropped>().mac == kMacC);
}

TEST_CASE("K6: -r alone removes all", "[pi]") {
  TwoEntries f;

  REQUIRE(f.portable_image.remove(std::nullopt));

  CHECK(f.entries().empty());
  CHECK(f.facts.all<EntryDropped>().size() == 2);
  REQUIRE(f.portable_image.remove(std::nullopt));  // nothing left is no error
}

TEST_CASE("K6: an unknown MAC is refused", "[pi]") {
  TwoEntries f;

  CHECK(f.portable_image.remove(kMacC).error() == PiError::unknown_mac);

  f.is_untouched();
}

TEST_CASE("what was added and removed is on the disk after the tool's flush", "[pi]") {
  TwoEntries f;
  REQUIRE(f.portable_image.add(kMacA, kMacC));
  REQUIRE(f.portable_image.remove(kMacB));

  REQUIRE(f.run(f.portable_image.flush()).value());

  CHECK(f.on_disk() == krs::Krs::Tree{{"gio/pi/entry/lan/00000000", kBoth[0] + ",0x00306E00000C"}});
}
