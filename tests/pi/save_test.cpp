// K1-K4, K8: what a save makes of the entries and of the NICs that are present.
#include "tests/pi/pi_fixture.hpp"

using namespace giosim;
using namespace giosim::pi;

TEST_CASE("K1: each NIC that is present becomes an entry", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 1, kMacB, {}, "ixgbe");
  f.nic("0/1/2/0", 0, kMacA);

  f.save();

  CHECK(f.entries() ==
        Lines{"0/1/2/0 lan 0 igelan 0x00306E00000A", "0/1/1/0 lan 1 ixgbe 0x00306E00000B"});
  CHECK(f.facts.only<ConfigurationSaved>().entries == 2);
}

TEST_CASE("K2: the entry has the factory MAC, never the station address", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, kMacA, kStation);

  f.save();

  CHECK(f.entries() == Lines{"0/1/1/0 lan 0 igelan 0x00306E00000A"});
}

TEST_CASE("K2: a NIC that has told no MAC address has no entry", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, MacAddress());
  f.nic("0/1/2/0", 1, MacAddress(), kStation);

  f.save();

  CHECK(f.entries().empty());
}

TEST_CASE("K3: a NIC is found again by its MAC, and its entry is brought up to date", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.nic("0/4/2/0", 3, kMacA, {}, "iexgbe");

  f.save();

  CHECK(f.entries() == Lines{"0/4/2/0 lan 3 iexgbe 0x00306E00000A"});
  CHECK(f.facts.only<EntrySaved>().instance == Instance{3});
  CHECK(f.facts.all<EntryDropped>().empty());
}

TEST_CASE("K3: equivalents stay", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA, kMacB})});
  f.nic("0/4/2/0", 0, kMacA);

  f.save();

  CHECK(f.entries() == Lines{"0/4/2/0 lan 0 igelan 0x00306E00000A,0x00306E00000B"});
}

TEST_CASE("K3: a NIC found by an equivalent is MAC1 from then on, no MAC is lost", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA, kMacB, kMacC})});
  f.nic("0/4/2/0", 0, kMacB);

  f.save();

  CHECK(f.entries() == Lines{"0/4/2/0 lan 0 igelan 0x00306E00000B,0x00306E00000A,0x00306E00000C"});
}

TEST_CASE("K3: entries of absent NICs stay", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.nic("0/4/2/0", 1, kMacB);

  f.save();

  CHECK(f.entries() ==
        Lines{"0/1/1/0 lan 0 igelan 0x00306E00000A", "0/4/2/0 lan 1 igelan 0x00306E00000B"});
}

TEST_CASE("K3: of two NICs that match one entry the one that holds its instance is saved", "[pi]") {
  for (const bool holder_first : {true, false}) {
    PiFixture f;
    f.saved({entry("0/1/1/0", 0, {kMacA, kMacB})});
    if (holder_first) f.nic("0/4/1/0", 0, kMacB);
    f.nic("0/4/2/0", 2, kMacA);
    if (!holder_first) f.nic("0/4/1/0", 0, kMacB);

    f.save();

    CHECK(f.entries() == Lines{"0/4/1/0 lan 0 igelan 0x00306E00000B,0x00306E00000A"});
    const EntryDropped dropped = f.facts.only<EntryDropped>();
    CHECK(dropped.fate == EntryFate::contested);
    CHECK(dropped.mac == kMacA);
    CHECK(dropped.instance == Instance{2});
  }
}

TEST_CASE("K3: two new NICs with one MAC are one entry", "[pi]") {
  PiFixture f;
  f.nic("0/4/1/0", 0, kMacA);
  f.nic("0/4/2/0", 1, kMacA);

  f.save();

  CHECK(f.entries() == Lines{"0/4/1/0 lan 0 igelan 0x00306E00000A"});
  CHECK(f.facts.only<EntryDropped>().fate == EntryFate::contested);
}

TEST_CASE("K8: a present NIC wins over the entry of an absent one with its instance", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.nic("0/4/2/0", 0, kMacB);

  f.save();

  CHECK(f.entries() == Lines{"0/4/2/0 lan 0 igelan 0x00306E00000B"});
  const EntryDropped dropped = f.facts.only<EntryDropped>();
  CHECK(dropped.fate == EntryFate::instance_taken);
  CHECK(dropped.mac == kMacA);
}

TEST_CASE("K8: NICs that have swapped their instances swap their entries", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA}), entry("0/1/2/0", 1, {kMacB})});
  f.nic("0/1/1/0", 1, kMacA);
  f.nic("0/1/2/0", 0, kMacB);

  f.save();

  CHECK(f.entries() ==
        Lines{"0/1/2/0 lan 0 igelan 0x00306E00000B", "0/1/1/0 lan 1 igelan 0x00306E00000A"});
  CHECK(f.facts.all<EntryDropped>().empty());
}

TEST_CASE("saving again with nothing changed writes nothing", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, kMacA);
  f.save();
  const auto commits = f.disk.commits();

  f.save();

  CHECK(f.disk.commits() == commits);
  CHECK(f.facts.all<ConfigurationSaved>().size() == 2);
}

TEST_CASE("a save that the disk refuses is told, and is not called saved", "[pi]") {
  PiFixture f({}, {{.kind = sim::DiskFaultKind::read_only}});
  f.nic("0/1/1/0", 0, kMacA);

  CHECK(f.run(f.portable_image.save())->error() == PiError::read_only);

  CHECK(f.facts.all<ConfigurationSaved>().empty());
  CHECK(f.facts.only<KrsCommitFailed>().error == "read-only file system");
}

TEST_CASE("T4: -e and -d turn the switch and leave the entries in place", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});

  REQUIRE(f.run(f.portable_image.enable()).value());
  CHECK(f.tunables.portable_image());
  REQUIRE(f.run(f.portable_image.disable()).value());

  CHECK_FALSE(f.tunables.portable_image());
  CHECK(f.entries().size() == 1);
  CHECK(f.on_disk().size() == 2);
}

TEST_CASE("absent_on_save keep: moving back works", "[pi]") {
  PiFixture f({.absent_on_save = gio::AbsentOnSave::keep});
  f.saved({entry("0/1/1/0", 0, {kMacA})});

  f.save();

  CHECK(f.entries().size() == 1);
}

TEST_CASE("absent_on_save drop: the entry of an absent NIC goes, with a fact", "[pi]") {
  PiFixture f({.absent_on_save = gio::AbsentOnSave::drop});
  f.saved({entry("0/1/1/0", 0, {kMacA}), entry("0/1/2/0", 1, {kMacB})});
  f.nic("0/1/2/0", 1, kMacB);

  f.save();

  CHECK(f.entries() == Lines{"0/1/2/0 lan 1 igelan 0x00306E00000B"});
  CHECK(f.facts.only<EntryDropped>().fate == EntryFate::absent_dropped);
}

TEST_CASE("flush krsd: a save leaves the writing to krsd", "[pi]") {
  PiFixture f({.flush = gio::Flush::krsd});
  f.nic("0/1/1/0", 0, kMacA);

  f.save();

  CHECK(f.disk.commits() == 0);
  CHECK(f.krs.dirty());
}
