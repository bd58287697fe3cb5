#include "cli/selection.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "cli/arguments.hpp"
#include "tests/cli/program.hpp"

namespace giosim::cli {
namespace {

TEST_CASE("a glob stands for what a shell would take it for", "[cli]") {
  const auto [pattern, text, fits] = GENERATE(table<std::string, std::string, bool>({
      {"", "", true},
      {"", "a", false},
      {"abc", "abc", true},
      {"abc", "abcd", false},
      {"a*c", "abbbc", true},
      {"a*c", "ac", true},
      {"a*c", "acd", false},
      {"*", "", true},
      {"**", "anything", true},
      {"*b*b*", "abab", true},
      {"*b*b*", "ab", false},
      {"a?c", "abc", true},
      {"a?c", "ac", false},
      {"[a-c]x", "bx", true},
      {"[a-c]x", "dx", false},
      {"[!a-c]x", "dx", true},
      {"[]x]", "]", true},
      {"[x-]", "-", true},
      {"[abc", "[abc", true},
      {"scenarios/*/swap*.yaml", "scenarios/moves/swap_of_two.yaml", true},
  }));

  INFO(pattern << " and " << text);
  CHECK(matches_glob(pattern, text) == fits);
}

TEST_CASE("a glob made to be slow is fast", "[cli]") {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "a*";
  CHECK_FALSE(matches_glob(pattern + "b", std::string(10'000, 'a')));
}

TEST_CASE("a filter without stars is looked for anywhere, one with stars fits the whole", "[cli]") {
  CHECK(matches_filter("swap", "scenarios/moves/swap_of_two.yaml"));
  CHECK(matches_filter("moves/s", "scenarios/moves/swap_of_two.yaml"));
  CHECK(matches_filter("swap*", "scenarios/moves/swap_of_two.yaml"));
  CHECK_FALSE(matches_filter("of*", "scenarios/moves/swap_of_two.yaml"));
}

TEST_CASE("a folder stands for its scenarios, not for what is hidden or no file", "[cli]") {
  const TempFolder folder;
  const std::string scenario = "scenario: s\n";
  std::filesystem::create_directories(folder / "below");
  std::filesystem::create_directories(folder / ".git");
  for (const char* const file : {"b.yaml", "below/a.yml", ".hidden.yaml", ".git/c.yaml", "notes.txt"})
    folder.write(file, scenario);
  std::filesystem::create_symlink("gone.yaml", folder / "dangling.yaml");
  std::filesystem::create_symlink("b.yaml", folder / "link.yaml");
  REQUIRE(::mkfifo((folder / "pipe.yaml").c_str(), 0600) == 0);

  const std::string root = folder.path().generic_string();
  CHECK(scenario_files({root}) ==
        std::vector<std::string>{root + "/b.yaml", root + "/below/a.yml"});
}

TEST_CASE("a tag rule wants some tags and rejects others", "[cli]") {
  CHECK(TagRule("moves").accepts({"moves", "slow"}));
  CHECK_FALSE(TagRule("moves,!slow").accepts({"moves", "slow"}));
  CHECK(TagRule("!slow").accepts({}));
  CHECK_FALSE(TagRule("moves,upgrade").accepts({"moves"}));
  CHECK_THROWS_AS(TagRule(""), UsageError);
  CHECK_THROWS_AS(TagRule("a,,b"), UsageError);
  CHECK_THROWS_AS(TagRule("!"), UsageError);
}

TEST_CASE("only a file that has nothing of a scenario is for inclusion", "[cli]") {
  CHECK(only_for_inclusion("# the lab\nmachines: {}\n"));
  CHECK(only_for_inclusion("policy: {}\nmachines:\n  scenario: {}\n"));
  CHECK_FALSE(only_for_inclusion("scenario: a\n"));
  CHECK_FALSE(only_for_inclusion("machines: {}\nsteps: []\n"));
  CHECK_FALSE(only_for_inclusion("\"scenario\": a\n"));
  CHECK_FALSE(only_for_inclusion("{machines: {}, scenario: a}\n"));
  CHECK_FALSE(only_for_inclusion(""));
  CHECK_FALSE(only_for_inclusion("# nothing\n"));
}

}  // namespace
}  // namespace giosim::cli
