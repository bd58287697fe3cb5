// The files of products: what rc and a prompt find behind a path.
#include "user/rc/program.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/user/terminal.hpp"
#include "user/files.hpp"

namespace giosim::user {
namespace {

std::vector<std::string> links(Terminal& terminal, int level, Direction direction) {
  return init_of(terminal.os()).links(level, direction);
}

using Names = std::vector<std::string>;

TEST_CASE("every script of rc is a file, and so are its links", "[user][rc]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}});
  for (const Script& script : script_table()) {
    if (!script.there(terminal.os(), script)) continue;
    INFO(script.name);
    CHECK(terminal.type("cat " + script.file()) == script.text());
    for (const Direction direction : {Direction::start, Direction::stop}) {
      CHECK(terminal.type("cat " + script.path(direction)) == script.text());
      CHECK(link_target(terminal.os(), script.path(direction)) == script.file());
    }
  }
}

TEST_CASE("no two scripts have one text", "[user][rc]") {
  std::set<std::string> texts;
  for (const Script& script : script_table()) CHECK(texts.insert(script.text()).second);
}

TEST_CASE("a script of a product that is not there is no file", "[user][rc]") {
  Terminal terminal({});
  CHECK(terminal.type("cat /sbin/init.d/hpigelan").find("Cannot open") != std::string::npos);
  terminal.put_file("/etc/rc.config.d/hpigelanconf", "");
  CHECK(terminal.type("cat /sbin/init.d/hpigelan").starts_with("#!/sbin/sh\n"));
}

TEST_CASE("a link that is removed is gone for rc, on the disk and for good", "[user][rc]") {
  Terminal terminal({});
  REQUIRE(links(terminal, 2, Direction::start) == Names{"S302hpuxpi", "S340net"});

  CHECK(terminal.type("rm /sbin/rc2.d/S302hpuxpi").empty());

  CHECK(links(terminal, 2, Direction::start) == Names{"S340net"});
  CHECK(links(terminal, 1, Direction::stop) == Names{"K660net", "K692hpuxpi"});
  CHECK(terminal.type("ls /sbin/rc2.d") == "S340net\n");
  CHECK(terminal.type("/sbin/rc2.d/S302hpuxpi start_msg") ==
        "sh: /sbin/rc2.d/S302hpuxpi:  not found.\n");
  CHECK(terminal.type("rm /sbin/rc2.d/S302hpuxpi") == "rm: /sbin/rc2.d/S302hpuxpi: non-existent\n");
  CHECK(terminal.file(std::string(kRemovedFiles)) == "/sbin/rc2.d/S302hpuxpi\n");
  terminal.type("reboot");
  CHECK(links(terminal, 2, Direction::start) == Names{"S340net"});
}

TEST_CASE("a script whose file is removed leaves links that lead nowhere", "[user][rc]") {
  Terminal terminal({});
  terminal.type("rm /sbin/init.d/net");
  CHECK(links(terminal, 2, Direction::start) == Names{"S302hpuxpi"});
  CHECK(terminal.type("ls -l /sbin/rc2.d").find("S340net -> /sbin/init.d/net") != std::string::npos);
  CHECK(terminal.type("cat /sbin/rc2.d/S340net").find("Cannot open") != std::string::npos);
  terminal.type("reboot");
  CHECK(terminal.type("grep -c S340net /etc/rc.log") == "0\n");
}

TEST_CASE("a renamed link is the script that it was, and comes back under its old name", "[user][rc]") {
  Terminal terminal({});
  terminal.type("mv /sbin/rc2.d/S302hpuxpi /sbin/rc2.d/S900pi");
  CHECK(links(terminal, 2, Direction::start) == Names{"S340net", "S900pi"});
  CHECK(terminal.type("/sbin/rc2.d/S900pi start_msg") ==
        "Update the HP-UX Portable Image configuration\n");
  CHECK(program_at(terminal.os(), script_table(), "/sbin/rc2.d/S900pi")->script ==
        &script_table().front());
  terminal.type("mv /sbin/rc2.d/S900pi /sbin/rc2.d/S302hpuxpi");
  CHECK(links(terminal, 2, Direction::start) == Names{"S302hpuxpi", "S340net"});
}

TEST_CASE("other lines in a script's file are run through all its links", "[user][rc]") {
  Terminal terminal({});
  terminal.put_file("/sbin/init.d/net", "#!/sbin/sh\necho ours: $1\nexit 5\n");
  CHECK(terminal.type("/sbin/rc2.d/S340net start") == "ours: start\n");
  CHECK(terminal.status() == 5);
  CHECK(terminal.type("/sbin/rc1.d/K660net stop; echo $?") == "ours: stop\n5\n");
}

TEST_CASE("a file elsewhere is a program when it begins with #!", "[user][rc]") {
  Terminal terminal({});
  terminal.put_file("/usr/local/bin/hello", "#!/sbin/sh\necho hello $2 of $#\n");
  terminal.put_file("/etc/notes", "echo no\n");
  CHECK(terminal.type("/usr/local/bin/hello a b") == "hello b of 2\n");
  CHECK(terminal.type("/etc/notes") == "sh: /etc/notes:  not found.\n");
}

TEST_CASE("a program that is removed is not found", "[user]") {
  Terminal terminal({});
  CHECK(terminal.type("ls /opt/network/bin") == "hpuxpitool\n");
  terminal.type("rm /opt/network/bin/hpuxpitool");
  CHECK(terminal.type("hpuxpitool -g") == "sh: hpuxpitool:  not found.\n");
  CHECK(terminal.type("rm /sbin/none").find("non-existent") != std::string::npos);
}

TEST_CASE("a removal that the disk does not take leaves the file", "[user]") {
  machine::Lab lab;
  // The boot's commits come first; every one from some point on fails.
  Terminal terminal({}, {}, "root", &lab);
  terminal.machine().power_off(PowerOff::power_cut);
  auto full = std::make_unique<sim::FaultyDisk>(
      lab.kernel, terminal.machine().take_disk(),
      std::vector<sim::DiskFault>{{.kind = sim::DiskFaultKind::full, .nth = 1, .every = 1}},
      [](sim::DiskFaultKind, std::uint64_t) {});
  terminal.machine().insert_disk(std::move(full));
  lab.boot(terminal.machine());

  terminal.type("rm /sbin/rc2.d/S302hpuxpi");

  CHECK(terminal.status() == 2);
  CHECK(links(terminal, 2, Direction::start) == Names{"S302hpuxpi", "S340net"});
}

}  // namespace
}  // namespace giosim::user
