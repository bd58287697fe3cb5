// docs/TUTORIAL.md, and the sessions of README.md and of other pages, checked: what they show is what
// giosim prints.
//
// A fenced block of the language yaml that begins with "# NAME" is the file NAME. The blocks of the
// language console are one long transcript: "$ COMMAND" is a line for a shell of this computer, and
// what stands below it is all that it prints. Behind `$ giosim shell …` the lines that stand at a
// prompt of a machine are typed there, also in later blocks.

#include <catch2/catch.hpp>
#include <optional>
#include <sstream>

#include "tests/cli/program.hpp"

namespace giosim::cli {
namespace {

struct Play {
  std::string command;  // behind "$ "
  std::string typed;    // at the prompts of machines
  std::string shown;
};

struct Manual {
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<Play> plays;
};

// What is typed in a line of a session; nothing when it is no prompt. "source:/ # lanscan"
std::optional<std::string> typed_in(const std::string& line) {
  for (const std::string sign : {":/ # ", ":/ $ ", " is off > "}) {
    const std::size_t at = line.find(sign);
    const std::string machine = line.substr(0, at);
    if (at != std::string::npos && !machine.empty() && machine.find_first_of(" :/~") == std::string::npos)
      return line.substr(at + sign.size());
  }
  return std::nullopt;
}

void add_console_line(Manual& manual, const std::string& line) {
  if (line.starts_with("$ ")) {
    manual.plays.push_back({line.substr(2), "", ""});
    return;
  }
  REQUIRE_FALSE(manual.plays.empty());
  Play& play = manual.plays.back();
  play.shown += line + "\n";
  if (!play.command.starts_with("giosim shell")) return;
  if (const auto typed = typed_in(line)) play.typed += *typed + "\n";
}

Manual manual_of(const std::string& page) {
  Manual manual;
  std::istringstream lines(page);
  std::string language;
  bool first = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      language = line.substr(3);
      first = true;
      continue;
    }
    if (language == "console") add_console_line(manual, line);
    if (language == "yaml" && first && line.starts_with("# "))
      manual.files.emplace_back(line.substr(2), "");
    else if (language == "yaml" && !manual.files.empty() && !first)
      manual.files.back().second += line + "\n";
    if (language == "yaml" && first && !line.starts_with("# ")) language = "somebody else's yaml";
    first = false;
  }
  return manual;
}

// All that it prints, on both outputs, in the order in which it came.
std::string printed(const TempFolder& folder, const Play& play) {
  folder.write(".typed", play.typed);
  std::string command = play.command;
  if (command.starts_with("giosim shell")) command += " --echo";
  folder.write(".play", "giosim() { '" + program_under_test().string() + "' \"$@\"; }\n" + command + "\n");
  const std::string line =
      "cd '" + folder.path().string() + "' && sh .play < .typed > .shown 2>&1";
  static_cast<void>(std::system(line.c_str()));
  return text_of(folder / ".shown");
}

TEST_CASE("every command of the documents prints what they show", "[cli]") {
  const auto document = GENERATE(as<std::string>(), "docs/TUTORIAL.md", "README.md",
                                 "docs/HAZARDS.md", "docs/GOLDENS.md");
  const Manual manual = manual_of(text_of(source_folder() / document));
  INFO(document);
  REQUIRE_FALSE(manual.plays.empty());
  const TempFolder folder;
  fs::create_directory_symlink(source_folder() / "scenarios", folder / "scenarios");
  for (const auto& [name, text] : manual.files) folder.write(name, text);

  for (const Play& play : manual.plays) {
    INFO("$ " << play.command);
    CHECK(printed(folder, play) == play.shown);
  }
}

TEST_CASE("a document that shows something else is found", "[cli]") {
  const Manual manual = manual_of(
      "```yaml\n# a.yaml\n" + scenario("a") +
      "```\nText.\n```console\n$ echo one\none\n$ giosim shell a.yaml\nserver:/ # hostname\n"
      "```\nMore.\n```console\nmistake\nserver:/ # exit 3\n```\n```yaml\nscenario: other\n```\n");
  REQUIRE(manual.files.size() == 1);
  CHECK(manual.files.front().second == scenario("a"));
  REQUIRE(manual.plays.size() == 2);
  CHECK(manual.plays[1].typed == "hostname\nexit 3\n");
  const TempFolder folder;
  folder.write("a.yaml", manual.files.front().second);

  CHECK(printed(folder, manual.plays[0]) == manual.plays[0].shown);
  CHECK(printed(folder, manual.plays[1]) ==
        "server:/ # hostname\nserver\nserver:/ # exit 3\n");
}

}  // namespace
}  // namespace giosim::cli
