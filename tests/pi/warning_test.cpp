// K3, K8: what a save warns of is told to its caller and logged to NetTL; a log that cannot be
// written fails no save. And K4, K7: the rest of the library's face.
#include "tests/pi/pi_fixture.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

Lines logged(const PiFixture& f) {
  Lines texts;
  for (const NettlLogged& record : f.facts.all<NettlLogged>())
    texts.push_back(record.log_class + ": " + record.message);
  return texts;
}

}  // namespace

TEST_CASE("K3: the NIC that loses a contested entry is a warning", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA, kMacB})});
  f.nic("0/4/1/0", 0, kMacB);
  f.nic("0/4/2/0", 2, kMacA);

  const Saved saved = f.save();

  REQUIRE(saved.dropped.size() == 1);
  CHECK(saved.dropped[0].instance == Instance{2});
  CHECK(saved.warnings_logged);
  CHECK(logged(f) == Lines{"WARNING: lan2 at 0/4/2/0 with MAC address 0x00306E00000A is not saved: "
                           "another NIC has the entry."});
  CHECK(f.facts.only<NettlLogged>().device_id == 2);
  CHECK(f.disk.read(kNettlLog)->find("another NIC has the entry") != std::string::npos);
}

TEST_CASE("K8: the entry that a present NIC pushes out is a warning", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.nic("0/4/2/0", 0, kMacB);

  const Saved saved = f.save();

  CHECK(saved.entries == 1);
  CHECK(logged(f) ==
        Lines{"WARNING: The entry of lan0 at 0/1/1/0 with MAC address 0x00306E00000A is dropped: a "
              "NIC that is present holds the instance."});
}

TEST_CASE("K2: a NIC in init is a warning, and its entry stays", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.nic("0/1/1/0", 3, MacAddress());

  const Saved saved = f.save();

  CHECK(f.entries() == Lines{"0/1/1/0 lan 0 igelan 0x00306E00000A"});
  REQUIRE(saved.not_learnt.size() == 1);
  CHECK(logged(f) == Lines{"WARNING: lan3 at 0/1/1/0 is not saved: DLPI tells no factory MAC address "
                           "of it (DL_NOTSUPPORTED)."});
}

TEST_CASE("K3: a save with nothing to warn of writes no log", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, kMacA);

  const Saved saved = f.save();

  CHECK(saved.not_learnt.empty());
  CHECK(saved.dropped.empty());
  CHECK(logged(f).empty());
  CHECK(f.disk.commits() == 1);
}

TEST_CASE("K3: a log that the disk does not take fails no save, and is told", "[pi]") {
  PiFixture f({}, {{.kind = sim::DiskFaultKind::full, .nth = 2}});  // 1 is KRS's
  f.nic("0/1/1/0", 0, kMacA);
  f.nic("0/1/2/0", 1, MacAddress());

  const Saved saved = f.save();

  CHECK_FALSE(saved.warnings_logged);
  CHECK(saved.entries == 1);
  CHECK(f.on_disk().size() == 1);
  CHECK(f.nettl.waiting() == 2);  // the warning, and that it could not be written
  f.save();
  CHECK(f.nettl.waiting() == 0);
}

TEST_CASE("K9: a save that fails is an error in the log, and nothing but the log is changed", "[pi]") {
  PiFixture f({}, {{.kind = sim::DiskFaultKind::full}});
  f.nic("0/1/1/0", 0, kMacA);

  CHECK(f.run(f.portable_image.save())->error() == PiError::disk_full);

  CHECK(logged(f) == Lines{"ERROR: The configuration of Portable Image could not be written to KRS on "
                           "the disk: no space left on device."});
  CHECK(f.disk.read(kNettlLog));
  CHECK_FALSE(f.disk.read(krs::kSystemKrs));
}

TEST_CASE("K7: an entry is found by its own MAC address and by an equivalent", "[pi]") {
  PiFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA, kMacB}), entry("0/1/2/0", 1, {kMacC})});

  CHECK(f.portable_image.find(kMacA)->instance == Instance{0});
  CHECK(f.portable_image.find(kMacB)->instance == Instance{0});
  CHECK(f.portable_image.find(kMacC)->instance == Instance{1});
  CHECK_FALSE(f.portable_image.find(kStation));
}

TEST_CASE("K4: an update saves as a save does", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, kMacA);

  REQUIRE(f.run(f.portable_image.update())->saved);

  CHECK(f.entries() == Lines{"0/1/1/0 lan 0 igelan 0x00306E00000A"});
}
