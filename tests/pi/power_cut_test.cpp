// K9: power goes at every commit of a save, in every way; KRS is the one before or the one behind.
#include "tests/pi/pi_fixture.hpp"

using namespace giosim;
using namespace giosim::pi;

TEST_CASE("K9: a save that is cut at any commit leaves the entries before or behind", "[pi]") {
  constexpr std::uint64_t kFirst = 2;  // commit 1 makes the entry of old
  for (const auto kind : {sim::DiskFaultKind::power_before, sim::DiskFaultKind::power_after,
                          sim::DiskFaultKind::torn}) {
    for (std::uint64_t commit = kFirst; commit < kFirst + 2; ++commit) {  // KRS's, and NetTL's
      INFO("fault " << static_cast<int>(kind) << " at commit " << commit);
      PiFixture f({}, {{.kind = kind, .nth = commit}});
      f.saved({entry("0/1/1/0", 0, {kMacA, kMacC})});
      REQUIRE(f.flush().value());
      const krs::Krs::Tree before = f.on_disk();
      f.nic("0/4/1/0", 0, kMacA);
      f.nic("0/4/2/0", 1, kMacB);
      f.nic("0/4/3/0", 2, MacAddress());  // a warning, hence a commit of the log

      CHECK_FALSE(f.run(f.portable_image.save()).has_value());  // it hangs: the power is gone

      const krs::Krs::Tree behind = {
          {"gio/pi/entry/lan/00000000", "0/4/1/0 lan 0 igelan 0x00306E00000A,0x00306E00000C"},
          {"gio/pi/entry/lan/00000001", "0/4/2/0 lan 1 igelan 0x00306E00000B"}};
      const bool in_krs = commit == kFirst;
      const bool stored = !in_krs || kind == sim::DiskFaultKind::power_after;
      CHECK(f.on_disk() == (stored ? behind : before));
      CHECK(f.facts.all<ConfigurationSaved>().size() == (in_krs ? 0U : 1U));
    }
  }
}
