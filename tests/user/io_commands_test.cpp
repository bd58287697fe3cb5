// ioscan, ioinit, rmsf, insf and olrad at a terminal.
#include <catch2/catch.hpp>

#include "tests/user/terminal.hpp"

using namespace giosim;
using namespace giosim::user;

namespace {

machine::Image off(std::vector<IoconfigRow> records = {}) {
  machine::Image image;
  image.tunable = 0;
  image.ioconfig = std::move(records);
  return image;
}

// igelan lan0 and lan1, and a btlan lan2.
machine::Hardware three() {
  return {{"0/1/1/0", nic(kMacA)}, {"0/2/1/0", nic(kMacB)}, {"0/3/1/0", nic(kMacC, "btlan")}};
}

Instance instance_at(Terminal& terminal, HwPath hw_path) {
  return terminal.os().gio.node(hw_path)->instance;
}

Ppa ppa_at(Terminal& terminal, HwPath hw_path) { return terminal.os().dlpi.find(hw_path)->ppa; }

}  // namespace

// ---- ioscan ----------------------------------------------------------------------------------

TEST_CASE("ioscan lists what it is asked for", "[user][ioscan]") {
  machine::Hardware hardware = three();
  hardware.insert_or_assign("0/4/1/0", {kLan, "strange", kMacA, {}, {}});
  hardware.insert_or_assign("0/5/1/0", {"fc", "fclp", {}, {}, {}});
  Terminal terminal(hardware, off());

  CHECK(terminal.type("ioscan -kfd igelan") ==
        "Class     I  H/W Path     Driver    S/W State   H/W Type     Description\n"
        "========================================================================\n"
        "lan       0  0/1/1/0      igelan    CLAIMED     INTERFACE    HP PCI 1000Base-T Core\n"
        "lan       1  0/2/1/0      igelan    CLAIMED     INTERFACE    HP PCI 1000Base-T Core\n");
  CHECK(terminal.type("ioscan -kH 0/3") ==
        "H/W Path  Class  Description\n"
        "============================\n"
        "0/3/1/0   lan    HP PCI 10/100Base-TX Core\n");
  CHECK(terminal.type("ioscan -kfH 0/4/1/0 | grep -c 'lan *-1 *0/4/1/0 *? *UNCLAIMED'") == "1\n");
  CHECK(terminal.type("ioscan -kF -C fc") ==
        "pci:wsio:F:T:F:-1:19:0:fc:fclp:0/5/1/0::0::fclp:CLAIMED:INTERFACE:HP 456972-B21 8Gb PCIe "
        "2-port LPe1205 FC Mezzanine Adapter:0:\n");
  CHECK(terminal.type("ioscan -kfC tape").empty());
  CHECK(terminal.type("ioscan -uf | grep -c UNCLAIMED") == "0\n");
  CHECK(terminal.type("ioscan -m hwpath") ==
        "Lun H/W Path  Lunpath H/W Path  Legacy H/W Path\n"
        "===============================================\n");
}

TEST_CASE("ioscan refuses options that do not go together", "[user][ioscan]") {
  Terminal terminal(three(), off());
  const std::pair<const char*, const char*> rows[] = {
      {"ioscan -ku", "-k cannot be used with -u"},   {"ioscan -d a -C b", "-d cannot be used with -C"},
      {"ioscan -fF", "-f cannot be used with -F"},   {"ioscan -t -k", "-t cannot be used with -k"},
      {"ioscan -sk", "-s cannot be used with -k"},   {"ioscan -kn", "-n needs -f or -F"},
      {"ioscan -m lun", "only -m hwpath"},           {"ioscan -H 0/x", "is not a H/W path"},
      {"ioscan -I x", "'x' is not an instance"},     {"ioscan -k /dev/lan9", "No such file"},
      {"ioscan -z", "illegal option -- z"}};
  for (const auto& [line, says] : rows) {
    CAPTURE(line);
    terminal.type(line);
    CHECK(terminal.err().find(says) != std::string::npos);
    CHECK(terminal.status() == 1);
  }
  terminal.type_as("operator", "ioscan");
  CHECK(terminal.status() == 1);
  terminal.type_as("operator", "ioscan -k");
  CHECK(terminal.status() == 0);
}

TEST_CASE("a scan takes time, and a device that a driver refused is tried again", "[user][ioscan]") {
  machine::Hardware hardware = three();
  hardware.at("0/2/1/0").fails_at = InitStage::attach;
  Terminal terminal(hardware, off());
  REQUIRE(instance_at(terminal, "0/2/1/0") == kNoInstance);
  const std::string at_boot = terminal.type("ioscan -t");
  CHECK(at_boot == "Wed Oct 27 10:12:00 2010\n");

  terminal.type("ioscan -k");
  CHECK(terminal.type("ioscan -t") == at_boot);
  terminal.machine().hardware().at("0/2/1/0").fails_at.reset();
  const sim::Time before = terminal.lab().kernel.now();
  terminal.type("ioscan");

  CHECK(terminal.lab().kernel.now() - before >= std::chrono::milliseconds(3));
  CHECK(instance_at(terminal, "0/2/1/0") == Instance{2});
  CHECK(terminal.os().dlpi.find("0/2/1/0")->mac == kMacB);
}

TEST_CASE("S6: stale entries show with -s, leave with rmsf -x, and free their number",
          "[user][rmsf]") {
  Terminal terminal(three(), off({{"0/8/1/0", kLan, Instance{0}}, {"0/9/1/0", kLan, Instance{7}}}));
  CHECK(terminal.type("ioscan -s") ==
        "H/W Path  Class  Description\n"
        "============================\n"
        "0/8/1/0   lan\n"
        "0/9/1/0   lan\n");
  CHECK(terminal.type("ioscan -sf | grep -c 'lan *7 *0/9/1/0 *? *NO_HW *INTERFACE'") == "1\n");

  CHECK(terminal.type("rmsf -x -H 0/9").empty());
  CHECK(terminal.type("ioscan -s | grep -c lan") == "1\n");
  CHECK(terminal.type("rmsf -x").empty());
  CHECK(terminal.type("ioscan -s").empty());
  CHECK(terminal.status() == 0);
  terminal.type("rmsf -x -H 0/9");
  CHECK(terminal.status() == 1);

  terminal.machine().plug_in("0/6/1/0", nic("0x00306E00000D"));
  terminal.lab().settle();
  CHECK(instance_at(terminal, "0/6/1/0") == Instance{0});
}

TEST_CASE("S6: rmsf -x leaves what Portable Image gave", "[user][rmsf]") {
  machine::Image image;
  image.entries = {entry("0/9/1/0", 5, {kMacA})};
  Terminal terminal(three(), image);
  REQUIRE(instance_at(terminal, "0/1/1/0") == Instance{5});
  terminal.machine().pull_out("0/1/1/0");

  CHECK(terminal.type("rmsf -x") ==
        "rmsf: 0/1/1/0 lan 5: the entry stays: Portable Image keeps its instance, or its hardware is "
        "back.\n");
  CHECK(terminal.status() == 1);
}

// ---- insf, rmsf: special files ---------------------------------------------------------------

TEST_CASE("only btlan has special files, and rmsf -H removes them and nothing else", "[user][insf]") {
  Terminal terminal(three(), off());
  CHECK(terminal.type("ls /dev/lan2") == "/dev/lan2\n");  // a boot makes those of new devices
  CHECK(terminal.type("insf").empty());
  CHECK(terminal.type("rmsf /dev/lan2").empty());
  CHECK(terminal.type("insf") == "insf: Installing special files for btlan instance 2 address "
                                 "0/3/1/0\n");
  CHECK(terminal.type("ioscan -kfn -H 0/3 | grep dev") ==
        "                          /dev/diag/lan2  /dev/ether2     /dev/lan2\n");
  CHECK(terminal.type("ioscan -k /dev/lan2 | grep -c 0/3/1/0") == "1\n");
  CHECK(terminal.type("insf -e -H 0/1/1/0") ==
        "insf: Don't know how to handle driver igelan - no special files created for path "
        "0/1/1/0\n");
  CHECK(terminal.type("insf -d nothing") == "insf: Device driver nothing is not in the kernel\n");
  CHECK(terminal.type("insf -C tape") == "insf: Device class tape is not in the kernel\n");
  CHECK(terminal.status() == 1);

  CHECK(terminal.type("rmsf -a -H 0/3/1/0") ==
        "rmsf: 0/3/1/0: an INTERFACE: only its special files are removed, its definition stays.\n");
  CHECK(terminal.type("ls /dev/lan2") == "/dev/lan2 not found\n");
  CHECK(instance_at(terminal, "0/3/1/0") == Instance{2});
  CHECK(terminal.type("rmsf /dev/lan2") == "rmsf: /dev/lan2: it is not a special file.\n");
  for (const char* misuse : {"rmsf", "rmsf -x -a", "rmsf -ak -H 0/1", "rmsf -H 0/1 /dev/lan2"}) {
    terminal.type(misuse);
    CHECK(terminal.status() == 1);
  }
}

// ---- ioinit ----------------------------------------------------------------------------------

TEST_CASE("O1: a circle of two is renumbered online, in GIO, ILAN, the driver and DLPI",
          "[user][ioinit]") {
  Terminal terminal(three(), off());
  terminal.put_file("/tmp/infile", "0/1/1/0  lan 1\n\n 0/2/1/0\tlan 0\n");

  CHECK(terminal.type("ioinit -f /tmp/infile").empty());
  CHECK(terminal.status() == 0);

  CHECK(ppa_at(terminal, "0/1/1/0") == Ppa{1});
  CHECK(ppa_at(terminal, "0/2/1/0") == Ppa{0});
  CHECK(terminal.os().dlpi.find("0/1/1/0")->mac == kMacA);
  CHECK(terminal.os().dlpi.find("0/2/1/0")->mac == kMacB);
  terminal.lab().shut_down(terminal.machine());
  terminal.lab().boot(terminal.machine());
  CHECK(instance_at(terminal, "0/1/1/0") == Instance{1});
}

TEST_CASE("O1: every invalid entry is said, and then nothing is done", "[user][ioinit]") {
  machine::Image image;
  image.entries = {entry("0/9/1/0", 5, {"0x00306E0000FF"})};
  Terminal terminal(three(), image);  // S302hpuxpi has saved the three NICs, too
  terminal.put_file("/tmp/infile",
                    "0/1/1/0 lan 7\n0/2/1/0 lan 2\n0/7/1/0 lan 8\n0/1/1/0 tape 3\n0/3/1/0 lan 5\n");

  CHECK(terminal.type("ioinit -f /tmp/infile -r") ==
        "ioinit: 0/1/1/0 lan 7: Instance number is reserved by Portable Image.\n"
        "ioinit: 0/2/1/0 lan 2: Instance number is reserved by Portable Image.\n"
        "ioinit: 0/7/1/0 lan 8: Hardware path is not in the kernel.\n"
        "ioinit: 0/1/1/0 tape 3: Device class name is not in the kernel.\n"
        "ioinit: 0/3/1/0 lan 5: Instance number is reserved by Portable Image.\n");
  CHECK(terminal.status() == 1);
  CHECK(instance_at(terminal, "0/1/1/0") == Instance{0});
  CHECK(terminal.machine().boots() == 1);

  terminal.put_file("/tmp/infile", "0/1/1/0 lan\n0.1.1 lan 3\n0/1/1/0 lan x\n");
  terminal.type("ioinit -f /tmp/infile");
  CHECK(terminal.err().find("line 1: expected: h/w_path class_name instance_#.\n") !=
        std::string::npos);
  CHECK(terminal.err().find("line 2: '0.1.1' is not a H/W path") != std::string::npos);
  CHECK(terminal.err().find("line 3: 'x' is not an instance.\n") != std::string::npos);
  terminal.put_file("/tmp/infile", "\n");
  CHECK(terminal.type("ioinit -f /tmp/infile") == "ioinit: /tmp/infile: there is no entry in it.\n");
  CHECK(terminal.type("ioinit -f /no") == "ioinit: /no: No such file or directory\n");
}

TEST_CASE("O1: a driver that cannot be renumbered online needs -r, and gets it at the next boot",
          "[user][ioinit]") {
  Terminal terminal(three(), off());
  terminal.put_file("/tmp/infile", "0/3/1/0 lan 0\n0/1/1/0 lan 2\n");

  CHECK(terminal.type("ioinit -f /tmp/infile") ==
        "ioinit: A driver of these devices cannot reassign instance numbers online: -r is "
        "required.\n");
  CHECK(terminal.status() == 1);
  CHECK(instance_at(terminal, "0/3/1/0") == Instance{2});

  terminal.type("ioinit -f /tmp/infile -r");
  CHECK(terminal.machine().boots() == 2);
  CHECK(instance_at(terminal, "0/3/1/0") == Instance{0});
  CHECK(instance_at(terminal, "0/1/1/0") == Instance{2});
}

TEST_CASE("ioinit -C counts a class anew from 0, by H/W path", "[user][ioinit]") {
  Terminal terminal(three(), off({{"0/1/1/0", kLan, Instance{9}},
                                  {"0/2/1/0", kLan, Instance{4}},
                                  {"0/8/1/0", kLan, Instance{0}}}));
  REQUIRE(instance_at(terminal, "0/3/1/0") == Instance{1});

  terminal.type("ioinit -C lan -r");

  CHECK(terminal.machine().boots() == 2);
  CHECK(instance_at(terminal, "0/1/1/0") == Instance{0});
  CHECK(instance_at(terminal, "0/2/1/0") == Instance{1});
  CHECK(instance_at(terminal, "0/3/1/0") == Instance{2});
  CHECK(terminal.type("ioscan -s").empty());
}

TEST_CASE("ioinit checks, verifies and recreates the file", "[user][ioinit]") {
  Terminal terminal(three(), off());
  // The boot has made the special files.
  CHECK(terminal.type("ioinit -i -r | grep -c Installing") == "0\n");
  CHECK(terminal.type("ioinit -v /etc/ioconfig") == "/etc/ioconfig is a legacy ioconfig file.\n");
  CHECK(terminal.type("ioinit -v /etc/ext_ioconfig") == "ioinit: /etc/ext_ioconfig is missing.\n");
  CHECK(terminal.status() == 1);

  const std::string good = terminal.file("/stand/ioconfig");
  terminal.put_file("/stand/ioconfig", good + "x");
  CHECK(terminal.type("ioinit -i -r") == "ioinit: /etc/ioconfig is corrupted.\n");
  CHECK(terminal.type("ioinit -v /stand/ioconfig") == "ioinit: /stand/ioconfig is corrupted.\n");
  CHECK(terminal.status() == 2);
  CHECK(terminal.type("ioinit -c").empty());
  CHECK(terminal.file("/stand/ioconfig") == good);

  CHECK(terminal.type_as("operator", "ioinit -i") ==
        "ioinit: Permission to access /etc/ext_ioconfig is denied.\n");
  for (const char* misuse : {"ioinit", "ioinit -C lan", "ioinit -c -r", "ioinit -i -c", "ioinit -r"}) {
    terminal.type(misuse);
    CHECK(terminal.status() == 1);
    CHECK(terminal.err().starts_with("usage: "));
  }
}

TEST_CASE("an older file in good order is taken by one reboot, not by an endless number of them",
          "[user][ioinit]") {
  Terminal terminal(three(), off());
  terminal.put_file("/stand/ioconfig",
                    sim::DurableFile::seal(gio::Ioconfig::encode({{"0/1/1/0", kLan, Instance{6}}})));
  terminal.type("ioinit -i");
  CHECK(terminal.status() == 1);
  CHECK(terminal.machine().boots() == 1);

  terminal.type("ioinit -i -r");
  CHECK(terminal.machine().boots() == 2);
  CHECK(instance_at(terminal, "0/1/1/0") == Instance{6});
  terminal.type("ioinit -i -r");
  CHECK(terminal.status() == 0);
  CHECK(terminal.machine().boots() == 2);
}

// ---- olrad -----------------------------------------------------------------------------------

TEST_CASE("O2: olrad replaces a card. Instance and PPA stay, the new MAC comes up", "[user][olrad]") {
  Terminal terminal(three(), off());

  terminal.type("olrad -r 0-0-1-1");
  CHECK(terminal.status() == 0);
  CHECK(terminal.type("ioscan -kfH 0/1 | grep -c SUSPENDED") == "1\n");
  CHECK(ppa_at(terminal, "0/1/1/0") == Ppa{0});
  CHECK(terminal.os().dlpi.find("0/1/1/0")->mac.is_zero());
  terminal.machine().pull_out("0/1/1/0");
  CHECK(terminal.type("olrad -R 0-0-1-1") ==
        "olrad: there is no card in the slot; it stays without power.\n");
  CHECK(terminal.status() == 255);
  terminal.machine().plug_in("0/1/1/0", nic("0x00306E0000EE", "iether"));
  terminal.lab().settle();
  CHECK(terminal.type("olrad -R 0-0-1-1") ==
        "olrad: the new card is not of the kind that was there; the slot stays without power.\n");
  terminal.machine().pull_out("0/1/1/0");
  terminal.machine().plug_in("0/1/1/0", nic("0x00306E0000EE"));
  terminal.lab().settle();
  CHECK(terminal.os().dlpi.find("0/1/1/0")->mac.is_zero());

  CHECK(terminal.type("olrad -R 0-0-1-1") == "olrad: Slot 0-0-1-1: powered on, resumed.\n");

  CHECK(terminal.os().gio.node("0/1/1/0")->state == NodeState::claimed);
  CHECK(ppa_at(terminal, "0/1/1/0") == Ppa{0});
  CHECK(terminal.os().dlpi.find("0/1/1/0")->mac == MacAddress("0x00306E0000EE"));
  CHECK(terminal.facts().only<DriverResumed>().ppa == Ppa{0});
  CHECK(terminal.facts().all<ReassignAsked>().empty());  // A1
}

TEST_CASE("an interface with an address is data critical. -f overrides it", "[user][olrad]") {
  machine::Image image = off();
  image.netconf = {{"lan0", "192.0.2.10"}};
  Terminal terminal(three(), image);

  terminal.type("olrad -C 0-0-1-1");
  CHECK(terminal.status() == 2);
  CHECK(terminal.out().find("lan0 (0/1/1/0) is in use with IP address 192.0.2.10") !=
        std::string::npos);
  terminal.type("olrad -C 0-0-2-1");
  CHECK(terminal.status() == 0);
  terminal.type("olrad -r 0-0-1-1");
  CHECK(terminal.status() == 255);
  CHECK(terminal.os().gio.node("0/1/1/0")->state == NodeState::claimed);
  terminal.type("olrad -f -r 0-0-1-1");
  CHECK(terminal.status() == 0);
  terminal.type("olrad -C 0-0-1-1");
  CHECK(terminal.status() == 1);
}

TEST_CASE("O2: olrad deletes a card, and adds one", "[user][olrad]") {
  Terminal terminal(three(), off());

  terminal.type("olrad -d 0-0-2-1");
  CHECK(terminal.status() == 0);
  CHECK(terminal.os().dlpi.find("0/2/1/0") == nullptr);
  CHECK(terminal.type("ioscan -f | grep -c NO_HW") == "1\n");  // a scan does not find it
  terminal.machine().pull_out("0/2/1/0");
  CHECK(terminal.type("rmsf -x").empty());

  terminal.type("olrad -a 0-0-7-1");
  terminal.machine().plug_in("0/7/1/0", nic("0x00306E0000DD"));
  terminal.lab().settle();
  CHECK(terminal.os().gio.node("0/7/1/0") == nullptr);
  CHECK(terminal.type("olrad -A 0-0-7-1") ==
        "olrad: Slot 0-0-7-1: powered on.\nolrad: 0/7/1/0 lan1 igelan CLAIMED\n");
}

TEST_CASE("olrad answers questions about slots", "[user][olrad]") {
  Terminal terminal(three(), off());
  terminal.type("olrad -r 0-0-3-1");

  CHECK(terminal.type("olrad -q") ==
        "                                                              Driver(s)\n"
        "                                                               Capable\n"
        "Slot          Path          Bus   Max   Spd   Pwr   Occu  Susp  OLAR  OLD   Max   Mode\n"
        "                            Num   Spd                                       Mode\n"
        "0-0-1-1       0/1/1/0       N/A   N/A   N/A   On    Yes   No    Yes   Yes   N/A   N/A\n"
        "0-0-2-1       0/2/1/0       N/A   N/A   N/A   On    Yes   No    Yes   Yes   N/A   N/A\n"
        "0-0-3-1       0/3/1/0       N/A   N/A   N/A   Off   Yes   Yes   Yes   Yes   N/A   N/A\n");
  CHECK(terminal.type("olrad -n; olrad -g 0/2/1/0; olrad -h 0-0-2-1") == "3\n0-0-2-1\n0/2/1/0\n");
  CHECK(terminal.type("olrad -v 0/3/1/0 | grep State") == "State: SUSPENDED\n");
  CHECK(terminal.type("olrad -r 0-0-2-9") ==
        "olrad: there is no slot '0-0-2-9'; did you mean '0-0-2-1'?\n");
  CHECK(terminal.type("olrad -R 0-0-1-1") ==
        "olrad: there is no suspended card in the slot (-r comes first).\n");
  CHECK(terminal.type_as("operator", "olrad -r 0-0-1-1") ==
        "olrad: Permission denied; only root may do this.\n");
  for (const char* misuse : {"olrad", "olrad -q -n", "olrad -f -q", "olrad -r"}) {
    terminal.type(misuse);
    CHECK(terminal.status() == 255);
  }
}
