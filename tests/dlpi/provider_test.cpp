#include "dlpi/provider.hpp"

#include <catch2/catch.hpp>

#include "base/must.hpp"
#include "tests/fact_log.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

const HwPath kSlot = "0/4/1/0", kOther = "0/4/2/0";
const MacAddress kFactory = "0x00306E00000A", kStation = "0x020000000001";

struct DlpiFixture {
  DlpiFixture() {
    recorder.attach(facts);
    provider.create(kSlot, "igelan", Ppa{2});
  }
  std::expected<void, DlErrno> set(HwPath hw_path, const DlpiProperty& property) {
    return provider.dlpi_prop(hw_path, property);
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  FactLog facts;
  sim::Trace trace{recorder, "hp"};
  DlpiProvider provider{trace};
};

}  // namespace

TEST_CASE("a new instance has its PPA and publishes no MAC address", "[dlpi]") {
  DlpiFixture f;

  const DlpiInstance& instance = *f.provider.find(kSlot);
  CHECK(instance.ppa == Ppa{2});
  CHECK(instance.mac.is_zero());
  CHECK(instance.nm_id == 1);
  CHECK(f.facts.only<DlpiInstanceCreated>().ppa == Ppa{2});
  CHECK(f.provider.find(kOther) == nullptr);
}

TEST_CASE("D4: PPA and MAC address are seen in one look, as they were set", "[dlpi]") {
  DlpiFixture f;
  REQUIRE(f.set(kSlot, SetPpa{Ppa{0}}));
  REQUIRE(f.set(kSlot, SetMac{kFactory, kStation}));

  const DlpiInstance& instance = *f.provider.find(kSlot);
  CHECK(instance.ppa == Ppa{0});
  CHECK(instance.mac == kStation);
  CHECK(instance.factory_mac == kFactory);
  CHECK(f.facts.only<DlpiPpaSet>().from == Ppa{2});
  CHECK(f.facts.only<DlpiMacSet>().ppa == Ppa{0});
}

TEST_CASE("D6: the zero address withdraws the published one, the factory address stays", "[dlpi]") {
  DlpiFixture f;
  REQUIRE(f.set(kSlot, SetMac{kFactory, kFactory}));
  REQUIRE(f.set(kSlot, SetMac{kFactory, MacAddress()}));

  CHECK(f.provider.find(kSlot)->mac.is_zero());
  CHECK(f.provider.find(kSlot)->factory_mac == kFactory);
  CHECK(f.facts.only<DlpiMacWithdrawn>().mac == kFactory);
}

TEST_CASE("a property that is refused leaves everything as it was", "[dlpi]") {
  DlpiFixture f;
  REQUIRE(f.set(kSlot, SetMac{kFactory, kFactory}));
  const std::size_t facts = f.facts.heard().size();

  CHECK(f.set(kOther, SetPpa{Ppa{0}}).error() == DlErrno::DL_NOTINIT);
  CHECK(f.set(kOther, SetMac{kFactory, kFactory}).error() == DlErrno::DL_NOTINIT);
  CHECK(f.set(kSlot, SetPpa{Ppa{-1}}).error() == DlErrno::DL_BADPPA);
  CHECK(f.set(kSlot, SetMac{kStation, "0x01005E000001"}).error() == DlErrno::DL_BADADDR);

  const DlpiInstance& instance = *f.provider.find(kSlot);
  CHECK(instance.ppa == Ppa{2});
  CHECK(instance.mac == kFactory);
  CHECK(instance.factory_mac == kFactory);
  CHECK(f.provider.instances().size() == 1);
  CHECK(f.facts.heard().size() == facts);
}

TEST_CASE("D5: an instance that was withdrawn leaves no trace", "[dlpi]") {
  DlpiFixture f;

  f.provider.withdraw(kSlot);

  CHECK(f.provider.find(kSlot) == nullptr);
  CHECK(f.facts.only<DlpiInstanceWithdrawn>().ppa == Ppa{2});
  CHECK(f.set(kSlot, SetPpa{Ppa{0}}).error() == DlErrno::DL_NOTINIT);
  f.provider.withdraw(kSlot);
  CHECK(f.facts.all<DlpiInstanceWithdrawn>().size() == 1);
}

TEST_CASE("NM IDs are given in the order of creation and never twice", "[dlpi]") {
  DlpiFixture f;
  f.provider.create("0/9/0", "igelan", Ppa{9});
  f.provider.create("0/1/0", "igelan", Ppa{1});
  f.provider.withdraw(kSlot);
  f.provider.create(kSlot, "igelan", Ppa{2});

  std::vector<std::pair<int, int>> nm_and_ppa;
  for (const DlpiInstance& one : f.provider.instances())
    nm_and_ppa.emplace_back(one.nm_id, one.ppa.number);
  CHECK(nm_and_ppa == std::vector<std::pair<int, int>>{{2, 9}, {3, 1}, {4, 2}});
}

TEST_CASE("O1: PPAs that change hands at once are found under their new numbers", "[dlpi]") {
  DlpiFixture f;
  f.provider.create("0/9/0", "igelan", Ppa{9});

  f.provider.set_ppas({{kSlot, Ppa{9}}, {"0/9/0", Ppa{2}}});

  CHECK(f.provider.find(Ppa{9})->hw_path == kSlot);
  CHECK(f.provider.find(Ppa{2})->hw_path == HwPath("0/9/0"));
}

TEST_CASE("a second instance at one path, or one without PPA, is a bug of ours", "[dlpi]") {
  DlpiFixture f;
  CHECK_THROWS_AS(f.provider.create(kSlot, "igelan", Ppa{3}), Bug);
  CHECK_THROWS_AS(f.provider.create(kOther, "igelan", Ppa{}), Bug);
}
