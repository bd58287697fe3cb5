#include "explore/why_not.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/nearest_word.hpp"
#include "runner/problem.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/report/narrator.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/run.hpp"

namespace giosim::explore {
namespace {

using report::NicEnds;

// GIO's last word on each device of each machine.
class LastWord : public sim::TraceSink {
 public:
  void fact(const sim::Stamped& stamped) override {
    if (holds_alternative<MachinePoweredOn>(*stamped.fact)) last_ = stamped.life->machine;
    const report::Telling telling = report::tell(stamped);
    const bool about_number = telling.weight == report::Weight::decision ||
                              holds_alternative<InstanceTakenBack>(*stamped.fact) ||
                              holds_alternative<NodeNotClaimed>(*stamped.fact) ||
                              holds_alternative<InitFailed>(*stamped.fact);
    if (about_number) words_[{stamped.life->machine, telling.subject}] = telling.sentence;
  }

  std::string on(const std::string& machine, const std::string& hw_path) const {
    const auto found = words_.find({machine, hw_path});
    return found == words_.end() ? std::string() : found->second;
  }
  // The machine that was powered on last.
  const std::string& last_machine() const { return last_; }

 private:
  std::map<std::pair<std::string, std::string>, std::string> words_;
  std::string last_;
};

struct Performed {
  NicEnds nics;
  bool interrupted = false;
};

Performed perform(const runner::Scenario& scenario, const WhyNotOptions& options,
                  sim::TraceSink* other = nullptr, sim::Choices* choices = nullptr) {
  report::StoryTeller teller;
  runner::RunOptions run;
  run.choices = choices;
  run.limits = options.limits;
  run.interrupted = options.interrupted;
  run.sinks = {&teller};
  if (other) run.sinks.push_back(other);
  const runner::Verdict verdict = runner::run(scenario, run);
  return {teller.take().nics, verdict.interrupted};
}

bool fits(const Wish& wish, const std::pair<std::string, std::string>& where,
          const report::NicEnd& nic) {
  if (!wish.machine.empty() && where.first != wish.machine) return false;
  if (wish.hw_path) return where.second == wish.hw_path->text();
  return wish.mac && nic.mac == wish.mac->text();
}

// The first on the machine that was powered on last; else the first of any.
NicEnds::const_iterator find_nic(const NicEnds& nics, const Wish& wish, const std::string& last) {
  auto found = nics.end();
  for (auto nic = nics.begin(); nic != nics.end(); ++nic) {
    if (!fits(wish, nic->first, nic->second)) continue;
    if (nic->first.first == last) return nic;
    if (found == nics.end()) found = nic;
  }
  return found;
}

std::string no_such_nic(const NicEnds& nics, const Wish& wish) {
  std::vector<std::string> macs, paths;
  for (const auto& [where, nic] : nics) {
    if (!wish.machine.empty() && where.first != wish.machine) continue;
    if (nic.mac != "-") macs.push_back(nic.mac);
    paths.push_back(where.second);
  }
  std::vector<std::string>& all = wish.mac ? macs : paths;
  std::ranges::sort(all);  // one address may be on several machines
  all.erase(std::ranges::unique(all).begin(), all.end());
  const std::string asked = wish.mac ? wish.mac->text() : wish.hw_path->text();
  const std::string of = wish.machine.empty() ? "" : " of " + wish.machine;
  const std::string_view what = wish.mac ? "MAC address" : "H/W path";
  if (all.empty()) return fmt::format("no NIC{} is there at the end of this run", of);
  return fmt::format("no NIC{} has the {} {} at the end of this run; there are {}{}", of, what, asked,
                     fmt::join(all, ", "), did_you_mean(asked, all));
}

// "lan2": class and instance.
bool cut_name(const std::string& name, DeviceClass& device_class, Instance& instance) {
  const std::size_t digits = name.find_last_not_of("0123456789") + 1;
  const auto parsed = DeviceClass::parse(name.substr(0, digits));
  const char* const end = name.data() + name.size();
  const auto [stopped, error] = std::from_chars(name.data() + digits, end, instance.number);
  if (!parsed || error != std::errc() || stopped != end) return false;
  device_class = *parsed;
  return true;
}

// Random orders that are tried where a plain run does not lead there.
constexpr std::uint64_t kSeeds = 8;

class Trials {
 public:
  Trials(const Starting& starting, const Wish& wish, const WhyNotOptions& options)
      : starting_(starting), wish_(wish), options_(options) {
    wish_.machine = starting.machine;
    // The NIC is followed, not its slot, where its address tells it from the others.
    const auto has_it = [&](const auto& nic) {
      return nic.first.first == starting.machine && starting.mac &&
             nic.second.mac == starting.mac->text();
    };
    if (std::ranges::count_if(starting.nics, has_it) == 1) {
      wish_.mac = starting.mac;
      wish_.hw_path.reset();
    }
  }

  bool interrupted() const { return interrupted_ || options_.interrupted(); }

  // In the plain order; where that does not lead there and others are open, in random ones.
  TriedChange tried(const ScenarioChange& change, bool in_other_orders) {
    runner::Scenario changed = starting_.scenario;
    changed.choices.clear();  // they are of the run before
    change.make(changed);
    const TriedChange untried{.sentence = change.sentence, .line = change.line, .got = "-"};
    TriedChange result = untried;
    try {
      perform_into(result, changed, nullptr);
    } catch (const runner::ScenarioError& error) {
      result.impossible = error.problems().sorted().front().sentence;
      return result;
    }
    if (!in_other_orders || result.leads_there) return result;
    for (std::uint64_t seed = 1; seed <= kSeeds && !interrupted(); ++seed) {
      sim::Seeded choices(seed);
      TriedChange in_this_order = untried;
      perform_into(in_this_order, changed, &choices);
      if (!in_this_order.leads_there) continue;
      in_this_order.line += fmt::format(
          "{}giosim run --seed {}", change.line.empty() ? "" : ", and in this order: ", seed);
      return in_this_order;
    }
    return result;
  }

 private:
  void perform_into(TriedChange& result, const runner::Scenario& scenario, sim::Choices* choices) {
    const Performed performed = perform(scenario, options_, nullptr, choices);
    interrupted_ = interrupted_ || performed.interrupted;
    for (const auto& [where, nic] : performed.nics) {
      if (!fits(wish_, where, nic)) continue;
      if (result.got == "-") result.got = nic.instance;
      result.leads_there = result.leads_there || nic.instance == starting_.name;
    }
    if (result.leads_there) result.got = starting_.name;
  }

  const Starting& starting_;
  Wish wish_;
  const WhyNotOptions& options_;
  bool interrupted_ = false;
};

}  // namespace

std::expected<WhyNot, std::string> why_not(const runner::Scenario& scenario, const Wish& wish,
                                           const WhyNotOptions& options) {
  DeviceClass device_class;
  Instance instance;
  if (!cut_name(wish.name, device_class, instance))
    return std::unexpected(runner::in_quotes(wish.name) +
                           " names no interface; expected a class and an instance, as in lan2");
  std::vector<std::string> machines;
  for (const auto& [name, spec] : scenario.machines) machines.push_back(name);
  if (!wish.machine.empty() && std::ranges::find(machines, wish.machine) == machines.end())
    return std::unexpected(fmt::format("there is no machine {}{}", runner::in_quotes(wish.machine),
                                       full_stop_or_hint(wish.machine, machines)));

  LastWord words;
  const Performed as_it_is = perform(scenario, options, &words);
  const auto nic = find_nic(as_it_is.nics, wish, words.last_machine());
  if (nic == as_it_is.nics.end()) return std::unexpected(no_such_nic(as_it_is.nics, wish));

  const auto& [machine, hw_path] = nic->first;
  WhyNot answer{.machine = machine,
                .hw_path = hw_path,
                .mac = nic->second.mac,
                .name = fmt::format("{}{}", device_class.view(), instance.number),
                .has = nic->second.instance,
                .because = words.on(machine, hw_path),
                .tried = {}};
  if (answer.has_it()) return answer;

  const auto mac = MacAddress::parse(nic->second.mac);
  const Starting starting{.scenario = scenario,
                          .nics = as_it_is.nics,
                          .machine = machine,
                          .hw_path = HwPath::parse(hw_path).value(),
                          .mac = mac ? std::optional(*mac) : wish.mac,
                          .name = answer.name,
                          .device_class = device_class,
                          .instance = instance};
  Trials trials(starting, wish, options);
  const ScenarioChange other_order{
      .sentence = "what happens at the same time had happened in another order",
      .line = "",
      .make = [](runner::Scenario&) {}};
  TriedChange reordered = trials.tried(other_order, true);
  const bool order_is_enough = reordered.leads_there;
  for (const ScenarioChange& change : changes_from(starting)) {
    if (as_it_is.interrupted || trials.interrupted()) break;
    answer.tried.push_back(trials.tried(change, change.is_reading && !order_is_enough));
  }
  if (order_is_enough) answer.tried.push_back(std::move(reordered));
  return answer;
}

// ---- How it is told ----------------------------------------------------------------------------

namespace {

constexpr std::size_t kTextWidth = 80;

void say(std::string& text, std::string_view first, std::string_view sentence) {
  std::string indent(first);
  for (const std::string& line :
       report::wrapped(sentence, kTextWidth - report::characters(first))) {
    text += indent + line + '\n';
    indent = std::string(report::characters(first), ' ');
  }
}

std::string nic_text(const WhyNot& answer) {
  return answer.mac == "-"
             ? fmt::format("the NIC at {} of {}", answer.hw_path, answer.machine)
             : fmt::format("the NIC with MAC {} ({} of {})", answer.mac, answer.hw_path,
                           answer.machine);
}

}  // namespace

std::string why_not_text(const WhyNot& answer, Tried shown) {
  std::string text;
  if (answer.has_it()) {
    say(text, "", fmt::format("It is already: {} has {}. {}", nic_text(answer), answer.has, answer.because));
    return text;
  }
  say(text, "",
      fmt::format("{} {}, not {}.", nic_text(answer),
                  answer.has == "-" ? "has no number" : "is " + answer.has, answer.name));
  text[0] = 'T';
  if (!answer.because.empty()) say(text, "   ", answer.because);
  text += '\n';

  const auto leading = std::ranges::count(answer.tried, true, &TriedChange::leads_there);
  if (leading == 0)
    say(text, "",
        fmt::format("None of the {} changes that were tried leads to {}, each alone and in a run of its "
                    "own.",
                    answer.tried.size(), answer.name));
  else
    say(text, "",
        fmt::format("It would be {} if one thing had been different; each of these was tried in a run of "
                    "its own:",
                    answer.name));
  int number = 0;
  for (const TriedChange& one : answer.tried) {
    if (!one.leads_there) continue;
    say(text, fmt::format("{:>4}. ", ++number), one.sentence);
    text += "         " + one.line + '\n';
  }
  const auto others = static_cast<std::ptrdiff_t>(answer.tried.size()) - leading;
  if (others == 0) return text;
  text += '\n';
  if (shown == Tried::leading) {
    text += leading == 0 ? "--all shows them.\n"
                         : fmt::format("{} other {} not lead there; --all shows them.\n", others,
                                       others == 1 ? "change does" : "changes do");
    return text;
  }
  text += "Not enough, alone:\n";
  for (const TriedChange& one : answer.tried) {
    if (one.leads_there) continue;
    say(text, "   -  ", one.sentence);
    text += fmt::format("         {}: {}\n",
                        !one.impossible.empty() ? "cannot be done"
                        : one.got == "-"        ? "it has no number"
                                                : "it is " + one.got,
                        one.line);
    if (!one.impossible.empty()) say(text, "         ", one.impossible);
  }
  return text;
}

std::string why_not_json(const WhyNot& answer) {
  report::JsonWriter json;
  json.open('{').field("machine", answer.machine).field("hw_path", answer.hw_path);
  json.field("mac", answer.mac).field("wished", answer.name).field("has", answer.has);
  json.field("because", answer.because).key("changes").open('[');
  for (const TriedChange& one : answer.tried)
    json.open('{')
        .field("leads_there", one.leads_there)
        .field("sentence", report::one_line(one.sentence))
        .field("line", report::one_line(one.line))
        .field("possible", one.impossible.empty())
        .field("gets", one.got)
        .close('}');
  json.close(']').close('}').end_line();
  return json.text();
}

}  // namespace giosim::explore
