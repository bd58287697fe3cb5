#include "dlpi/client.hpp"

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
struct ClientFixture {
  ClientFixture() {
    provider.create(kFirst, "igelan", Ppa{2});
    REQUIRE(provider.dlpi_prop(kFirst, SetMac{kFactory, kStation}));
    provider.create(kSecond, "iexgbe", Ppa{3});
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  sim::Trace trace{recorder, "hp"};
  DlpiProvider provider{trace};
  DlpiClient client = *DlpiClient::open(provider);
};

}  // namespace

TEST_CASE("a new stream is unattached, lists every interface, and may ask for nothing else",
          "[dlpi]") {
  ClientFixture f;

  CHECK(f.client.stream().state() == DlState::DL_UNATTACHED);
  const std::vector<PpaInfo> list = f.client.ppa_list();
  REQUIRE(list.size() == 2);
  CHECK(list[0].ppa == Ppa{2});
  CHECK(list[0].hw_path == kFirst);
  CHECK(list[0].driver == DriverName("igelan"));
  CHECK(list[0].phys_addr == kStation);  // as lanscan shows it, not the factory one
  CHECK(list[1].ppa == Ppa{3});
  CHECK(list[1].phys_addr.is_zero());
  CHECK(f.client.phys_addr(kFact).error() == DlErrno::DL_OUTSTATE);
  CHECK(f.client.detach().error() == DlErrno::DL_OUTSTATE);
  CHECK(f.client.stream().state() == DlState::DL_UNATTACHED);
}

TEST_CASE("an attached stream tells both addresses of its PPA", "[dlpi]") {
  ClientFixture f;

  REQUIRE(f.client.attach(Ppa{2}));

  CHECK(f.client.stream().state() == DlState::DL_UNBOUND);
  CHECK(f.client.phys_addr(kFact) == kFactory);
  CHECK(f.client.phys_addr(kCurr) == kStation);
  REQUIRE(f.client.detach());
  CHECK(f.client.stream().state() == DlState::DL_UNATTACHED);
}

TEST_CASE("attaching where there is nothing, or twice, is refused and changes nothing", "[dlpi]") {
  ClientFixture f;

  CHECK(f.client.attach(Ppa{9}).error() == DlErrno::DL_BADPPA);
  CHECK(f.client.attach(Ppa{-1}).error() == DlErrno::DL_BADPPA);
  CHECK(f.client.stream().state() == DlState::DL_UNATTACHED);
  REQUIRE(f.client.attach(Ppa{2}));
  CHECK(f.client.attach(Ppa{3}).error() == DlErrno::DL_OUTSTATE);
  CHECK(f.client.phys_addr(kFact) == kFactory);
}

TEST_CASE("an interface in init has no address to tell", "[dlpi]") {
  ClientFixture f;

  REQUIRE(f.client.attach(Ppa{3}));

  CHECK(f.client.phys_addr(kFact).error() == DlErrno::DL_NOTSUPPORTED);
  CHECK(f.client.phys_addr(kCurr).error() == DlErrno::DL_NOTSUPPORTED);
  CHECK(f.client.stream().state() == DlState::DL_UNBOUND);
}

TEST_CASE("an interface that goes between the list and the attach has a bad PPA", "[dlpi]") {
  ClientFixture f;
  const Ppa listed = f.client.ppa_list().front().ppa;

  f.provider.withdraw(kFirst);

  CHECK(f.client.attach(listed).error() == DlErrno::DL_BADPPA);
}

TEST_CASE("an interface that goes while a stream is attached hangs the stream up", "[dlpi]") {
  ClientFixture f;
  REQUIRE(f.client.attach(Ppa{2}));

  f.provider.withdraw(kFirst);

  CHECK(f.client.phys_addr(kFact).error() == DlErrno::DL_SYSERR);
  CHECK(f.client.ppa_list().empty());

  // Another interface at the same place is not the one it was attached to.
  f.provider.create(kFirst, "igelan", Ppa{2});
  CHECK(f.client.attach(Ppa{2}).error() == DlErrno::DL_SYSERR);
  DlpiClient another = *DlpiClient::open(f.provider);
  CHECK(another.attach(Ppa{2}));
}

TEST_CASE("a stream follows its interface to another PPA", "[dlpi]") {
  ClientFixture f;
  REQUIRE(f.client.attach(Ppa{2}));

  REQUIRE(f.provider.dlpi_prop(kFirst, SetPpa{Ppa{0}}));

  CHECK(f.client.phys_addr(kFact) == kFactory);
  REQUIRE(f.client.detach());
  CHECK(f.client.attach(Ppa{2}).error() == DlErrno::DL_BADPPA);
  CHECK(f.client.attach(Ppa{0}));
}

TEST_CASE("of two interfaces with one PPA a stream reaches the first one, then the other",
          "[dlpi]") {
  ClientFixture f;
  REQUIRE(f.provider.dlpi_prop(kSecond, SetPpa{Ppa{2}}));

  CHECK(f.provider.find(Ppa{2})->hw_path == kFirst);
  f.provider.withdraw(kFirst);
  CHECK(f.provider.find(Ppa{2})->hw_path == kSecond);
  f.provider.withdraw(kSecond);
  CHECK(f.provider.find(Ppa{2}) == nullptr);
}
