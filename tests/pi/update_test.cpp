// K4, F3: an update fixes the files up from the entries as they were, and then saves.
#include "pi/driver_conf.hpp"
#include "pi/journal.hpp"
#include "tests/pi/pi_fixture.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

const std::string kIgelanconf = *driver_conf_path("igelan");
const std::string kIexgbeconf = *driver_conf_path("iexgbe");
const std::string kMtuOfLan0 = "HP_IGELAN_INTERFACE_NAME[0]=lan0\nHP_IGELAN_MTU[0]=9000\n";
const std::string kCarried = "HP_IEXGBE_INTERFACE_NAME[0]=lan0\nHP_IEXGBE_MTU[0]=9000\n";

// lan0 was saved with igelan, and has iexgbe now.
struct UpdateFixture : PiFixture {
  explicit UpdateFixture(std::vector<sim::DiskFault> faults = {})
      : PiFixture({}, std::move(faults)) {
    put(kIgelanconf, kMtuOfLan0);
    saved({entry("0/1/1/0", 0, {kMacA})});
    nic("0/4/1/0", 0, kMacA, {}, "iexgbe");
  }

  static sim::Task<> note(sim::Task<Updated> task, std::optional<Updated>& result) {
    result = co_await std::move(task);
  }
  std::optional<Updated> update() {
    std::optional<Updated> result;
    processes.spawn("hpuxpitool", note(portable_image.update(), result));
    kernel.run();
    return result;
  }
  std::string text(std::string_view path) const { return disk.read(path).value_or("-"); }
};

}  // namespace

TEST_CASE("K4: an update carries the settings, says so, and saves", "[pi]") {
  UpdateFixture f;

  const auto updated = f.update();

  REQUIRE(updated.has_value());
  CHECK(updated->saved.has_value());
  CHECK(updated->refused.empty());
  CHECK(updated->fixed == Lines{kIexgbeconf, kIgelanconf});
  CHECK(f.text(kIgelanconf).empty());
  CHECK(f.text(kIexgbeconf) == kCarried);
  CHECK(f.entries() == Lines{"0/4/1/0 lan 0 iexgbe 0x00306E00000A"});
  CHECK(f.facts.only<SettingCarried>().value == "9000");
  CHECK(f.facts.all<ConfigurationFixed>().size() == 2);
  CHECK(f.krs.below(kPendingMoves).empty());
}

TEST_CASE("K4: a second update changes nothing more", "[pi]") {
  UpdateFixture f;
  f.update();
  const auto commits = f.disk.commits();
  f.facts.clear();

  const auto again = f.update();

  CHECK(again->fixed.empty());
  CHECK(f.disk.commits() == commits);
  CHECK(f.facts.all<SettingCarried>().empty());
}

TEST_CASE("F3: a refused file keeps nothing else from being done, and is tried again", "[pi]") {
  UpdateFixture f;
  f.put(kIgelanconf, "if\n");

  const auto updated = f.update();

  REQUIRE(updated->refused.size() == 1);
  CHECK(updated->refused[0].line == 1);
  CHECK(updated->saved.has_value());
  CHECK(f.text(kIgelanconf) == "if\n");
  CHECK(f.entries() == Lines{"0/4/1/0 lan 0 iexgbe 0x00306E00000A"});

  f.put(kIgelanconf, kMtuOfLan0);
  f.save();                                           // a shutdown in between
  CHECK(f.text(kIexgbeconf) == "-");
  CHECK(f.update()->refused.empty());
  CHECK(f.text(kIexgbeconf) == kCarried);
  CHECK(f.krs.below(kPendingMoves).empty());
}

TEST_CASE("F3: a full disk leaves the files alone, and is told for each of them", "[pi]") {
  for (const std::uint64_t nth : {1, 2}) {
    UpdateFixture f({{.kind = sim::DiskFaultKind::full, .nth = nth}});

    const auto updated = f.update();

    REQUIRE(updated->refused.size() == 2);
    CHECK(updated->refused[0].file == kIexgbeconf);
    CHECK(updated->refused[0].because == "no space left on device");
    CHECK(updated->fixed.empty());
    CHECK(updated->saved.has_value());
    CHECK(f.text(kIgelanconf) == kMtuOfLan0);
    CHECK(f.text(kIexgbeconf) == "-");
    CHECK(f.facts.all<SettingCarried>().empty());
    CHECK(f.update()->fixed.size() == 2);
    CHECK(f.text(kIexgbeconf) == kCarried);
  }
}

TEST_CASE("K4: when KRS cannot be written, the files are fixed up all the same", "[pi]") {
  UpdateFixture f({{.kind = sim::DiskFaultKind::full, .nth = 4}});

  const auto updated = f.update();

  CHECK(updated->saved.error() == PiError::disk_full);
  CHECK(f.text(kIexgbeconf) == kCarried);
}

TEST_CASE("F3: what the power interrupted is ended by the next update, before anything else",
          "[pi]") {
  UpdateFixture f;
  f.put(kJournal, encode_journal({{kIexgbeconf, std::nullopt, kCarried},
                                  {kIgelanconf, kMtuOfLan0, ""}}));
  f.put(kIexgbeconf, kCarried.substr(0, 7));

  const auto updated = f.update();

  CHECK(updated->fixed == Lines{kIexgbeconf, kIgelanconf});
  CHECK(f.text(kIexgbeconf) == kCarried);
  CHECK(f.text(kIgelanconf).empty());
  CHECK(f.text(kJournal) == "-");
}

TEST_CASE("a journal that cannot be ended keeps the files from being touched", "[pi]") {
  UpdateFixture f({{.kind = sim::DiskFaultKind::fails, .nth = 1}});
  f.put(kJournal, encode_journal({{kIexgbeconf, std::nullopt, kCarried},
                                  {kIgelanconf, kMtuOfLan0, ""}}));

  const auto updated = f.update();

  REQUIRE(updated->refused.size() == 1);
  CHECK(updated->refused[0].file == kJournal);
  CHECK(f.text(kIgelanconf) == kMtuOfLan0);
  CHECK(f.update()->fixed.size() == 2);
  CHECK(f.text(kIexgbeconf) == kCarried);
}

TEST_CASE("a save that finds another driver keeps the fix-up in mind for an update", "[pi]") {
  UpdateFixture f;

  f.save();
  CHECK(f.text(kIexgbeconf) == "-");
  f.update();

  CHECK(f.text(kIexgbeconf) == kCarried);
}

TEST_CASE("K6: an entry that was removed takes its pending fix-up along", "[pi]") {
  UpdateFixture f;
  f.save();
  REQUIRE(f.krs.below(kPendingMoves).size() == 1);

  REQUIRE(f.portable_image.remove(kMacA));
  f.save();
  f.update();

  CHECK(f.krs.below(kPendingMoves).empty());
  CHECK(f.text(kIexgbeconf) == "-");
}
