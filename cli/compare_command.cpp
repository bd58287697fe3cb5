// giosim compare: the same scenario under several readings of the document, and under the algorithms
// of other systems.

#include <memory>

#include "cli/exploration.hpp"
#include "cli/interruption.hpp"
#include "cli/policy_option.hpp"
#include "cli/subcommand.hpp"
#include "cli/trace_source.hpp"
#include "explore/compare.hpp"

namespace giosim {

namespace cli {

enum class CompareFormat { text, json };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::CompareFormat> = WordTable<2>{"text", "json"};

namespace cli {
namespace {

struct CompareSettings : ExplorationSettings {
  std::vector<std::string> files;
  std::vector<std::string> others;
  CompareFormat format = CompareFormat::text;
};

std::vector<std::string> cut(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    if (end == text.size()) return parts;
    begin = end + 1;
  }
}

// "default", "given_up_number=at_once", "a=b+c=d" (both at once), or "given_up_number": all of its
// readings.
void add_readings(const std::string& word, const gio::Policies& of_scenario,
                  std::vector<explore::Reading>& readings) {
  if (word == "default") {
    readings.push_back({word, gio::Policies(), {}});
    return;
  }
  for (const gio::PolicyRow& row : gio::policy_table()) {
    if (row.name != word) continue;
    for (std::size_t i = 0; i < row.readings.size(); ++i) {
      readings.push_back({word + "=" + std::string(row.readings[i]), of_scenario, {}});
      row.set(readings.back().policies, i);
    }
    return;
  }
  explore::Reading reading{word, of_scenario, {}};
  for (const std::string& one : cut(word, '+')) set_policy(one, reading.policies);
  readings.push_back(std::move(reading));
}

// "udev,cloud_init", or "all".
std::vector<const explore::Algorithm*> others_of(const std::vector<std::string>& lists) {
  std::vector<std::string> names;
  for (const explore::Algorithm& one : explore::algorithms()) names.emplace_back(one.name);
  std::vector<const explore::Algorithm*> others;
  for (const std::string& list : lists)
    for (const std::string& name : cut(list, ',')) {
      if (name == "all")
        for (const explore::Algorithm& one : explore::algorithms()) others.push_back(&one);
      else
        others.push_back(&explore::algorithms()[index_of_word("--others", name, names)]);
    }
  return others;
}

// Without a word about it: how the document is read by default, beside all others.
void choose(const CompareSettings& settings, const runner::Scenario& scenario,
            explore::Comparison& comparison) {
  for (const std::string& policies : settings.policies)
    for (const std::string& word : cut(policies, ','))
      add_readings(word, scenario.policies, comparison.readings);
  if (comparison.readings.empty())
    comparison.readings.push_back({"Portable Image", scenario.policies, {}});
  comparison.others = others_of(settings.others);
  if (settings.policies.empty() && settings.others.empty())
    comparison.others = others_of({"all"});
}

ExitCode compare(const CompareSettings& settings, Terminal& terminal) {
  const Interruption interruption;
  for (const std::string& file : settings.files) {
    runner::Scenario scenario = load_named(file);
    explore::Comparison comparison;
    choose(settings, scenario, comparison);
    if (!comparison.others.empty()) comparison.situations = explore::situations_of(scenario);
    Progress progress(terminal.err);
    const explore::SearchOptions options = search_options(settings, scenario, progress);
    for (explore::Reading& reading : comparison.readings) {
      scenario.policies = reading.policies;
      reading.finding = explore::find(scenario, options);
      if (reading.finding.found.stop == explore::Stop::interrupted) return ExitCode::interrupted;
    }
    progress.clear();
    if (file != settings.files.front() && settings.format == CompareFormat::text)
      terminal.out << '\n';
    terminal.out << (settings.format == CompareFormat::text
                         ? explore::compare_text(comparison, scenario, options.varied)
                         : explore::compare_json(comparison, scenario, options.varied));
  }
  return ExitCode::passed;
}

}  // namespace

Work prepare_compare(Arguments& arguments) {
  const auto settings = std::make_shared<CompareSettings>();
  arguments.files("SCENARIO", "scenario files; - reads one from standard input", settings->files,
                  true);
  Argument& policy = arguments.texts(
      "--policy", "READINGS",
      "readings, joined by commas: NAME=READING, several at once joined by +, NAME for all "
      "readings of a policy, default for none; may be repeated",
      settings->policies);
  policy.offer = Offer::words;
  policy.words = policy_words;
  std::string sentence = "the algorithms of others, joined by commas, or all (default, without "
                         "--policy):";
  for (const explore::Algorithm& one : explore::algorithms()) sentence += " " + std::string(one.name);
  Argument& others = arguments.texts("--others", "NAMES", sentence + "; may be repeated",
                                     settings->others);
  others.offer = Offer::words;
  others.words = [] {
    std::vector<std::string> words{"all"};
    for (const explore::Algorithm& one : explore::algorithms()) words.emplace_back(one.name);
    return words;
  };
  declare(arguments, *settings);
  arguments.word("--format", "for people, or JSON (default: text)", settings->format);
  return [settings](Terminal& terminal) { return compare(*settings, terminal); };
}

}  // namespace cli
}  // namespace giosim
