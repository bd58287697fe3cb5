// K1, K2: how the library learns the NICs that are present, through DLPI.
#include "pi/nics_present.hpp"

#include "tests/pi/pi_fixture.hpp"

using namespace giosim;
using namespace giosim::pi;
using dlpi::DlErrno;

TEST_CASE("K2: DLPI is asked for the factory address of each PPA of its list", "[pi]") {
  PiFixture f;
  f.nic("0/1/2/0", 4, kMacB);
  f.nic("0/1/1/0", 0, kMacA, kStation, "iexgbe");
  dlpi::DlpiStream stream(f.provider);

  const NicsPresent nics = nics_present(stream, stream.ppa_list());

  CHECK(texts(nics.learnt) ==
        Lines{"0/1/2/0 lan 4 igelan 0x00306E00000B", "0/1/1/0 lan 0 iexgbe 0x00306E00000A"});
  CHECK(nics.not_learnt.empty());
  CHECK(stream.state() == dlpi::DlState::DL_UNATTACHED);  // it lets go of the last one, too
}

TEST_CASE("K2: a NIC in init, or without an address, is not learnt", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, MacAddress());
  f.nic("0/1/2/0", 1, kMacB);
  dlpi::DlpiStream stream(f.provider);

  const NicsPresent nics = nics_present(stream, stream.ppa_list());

  REQUIRE(nics.not_learnt.size() == 1);
  CHECK(nics.not_learnt[0].ppa == Ppa{0});
  CHECK(nics.not_learnt[0].hw_path == HwPath("0/1/1/0"));
  CHECK(nics.not_learnt[0].error == DlErrno::DL_NOTSUPPORTED);
  CHECK(nics.learnt.size() == 1);
}

TEST_CASE("K1: a NIC that vanishes after DLPI has listed it is not learnt", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, kMacA);
  f.nic("0/1/2/0", 1, kMacB);
  dlpi::DlpiStream stream(f.provider);
  const std::vector<dlpi::PpaInfo> list = stream.ppa_list();

  f.provider.withdraw("0/1/1/0");
  const NicsPresent nics = nics_present(stream, list);

  REQUIRE(nics.not_learnt.size() == 1);
  CHECK(nics.not_learnt[0].error == DlErrno::DL_BADPPA);
  CHECK(texts(nics.learnt) == Lines{"0/1/2/0 lan 1 igelan 0x00306E00000B"});
}

TEST_CASE("K8: of two NICs with one PPA the second is not taken for the first", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, kMacA);
  f.nic("0/1/2/0", 0, kMacB);
  dlpi::DlpiStream stream(f.provider);

  const NicsPresent nics = nics_present(stream, stream.ppa_list());

  CHECK(texts(nics.learnt) == Lines{"0/1/1/0 lan 0 igelan 0x00306E00000A"});
  REQUIRE(nics.not_learnt.size() == 1);
  CHECK(nics.not_learnt[0].hw_path == HwPath("0/1/2/0"));
}
