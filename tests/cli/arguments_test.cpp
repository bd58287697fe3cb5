#include "cli/arguments.hpp"

#include <catch2/catch.hpp>

#include "cli/policy_option.hpp"
#include "cli/terminal.hpp"

namespace giosim::cli {
namespace {

// One of each kind.
struct Told {
  std::vector<std::string> files;
  bool quiet = false;
  std::optional<std::string> output;
  std::optional<std::uint64_t> seed;
  std::vector<std::string> policies;
  ColorWish color = ColorWish::automatic;
};

Told told(const std::vector<std::string>& command_line) {
  Told result;
  Arguments arguments;
  arguments.files("FILE", "files", result.files, false);
  arguments.flag("--quiet", "", result.quiet).letter = "-q";
  arguments.file("--output", "", result.output).letter = "-o";
  arguments.number("--seed", "", result.seed);
  arguments.texts("--policy", "X", "", result.policies);
  arguments.word("--color", "", result.color);
  CHECK(parse(arguments, command_line));
  return result;
}

TEST_CASE("options and files may stand in any order", "[cli]") {
  const Told all = told({"a", "--policy", "x", "b", "-q", "--seed=7", "-o", "out", "--policy=y",
                         "--color", "never", "c"});

  CHECK(all.files == std::vector<std::string>{"a", "b", "c"});
  CHECK(all.quiet);
  CHECK(all.output == "out");
  CHECK(all.seed == 7);
  CHECK(all.policies == std::vector<std::string>{"x", "y"});
  CHECK(all.color == ColorWish::never);
}

TEST_CASE("after -- everything is a file, and - always is", "[cli]") {
  CHECK(told({"-", "--", "--quiet", "-o"}).files == std::vector<std::string>{"-", "--quiet", "-o"});
}

TEST_CASE("of an option that is said twice the last one counts", "[cli]") {
  CHECK(told({"--color", "never", "--color", "always"}).color == ColorWish::always);
  CHECK(told({"--seed", "1", "--seed", "2"}).seed == 2);
}

TEST_CASE("help is asked for anywhere", "[cli]") {
  Arguments arguments;
  std::vector<std::string> files;
  arguments.files("FILE", "", files, true);

  CHECK_FALSE(parse(arguments, std::vector<std::string>{"--help"}));
  CHECK_FALSE(parse(arguments, std::vector<std::string>{"a", "-h"}));
  CHECK_THROWS_AS(parse(arguments, std::vector<std::string>{}), UsageError);
}

TEST_CASE("every reading that is offered for a policy can be set", "[cli]") {
  for (const std::string& word : policy_words()) {
    gio::Policies policies;
    INFO(word);
    CHECK_NOTHROW(set_policy(word, policies));
  }
  gio::Policies policies;
  set_policy("flush=krsd", policies);
  CHECK(policies == gio::Policies{.flush = gio::Flush::krsd});
}

}  // namespace
}  // namespace giosim::cli
