#include "runner/golden.hpp"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "runner/load.hpp"
#include "runner/run.hpp"

namespace giosim::runner {
namespace {

namespace fs = std::filesystem;

using State = GoldenCheck::State;

// One NIC that is lan0 without a word about it, in a folder that is gone afterwards.
class Play {
 public:
  explicit Play(const std::string& expect, const std::string& mac = "0x00306E00000A") {
    std::string name = (fs::temp_directory_path() / "giosim-golden-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_.path = name;
    scenario_ = load_scenario_text(
        (folder_.path / "one.yaml").string(),
        "scenario: one\nsays: One NIC boots.\n"
        "machines: {server: {slots: {0/1/1/0: {driver: igelan, mac: " + mac + "}}}}\n"
        "steps: [{boot: server}]\nexpect: [{" + expect + "}]\n");
  }
  const Scenario& scenario() const { return scenario_; }
  std::string path(const std::string& name = "one.golden") const { return (folder_.path / name).string(); }
  void keep(const std::string& text, const std::string& name = "one.golden") const {
    std::ofstream(path(name), std::ios::binary) << text;
  }

  GoldenCheck check() {
    RunOptions options;
    std::vector<GoldenCheck> checks;
    options.on_golden = [&](const GoldenCheck& check) { checks.push_back(check); };
    verdict = run(scenario_, options);
    REQUIRE(checks.size() == 1);
    CHECK(verdict.failures.size() == checks.front().sentences.size());
    return checks.front();
  }

  Verdict verdict;

 private:
  struct Folder {
    Folder() = default;
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
      std::error_code ignored;
      fs::remove_all(path, ignored);
    }
    fs::path path;
  };

  Folder folder_;
  Scenario scenario_;
};

TEST_CASE("a golden says by device what has happened", "[golden]") {
  Play play("trace: golden");
  CHECK(play.check().text ==
        "# What the trace of 'one' says; docs/GOLDENS.md tells how to read it, and giosim accept\n"
        "# takes a new one.\n"
        "about: instances, dlpi\n"
        "\n"
        "server 0/1/1/0\n"
        "  boot 1  gio.instance_assigned   lan0, by lowest_free\n"
        "  boot 1  dlpi.instance_created   lan0\n"
        "  boot 1  gio.instance_kept       lan0, mac 0x00306E00000A, because tunable_off\n"
        "  boot 1  dlpi.mac_set            lan0, mac 0x00306E00000A\n");
}

TEST_CASE("a golden that is not there fails, and one that was kept holds", "[golden]") {
  Play play("trace: golden");
  const GoldenCheck missing = play.check();
  CHECK(missing.state == State::missing);
  CHECK_FALSE(play.verdict.passed);
  CHECK(missing.path == play.path());

  play.keep(missing.text);
  CHECK(play.check().state == State::same);
  CHECK(play.verdict.passed);
}

TEST_CASE("another trace fails, with what differs", "[golden]") {
  Play before("trace: golden"), now("trace: golden", "0x00306E00000B");
  now.keep(before.check().text);

  const GoldenCheck check = now.check();
  CHECK(check.state == State::differs);
  REQUIRE(check.sentences.size() == 1);
  CHECK(check.sentences[0].find(
            "(- as it was, + now):\n   server 0/1/1/0\n") != std::string::npos);
  for (const char* const line : {"\n     - boot 1  dlpi.mac_set            lan0, mac 0x00306E00000A",
                                 "\n     + boot 1  dlpi.mac_set            lan0, mac 0x00306E00000B"})
    CHECK(check.sentences[0].find(line) != std::string::npos);
}

TEST_CASE("comments, blank lines and the ends of lines are nobody's business", "[golden]") {
  Play play("trace: golden");
  std::string text = "# Mine.\n\n" + play.check().text;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.insert(at, "\r");
  play.keep(text);
  CHECK(play.check().state == State::same);
}

TEST_CASE("a golden of other topics, or that cannot be read, does not hold", "[golden]") {
  Play play("trace: {about: [instances]}");
  const std::string good = play.check().text;
  const auto sentence = [&](const std::string& text) {
    play.keep(text);
    const GoldenCheck check = play.check();
    CHECK(check.state == State::differs);
    return check.sentences.empty() ? std::string() : check.sentences.front();
  };

  CHECK(sentence("about: dlpi\n").find("is about dlpi; expected one about instances") !=
        std::string::npos);
  CHECK(sentence("about: instances\nmachines: server\n")
            .find("tells of server; expected one that tells of all machines") != std::string::npos);
  CHECK(sentence("").find("does not say what it is about") != std::string::npos);
  CHECK(sentence("about: instence\n").find("line 1: there is no topic 'instence'") !=
        std::string::npos);
  CHECK(sentence("about: instances\n  boot 1  x\n").find("line 2: a line of no device") !=
        std::string::npos);
  CHECK(sentence("about: instances\nserver\nserver\n").find("is there twice") != std::string::npos);
  play.keep(good);
  CHECK(play.check().state == State::same);
}

TEST_CASE("a golden about nothing fails, whatever is kept", "[golden]") {
  Play play("trace: {about: [instances, frames]}");
  const GoldenCheck check = play.check();
  CHECK(check.state == State::vacuous);
  CHECK(check.sentences.front().find("nothing in the trace is about frames") == 0);
}

TEST_CASE("goldens have names of their own", "[golden]") {
  Play play("trace: boot.golden");
  CHECK(play.check().path == play.path("boot.golden"));
  CHECK(goldens_of(play.scenario()) == std::vector{play.path("boot.golden")});

  CHECK_THROWS_WITH(Play("trace: ../boot.golden"), Catch::Contains("names no golden"));
  CHECK_THROWS_WITH(Play("trace: golden}, {trace: golden"),
                    Catch::Contains("another expectation keeps its golden"));
  CHECK_THROWS_WITH(Play("trace: {machines: [sever]}"), Catch::Contains("expected 'server'"));
}

TEST_CASE("standard input has no place for a golden", "[golden]") {
  Play play("trace: golden");
  Scenario scenario = play.scenario();
  scenario.file = "-";
  const Verdict verdict = run(scenario);
  REQUIRE(verdict.failures.size() == 1);
  CHECK(verdict.failures[0].sentence.find("standard input") != std::string::npos);
}

TEST_CASE("a golden that is written is read as it was", "[golden]") {
  Golden golden{{{report::Topic::log, report::Topic::dlpi}, {"a", "b"}}, {}};
  golden.devices[{"a", ""}] = {"boot 1  x", "boot 1  | screen"};
  golden.devices[{"a", "0/10/1/0"}] = {"boot 2  y"};
  golden.devices[{"a", "0/2/1/0"}] = {"boot 2  z"};
  const std::string text = text_of(golden, "a");
  CHECK(text.find("0/2/1/0") < text.find("0/10/1/0"));
  const auto read = parse_golden(text);
  REQUIRE(read);
  CHECK(read->devices == golden.devices);
  CHECK(read->selection.about == golden.selection.about);
  CHECK(read->selection.machines == golden.selection.machines);
}

}  // namespace
}  // namespace giosim::runner
