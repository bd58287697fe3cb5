// A mutant is a diff without line numbers; the build trusts it only as far as the source goes.

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "mutants/hunt.hpp"
#include "mutants/mutant.hpp"
#include "mutants/report.hpp"
#include "tests/places.hpp"

namespace giosim::mutants {
namespace {

constexpr std::string_view kHead =
    "Wrong: It counts from one.\nRule: S3\nKilled-by: basic/path_order.yaml instances\n\n";

std::string diff(std::string_view changes) { return std::string(kHead) + std::string(changes); }

std::expected<std::string, std::string> changed(std::string_view source, std::string_view changes) {
  const auto mutant = parse_mutant("from_one", diff(changes));
  REQUIRE(mutant.has_value());
  REQUIRE(mutant->changes.size() == 1);
  return with_change(source, mutant->changes.front());
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("a mutant says what is wrong, which rule it breaks and who kills it", "[mutants]") {
  const auto mutant = parse_mutant("from_one",
                                   "Wrong: It counts from one,\n  not from zero.\nRule: S3\n"
                                   "Killed-by: basic/path_order.yaml I4\n\n"
                                   "--- gio/gio.cpp\n-zero\n+one\n--- gio/reserve.cpp\n-a\n+b\n");

  REQUIRE(mutant.has_value());
  CHECK(mutant->wrong == "It counts from one, not from zero.");
  CHECK(mutant->rule == "S3");
  CHECK(mutant->scenario == "basic/path_order.yaml");
  CHECK(mutant->by == "I4");
  REQUIRE(mutant->changes.size() == 2);
  CHECK(mutant->changes[1].file == "gio/reserve.cpp");
  CHECK(mutant->changes[1].hunks[0].before == "a\n");
  CHECK(mutant->changes[1].hunks[0].after == "b\n");
}

TEST_CASE("lines give way to others where they stand, and nowhere else", "[mutants]") {
  CHECK(changed("a\nzero\nb\n", "--- gio/gio.cpp\n-zero\n+one\n") == "a\none\nb\n");
  CHECK(changed("a\nzero\nb\n", "--- gio/gio.cpp\n a\n+half\n zero\n") == "a\nhalf\nzero\nb\n");
  CHECK(changed("a\n\nb\nc\n", "--- gio/gio.cpp\n-a\n\n-b\n+d\n@@\n-c\n") == "\nd\n");
  CHECK(changed("  zero\nzero\n", "--- gio/gio.cpp\n-zero\n+one\n") == "  zero\none\n");
}

TEST_CASE("a change of lines that are not there, or there twice, is refused", "[mutants]") {
  const auto gone = changed("a\nb\n", "--- gio/gio.cpp\n-zero\n+one\n");
  const auto twice = changed("zero\nzero\n", "--- gio/gio.cpp\n-zero\n+one\n");
  const auto half_a_line = changed("subzero\n", "--- gio/gio.cpp\n-zero\n+one\n");

  CHECK(gone == std::unexpected("gio/gio.cpp has no such lines any more:\nzero\n"));
  CHECK(twice == std::unexpected("gio/gio.cpp has these lines more than once:\nzero\n"));
  CHECK(!half_a_line.has_value());
}

TEST_CASE("a diff that says too little or nothing is refused, with the line", "[mutants]") {
  const auto wrong = [](std::string_view text) { return parse_mutant("x", text).error(); };

  CHECK(wrong("Wrong: a\n--- gio/gio.cpp\n-a\n+b\n").find("Rule:") != std::string::npos);
  CHECK(wrong(diff("")).find("it changes nothing") != std::string::npos);
  CHECK(wrong(diff("--- gio/gio.cpp\n-a\n+a\n")).find("changes nothing") != std::string::npos);
  CHECK(wrong(diff("--- gio/gio.cpp\n+a\n")).find("to say where it is") != std::string::npos);
  CHECK(wrong(diff("--- gio/gio.cpp\n*a\n")).starts_with("line 6: "));
  CHECK(wrong("What: a\n").starts_with("line 1: "));
}

TEST_CASE("each mutant of the gallery fits the sources, and is another one", "[mutants]") {
  const std::vector<Mutant> all = gallery();
  std::set<std::pair<std::string, std::string>> seen;

  CHECK(all.size() >= 25);
  for (const Mutant& mutant : all) {
    INFO(mutant.name);
    CHECK(std::filesystem::exists(source_folder() / "scenarios" / mutant.scenario));
    for (const Change& change : mutant.changes) {
      const std::string source = text_of(source_folder() / change.file);
      const auto wrong = with_change(source, change);
      REQUIRE(wrong.has_value());
      CHECK(*wrong != source);
    }
    CHECK(seen.emplace(mutant.changes.front().file, mutant.diff).second);
  }
}

TEST_CASE("docs/MUTANTS.md is what the gallery says", "[mutants]") {
  CHECK(text_of(source_folder() / "docs" / "MUTANTS.md") == gallery_markdown(gallery()));
}

Trial trial_with(std::vector<Kill> kills) {
  Trial trial;
  trial.mutant = parse_mutant("from_one", diff("--- gio/gio.cpp\n-zero\n+one\n")).value();
  trial.fate = kills.empty() ? Fate::survives : Fate::killed;
  trial.scenarios = 3;
  trial.kills = std::move(kills);
  return trial;
}

TEST_CASE("a kill is told with the invariant and the place in the scenario", "[mutants]") {
  const Trial trial = trial_with({{"s/a.yaml",
                                   {{"instances", "s/a.yaml", 23, "expected 0; found 1"},
                                    {"I4", "", 0, "0/1/1/0 is lan1."}}},
                                  {"s/b.yaml", {{"I4", "", 0, "again"}}}});

  CHECK(trial_text(trial, 8) ==
        "killed     from_one S3   by instances, I4 in 2 of 3 scenarios\n"
        "    s/a.yaml:23: 0/1/1/0 is lan1.\n");
  CHECK(trial.kills[0].by("I4"));
  CHECK(!trial.kills[0].by("I5"));
}

TEST_CASE("a survivor is told with what is wrong with it", "[mutants]") {
  CHECK(trial_text(trial_with({}), 8) ==
        "SURVIVES   from_one S3  \n    It counts from one.\n");
}

TEST_CASE("the worth of a scenario is how many mutants it kills", "[mutants]") {
  const std::vector<Trial> trials{trial_with({{"s/a.yaml", {{"I4", "", 0, "x"}}}})};
  const std::vector<std::string> files{"s/a.yaml", "s/b.yaml"};

  const std::string text = worth_text(trials, files);

  CHECK(text.find("   1  s/a.yaml") != std::string::npos);
  CHECK(text.find("1 scenarios kill none") != std::string::npos);
  CHECK(text.find("from_one: s/a.yaml") != std::string::npos);
  CHECK(summary_text(trials) == "1 mutants: 1 killed");
}

}  // namespace
}  // namespace giosim::mutants
