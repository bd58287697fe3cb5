#include "runner/golden.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include "base/lines.hpp"
#include "runner/needs.hpp"
#include "runner/problem.hpp"

namespace giosim::runner {
namespace {

constexpr std::string_view kAbout = "about: ";
constexpr std::string_view kMachines = "machines: ";

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::vector<std::string> cut_list(std::string_view list) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t comma = std::min(list.find(", "), list.size());
    words.emplace_back(list.substr(0, comma));
    if (comma == list.size()) return words;
    list.remove_prefix(comma + 2);
  }
}

std::string about_text(const std::vector<report::Topic>& topics) {
  std::vector<std::string> words;
  for (const report::Topic topic : topics) words.emplace_back(word(topic));
  return joined(words);
}

std::optional<std::string> text_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

report::Selection selection_of(const TraceExpectation& expectation) {
  return {expectation.about, expectation.machines};
}

Golden golden_of(const TraceExpectation& expectation, const std::vector<FactLog::Entry>& facts) {
  Golden golden{selection_of(expectation), {}};
  for (const FactLog::Entry& entry : facts) {
    const report::StoryFact fact =
        report::story_fact(entry.machine, entry.boot, entry.time, entry.fact);
    if (golden.selection.takes(fact)) report::add_lines(golden.devices, fact);
  }
  return golden;
}

// A topic, or a machine, of which no fact speaks.
std::vector<std::string> nothing_about(const TraceExpectation& expectation,
                                       const std::vector<FactLog::Entry>& facts) {
  std::vector<std::string> missing;
  const auto none = [&](const report::Selection& of) {
    return std::ranges::none_of(facts, [&](const FactLog::Entry& entry) {
      return of.takes(report::story_fact(entry.machine, entry.boot, entry.time, entry.fact));
    });
  };
  for (const report::Topic topic : expectation.about)
    if (none({{topic}, expectation.machines})) missing.emplace_back(word(topic));
  for (const std::string& machine : expectation.machines)
    if (none({expectation.about, {machine}})) missing.push_back(machine);
  return missing;
}

// What differs, in sentences; the first has the picture.
std::vector<std::string> difference(const std::string& name, const Golden& kept,
                                    const Golden& now) {
  if (kept.selection.about != now.selection.about)
    return {fmt::format("{} is about {}; expected one about {}", name,
                        about_text(kept.selection.about), about_text(now.selection.about))};
  if (kept.selection.machines != now.selection.machines)
    return {fmt::format("{} tells of {}; expected one that tells of {}", name,
                        kept.selection.machines.empty() ? "all machines"
                                                        : joined(kept.selection.machines),
                        now.selection.machines.empty() ? "all machines"
                                                       : joined(now.selection.machines))};
  const auto differing = report::differences(kept.devices, now.devices);
  if (differing.empty()) return {};
  std::string picture = report::text_of(differing, "   ");
  picture.pop_back();
  return {fmt::format("the trace is not as {} has it (- as it was, + now):\n{}", name, picture)};
}

}  // namespace

std::string text_of(const Golden& golden, const std::string& scenario) {
  std::string text = fmt::format(
      "# What the trace of {} says; docs/GOLDENS.md tells how to read it, and giosim accept\n"
      "# takes a new one.\n{}{}\n",
      in_quotes(scenario), kAbout, about_text(golden.selection.about));
  if (!golden.selection.machines.empty())
    text += fmt::format("{}{}\n", kMachines, joined(golden.selection.machines));
  for (const auto& [device, lines] : golden.devices) {
    text += fmt::format("\n{}\n", report::heading(device));
    for (const std::string& line : lines) text += fmt::format("  {}\n", line);
  }
  return text;
}

std::expected<Golden, std::string> parse_golden(std::string_view text) {
  Golden golden;
  std::vector<std::string>* device = nullptr;
  std::size_t number = 0;
  const auto refused = [&](std::string_view why) {
    return std::unexpected(fmt::format("line {}: {}", number, why));
  };
  for (std::string_view line : lines_of(text)) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with("  ")) {
      if (!device) return refused("a line of no device; expected a machine and a device above it");
      device->emplace_back(line.substr(2));
    } else if (line.starts_with(kAbout)) {
      for (const std::string& name : cut_list(line.substr(kAbout.size()))) {
        const auto topic = parse_word<report::Topic>(name);
        if (!topic) return refused(fmt::format("there is no topic {}", in_quotes(name)));
        golden.selection.about.push_back(*topic);
      }
    } else if (line.starts_with(kMachines)) {
      golden.selection.machines = cut_list(line.substr(kMachines.size()));
    } else {
      const std::size_t blank = std::min(line.find(' '), line.size());
      const std::pair key(std::string(line.substr(0, blank)),
                          std::string(line.substr(std::min(blank + 1, line.size()))));
      const auto [place, is_new] = golden.devices.try_emplace(key);
      if (!is_new) return refused(fmt::format("{} is there twice", in_quotes(line)));
      device = &place->second;
    }
  }
  if (golden.selection.about.empty())
    return std::unexpected("it does not say what it is about; expected a line such as "
                           "'about: instances, dlpi'");
  return golden;
}

GoldenCheck check_golden(const Scenario& scenario, const TraceExpectation& expectation,
                         const std::vector<FactLog::Entry>& facts) {
  using State = GoldenCheck::State;
  if (scenario.file == "-")
    return {State::homeless, {}, {},
            {"a scenario from standard input has no golden beside it; expected one in a file"}};

  const std::string path = golden_path(scenario, expectation);
  const Golden now = golden_of(expectation, facts);
  GoldenCheck check{State::same, path, text_of(now, scenario.name), {}};
  if (const auto missing = nothing_about(expectation, facts); !missing.empty())
    return {State::vacuous, path, {},
            {fmt::format("nothing in the trace is about {}: a golden of that would hold whatever "
                         "happens", joined(missing))}};

  const std::optional<std::string> kept_text = text_of_file(path);
  if (!kept_text) {
    check.state = State::missing;
    check.sentences = {fmt::format("there is no golden {}; expected one that was accepted", path)};
    return check;
  }
  const std::expected<Golden, std::string> kept = parse_golden(*kept_text);
  check.sentences = kept ? difference(path, *kept, now)
                         : std::vector{fmt::format("{} is no golden: {}", path, kept.error())};
  if (!check.sentences.empty()) check.state = State::differs;
  return check;
}

std::string golden_path(const Scenario& scenario, const TraceExpectation& expectation) {
  const std::size_t slash = scenario.file.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  if (!expectation.golden.empty()) return scenario.file.substr(0, name) + expectation.golden;
  const std::size_t dot = scenario.file.rfind('.');
  const bool has_ending = dot != std::string::npos && dot > name;
  return scenario.file.substr(0, has_ending ? dot : scenario.file.size()) + std::string(kGolden);
}

std::vector<std::string> goldens_of(const Scenario& scenario) {
  std::vector<std::string> paths;
  each_expectation(scenario, [&](const Expectation& expectation) {
    if (const auto* trace = get_if<TraceExpectation>(&expectation.claim))
      paths.push_back(golden_path(scenario, *trace));
  });
  return paths;
}

}  // namespace giosim::runner
