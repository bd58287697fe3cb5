#include "cli/word.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "cli/exit_code.hpp"
#include "cli/judgement.hpp"

namespace giosim::cli {
namespace {

TEST_CASE("every word has a sentence, and a name of its own within its kind", "[cli]") {
  for (const WordKind& kind : word_kinds()) {
    std::set<std::pair<std::string, std::string>> met;
    const std::vector<Word> words = kind.words();
    CHECK_FALSE(words.empty());
    for (const Word& word : words) {
      INFO(kind.plural << ": " << word.name);
      CHECK_FALSE(word.name.empty());
      CHECK(word.sentence.size() >= 8);
      // A reading belongs to its policy, and a reason to what it is a reason of.
      CHECK(met.emplace(word.name, word.more.empty() ? "" : word.more.front().second).second);
    }
  }
}

TEST_CASE("a word is put into quotes where a shell would not take it for one", "[cli]") {
  CHECK(shell_word("scenarios/a.yaml") == "scenarios/a.yaml");
  CHECK(shell_word("my scenario.yaml") == "'my scenario.yaml'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("$(rm)") == "'$(rm)'");
}

TEST_CASE("a failure outranks bad input, a bug both, and an interruption all three", "[cli]") {
  CHECK(graver(ExitCode::passed, ExitCode::bad_input) == ExitCode::bad_input);
  CHECK(graver(ExitCode::failed, ExitCode::bad_input) == ExitCode::failed);
  CHECK(graver(ExitCode::failed, ExitCode::internal_error) == ExitCode::internal_error);
  CHECK(graver(ExitCode::interrupted, ExitCode::internal_error) == ExitCode::interrupted);
}

}  // namespace
}  // namespace giosim::cli
