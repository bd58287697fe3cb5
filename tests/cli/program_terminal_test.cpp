// giosim shell at a terminal: prompt, editing, history, completion, Ctrl-C.

#include <catch2/catch.hpp>

#include "tests/cli/pty.hpp"

using Catch::Contains;

namespace giosim::cli {
namespace {

constexpr auto kPrompt = "server:/ # ";
const std::string kUp = "\033[A", kTab = "\t", kCtrlC = "\003", kCtrlD = "\004", kCtrlA = "\001";

TEST_CASE("at a terminal there is a prompt, and Ctrl-D leaves", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  Pty pty(folder, {"shell", "a.yaml"});

  REQUIRE(pty.shows("You sit at server."));
  REQUIRE(pty.shows(kPrompt));
  pty.press("hostname\r");
  REQUIRE(pty.shows("\r\nserver\r\n"));
  REQUIRE(pty.shows(kPrompt));
  pty.press("lanscann\r");
  REQUIRE(pty.shows("not found"));
  REQUIRE(pty.shows(kPrompt));
  pty.press(kCtrlD);

  CHECK(pty.ends() == 127);
}

TEST_CASE("a user who is not root has another prompt", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  Pty pty(folder, {"shell", "--user", "operator", "a.yaml"});

  CHECK(pty.shows("server:/ $ "));
}

TEST_CASE("a line can be edited before it is run", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  Pty pty(folder, {"shell", "a.yaml"});

  REQUIRE(pty.shows(kPrompt));
  pty.press("cho onx\b\x1b[D\x1b[Ce" + kCtrlA + "e\r");

  CHECK(pty.shows("\r\none\r\n"));
}

TEST_CASE("the arrows bring back earlier lines, also those of an earlier session", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  {
    Pty pty(folder, {"shell", "a.yaml"});
    REQUIRE(pty.shows(kPrompt));
    pty.press("echo first\r");
    REQUIRE(pty.shows("\r\nfirst\r\n"));
    REQUIRE(pty.shows(kPrompt));
    pty.press("echo second\r");
    REQUIRE(pty.shows("\r\nsecond\r\n"));
    REQUIRE(pty.shows(kPrompt));
    pty.press(kUp + kUp + "\r");
    REQUIRE(pty.shows("\r\nfirst\r\n"));
    REQUIRE(pty.shows(kPrompt));
    pty.press("exit 5\r");
    CHECK(pty.ends() == 5);
  }

  Pty pty(folder, {"shell", "a.yaml"});
  REQUIRE(pty.shows(kPrompt));
  pty.press(kUp + kUp + "\r");
  CHECK(pty.shows("\r\nfirst\r\n"));
}

TEST_CASE("TAB completes commands, files of the machine, interfaces and giosim's own words",
          "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  Pty pty(folder, {"shell", "a.yaml"});

  REQUIRE(pty.shows(kPrompt));
  pty.press("echo found > /tmp/a_long_name\r");
  REQUIRE(pty.shows(kPrompt));
  pty.press("hostn" + kTab + "\r");
  CHECK(pty.shows("\r\nserver\r\n"));
  REQUIRE(pty.shows(kPrompt));
  pty.press("cat /tm" + kTab + kTab + "\r");
  CHECK(pty.shows("\r\nfound\r\n"));
  REQUIRE(pty.shows(kPrompt));
  pty.press("echo la" + kTab + "\r");
  CHECK(pty.shows("\r\nlan0\r\n"));
  REQUIRE(pty.shows(kPrompt));
  pty.press("man hostn" + kTab + "| grep -c NAME\r");
  CHECK(pty.shows("\r\n1\r\n"));
  REQUIRE(pty.shows(kPrompt));
  pty.press("~pow" + kTab + "cu" + kTab + "\r");
  CHECK(pty.shows("server is off; ~power on starts it"));
  REQUIRE(pty.shows("server is off > "));
  pty.press("~p" + kTab + kTab);
  CHECK(pty.shows("~power"));
  CHECK(pty.shows("~put"));
}

TEST_CASE("Ctrl-C throws a line away, and gives up one that runs. The session goes on", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  Pty pty(folder, {"shell", "a.yaml"});

  REQUIRE(pty.shows(kPrompt));
  pty.press("echo never" + kCtrlC);
  REQUIRE(pty.shows("^C"));
  REQUIRE(pty.shows(kPrompt));
  pty.press("~step repeat: {times: 1000000, steps: [{wait: 1ms}]}\r");
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  pty.press(kCtrlC);
  REQUIRE(pty.shows("given up"));
  REQUIRE(pty.shows(kPrompt));
  pty.press("hostname\r");
  CHECK(pty.shows("\r\nserver\r\n"));
  CHECK_THAT(pty.screen(), !Contains("\r\nnever"));
}

TEST_CASE("a signal that ends the program leaves the disk in good order", "[cli]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  {
    Pty pty(folder, {"shell", "--disk", "m.db", "a.yaml"});
    REQUIRE(pty.shows(kPrompt));
  }  // SIGKILL

  const Ended run = giosim(folder, {"exec", "--disk", "m.db", "a.yaml", "hostname"});

  CHECK(run.code == 0);
}

}  // namespace
}  // namespace giosim::cli
