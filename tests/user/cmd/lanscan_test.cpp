// lanscan: both layouts byte for byte, each option and their combinations.
#include <catch2/catch.hpp>

#include "tests/user/terminal.hpp"
#include "user/lan.hpp"

using namespace giosim;
using namespace giosim::user;

namespace {

// lan5 sits before lan3, and one NIC tells no address.
machine::Hardware three_nics() {
  return {{"0/4/2/0/6/0", nic(kMacA)},
          {"0/5/2/0/6/0", nic(kMacB, "iether")},
          {"0/6/1/0", nic(MacAddress(), "btlan")}};
}

machine::Image image() {
  machine::Image image;
  image.ioconfig = {{"0/4/2/0/6/0", kLan, Instance{5}},
                    {"0/5/2/0/6/0", kLan, Instance{3}},
                    {"0/6/1/0", kLan, Instance{4}}};
  return image;
}

}  // namespace

TEST_CASE("lanscan lists what DLPI knows, in NM ID order", "[user][lanscan]") {
  Terminal terminal(three_nics(), image());

  CHECK(terminal.type("lanscan") ==
        "Hardware Station        Crd Hdw   Net-Interface  NM  MAC       HP-DLPI DLPI\n"
        "Path     Address        In# State NamePPA        ID  Type      Support Mjr#\n"
        "0/4/2/0/6/0 0x00306E00000A 5   UP    lan5 snap5     1   ETHER     Yes     119\n"
        "0/5/2/0/6/0 0x00306E00000B 3   UP    lan3 snap3     2   ETHER     Yes     119\n"
        "0/6/1/0  0x000000000000 4   DOWN  lan4 snap4     3   ETHER     Yes     119\n");
  CHECK(terminal.status() == 0);
}

TEST_CASE("lanscan has the wide layout of later systems", "[user][lanscan]") {
  Terminal terminal(three_nics(), image());

  CHECK(terminal.type("GIOSIM_LANSCAN=wide lanscan") ==
        "Hardware Station        Crd  Hdw   Net-Interface    NM   MAC       HP-DLPI DLPI\n"
        "Path     Address        In#  State NamePPA          ID   Type      Support Mjr#\n"
        "0/4/2/0/6/0 0x00306E00000A 5    UP    lan5 snap5       1    ETHER       Yes   119\n"
        "0/5/2/0/6/0 0x00306E00000B 3    UP    lan3 snap3       2    ETHER       Yes   119\n"
        "0/6/1/0  0x000000000000 4    DOWN  lan4 snap4       3    ETHER       Yes   119\n");
}

TEST_CASE("each option of lanscan alone prints one column", "[user][lanscan]") {
  Terminal terminal(three_nics(), image());

  CHECK(terminal.type("lanscan -a") == "0x00306E00000A\n0x00306E00000B\n0x000000000000\n");
  CHECK(terminal.type("lanscan -i") == "lan5 snap5\nlan3 snap3\nlan4 snap4\n");
  CHECK(terminal.type("lanscan -m") == "ETHER\nETHER\nETHER\n");
  CHECK(terminal.type("lanscan -n") == "1\n2\n3\n");
  CHECK(terminal.type("lanscan -p") == "5\n3\n4\n");
  CHECK(terminal.type("lanscan -q") == "5\n3\n4\n");
}

TEST_CASE("options of lanscan combine, in one order, with blanks kept", "[user][lanscan]") {
  Terminal terminal({{"0/1/1/0", nic("0x0016353EAC5C")}});

  CHECK(terminal.type("lanscan -iap") == "0x0016353EAC5C lan0 snap0     0  \n");
  CHECK(terminal.type("lanscan -p -i -a") == "0x0016353EAC5C lan0 snap0     0  \n");
  CHECK(terminal.type("lanscan -nm") == "1   ETHER    \n");
  CHECK(terminal.type("lanscan -av") == "0x0016353EAC5C\n");
}

TEST_CASE("lanscan -v tells of each interface all that is known", "[user][lanscan]") {
  Terminal terminal({{"0/0/0/1/0", nic("0x001A4B07F002", "iether")}});

  CHECK(terminal.type("lanscan -v") ==
        "-------------------------------------------------------------------------------\n"
        "Hardware Station        Crd Hdw   Net-Interface  NM  MAC       HP-DLPI DLPI\n"
        "Path     Address        In# State NamePPA        ID  Type      Support Mjr#\n"
        "0/0/0/1/0 0x001A4B07F002 0   UP    lan0 snap0     1   ETHER     Yes     119\n"
        "\n"
        "Extended Station                           LLC Encapsulation\n"
        "Address                                    Methods\n"
        "0x001A4B07F002                             IEEE HPEXTIEEE SNAP ETHER NOVELL \n"
        "\n"
        "Driver Specific Information\n"
        "iether\n");
}

TEST_CASE("anybody may look, nobody may misspell", "[user][lanscan]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}}, {}, "operator");

  CHECK(terminal.type("lanscan -p") == "0\n");
  CHECK(terminal.type("lanscan -z") ==
        "lanscan: illegal option -- z\nusage: lanscan [-aimnpqv]\n");
  CHECK(terminal.status() == 1);
  CHECK(terminal.type("lanscan lan0") == "usage: lanscan [-aimnpqv]\n");
  CHECK(terminal.status() == 1);
}

// D2, D4: until GIO has answered, the interface stands there without its address, and then with
// address and PPA of one moment.
TEST_CASE("at no moment of a boot lanscan shows an address under a wrong PPA", "[user][lanscan]") {
  machine::Lab lab;
  machine::Image saved;
  saved.entries = {machine::entry("0/1/1/0", 0, {kMacA})};
  machine::Machine& machine =
      lab.machine("hp", {{"0/4/1/0", nic(kMacB)}, {"0/4/2/0", nic(kMacA)}}, saved);
  machine.power_on();

  bool seen_without = false, seen_with = false;
  while (lab.step()) {
    for (const LanInterface& one : lan_interfaces(*machine.os())) {
      if (!one.has_mac()) seen_without = true;
      if (one.mac == kMacA) {
        seen_with = true;
        CHECK(one.ppa == Ppa{0});
      }
    }
  }

  CHECK(seen_without);
  CHECK(seen_with);
}
