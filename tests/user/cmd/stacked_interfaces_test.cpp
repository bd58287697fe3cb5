// Aggregates and VLANs as lanscan, nwmgr, lanadmin and ifconfig show them.
#include <catch2/catch.hpp>

#include "tests/user/terminal.hpp"

using namespace giosim;
using namespace giosim::user;

namespace {

// lan900 on lan0 and lan1, lan5000 on it, lan5001 on lan2.
class Stacked {
 public:
  explicit Stacked(const std::string& more = "") {
    terminal.put_file("/etc/rc.config.d/hp_apaconf",
                      "HP_APA_INTERFACE_NAME[0]=\"lan900\"\n"
                      "HP_APA_LOAD_BALANCE_MODE[0]=\"LB_PORT\"\n"
                      "HP_APA_MANUAL_LA[0]=\"0,1\"\n" + more);
    terminal.put_file("/etc/rc.config.d/vlanconf",
                      "VLAN_PHY_INTERFACE[0]=lan900\nVLAN_ID[0]=75\nVLAN_VPPA[0]=5000\n"
                      "VLAN_PHY_INTERFACE[1]=lan2\nVLAN_ID[1]=76\nVLAN_VPPA[1]=5001\n");
    terminal.type("/sbin/init.d/hpapa start; /sbin/init.d/vlan start");
    terminal.facts().clear();
  }
  std::string type(const std::string& line) { return terminal.type(line); }

  Terminal terminal{{{"0/1/1/0", nic(kMacA)}, {"0/1/2/0", nic(kMacB)}, {"0/1/3/0", nic(kMacC)}}};
};

}  // namespace

TEST_CASE("lanscan shows an aggregate instead of its ports, and a VLAN behind its interface",
          "[user][lanscan]") {
  Stacked host;

  CHECK(host.type("lanscan") ==
        "Hardware Station        Crd Hdw   Net-Interface  NM  MAC       HP-DLPI DLPI\n"
        "Path     Address        In# State NamePPA        ID  Type      Support Mjr#\n"
        "0/1/3/0  0x00306E00000C 2   UP    lan2 snap2     3   ETHER     Yes     119\n"
        "VLAN5001 0x00306E00000C 5001 UP    lan5001 snap5001 6   ETHER     Yes     119\n"
        "LinkAgg0 0x00306E00000A 900 UP    lan900 snap900 4   ETHER     Yes     119\n"
        "VLAN5000 0x00306E00000A 5000 UP    lan5000 snap5000 5   ETHER     Yes     119\n");
  CHECK(host.type("lanscan -q") == "2\n5001\n900 0 1\n5000\n");
  CHECK(host.type("GIOSIM_LANSCAN=wide lanscan | grep VLAN5001") ==
        "VLAN5001 0x00306E00000C 5001 UP    lan5001 snap5001 6    ETHER       Yes   119\n");
}

TEST_CASE("nwmgr shows ports and aggregate, and what is related to what", "[user][nwmgr]") {
  Stacked host;

  CHECK(host.type("nwmgr") ==
        "\n"
        "Name/          Interface Station          Sub-   Interface      Related\n"
        "ClassInstance  State     Address        system   Type           Interface\n"
        "============== ========= ============== ======== ============== =========\n"
        "lan0           UP        0x00306E00000A igelan   1000Base-T     lan900\n"
        "lan1           UP        0x00306E00000B igelan   1000Base-T     lan900\n"
        "lan2           UP        0x00306E00000C igelan   1000Base-T\n"
        "lan5001        UP        0x00306E00000C vlan     vlan           lan2\n"
        "lan900         UP        0x00306E00000A hp_apa   hp_apa\n"
        "lan5000        UP        0x00306E00000A vlan     vlan           lan900\n");
  CHECK(host.type("nwmgr -S apa") ==
        "Class    Mode        Load      Speed-               Membership\n"
        "Instance             Balancing Duplex\n"
        "======== =========== ========= ==================== ===========================\n"
        "lan900   MANUAL      LB_PORT   2 Gbps Full Duplex   0,1\n");
  CHECK(host.type("nwmgr -S apa -I 900") == host.type("nwmgr -S hp_apa -c lan900"));
  CHECK(host.type("nwmgr -S vlan") ==
        "Class    Interface VLAN Speed-               Related\n"
        "Instance State     ID   Duplex               Interface\n"
        "======== ========= ==== ==================== =========\n"
        "lan5001  UP        76   1 Gbps Full Duplex   lan2\n"
        "lan5000  UP        75   2 Gbps Full Duplex   lan900\n");
}

TEST_CASE("a hot standby has the speed of one port", "[user][nwmgr]") {
  Stacked host("HP_APA_HOT_STANDBY[0]=\"on\"\n");

  CHECK(host.type("nwmgr -S apa | grep lan900") ==
        "lan900   LAN_MONITOR LB_HS     1 Gbps Full Duplex   0,1\n");
}

TEST_CASE("attributes of an aggregate, for people and for scripts", "[user][nwmgr]") {
  Stacked host;

  CHECK(host.type("nwmgr -v -c lan900") ==
        "lan900 current values:\n"
        "   Speed = 2 Gbps Full Duplex\n"
        "   MTU = 1500\n"
        "   MAC Address = 0x00306e00000a\n"
        "   Network Management ID = 4\n"
        "   Features = Linkagg Interface\n"
        "   Load Distribution Algorithm = LB_PORT\n"
        "   Mode = MANUAL\n"
        "   Parent PPA =  -\n"
        "   APA State = Up\n"
        "   Membership = 0,1\n");
  CHECK(host.type("nwmgr --sc -A parent_ppa,apa_state,membership -c lan900") ==
        "apa!lan900#parent_ppa#current# -\n"
        "apa!lan900#apa_state#current#Up\n"
        "apa!lan900#membership#current#0,1\n");
  CHECK(host.type("nwmgr --sc -A vlanid,ppa -c lan5000") ==
        "vlan!lan5000#vlanid#current#75\n"
        "vlan!lan5000#ppa#current#900\n");
}

TEST_CASE("lanadmin shows an aggregate. Only its ports can be set", "[user][lanadmin]") {
  Stacked host;

  CHECK(host.type("lanadmin -a 900") == "Station Address                 = 0x00306e00000a\n");
  CHECK(host.type("lanadmin -s 900") == "Speed                           = 2000000000\n");
  CHECK(host.type("lanadmin -x -v 900") ==
        "Link Aggregate PPA #      : 900\n"
        "Number of Ports           : 2\n"
        "Ports PPA                 : 0 1\n"
        "Link Aggregation State    : LINKAGG MANUAL\n"
        "Load Balance Mode         : TCP/UDP Port (LB_PORT)\n"
        "\n");
  CHECK(host.type("lanadmin -M 9000 900") ==
        "lanadmin: PPA 900 is no NIC: its ports are set, not it\n");
  CHECK(host.terminal.status() == 1);
  CHECK(host.type("nwmgr -s -A mtu=9000 -c lan5000") ==
        "nwmgr: lan5000: only the ports below can be changed here\n");
  CHECK(host.terminal.facts().all<SettingApplied>().empty());
}

TEST_CASE("IP goes to the aggregate, not to its ports", "[user][ifconfig]") {
  Stacked host;

  CHECK(host.type("ifconfig lan900 192.0.2.90 && ifconfig lan900") ==
        "lan900: flags=8000000000001843<UP,BROADCAST,RUNNING,MULTICAST,CKO,PORT>\n"
        "        inet 192.0.2.90 netmask ffffff00 broadcast 192.0.2.255\n");
  CHECK(host.type("ifconfig lan0 192.0.2.1") == "ifconfig: no such interface\n");
}

// K1: aggregates and VLANs have no entry.
TEST_CASE("hpuxpitool saves the ports, and nothing that stands on them", "[user][nwmgr]") {
  Stacked host;

  host.terminal.lab().save(host.terminal.machine());

  CHECK(machine::entries_of(host.terminal.machine()).size() == 3);
}
