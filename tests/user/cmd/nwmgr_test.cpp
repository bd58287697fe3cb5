// nwmgr: tables and attributes, for people and for scripts; what it sets and what it refuses.
#include <catch2/catch.hpp>

#include "tests/user/terminal.hpp"

using namespace giosim;
using namespace giosim::user;

namespace {

hdm::Card unlinked(MacAddress mac, DriverName driver) {
  hdm::Card card = nic(mac, driver);
  card.linked = false;
  return card;
}

machine::Hardware four_nics() {
  return {{"0/1/1/0", nic(kMacA)},
          {"0/2/1/0", nic(MacAddress(), "btlan")},
          {"0/3/1/0", unlinked(kMacB, "iexgbe")},
          {"0/4/1/0", nic(kMacC, "iether")}};
}

constexpr const char* kConfiguration = "/etc/rc.config.d/hpigelanconf";

}  // namespace

TEST_CASE("nwmgr shows all interfaces in a table", "[user][nwmgr]") {
  Terminal terminal(four_nics());
  const std::string table =
      "\n"
      "Name/          Interface Station          Sub-   Interface      Related\n"
      "ClassInstance  State     Address        system   Type           Interface\n"
      "============== ========= ============== ======== ============== =========\n"
      "lan0           UP        0x00306E00000A igelan   1000Base-T\n"
      "lan1           DOWN      0x000000000000 btlan    100Base-TX\n"
      "lan2           DOWN      0x00306E00000B iexgbe   10GBASE-KR\n"
      "lan3           UP        0x00306E00000C iether   1000Base-T\n";

  CHECK(terminal.type("nwmgr") == table);
  CHECK(terminal.type("nwmgr -g") == table);
  CHECK(terminal.type("nwmgr --get -C lan") == table);
  CHECK(terminal.status() == 0);
}

TEST_CASE("a subsystem or an interface makes the table shorter", "[user][nwmgr]") {
  Terminal terminal(four_nics());
  const std::string lan3 =
      "\n"
      "Name/          Interface Station          Sub-   Interface      Related\n"
      "ClassInstance  State     Address        system   Type           Interface\n"
      "============== ========= ============== ======== ============== =========\n"
      "lan3           UP        0x00306E00000C iether   1000Base-T\n";

  CHECK(terminal.type("nwmgr -S iether") == lan3);
  CHECK(terminal.type("nwmgr -c lan3") == lan3);
  CHECK(terminal.type("nwmgr -S iether -I 3") == lan3);
  CHECK(terminal.type("nwmgr -S igelan -c lan3") ==
        "nwmgr: lan3: no such interface of igelan\n");
  CHECK(terminal.status() == 1);
}

TEST_CASE("nwmgr -v and -A show attributes", "[user][nwmgr]") {
  Terminal terminal(four_nics());

  CHECK(terminal.type("nwmgr -v -c lan0") ==
        "lan0 current values:\n"
        "   Link State = Up\n"
        "   Speed = 1 Gbps Full Duplex (Autonegotiation : On)\n"
        "   MTU = 1500\n"
        "   MAC Address = 0x00306e00000a\n"
        "   Network Management ID = 1\n");
  CHECK(terminal.type("nwmgr -c lan0 -A link_state,speed") ==
        "lan0 current values:\n"
        "   Link State = Up\n"
        "   Speed = 1 Gbps Full Duplex (Autonegotiation : On)\n");
  CHECK(terminal.type("nwmgr -g -A mtu, nmid -c lan2") ==
        "lan2 current values:\n"
        "   MTU = 1500\n"
        "   Network Management ID = 3\n");
  CHECK(terminal.type("nwmgr -A colour -c lan0") ==
        "nwmgr: colour: lan0 has no such attribute\n");
  CHECK(terminal.status() == 1);
}

TEST_CASE("nwmgr --sc is for scripts", "[user][nwmgr]") {
  Terminal terminal(four_nics());

  CHECK(terminal.type("nwmgr --sc -A mtu -c lan0") == "igelan!lan0#mtu#current#1500\n");
  CHECK(terminal.type("nwmgr --script -S btlan") ==
        "btlan!lan1#link_state#current#Down\n"
        "btlan!lan1#speed#current#100 Mbps Full Duplex (Autonegotiation : On)\n"
        "btlan!lan1#mtu#current#1500\n"
        "btlan!lan1#mac#current#0x000000000000\n"
        "btlan!lan1#nmid#current#2\n");
}

TEST_CASE("nwmgr -s changes what holds now", "[user][nwmgr]") {
  Terminal terminal(four_nics());

  CHECK(terminal.type("nwmgr -s -A mtu=9000 -c lan0") == "lan0 current values:\n   MTU = 9000\n");
  CHECK(terminal.status() == 0);
  CHECK(terminal.type("nwmgr -s -A mtu=1500,speed=100fd -c lan0") ==
        "lan0 current values:\n   Speed = 100 Mbps Full Duplex\n   MTU = 1500\n");
  CHECK(terminal.type("nwmgr -s -A mac=0x02306E0000FF -c lan0") ==
        "lan0 current values:\n   MAC Address = 0x02306e0000ff\n");
  CHECK(terminal.os().dlpi.find(Ppa{0})->mac == MacAddress("0x02306E0000FF"));
  CHECK(terminal.os().dlpi.find(Ppa{0})->factory_mac == kMacA);

  CHECK(terminal.type("nwmgr -s -A all --cu --fr de -c lan0") ==
        "lan0 current values:\n"
        "   Speed = 1 Gbps Full Duplex (Autonegotiation : On)\n"
        "   MTU = 1500\n"
        "   MAC Address = 0x00306e00000a\n");
}

TEST_CASE("nwmgr -s refuses what the driver refuses, and changes nothing", "[user][nwmgr]") {
  Terminal terminal(four_nics());

  CHECK(terminal.type("nwmgr -s -A mtu=1501 -c lan1") ==
        "nwmgr: lan1: an MTU above 1500 needs a link of 1 Gb/s or faster\n");
  CHECK(terminal.status() == 1);
  CHECK(terminal.type("nwmgr -s -A mtu=255 -c lan0") ==
        "nwmgr: lan0: the MTU is not in the range 256 to 9000\n");
  CHECK(terminal.type("nwmgr -s -A speed=100FD -c lan2") ==
        "nwmgr: lan2: the interface does not support this speed\n");
  CHECK(terminal.type("nwmgr -s -A mtu=fat -c lan0") == "nwmgr: mtu=fat: not a number\n");
  CHECK(terminal.type("nwmgr -s -A mac=0x01306E0000FF -c lan0") ==
        "nwmgr: mac=0x01306E0000FF: no NIC can have this station address\n");
  CHECK(terminal.type("nwmgr -s -A nmid=7 -c lan0") ==
        "nwmgr: nmid: no attribute that can be set; expected mtu, speed or mac\n");
  CHECK(terminal.type("nwmgr -s -A mtu=9000 -c lan7") == "nwmgr: lan7: no such interface\n");
  CHECK(terminal.facts().all<SettingApplied>().empty());
}

TEST_CASE("only root changes anything", "[user][nwmgr]") {
  Terminal terminal(four_nics(), {}, "operator");

  terminal.type("nwmgr -s -A mtu=9000 -c lan0");
  CHECK(terminal.status() == 1);
  CHECK(terminal.err() == "nwmgr: Permission denied; only root may do this.\n");
  terminal.type("nwmgr -r -c lan0");
  CHECK(terminal.status() == 1);
  CHECK(terminal.type("nwmgr -A mtu -c lan0") == "lan0 current values:\n   MTU = 1500\n");
}

TEST_CASE("saved values stand in the driver's configuration file", "[user][nwmgr]") {
  Terminal terminal(four_nics());
  terminal.put_file(kConfiguration,
                    "# igelan\nHP_IGELAN_INTERFACE_NAME[3]=lan9\nHP_IGELAN_MTU[3]=1000\n");

  terminal.type("nwmgr -s -A mtu=9000 -c lan0 && nwmgr -s -A all --sa --fr cu -c lan0");
  CHECK(terminal.status() == 0);
  CHECK(terminal.file(kConfiguration) ==
        "# igelan\nHP_IGELAN_INTERFACE_NAME[3]=lan9\nHP_IGELAN_MTU[3]=1000\n"
        "HP_IGELAN_INTERFACE_NAME[0]=lan0\nHP_IGELAN_MTU[0]=9000\n");
  CHECK(terminal.type("nwmgr -g -A all --sa -c lan0") == "lan0 saved values:\n   MTU = 9000\n");
  CHECK(terminal.type("nwmgr --sc --sa -c lan0") == "igelan!lan0#mtu#saved#9000\n");

  terminal.type("nwmgr -s -A mtu=1500 -c lan0; nwmgr -s -A all --cu --fr sa -c lan0");
  CHECK(terminal.type("nwmgr --sc -A mtu -c lan0") == "igelan!lan0#mtu#current#9000\n");
}

TEST_CASE("a configuration file that cannot be read stays as it is", "[user][nwmgr]") {
  Terminal terminal(four_nics());
  terminal.put_file(kConfiguration, "if true; then\n");

  terminal.type("nwmgr -s -A mtu=9000 --sa -c lan0");

  CHECK(terminal.status() == 1);
  CHECK(terminal.err().starts_with("nwmgr: /etc/rc.config.d/hpigelanconf, line 1: "));
  CHECK(terminal.file(kConfiguration) == "if true; then\n");
}

TEST_CASE("counters are zero, the rest is true", "[user][nwmgr]") {
  Terminal terminal(four_nics());

  const std::string gigabit = terminal.type("nwmgr -g --st -c lan0");
  CHECK(gigabit.starts_with("*** lan0 MIB statistics:\nPPA Number = 0\n"));
  CHECK(gigabit.find("Speed = 1 Gbps\nStation Address = 0x00306E00000A\n") != std::string::npos);
  CHECK(gigabit.find("*** lan0 subsystem-specific statistics:\nIn Packet Error = 0\n") !=
        std::string::npos);
  const std::string fast = terminal.type("nwmgr --stats mib -c lan1");
  CHECK(fast.starts_with("*** lan1 MIB statistics:\nNetwork Management ID = 2\n"));
  CHECK(fast.find("subsystem-specific") == std::string::npos);
}

TEST_CASE("nwmgr says what is wrong with a command line", "[user][nwmgr]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}});
  const auto first_line = [&terminal](const std::string& line) {
    const std::string screen = terminal.type(line);
    CHECK(terminal.status() == 1);
    return screen.substr(0, screen.find('\n'));
  };

  CHECK(first_line("nwmgr -Z") == "nwmgr: -Z: no such option");
  CHECK(first_line("nwmgr --s") == "nwmgr: --s: no such option");
  CHECK(first_line("nwmgr -c") == "nwmgr: -c needs a value");
  CHECK(first_line("nwmgr lan0") == "nwmgr: lan0: no such option");
  CHECK(first_line("nwmgr -S fddi") == "nwmgr: fddi: no such subsystem");
  CHECK(first_line("nwmgr -C disk") ==
        "nwmgr: disk: no class of network interfaces; expected lan");
  CHECK(first_line("nwmgr -s -A mtu=1500") ==
        "nwmgr: a target is missing: -c lanN, or -S with -I");
  CHECK(first_line("nwmgr -s -c lan0") == "nwmgr: -s needs -A, with the attributes to set");
  CHECK(first_line("nwmgr -A mtu=1500 -c lan0") == "nwmgr: an attribute with a value needs -s");
  CHECK(first_line("nwmgr --diag link -c lan0") ==
        "nwmgr: --diag needs -A dest=mac, the station to reach");
  CHECK(first_line("nwmgr --diag -A dest=0x00306E00000B") ==
        "nwmgr: a target is missing: -c lanN, or -S with -I");
  CHECK(first_line("nwmgr --diag -A dest=0x00306E00000B --it 0 -c lan0") ==
        "nwmgr: 0: no number of iterations; expected 1 to 1000000");
  CHECK(first_line("nwmgr --diag -A dest=nobody -c lan0").starts_with("nwmgr: nobody: "));
  CHECK(first_line("nwmgr -q vpd -c lan0") ==
        "nwmgr: -q vpd: what a driver says of itself is not emulated; see -v");
  CHECK(terminal.type("nwmgr -a -A links=1 -c lan900").find("/etc/rc.config.d/hp_apaconf") !=
        std::string::npos);
  CHECK(terminal.type("nwmgr -d -c lan900") ==
        terminal.type("nwmgr --delete").replace(7, 8, "-d"));
}

// K1: "for every networking device (as determined by nwmgr output)".
TEST_CASE("what hpuxpitool saves are the NICs that nwmgr shows with an address", "[user][nwmgr]") {
  Terminal terminal(four_nics());

  terminal.lab().save(terminal.machine());

  CHECK(terminal.type("nwmgr | grep -v 0x000000000000 | grep -c ^lan") == "3\n");
  const machine::Lines entries = machine::entries_of(terminal.machine());
  CHECK(entries.size() == 3);
}
