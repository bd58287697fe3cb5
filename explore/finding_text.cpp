#include "explore/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "runner/report/plain_text.hpp"
#include "runner/report/table_text.hpp"

namespace giosim::explore {
namespace {

std::string plural(std::uint64_t count, std::string_view one) {
  return fmt::format("{} {}{}", number_text(count), one, count == 1 ? "" : "s");
}

std::string mac_text(MacAddress mac) { return mac.is_zero() ? "-" : mac.text(); }

std::string nics_text(const Outcome& outcome) {
  std::vector<std::vector<std::string>> rows{{"machine", "H/W path", "MAC address", "GIO", "DLPI"}};
  for (const NicEnd& nic : outcome.nics)
    rows.push_back({nic.machine, nic.hw_path.text(), mac_text(nic.mac), nic.instance, nic.shown});
  std::string text = rows.size() > 1 ? report::table_text(rows, "      ") : "";
  for (const std::string& line : outcome.saved) text += "      saved on " + line + '\n';
  return text;
}

std::string failures_text(const Outcome& outcome) {
  std::string text;
  std::vector<std::string> said;
  for (const runner::Failure& failure : outcome.failures) {
    std::string line = failure.kind == runner::Failure::Kind::invariant
                           ? fmt::format("invariant {} is broken: {}", failure.id, failure.sentence)
                           : failure.sentence;
    if (std::ranges::find(said, line) != said.end()) continue;
    if (failure.where.line > 0)
      text += fmt::format("      line {}: {}\n", failure.where.line, report::one_line(line));
    else
      text += "      " + report::one_line(line) + '\n';
    said.push_back(std::move(line));
  }
  return text;
}

std::string cost_text(const Finding& finding, const Asked& asked) {
  const Found& found = finding.found;
  std::string text = fmt::format("{}, {}, {} of the kernel", plural(found.states, "state"),
                                 plural(found.runs, "run"), plural(found.steps, "step"));
  if (asked.timings)
    text += fmt::format(", {:.2f} s, {:.0f} bytes a state",
                        std::chrono::duration<double>(found.took).count(),
                        found.graph.empty() ? 0.0
                                            : static_cast<double>(found.bytes) /
                                                  static_cast<double>(found.graph.size()));
  return text;
}

std::string sample_text(const Finding& finding) {
  const Sample& sample = *finding.sample;
  std::string text = fmt::format("SAMPLED, not exhausted: {} of {} orders, seed {}; {} seen.\n",
                                 plural(finding.found.runs, "run"),
                                 sample.strategy == Strategy::pct ? "PCT" : "random", sample.seed,
                                 plural(finding.outcomes.size(), "outcome"));
  if (sample.strategy == Strategy::pct)
    text += fmt::format(
        "PCT of depth {}: {} processes, {} choices; what takes {} orderings is met by a run with a "
        "probability\nof at least 1/(n k^(d-1)) = {:.3g}, by all of them with at least {:.3g}.\n",
        sample.depth, sample.processes, sample.choices, sample.depth, sample.bound_of_run(),
        sample.bound_of_all(finding.found.runs));
  return text;
}

std::string head_text(const Finding& finding, const Asked& asked) {
  const std::size_t outcomes = finding.outcomes.size();
  if (finding.sample) return sample_text(finding);
  if (!finding.exhausted)
    return fmt::format(
        "NOT EXHAUSTED: stopped at the bound of {}. {} seen so far; others may be left.\n",
        word_of(finding.found.stop),
        outcomes == 1 ? "One outcome was" : plural(outcomes, "outcome") + " were");
  if (finding.one_outcome() && outcomes > 1)
    return fmt::format(
        "Order-independent: all {} orders come to one outcome for each choice of faults ({}).\n",
        number_text(finding.orders), asked.varied.text());
  if (outcomes == 1)
    return finding.orders == 1
               ? fmt::format("Order-independent: there is one order only ({}).\n",
                             asked.varied.text())
               : fmt::format("Order-independent: all {} orders come to one outcome ({}).\n",
                             number_text(finding.orders), asked.varied.text());
  return fmt::format("It depends on the order: {} outcomes of {} orders ({}).\n", outcomes,
                     number_text(finding.orders), asked.varied.text());
}

std::string list_text(const ShortList& list) {
  const std::string choices = sim::to_string(list.choices);
  if (choices.empty()) return "the plain order";
  return fmt::format("choices {}{}", choices, list.shortest ? "" : " (short, not proven the shortest)");
}

}  // namespace

std::string letter_of(std::size_t outcome) {
  const std::string last(1, static_cast<char>('A' + outcome % 26));
  return outcome < 26 ? last : letter_of(outcome / 26 - 1) + last;
}

std::string number_text(const Count& number) {
  std::string digits = number.str();
  if (digits.size() > 15) return fmt::format("{}.{}e{}", digits[0], digits.substr(1, 2), digits.size() - 1);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string percent_text(double share) {
  if (share > 0 && share < 0.0001) return "below 0.01 %";
  if (share < 1 && share > 0.9999) return "above 99.99 %";
  return fmt::format("{:.2f} %", share * 100);
}

std::string_view word_of(Stop stop) {
  switch (stop) {
    case Stop::exhausted: return "nothing";
    case Stop::runs: return "runs";
    case Stop::depth: return "depth";
    case Stop::memory: return "memory";
    case Stop::time: return "time";
    case Stop::interrupted: return "patience";
  }
  return "nothing";
}

std::string replay_command(const Asked& asked, const sim::ChoiceList& choices) {
  std::string command = "giosim run " + asked.file;
  for (const std::string& policy : asked.policies) command += " --policy " + policy;
  command += " --vary " + asked.varied.text();
  const std::string list = sim::to_string(choices);
  return list.empty() ? command : command + " --choices " + list;
}

std::string to_text(const Finding& finding, const runner::Scenario& scenario, const Asked& asked) {
  std::string text = report::one_line(scenario.name) + '\n' + head_text(finding, asked);
  for (std::size_t i = 0; i < finding.outcomes.size(); ++i) {
    const OutcomeFinding& one = finding.outcomes[i];
    text += fmt::format("\n   {}  {}{}; {}\n", letter_of(i), one.outcome.passed ? "passes" : "FAILS",
                        finding.exhausted
                            ? fmt::format(", {} of all orders{} ({})", percent_text(one.share),
                                          one.outcome.faults.empty() ? "" : " with these faults",
                                          number_text(one.orders))
                        : finding.sample ? fmt::format(", in {}", plural(one.runs, "run"))
                                         : "",
                        list_text(one.list));
    if (!one.outcome.faults.empty()) text += "      faults: " + one.outcome.faults + '\n';
    text += nics_text(one.outcome) + failures_text(one.outcome);
    text += "      " + replay_command(asked, one.list.choices) + '\n';
  }
  if (finding.parting)
    text += fmt::format(
        "\n   A and B part after {}: then A goes on with\n      {}\n   and B with\n      {}\n",
        plural(finding.parting->common, "step"), finding.parting->first, finding.parting->second);
  if (const auto& critical = finding.critical) {
    text += fmt::format(
        "\n   The critical step is step {},\n      {}\n   behind which every order fails; just "
        "before it {} of them do.\n",
        critical->step, critical->what, percent_text(critical->failing_before));
    if (critical->passes)
      text += fmt::format("   The nearest order that passes has there\n      {}\n      {}\n",
                          critical->instead, replay_command(asked, *critical->passes));
  }
  if (finding.exhausted && !finding.all_pass())
    text += fmt::format("\n   {} of all orders fail: {} of {}.\n",
                        percent_text(share_of(finding.failing, finding.orders)),
                        number_text(finding.failing), number_text(finding.orders));
  text += fmt::format("\n   {}: {}\n",
                      finding.exhausted ? "exhausted" : "not exhausted",
                      cost_text(finding, asked));
  return text;
}

}  // namespace giosim::explore
