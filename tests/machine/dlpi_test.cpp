// DLPI on a running machine: what a stream asks for, the driver does.
#include "dlpi/streams.hpp"
#include "tests/machine/lab.hpp"

using namespace giosim;
using namespace giosim::machine;
using namespace giosim::dlpi;

namespace {

const MacAddress kStation = "0x020000000001";

OpenStream attached_to(Machine& machine, std::uint32_t ppa) {
  OpenStream stream = *machine.os()->dlpi.streams().open_clone();
  REQUIRE(stream->putmsg(bytes_of(dl_attach_req_t{DL_ATTACH_REQ, ppa})));
  REQUIRE(read_as<std::uint32_t>(*stream->getmsg()->control) == DL_OK_ACK);
  return stream;
}

Buffer set_phys_addr(MacAddress mac) {
  return laid_out(dl_set_phys_addr_req_t{DL_SET_PHYS_ADDR_REQ, 6, sizeof(dl_set_phys_addr_req_t)},
                  mac.bytes());
}

}  // namespace

TEST_CASE("D6: SET_PHYS_ADDR is answered when the card has been reset to the address",
          "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}});
  lab.boot(machine);
  const OpenStream stream = attached_to(machine, 0);

  REQUIRE(stream->putmsg(set_phys_addr(kStation)));
  CHECK_FALSE(stream->getmsg());
  lab.settle();

  CHECK(read_as<std::uint32_t>(*stream->getmsg()->control) == DL_OK_ACK);
  CHECK(lanscan(machine) == Lines{"0/1/0 0x020000000001 lan0"});
  CHECK(lab.facts.all<DlpiMacWithdrawn>().size() == 1);
}

TEST_CASE("a reset by DLPI keeps the station address", "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}});
  lab.boot(machine);
  const OpenStream stream = attached_to(machine, 0);
  REQUIRE(stream->putmsg(set_phys_addr(kStation)));
  lab.settle();
  REQUIRE(stream->getmsg());

  REQUIRE(stream->putmsg(bytes_of(dl_hp_hw_reset_req_t{DL_HP_HW_RESET_REQ})));
  lab.settle();

  CHECK(read_as<std::uint32_t>(*stream->getmsg()->control) == DL_OK_ACK);
  CHECK(lanscan(machine) == Lines{"0/1/0 0x020000000001 lan0"});
}

TEST_CASE(
    "a card that is pulled out while it is asked hangs the stream up. The power going off ends it",
    "[machine]") {
  Lab lab;
  Machine& machine = lab.machine("hp", {{"0/1/0", nic(kMacA)}, {"0/2/0", nic(kMacB)}});
  lab.boot(machine);
  const OpenStream pulled = attached_to(machine, 0), other = attached_to(machine, 1);
  REQUIRE(pulled->putmsg(set_phys_addr(kStation)));

  machine.pull_out("0/1/0");
  lab.settle();
  CHECK(pulled->getmsg()->control == Buffer());
  CHECK(pulled->putmsg(set_phys_addr(kStation)).error() == std::errc::no_such_device_or_address);

  machine.power_off(PowerOff::power_cut);
  CHECK(other->getmsg().error() == std::errc::io_error);
}
