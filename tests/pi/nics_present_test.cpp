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
  dlpi::DlpiClient client = *dlpi::DlpiClient::open(f.provider);

  const NicsPresent nics = nics_present(client, client.ppa_list());

  CHECK(texts(nics.learnt) ==
        Lines{"0/1/2/0 lan 4 igelan 0x00306E00000B", "0/1/1/0 lan 0 iexgbe 0x00306E00000A"});
  CHECK(nics.not_learnt.empty());
  CHECK(client.stream().state() == dlpi::DlState::DL_UNATTACHED);  // it lets go of the last one, too
}

TEST_CASE("K2: a NIC in init, or without an address, is not learnt", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, MacAddress());
  f.nic("0/1/2/0", 1, kMacB);
  dlpi::DlpiClient client = *dlpi::DlpiClient::open(f.provider);

  const NicsPresent nics = nics_present(client, client.ppa_list());

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
  dlpi::DlpiClient client = *dlpi::DlpiClient::open(f.provider);
  const std::vector<dlpi::PpaInfo> list = client.ppa_list();

  f.provider.withdraw("0/1/1/0");
  const NicsPresent nics = nics_present(client, list);

  REQUIRE(nics.not_learnt.size() == 1);
  CHECK(nics.not_learnt[0].error == DlErrno::DL_BADPPA);
  CHECK(texts(nics.learnt) == Lines{"0/1/2/0 lan 1 igelan 0x00306E00000B"});
}

TEST_CASE("K8: of two NICs with one PPA the second is not taken for the first", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, kMacA);
  f.nic("0/1/2/0", 0, kMacB);
  dlpi::DlpiClient client = *dlpi::DlpiClient::open(f.provider);

  const NicsPresent nics = nics_present(client, client.ppa_list());

  CHECK(texts(nics.learnt) == Lines{"0/1/1/0 lan 0 igelan 0x00306E00000A"});
  REQUIRE(nics.not_learnt.size() == 1);
  CHECK(nics.not_learnt[0].hw_path == HwPath("0/1/2/0"));
}

TEST_CASE("K3: when others hold all streams, no NIC is learnt, and each is named", "[pi]") {
  PiFixture f;
  f.nic("0/1/1/0", 0, kMacA);
  std::vector<dlpi::OpenStream> held;
  while (auto stream = f.provider.streams().open_clone()) held.push_back(*stream);

  CHECK(nics_present(f.provider).learnt.empty());
  REQUIRE(nics_present(f.provider).not_learnt.size() == 1);
  CHECK(nics_present(f.provider).not_learnt[0].error == DlErrno::DL_SYSERR);

  held.pop_back();
  CHECK(nics_present(f.provider).learnt.size() == 1);
}
