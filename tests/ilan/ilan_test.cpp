// D: the internal reset, with a driver that does as the test says.
#include "ilan/ilan.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "krs/krs.hpp"
#include "sim/disk.hpp"
#include "tests/fact_log.hpp"

using namespace giosim;
using namespace giosim::ilan;

namespace {

const HwPath kSlot = "0/4/1/0";
const MacAddress kMacA = "0x00306E00000A", kMacB = "0x00306E00000B";
const MacAddress kStation = "0x020000000001";

struct ObedientHdm : Hdm {
  MacAddress factory_mac() const override { return factory; }
  MacAddress current_mac() const override { return station.is_zero() ? factory : station; }
  std::expected<void, HdmError> set_property(Ppa to) override {
    if (broken) return std::unexpected(HdmError::hardware_failed);
    ppas.push_back(to);
    return {};
  }

  MacAddress factory = kMacA, station;
  bool broken = false;
  std::vector<Ppa> ppas;
};

// lan0 is reserved for MAC-A; the NIC in the slot has got lan1 at the scan.
struct IlanFixture {
  explicit IlanFixture(sim::Choices& choices) : kernel(choices) {
    recorder.attach(facts);
    krs.load();
    tunables.set(krs::kPortableImage, 1);
    pi_config.replace({{"0/1/1/0", kLan, Instance{0}, "igelan", {kMacA}}});
    gio.install_driver({"igelan", kLan, true});
    gio.load_ioconfig();
    gio.reserve(pi_config);
    gio.claim(gio.found(kSlot, kLan, "igelan"));
    interface = &ilan.attach(*gio.node(kSlot), hdm);
    ilan.show_to_dlpi(*interface);
    facts.clear();
  }
  IlanFixture() : IlanFixture(in_order) {}

  static sim::Task<> reset_and_note(sim::Kernel& kernel, Ilan& ilan, IlanInterface& interface,
                                    std::optional<bool>& went_well) {
    Reset reset = ilan.internal_reset(interface);
    while (reset.step(ilan)) co_await kernel.yield(reset.label());
    went_well = !reset.failed();
  }
  void start_reset() {
    processes.spawn("reset", reset_and_note(kernel, ilan, *interface, went_well));
  }
  bool reset() {
    start_reset();
    kernel.run();
    return went_well.value();
  }
  const dlpi::DlpiInstance& lanscan() const { return *dlpi.find(kSlot); }

  sim::InOrder in_order;
  sim::Kernel kernel;
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
  Ilan ilan{gio, dlpi, trace};
  ObedientHdm hdm;
  IlanInterface* interface = nullptr;
  std::optional<bool> went_well;
  sim::ProcessGroup processes{kernel};
};

using Names = std::vector<std::string_view>;

}  // namespace

TEST_CASE("D1: MAC, reassign, PPA into the HDM, PPA into DLPI, MAC into DLPI", "[ilan]") {
  IlanFixture f;

  REQUIRE(f.reset());

  CHECK(f.facts.names() == Names{"ilan.reset_started", "ilan.reassign_asked",
                                 "gio.instance_reassigned", "ilan.ppa_set", "dlpi.ppa_set",
                                 "dlpi.mac_set", "ilan.reset_ended"});
  CHECK(f.hdm.ppas == std::vector{Ppa{0}});
  CHECK(f.interface->ppa == Ppa{0});
  CHECK(f.interface->up);
  CHECK(f.lanscan().ppa == Ppa{0});
  CHECK(f.lanscan().mac == kMacA);
}

TEST_CASE("D1: without a change of the instance nobody is told a PPA", "[ilan]") {
  IlanFixture f;
  f.hdm.factory = kMacB;

  REQUIRE(f.reset());

  CHECK(f.facts.names() == Names{"ilan.reset_started", "ilan.reassign_asked", "gio.instance_kept",
                                 "dlpi.mac_set", "ilan.reset_ended"});
  CHECK(f.hdm.ppas.empty());
  CHECK(f.lanscan().ppa == Ppa{1});
}

TEST_CASE("D2: at no step is a MAC shown under a PPA that is not the node's", "[ilan]") {
  IlanFixture f;
  f.start_reset();

  while (!f.kernel.idle()) {
    f.kernel.step();
    if (!f.lanscan().mac.is_zero()) CHECK(f.lanscan().ppa == ppa_of(f.interface->node->instance));
  }

  CHECK(f.lanscan().mac == kMacA);
}

TEST_CASE("D2: GIO goes by the factory MAC, DLPI shows the station address", "[ilan]") {
  IlanFixture f;
  f.hdm.station = kStation;

  REQUIRE(f.reset());

  CHECK(f.facts.only<ReassignAsked>().mac == kMacA);
  CHECK(f.lanscan().mac == kStation);
  CHECK(f.lanscan().factory_mac == kMacA);
}

TEST_CASE("D6: a later reset does not ask again, and withdraws the old address first", "[ilan]") {
  IlanFixture f;
  REQUIRE(f.reset());
  f.facts.clear();
  f.hdm.station = kStation;

  REQUIRE(f.reset());

  CHECK(f.facts.names() ==
        Names{"ilan.reset_started", "dlpi.mac_withdrawn", "dlpi.mac_set", "ilan.reset_ended"});
  CHECK(f.facts.only<DlpiMacWithdrawn>().mac == kMacA);
  CHECK(f.lanscan().mac == kStation);
  CHECK(f.lanscan().ppa == Ppa{0});
}

TEST_CASE("D6: the old address is gone before anybody else runs", "[ilan]") {
  IlanFixture f;
  REQUIRE(f.reset());
  f.start_reset();

  f.kernel.step();

  CHECK(f.lanscan().mac.is_zero());
  CHECK_FALSE(f.interface->up);
  f.kernel.run();
  CHECK(f.lanscan().mac == kMacA);
}

TEST_CASE("a NIC without MAC address asks with none, and publishes none", "[ilan]") {
  IlanFixture f;
  f.hdm.factory = MacAddress();

  REQUIRE(f.reset());

  CHECK(f.facts.only<InstanceKept>().because == Because::no_mac);
  CHECK(f.facts.all<DlpiMacSet>().empty());
  CHECK_FALSE(f.interface->up);
  CHECK(f.lanscan().mac.is_zero());
}

TEST_CASE("D5: when the HDM refuses the PPA the reset fails and DLPI shows no MAC", "[ilan]") {
  IlanFixture f;
  f.hdm.broken = true;

  CHECK_FALSE(f.reset());

  CHECK(f.lanscan().mac.is_zero());
  CHECK(f.gio.node(kSlot)->instance == Instance{0});  // after the hand-over it is kept in GIO
  f.ilan.detach(*f.interface);
  CHECK(f.dlpi.find(kSlot) == nullptr);
}

TEST_CASE("D5: a card that goes before GIO was asked asks no more", "[ilan]") {
  IlanFixture f;
  f.start_reset();
  f.kernel.step();

  f.gio.hardware_gone(kSlot);
  f.kernel.run();

  CHECK_FALSE(f.went_well.value());
  CHECK(f.facts.all<ReassignAsked>().empty());
}

TEST_CASE("D4: whoever looks, in whatever order, sees no half of a change", "[ilan]") {
  sim::Exhaustive choices;
  int runs = 0;
  while (choices.next_run()) {
    ++runs;
    IlanFixture f(choices);
    const auto look = [](IlanFixture& lab, int times) -> sim::Task<> {
      for (int i = 0; i < times; ++i) {
        co_await lab.kernel.yield("lanscan");
        const auto& row = lab.lanscan();
        CHECK((row.mac.is_zero() || row.ppa == Ppa{0}));
      }
    };
    f.start_reset();
    f.processes.spawn("lanscan", look(f, 4));
    f.kernel.run();
    CHECK(f.lanscan().mac == kMacA);
  }
  CHECK(runs > 20);
}
