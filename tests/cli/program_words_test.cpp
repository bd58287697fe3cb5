// What giosim says about itself: help, lists, explanations, schemas, pages, completion.

#include <catch2/catch.hpp>
#include <sstream>

#include "runner/report/plain_text.hpp"
#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

const std::vector<std::string> kCommands = {
    "run",     "shell",  "exec", "test",       "validate", "list",
    "explain", "schema", "docs", "completion", "help",     "teach",
    "learn",   "why-not"};

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    longest = std::max(longest, report::characters(line));
  return longest;
}

TEST_CASE("every command has a help of at most 80 columns with an example", "[cli]") {
  const TempFolder folder;
  for (const std::string& command : kCommands) {
    const Ended by_word = giosim(folder, {"help", command});
    const Ended by_option = giosim(folder, {command, "--help"});

    INFO(by_word.out);
    CHECK(by_word.code == 0);
    CHECK(by_word.out == by_option.out);
    CHECK_THAT(by_word.out, Contains("\nExamples:\n  giosim " + command));
    CHECK_THAT(by_word.out, Contains("Exit codes"));
    CHECK(longest_line(by_word.out) <= 80);
  }
}

TEST_CASE("the help names every command. Without a command it is bad usage", "[cli]") {
  const TempFolder folder;

  const Ended help = giosim(folder, {"--help"});
  const Ended nothing = giosim(folder, {});

  CHECK(help.code == 0);
  CHECK(longest_line(help.out) <= 80);
  for (const std::string& command : kCommands) CHECK_THAT(help.out, Contains("\n  " + command));
  CHECK(nothing.code == 2);
  CHECK(nothing.out == "");
  CHECK(nothing.err == help.out);
}

TEST_CASE("the version is one line", "[cli]") {
  const TempFolder folder;

  const Ended version = giosim(folder, {"--version"});

  CHECK(version.code == 0);
  CHECK_THAT(version.out, StartsWith("giosim "));
  CHECK(std::ranges::count(version.out, '\n') == 1);
}

TEST_CASE("words of every kind are listed, as text and as JSON", "[cli]") {
  const TempFolder folder;
  const auto [kind, word] = GENERATE(table<std::string, std::string>({
      {"drivers", "igelan"},
      {"models", "BL860c i2"},
      {"steps", "move_disk"},
      {"faults", "power_anywhere"},
      {"expectations", "ioconfig"},
      {"policies", "given_up_number"},
      {"readings", "at_once"},
      {"events", "gio.instance_reassigned"},
      {"rules", "A3"},
      {"invariants", "I15"},
      {"reasons", "already_taken"},
      {"terms", "PPA"},
  }));

  const Ended text = giosim(folder, {"list", kind});
  const Ended json = giosim(folder, {"list", "--format", "json", kind});

  INFO(kind);
  CHECK(text.code == 0);
  CHECK_THAT(text.out, Contains("  " + word));
  CHECK(longest_line(text.out) <= 80);
  CHECK_THAT(json.out, Contains("{\"name\":\"" + word + "\",\"says\":\""));
}

TEST_CASE("an explanation has the rule in plain words and the document's own", "[cli]") {
  const TempFolder folder;

  const Ended event = giosim(folder, {"explain", "gio.instance_reassigned"});
  const Ended short_form = giosim(folder, {"explain", "instance_reassigned"});
  const Ended model = giosim(folder, {"explain", "BL860c", "i2"});
  const Ended kinds = giosim(folder, {"explain"});

  CHECK(event.code == 0);
  CHECK(event.out == short_form.out);
  CHECK_THAT(event.out, Contains("hw_path (H/W path)"));
  CHECK_THAT(event.out, Contains("A3, A match takes the reserved number"));
  CHECK_THAT(event.out, Contains("(section \"Flow of operation\")") || Contains("(section"));
  CHECK(longest_line(event.out) <= 80);
  CHECK_THAT(model.out, Contains("iexgbe"));
  CHECK_THAT(kinds.out, Contains("\n  events"));
}

TEST_CASE("schemas and generated pages are printed", "[cli]") {
  const TempFolder folder;

  CHECK_THAT(giosim(folder, {"schema"}).out, StartsWith(R"({"$schema":)") && Contains("move_disk"));
  CHECK(giosim(folder, {"schema"}).out == giosim(folder, {"schema", "scenario"}).out);
  CHECK_THAT(giosim(folder, {"schema", "trace"}).out, Contains("giosim.trace/1"));
  CHECK_THAT(giosim(folder, {"docs", "scenarios"}).out, StartsWith("# The scenario language\n"));
  CHECK_THAT(giosim(folder, {"docs", "trace"}).out, StartsWith("# The trace\n"));
  CHECK_THAT(giosim(folder, {"docs", "rules"}).out, StartsWith("# "));
}

TEST_CASE("docs/SCENARIOS.md is what the tables say", "[cli]") {
  const TempFolder folder;

  CHECK(giosim(folder, {"docs", "scenarios"}).out ==
        text_of(source_folder() / "docs/SCENARIOS.md"));
}

TEST_CASE("docs/COMMANDS.md is what the table of commands says", "[cli]") {
  const TempFolder folder;

  CHECK(giosim(folder, {"docs", "commands"}).out ==
        text_of(source_folder() / "docs/COMMANDS.md"));
}

TEST_CASE("a command of HP-UX is explained with its manual, line by line", "[cli]") {
  const TempFolder folder;

  const Ended grep = giosim(folder, {"explain", "grep"});

  CHECK(grep.code == 0);
  CHECK_THAT(grep.out, StartsWith("grep (command)\n"));
  CHECK_THAT(grep.out, Contains("  Synopsis:\n  grep "));
  CHECK_THAT(grep.out, Contains("  Path:\n    /usr/bin/grep\n"));
  CHECK(longest_line(grep.out) <= 80);
  CHECK_THAT(giosim(folder, {"list", "commands"}).out, Contains("grep "));
}

TEST_CASE("the example of the page of scenarios can be run", "[cli]") {
  const TempFolder folder;
  const std::string page = giosim(folder, {"docs", "scenarios"}).out;
  const std::string fence = "```yaml\n";
  const std::size_t begin = page.find(fence) + fence.size();
  folder.write("a.yaml", page.substr(begin, page.find("```\n", begin) - begin));

  const Ended run = giosim(folder, {"run", "-q", "a.yaml"});

  INFO(run.out << run.err);
  CHECK(run.code == 0);
}

// What bash offers for the last of these words.
std::string bash_offers(const TempFolder& folder, const std::string& words, int current) {
  folder.write("complete.sh", "source ./giosim.bash\nCOMP_WORDS=(" + words +
                                  ")\nCOMP_CWORD=" + std::to_string(current) +
                                  "\n_giosim\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
  const std::string command =
      "cd '" + folder.path().string() + "' && bash complete.sh > offers 2>&1";
  REQUIRE(std::system(command.c_str()) == 0);
  return text_of(folder / "offers");
}

TEST_CASE("bash completes commands, options, the values of options, and files", "[cli]") {
  const TempFolder folder;
  folder.write("my.yaml", "");
  folder.write("giosim.bash", giosim(folder, {"completion", "bash"}).out);

  CHECK(bash_offers(folder, "giosim te", 1) == "teach\ntest\n");
  CHECK(bash_offers(folder, "giosim run --fo", 2) == "--format\n");
  CHECK(bash_offers(folder, "giosim run --format \"\"", 3) == "text\njsonl\n");
  CHECK(bash_offers(folder, "giosim run --policy flush=", 3) == "flush=at_once\nflush=krsd\n");
  // As bash takes them apart: "=" is a word of its own, and only what follows it is put in.
  CHECK(bash_offers(folder, "giosim run --policy flush =", 4) == "at_once\nkrsd\n");
  CHECK(bash_offers(folder, "giosim run --policy flush = k", 5) == "krsd\n");
  CHECK(bash_offers(folder, "giosim run --policy = flush = k", 6) == "krsd\n");
  CHECK(bash_offers(folder, "giosim run --format = js", 4) == "jsonl\n");
  CHECK(bash_offers(folder, "giosim run my", 2) == "my.yaml\n");
  CHECK(bash_offers(folder, "giosim explain BL86", 2) == "BL860c i2\n");
  CHECK(bash_offers(folder, "giosim list mo", 2) == "models\n");
  CHECK(bash_offers(folder, "giosim schema t", 2) == "trace\n");
  CHECK(bash_offers(folder, "giosim help val", 2) == "validate\n");
}

TEST_CASE("zsh takes its completion script", "[cli]") {
  const TempFolder folder;
  const std::string script = giosim(folder, {"completion", "zsh"}).out;
  folder.write("_giosim", script);

  CHECK_THAT(script, StartsWith("#compdef giosim\n"));
  CHECK_THAT(script, Contains("'--format[the story for people, or the trace as JSON Lines "
                              "\\(default\\: text\\)]:text|jsonl:(text jsonl)'"));
  if (std::system("command -v zsh >/dev/null") == 0)
    CHECK(std::system(("zsh -n '" + (folder / "_giosim").string() + "'").c_str()) == 0);
}

}  // namespace
}  // namespace giosim::cli
