// lanadmin: what it shows byte for byte, what it sets, what it refuses.
#include <catch2/catch.hpp>

#include "tests/user/terminal.hpp"

using namespace giosim;
using namespace giosim::user;

namespace {

Terminal one_nic() { return Terminal({{"0/1/1/0", nic("0x001A4B07F003")}}); }

}  // namespace

TEST_CASE("lanadmin shows address, MTU and speed", "[user][lanadmin]") {
  Terminal terminal = one_nic();

  CHECK(terminal.type("lanadmin -a 0") == "Station Address                 = 0x001a4b07f003\n");
  CHECK(terminal.type("lanadmin -m 0") == "MTU Size                        = 1500\n");
  CHECK(terminal.type("lanadmin -s 0") == "Speed                           = 1000000000\n");
  CHECK(terminal.type("lanadmin -am 0") ==
        "Station Address                 = 0x001a4b07f003\n"
        "MTU Size                        = 1500\n");
  CHECK(terminal.type("lanadmin -x 0") == "Speed = 1000 Full-Duplex.\nAutonegotiation = On.\n\n");
  CHECK(terminal.type("lanadmin -x type 0") == "1000Base-T\n\n");
  CHECK(terminal.status() == 0);
}

TEST_CASE("lanadmin -g shows the address as a number, as HP's does", "[user][lanadmin]") {
  Terminal terminal({{"0/1/1/0", nic("0x0016353EAC5C")}});

  const std::string screen = terminal.type("lanadmin -g 0");

  CHECK(screen.starts_with("                      LAN INTERFACE STATUS DISPLAY\n"
                           "                       Wed, Oct 27,2010  10:12:0"));
  const std::string rest = screen.substr(screen.find("PPA Number"));
  CHECK(rest ==
        "PPA Number                      = 0\n"
        "Description                     = lan0 HP igelan 1000Base-T Release B.11.31\n"
        "Type (value)                    = ethernet-csmacd(6)\n"
        "MTU Size                        = 1500\n"
        "Speed                           = 1000000000\n"
        "Station Address                 = 0x16353eac5c\n"
        "Administration Status (value)   = up(1)\n"
        "Operation Status (value)        = up(1)\n"
        "Last Change                     = 0\n"
        "Inbound Octets                  = 0\n"
        "Inbound Unicast Packets         = 0\n"
        "Inbound Non-Unicast Packets     = 0\n"
        "Inbound Discards                = 0\n"
        "Inbound Errors                  = 0\n"
        "Inbound Unknown Protocols       = 0\n"
        "Outbound Octets                 = 0\n"
        "Outbound Unicast Packets        = 0\n"
        "Outbound Non-Unicast Packets    = 0\n"
        "Outbound Discards               = 0\n"
        "Outbound Errors                 = 0\n"
        "Outbound Queue Length           = 0\n"
        "Specific                        = 655367\n"
        "\n"
        "Ethernet-like Statistics Group\n"
        "\n"
        "Index                           = 1\n"
        "Alignment Errors                = 0\n"
        "FCS Errors                      = 0\n"
        "Single Collision Frames         = 0\n"
        "Multiple Collision Frames       = 0\n"
        "Deferred Transmissions          = 0\n"
        "Late Collisions                 = 0\n"
        "Excessive Collisions            = 0\n"
        "Internal MAC Transmit Errors    = 0\n"
        "Carrier Sense Errors            = 0\n"
        "Frames Too Long                 = 0\n"
        "Internal MAC Receive Errors     = 0\n");
}

TEST_CASE("lanadmin sets address, MTU and speed", "[user][lanadmin]") {
  Terminal terminal = one_nic();

  CHECK(terminal.type("lanadmin -A 0x02001A4B07FF 0") ==
        "Old Station Address             = 0x001a4b07f003\n"
        "New Station Address             = 0x02001a4b07ff\n");
  CHECK(terminal.type("lanscan -a") == "0x02001A4B07FF\n");
  CHECK(terminal.type("lanadmin -r 0") == "");
  CHECK(terminal.type("lanscan -a") == "0x02001A4B07FF\n");
  CHECK(terminal.type("lanadmin -A DEFAULT 0") ==
        "Old Station Address             = 0x02001a4b07ff\n"
        "New Station Address             = 0x001a4b07f003\n");
  CHECK(terminal.type("lanadmin -M 9000 0") ==
        "Old MTU Size                    = 1500\n"
        "New MTU Size                    = 9000\n");
  CHECK(terminal.type("lanadmin -M 1500 0; lanadmin -X 100fd 0 > /dev/null; lanadmin -x 0") ==
        "Old MTU Size                    = 9000\n"
        "New MTU Size                    = 1500\n"
        "Speed = 100 Full-Duplex.\nAutonegotiation = Off.\n\n");
  CHECK(terminal.status() == 0);
}

TEST_CASE("a reset leaves the instance where it is", "[user][lanadmin]") {
  Terminal terminal = one_nic();

  terminal.type("lanadmin -A 0x02001A4B07FF 0");

  CHECK(terminal.facts().all<ReassignAsked>().empty());
  CHECK(terminal.type("lanscan -p") == "0\n");
}

TEST_CASE("lanadmin refuses, and says why", "[user][lanadmin]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA, "btlan")}});

  CHECK(terminal.type("lanadmin -a 7") == "lanadmin: no interface has PPA 7\n");
  CHECK(terminal.status() == 1);
  CHECK(terminal.type("lanadmin -M 1501 0") ==
        "lanadmin: an MTU above 1500 needs a link of 1 Gb/s or faster\n");
  CHECK(terminal.type("lanadmin -M 1501 7") == "lanadmin: no interface has PPA 7\n");
  CHECK(terminal.type("lanadmin -X 1000FD 0") ==
        "lanadmin: the interface does not support this speed\n");
  CHECK(terminal.type("lanadmin -X fast 0") ==
        "lanadmin: fast: no speed; expected 10HD, 10FD, 100HD, 100FD, 1000FD or auto_on\n");
  CHECK(terminal.type("lanadmin -x vpd 0") == "lanadmin: -x vpd: not supported by btlan\n");
  CHECK(terminal.type("lanadmin -A 0x01306E00000C 0") ==
        "lanadmin: no NIC can have this station address\n");
  for (const char* line : {"lanadmin", "lanadmin 0", "lanadmin -a", "lanadmin -a 0 1",
                           "lanadmin -X 0", "lanadmin -a lan0"}) {
    CHECK(terminal.type(line).find("usage: lanadmin") != std::string::npos);
    CHECK(terminal.status() == 1);
  }
  CHECK(terminal.facts().all<SettingApplied>().empty());
}

TEST_CASE("only root changes a card", "[user][lanadmin]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}}, {}, "operator");

  for (const char* line : {"lanadmin -M 1400 0", "lanadmin -A 0x02306E00000C 0",
                           "lanadmin -X 100FD 0", "lanadmin -r 0"}) {
    CHECK(terminal.type(line) == "lanadmin: Permission denied; only root may do this.\n");
    CHECK(terminal.status() == 1);
  }
  CHECK(terminal.type("lanadmin -m 0") == "MTU Size                        = 1500\n");
}
