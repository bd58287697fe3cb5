#include "dlpi/stream.hpp"

#include <catch2/catch.hpp>

#include "sim/kernel.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

const HwPath kFirst = "0/4/1/0", kSecond = "0/4/2/0";
const MacAddress kFactory = "0x00306E00000A", kStation = "0x020000000001";
constexpr auto kFact = DlAddress::DL_FACT_PHYS_ADDR;
constexpr auto kCurr = DlAddress::DL_CURR_PHYS_ADDR;

// lan2 with a station address that an administrator set; lan3 whose driver is in init.
struct StreamFixture {
  StreamFixture() {
    provider.create(kFirst, "igelan", Ppa{2});
    REQUIRE(provider.dlpi_prop(kFirst, SetMac{kFactory, kStation}));
    provider.create(kSecond, "iexgbe", Ppa{3});
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  sim::Trace trace{recorder, "hp"};
  DlpiProvider provider{trace};
  DlpiStream stream{provider};
};

}  // namespace

TEST_CASE("a new stream is unattached, lists every interface, and may ask for nothing else",
          "[dlpi]") {
  StreamFixture f;

  CHECK(f.stream.state() == DlState::DL_UNATTACHED);
  const std::vector<PpaInfo> list = f.stream.ppa_list();
  REQUIRE(list.size() == 2);
  CHECK(list[0].ppa == Ppa{2});
  CHECK(list[0].hw_path == kFirst);
  CHECK(list[0].driver == DriverName("igelan"));
  CHECK(list[0].phys_addr == kStation);  // as lanscan shows it, not the factory one
  CHECK(list[1].ppa == Ppa{3});
  CHECK(list[1].phys_addr.is_zero());
  CHECK(f.stream.phys_addr(kFact).error() == DlErrno::DL_OUTSTATE);
  CHECK(f.stream.detach().error() == DlErrno::DL_OUTSTATE);
  CHECK(f.stream.state() == DlState::DL_UNATTACHED);
}

TEST_CASE("an attached stream tells both addresses of its PPA", "[dlpi]") {
  StreamFixture f;

  REQUIRE(f.stream.attach(Ppa{2}));

  CHECK(f.stream.state() == DlState::DL_UNBOUND);
  CHECK(f.stream.phys_addr(kFact) == kFactory);
  CHECK(f.stream.phys_addr(kCurr) == kStation);
  REQUIRE(f.stream.detach());
  CHECK(f.stream.state() == DlState::DL_UNATTACHED);
}

TEST_CASE("attaching where there is nothing, or twice, is refused and changes nothing", "[dlpi]") {
  StreamFixture f;

  CHECK(f.stream.attach(Ppa{9}).error() == DlErrno::DL_BADPPA);
  CHECK(f.stream.attach(Ppa{-1}).error() == DlErrno::DL_BADPPA);
  CHECK(f.stream.state() == DlState::DL_UNATTACHED);
  REQUIRE(f.stream.attach(Ppa{2}));
  CHECK(f.stream.attach(Ppa{3}).error() == DlErrno::DL_OUTSTATE);
  CHECK(f.stream.phys_addr(kFact) == kFactory);
}

TEST_CASE("an interface in init has no address to tell", "[dlpi]") {
  StreamFixture f;

  REQUIRE(f.stream.attach(Ppa{3}));

  CHECK(f.stream.phys_addr(kFact).error() == DlErrno::DL_NOTSUPPORTED);
  CHECK(f.stream.phys_addr(kCurr).error() == DlErrno::DL_NOTSUPPORTED);
  CHECK(f.stream.state() == DlState::DL_UNBOUND);
}

TEST_CASE("an interface that goes between the list and the attach has a bad PPA", "[dlpi]") {
  StreamFixture f;
  const Ppa listed = f.stream.ppa_list().front().ppa;

  f.provider.withdraw(kFirst);

  CHECK(f.stream.attach(listed).error() == DlErrno::DL_BADPPA);
}

TEST_CASE("an interface that goes while a stream is attached takes the stream back", "[dlpi]") {
  StreamFixture f;
  REQUIRE(f.stream.attach(Ppa{2}));

  f.provider.withdraw(kFirst);

  CHECK(f.stream.state() == DlState::DL_UNATTACHED);
  CHECK(f.stream.phys_addr(kFact).error() == DlErrno::DL_OUTSTATE);
  CHECK(f.stream.detach().error() == DlErrno::DL_OUTSTATE);

  // Another interface at the same place is not the one it was attached to.
  f.provider.create(kFirst, "igelan", Ppa{2});
  CHECK(f.stream.state() == DlState::DL_UNATTACHED);
  CHECK(f.stream.attach(Ppa{2}));
}

TEST_CASE("a stream follows its interface to another PPA", "[dlpi]") {
  StreamFixture f;
  REQUIRE(f.stream.attach(Ppa{2}));

  REQUIRE(f.provider.dlpi_prop(kFirst, SetPpa{Ppa{0}}));

  CHECK(f.stream.phys_addr(kFact) == kFactory);
  REQUIRE(f.stream.detach());
  CHECK(f.stream.attach(Ppa{2}).error() == DlErrno::DL_BADPPA);
  CHECK(f.stream.attach(Ppa{0}));
}

TEST_CASE("of two interfaces with one PPA a stream reaches the first one, then the other",
          "[dlpi]") {
  StreamFixture f;
  REQUIRE(f.provider.dlpi_prop(kSecond, SetPpa{Ppa{2}}));

  CHECK(f.provider.find(Ppa{2})->hw_path == kFirst);
  f.provider.withdraw(kFirst);
  CHECK(f.provider.find(Ppa{2})->hw_path == kSecond);
  f.provider.withdraw(kSecond);
  CHECK(f.provider.find(Ppa{2}) == nullptr);
}
