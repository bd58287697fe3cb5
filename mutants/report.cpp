#include "mutants/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "runner/report/json_writer.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/table_text.hpp"

namespace giosim::mutants {
namespace {

constexpr std::size_t kWidth = 100;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// "scenarios/moves/swap.yaml:23", at the first thing that failed there.
std::string place_of(const Kill& kill) {
  for (const Finding& finding : kill.findings)
    if (finding.line > 0)
      return fmt::format("{}:{}", finding.file.empty() ? kill.file : finding.file, finding.line);
  return kill.file;
}

// The gravest one: an invariant says more than an expectation.
const Finding& finding_to_tell(const Kill& kill) {
  const auto invariant = std::ranges::find_if(kill.findings, [](const Finding& finding) {
    return finding.what.starts_with('I') && finding.line == 0;
  });
  return invariant == kill.findings.end() ? kill.findings.front() : *invariant;
}

std::string paragraphs(std::string_view text, std::string_view indent) {
  std::string lines;
  for (const std::string& line : report::wrapped(text, kWidth - indent.size()))
    lines += std::string(indent) + line + '\n';
  return lines;
}

}  // namespace

std::string trial_text(const Trial& trial, std::size_t width) {
  const std::string head =
      fmt::format("{:<10} {:<{}} {:<4}", word(trial.fate), trial.mutant.name, width,
                  trial.mutant.rule);
  if (trial.fate != Fate::killed) return head + "\n" + paragraphs(trial.mutant.wrong, "    ");
  const Kill& first = trial.kills.front();
  std::string text = head + " by " + joined(killers_of(trial));
  if (trial.kills.size() > 1)
    text += fmt::format(" in {} of {} scenarios", trial.kills.size(), trial.scenarios);
  text += fmt::format("\n    {}: {}\n", place_of(first),
                      report::cut(finding_to_tell(first).sentence, kWidth));
  return text;
}

std::string worth_text(std::span<const Trial> trials, std::span<const std::string> files) {
  std::map<std::string, std::vector<std::string>> kills_of;
  std::string only;
  for (const Trial& trial : trials) {
    for (const Kill& kill : trial.kills) kills_of[kill.file].push_back(trial.mutant.name);
    if (trial.kills.size() == 1)
      only += fmt::format("    {}: {}\n", trial.mutant.name, trial.kills.front().file);
  }
  std::vector<std::vector<std::string>> rows;
  std::size_t idle = 0;
  for (const std::string& file : files) {
    const auto found = kills_of.find(file);
    if (found == kills_of.end())
      ++idle;
    else
      rows.push_back({fmt::format("{:>4}", found->second.size()), file});
  }
  std::ranges::stable_sort(rows, std::ranges::greater(), [](const auto& row) { return row[0]; });
  std::string text = "\nHow many mutants each scenario kills:\n" + report::table_text(rows, "");
  if (idle > 0) text += fmt::format("{} scenarios kill none.\n", idle);
  if (!only.empty()) text += "\nKilled by one scenario alone:\n" + only;
  return text;
}

std::string summary_text(std::span<const Trial> trials) {
  const auto count = [&](Fate fate) { return std::ranges::count(trials, fate, &Trial::fate); };
  std::string text = fmt::format("{} mutants: {} killed", trials.size(), count(Fate::killed));
  if (const auto survive = count(Fate::survives))
    text += fmt::format(", {} {}", survive, survive == 1 ? "survives" : "survive");
  if (const auto not_judged = count(Fate::not_judged))
    text += fmt::format(", {} not judged", not_judged);
  return text;
}

std::string trials_json(std::span<const Trial> trials, std::span<const std::string> not_passing) {
  report::JsonWriter json;
  json.open('{').field("schema", "giosim.mutants/1");
  json.key("mutants").open('[');
  for (const Trial& trial : trials) {
    json.open('{')
        .field("name", trial.mutant.name)
        .field("wrong", trial.mutant.wrong)
        .field("rule", trial.mutant.rule)
        .field("fate", word(trial.fate))
        .field("scenarios", static_cast<std::uint64_t>(trial.scenarios));
    json.key("kills").open('[');
    for (const Kill& kill : trial.kills) {
      json.open('{').field("file", report::one_line(kill.file));
      json.key("by").open('[');
      for (const Finding& finding : kill.findings) {
        json.open('{').field("what", finding.what);
        if (finding.line > 0)
          json.field("file", report::one_line(finding.file)).field("line", finding.line);
        json.field("sentence", finding.sentence).close('}');
      }
      json.close(']').close('}');
    }
    json.close(']').close('}');
  }
  json.close(']').key("not_passing").open('[');
  for (const std::string& file : not_passing) json.value(report::one_line(file));
  json.close(']').close('}').end_line();
  return json.text();
}

std::string gallery_text(std::span<const Mutant> mutants) {
  std::string text;
  for (const Mutant& mutant : mutants)
    text += fmt::format("{} ({})\n{}", mutant.name, mutant.rule,
                        paragraphs(mutant.wrong, "    "));
  return text;
}

}  // namespace giosim::mutants
