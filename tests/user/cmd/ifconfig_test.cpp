// ifconfig and netstat -in: IP on interfaces, and on those that are not there.
#include <catch2/catch.hpp>

#include "tests/user/terminal.hpp"
#include "user/net.hpp"

using namespace giosim;
using namespace giosim::user;

namespace {

// netconf names lan0 and lan18, which is not there.
Terminal two_nics(std::string user = "root") {
  machine::Image image;
  image.netconf = {{"lan0", "10.0.4.56"}, {"lan18", "10.0.5.1"}};
  return Terminal({{"0/1/1/0", nic(kMacA)}, {"0/2/1/0", nic(kMacB, "btlan")}}, image,
                  std::move(user));
}

constexpr const char* kHead =
    "Name      Mtu  Network         Address         Ipkts   Ierrs Opkts   Oerrs Coll\n";
constexpr const char* kLoopback =
    "lo0       32808 127.0.0.0       127.0.0.1       0       0     0       0     0\n";

}  // namespace

TEST_CASE("an IPv4 address has four numbers", "[user][ifconfig]") {
  CHECK(Ipv4::parse("10.0.4.56")->text() == "10.0.4.56");
  for (const char* text : {"", "10", "10.0.4", "10.0.4.256", "10.0.4.5.6", "10.0.4.x", "10..4.5"})
    CHECK_FALSE(Ipv4::parse(text));
  CHECK(Ipv4::parse("10.0.4.56")->class_mask().text() == "255.0.0.0");
  CHECK(Ipv4::parse("172.16.0.1")->class_mask().text() == "255.255.0.0");
  CHECK(Ipv4::parse("192.0.2.1")->class_mask().text() == "255.255.255.0");
}

TEST_CASE("ifconfig shows what S340net has configured", "[user][ifconfig]") {
  Terminal terminal = two_nics();

  CHECK(terminal.type("ifconfig lan0") ==
        "lan0: flags=1843<UP,BROADCAST,RUNNING,MULTICAST,CKO>\n"
        "        inet 10.0.4.56 netmask ff000000 broadcast 10.255.255.255\n");
  CHECK(terminal.type("ifconfig lo0") ==
        "lo0: flags=849<UP,LOOPBACK,RUNNING,MULTICAST>\n"
        "        inet 127.0.0.1 netmask ff000000\n");
  CHECK(terminal.status() == 0);
}

TEST_CASE("no NIC, or one that nobody has configured, is no such interface", "[user][ifconfig]") {
  Terminal terminal = two_nics();

  for (const char* name : {"lan18", "lan1", "lan7", "lan0:1", "eth0", "lan"}) {
    CHECK(terminal.type(std::string("ifconfig ") + name) == "ifconfig: no such interface\n");
    CHECK(terminal.status() == 1);
  }
  CHECK(terminal.type("ifconfig lan18 10.0.5.1 up") == "ifconfig: no such interface\n");
  CHECK(terminal.facts().only<InterfaceMissing>().interface == "lan18");
}

TEST_CASE("root gives an interface an address, a mask, and takes it down", "[user][ifconfig]") {
  Terminal terminal = two_nics();

  CHECK(terminal.type("ifconfig lan1 inet 10.0.4.57 netmask 255.255.255.224 up") == "");
  CHECK(terminal.facts().only<InterfaceConfigured>().mac == kMacB);
  CHECK(terminal.type("ifconfig lan1") ==
        "lan1: flags=843<UP,BROADCAST,RUNNING,MULTICAST>\n"
        "        inet 10.0.4.57 netmask ffffffe0 broadcast 10.0.4.63\n");
  CHECK(terminal.type("ifconfig lan1 netmask 0xffffff00 down; ifconfig lan1") ==
        "lan1: flags=842<BROADCAST,RUNNING,MULTICAST>\n"
        "        inet 10.0.4.57 netmask ffffff00 broadcast 10.0.4.255\n");
  CHECK(terminal.type("ifconfig lan1 unplumb; ifconfig lan1") == "ifconfig: no such interface\n");
}

TEST_CASE("netstat -in lists the interfaces that IP knows", "[user][netstat]") {
  Terminal terminal = two_nics();
  terminal.type("ifconfig lan1 plumb; ifconfig lan0:1 192.168.1.197; nwmgr -s -A mtu=9000 -c lan0");

  const std::string lan1 =
      "lan1*     1500 none            none            0       0     0       0     0\n";
  CHECK(terminal.type("netstat -in") ==
        kHead +
            std::string(
                "lan0      9000 10.0.0.0        10.0.4.56       0       0     0       0     0\n"
                "lan0:1    9000 192.168.1.0     192.168.1.197   0       0     0       0     0\n") +
            lan1 + kLoopback);
  CHECK(terminal.type("netstat -n -I lan1") == kHead + lan1);
  CHECK(terminal.type("netstat -I lan18") == "netstat: lan18: no such interface\n");
  CHECK(terminal.status() == 1);
  CHECK(terminal.type("netstat -i").ends_with(
      "lo0       32808 loopback        localhost       0       0     0       0     0\n"));
}

TEST_CASE("an interface whose card is pulled out is gone from IP's tools", "[user][netstat]") {
  Terminal terminal = two_nics();

  terminal.machine().pull_out("0/1/1/0");
  terminal.lab().settle();

  CHECK(terminal.type("netstat -in") == std::string(kHead) + kLoopback);
  CHECK(terminal.type("ifconfig lan0") == "ifconfig: no such interface\n");
}

TEST_CASE("misuse of ifconfig and netstat", "[user][ifconfig]") {
  Terminal terminal = two_nics();

  for (const char* line : {"ifconfig", "ifconfig -a", "ifconfig lan0 sideways",
                           "ifconfig lan0 netmask", "netstat", "netstat -r", "netstat -in lan0"}) {
    CHECK(terminal.type(line).find("usage: ") != std::string::npos);
    CHECK(terminal.status() == 1);
  }
  CHECK(terminal.type("ifconfig lan0 netmask 255.0") == "ifconfig: 255.0: bad value\n");
  CHECK(terminal.type("ifconfig lan1 up") == "ifconfig: no such interface\n");
}

TEST_CASE("only root changes an interface", "[user][ifconfig]") {
  Terminal terminal = two_nics("operator");

  CHECK(terminal.type("ifconfig lan0 down") ==
        "ifconfig: Permission denied; only root may do this.\n");
  CHECK(terminal.status() == 1);
  CHECK(terminal.type("ifconfig lan0").starts_with("lan0: flags=1843<UP,"));
}
