// D3, D5: one driver and its card, from attach to the end of init, and what goes wrong between.
#include "hdm/lan_driver.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "krs/krs.hpp"
#include "sim/disk.hpp"
#include "tests/fact_log.hpp"

using namespace giosim;
using namespace giosim::hdm;

namespace {

const HwPath kSlot = "0/4/1/0";
const MacAddress kMacA = "0x00306E00000A";

// lan0 is reserved for MAC-A, which the card has; it has got lan1 at the scan.
struct DriverFixture {
  explicit DriverFixture(Card the_card, const gio::Policies& readings = {})
      : policies(readings), card(the_card) {
    recorder.attach(facts);
    krs.load();
    tunables.set(krs::kPortableImage, 1);
    pi_config.replace({{"0/1/1/0", kLan, Instance{0}, "igelan", {kMacA}}});
    for (const DriverProfile& profile : driver_catalog()) gio.install_driver(info_of(profile));
    gio.load_ioconfig();
    gio.reserve(pi_config);
    gio.claim(gio.found(kSlot, kLan, card.driver));
    facts.clear();
    driver.emplace(world, *gio.node(kSlot), card, *find_driver(card.driver));
    driver->attach();
  }

  void init() {
    processes.spawn("init", driver->init());
    kernel.run();
  }
  int instance() { return gio.node(kSlot)->instance.number; }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  FactLog facts;
  sim::Trace trace{recorder, "hp"};
  sim::MemoryDisk disk{kernel};
  gio::Policies policies;
  krs::Krs krs{kernel, disk, trace};
  krs::Tunables tunables{krs, trace};
  krs::PiConfig pi_config{krs, trace};
  gio::Gio gio{kernel, disk, trace, tunables, policies};
  dlpi::DlpiProvider dlpi{trace};
  ilan::Ilan ilan{gio, dlpi, trace};
  DriverWorld world{kernel, trace, gio, ilan};
  Card card;
  std::optional<LanDriver> driver;
  sim::ProcessGroup processes{kernel};
};

Card igelan() { return {kLan, "igelan", kMacA, {}, {}}; }

Card failing_at(InitStage stage) {
  Card card = igelan();
  card.fails_at = stage;
  return card;
}

}  // namespace

TEST_CASE("after attach the interface has the initial instance as PPA and no MAC", "[hdm]") {
  DriverFixture f(igelan());

  CHECK(f.facts.only<DriverAttached>().ppa == Ppa{1});
  CHECK(f.dlpi.find(kSlot)->ppa == Ppa{1});
  CHECK(f.dlpi.find(kSlot)->mac.is_zero());
  CHECK(f.driver->awaits_init());
}

TEST_CASE("an init carries the MAC address to GIO and the PPA back", "[hdm]") {
  DriverFixture f(igelan());

  f.init();

  CHECK(f.facts.only<MacLearnt>().mac == kMacA);
  CHECK(f.facts.only<HdmPpaSet>().to == Ppa{0});
  CHECK(f.facts.only<InitEnded>().ppa == Ppa{0});
  CHECK(f.dlpi.find(kSlot)->ppa == Ppa{0});
  CHECK(f.dlpi.find(kSlot)->mac == kMacA);
  CHECK_FALSE(f.driver->in_init());
  CHECK_FALSE(f.driver->failed());
}

TEST_CASE("an init is called once", "[hdm]") {
  DriverFixture f(igelan());
  f.init();

  CHECK_FALSE(f.driver->awaits_init());
  CHECK_THROWS_AS(f.init(), Bug);
}

TEST_CASE("D3: drivers learn their MAC at different points, and all take the time they take",
          "[hdm]") {
  for (const DriverProfile& profile : driver_catalog()) {
    if (profile.mac_known_at == MacKnownAt::never) continue;
    Card card = igelan();
    card.driver = DriverName(profile.name);
    DriverFixture f(card);
    f.init();

    INFO(profile.name);
    sim::Time learnt{};
    for (const FactLog::Heard& heard : f.facts.heard())
      if (holds_alternative<MacLearnt>(heard.fact)) learnt = heard.time;
    CHECK(learnt.time_since_epoch() == before_mac(profile) + profile.mac_read);
    CHECK(f.kernel.now().time_since_epoch() == profile.init + profile.mac_read);
    CHECK(f.instance() == (profile.instance_replaceable ? 0 : 1));
  }
}

TEST_CASE("D3: a card that answers late keeps its driver waiting, nothing else", "[hdm]") {
  Card slow = igelan();
  slow.answers_after = std::chrono::seconds(60);
  DriverFixture f(slow);

  f.init();

  CHECK(f.kernel.now().time_since_epoch() > std::chrono::seconds(60));
  CHECK(f.dlpi.find(kSlot)->ppa == Ppa{0});
}

TEST_CASE("a card without MAC address comes up without one", "[hdm]") {
  Card mute = igelan();
  mute.mac = MacAddress();
  DriverFixture f(mute);

  f.init();

  CHECK(f.facts.all<MacNotLearnt>().size() == 1);
  CHECK(f.facts.only<InstanceKept>().because == Because::no_mac);
  CHECK(f.facts.all<InitEnded>().size() == 1);
  CHECK(f.dlpi.find(kSlot)->mac.is_zero());
}

TEST_CASE("D5: an init that fails leaves no trace in DLPI, at whatever stage", "[hdm]") {
  for (const InitStage stage : {InitStage::early, InitStage::mid, InitStage::late}) {
    DriverFixture f(failing_at(stage));

    f.init();

    INFO(word(stage));
    CHECK(f.facts.only<InitFailed>().stage == stage);
    CHECK(f.facts.all<InitEnded>().empty());
    CHECK(f.dlpi.find(kSlot) == nullptr);
    CHECK(f.driver->failed());
    CHECK_FALSE(f.driver->in_init());
    // A6, D5: before the hand-over nothing was given; after it the node keeps its instance.
    CHECK(f.instance() == (stage == InitStage::early ? 1 : 0));
    CHECK(f.facts.all<ReassignAsked>().size() == (stage == InitStage::early ? 0 : 1));
  }
}

TEST_CASE("D5: an init that fails late under late_init_failure gives the instance back", "[hdm]") {
  DriverFixture f(failing_at(InitStage::late),
                  {.late_init_failure = gio::LateInitFailure::returns_to_reserved});

  f.init();

  CHECK(f.instance() == 1);
  CHECK(f.facts.all<ReservationRestored>().size() == 1);
  CHECK(f.dlpi.find(kSlot) == nullptr);
}

TEST_CASE("a card that is pulled out at any step of its init is withdrawn in the end", "[hdm]") {
  for (int steps = 0;; ++steps) {
    DriverFixture f(igelan());
    f.processes.spawn("init", f.driver->init());
    for (int step = 0; step < steps && !f.kernel.idle(); ++step) f.kernel.step();
    const bool was_up = f.kernel.idle();

    f.driver->card_gone();
    f.gio.hardware_gone(kSlot);
    f.kernel.run();

    INFO("after step " << steps);
    CHECK(f.driver->failed());
    CHECK(f.dlpi.find(kSlot) == nullptr);
    CHECK(f.facts.all<InitEnded>().size() == (was_up ? 1 : 0));
    CHECK(f.gio.node(kSlot)->state == NodeState::no_hw);
    if (was_up) break;
  }
}

TEST_CASE("D6: a station address is shown, the factory MAC is not forgotten", "[hdm]") {
  DriverFixture f(igelan());
  f.init();

  f.processes.spawn("lanadmin", f.driver->reset("0x020000000001"));
  f.kernel.run();
  CHECK(f.dlpi.find(kSlot)->mac == MacAddress("0x020000000001"));
  CHECK(f.dlpi.find(kSlot)->factory_mac == kMacA);

  f.processes.spawn("lanadmin", f.driver->reset(MacAddress()));
  f.kernel.run();
  CHECK(f.dlpi.find(kSlot)->mac == kMacA);
  CHECK(f.facts.all<ReassignAsked>().size() == 1);
}

TEST_CASE("a reset during init waits for its end", "[hdm]") {
  DriverFixture f(igelan());
  f.processes.spawn("init", f.driver->init());
  f.processes.spawn("lanadmin", f.driver->reset("0x020000000001"));
  f.kernel.run();

  const auto names = f.facts.names();
  CHECK(std::ranges::find(names, "hdm.init_ended") <
        std::ranges::find(names, "dlpi.mac_withdrawn"));
  CHECK(f.dlpi.find(kSlot)->mac == MacAddress("0x020000000001"));
}

TEST_CASE("a reset of a card that is gone does nothing", "[hdm]") {
  DriverFixture f(igelan());
  f.init();
  f.driver->card_gone();
  f.facts.clear();

  f.processes.spawn("lanadmin", f.driver->reset("0x020000000001"));
  f.kernel.run();

  CHECK(f.facts.heard().empty());
}
