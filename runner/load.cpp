#include "runner/load.hpp"

#include <algorithm>

#include "base/nearest_word.hpp"
#include "runner/golden.hpp"
#include "runner/needs.hpp"
#include "runner/shape_list.hpp"
#include "runner/shape_map.hpp"
#include "runner/shape_scalar.hpp"
#include "runner/yaml_include.hpp"

namespace giosim::runner {
namespace {

Shape<gio::Policies> shape_of_policies() {
  MapShape<gio::Policies> shape("policy", "How the document is read where it is silent.");
  for (const gio::PolicyRow& row : gio::policy_table()) {
    std::vector<std::string> readings(row.readings.begin(), row.readings.end());
    std::string sentence = "The document: " + std::string(row.document) + ". Readings:";
    for (std::size_t i = 0; i < readings.size(); ++i)
      sentence += (i > 0 ? "; " : " ") + readings[i] + ": " + std::string(row.meanings[i]);
    shape.defaulted(std::string(row.name),
                   [&row](gio::Policies& policies, std::size_t reading) {
                     row.set(policies, reading);
                   },
                   word_index(std::string(row.name), readings), sentence + ".",
                   {.by_default = readings.front()});
  }
  return shape;
}

Shape<sim::ChoiceList> choices_shape() {
  return parsed({.name = "choice list",
                 .sentence = "The choices of one run.",
                 .pattern = "^([0-9]+(\\.[0-9]+)*)?$",
                 .examples = {"\"0.2.1\""}},
                [](std::string_view text) { return sim::parse_choices(text); });
}

Shape<Varied> varied_shape() {
  std::string sentence = "What its runs leave open, as giosim explore tries it.";
  for (const VaryRow& row : kVaries)
    sentence += " " + std::string(row.word) + ": " + std::string(row.sentence) + ".";
  return parsed({.name = "list of what varies",
                 .sentence = sentence,
                 .pattern = "^[a-z]+(,[a-z]+)*$",
                 .examples = {"\"init,scan\""}},
                [](std::string_view text) { return Varied::parse(text); });
}

// Every machine that the scenario speaks of must be one that it has.
class NameCheck {
 public:
  NameCheck(const Scenario& scenario, Problems& problems) : problems_(problems) {
    for (const auto& [name, spec] : scenario.machines) names_.push_back(name);
    for (const auto& [name, settings] : scenario.networks) networks_.push_back(name);
    for (const auto& [name, spec] : scenario.machines)
      for (const auto& [hw_path, network] : cables_of(spec)) check_network(network, spec.where);
    if (scenario.lesson)
      for (const std::string& machine : scenario.lesson->ask) check(machine, scenario.lesson->where);
    for (const Fault& fault : scenario.faults) {
      if (const auto* disk = std::get_if<DiskFaultSpec>(&fault.what))
        check(disk->machine, fault.where);
      else
        check_any(std::get<WhenFault>(fault.what).when, fault.where);
    }
    each_step(scenario, [this](const Step& step) {
      visit([&](const auto& action) { in_action(action, step.where); }, step.action);
    });
    each_expectation(scenario, [this](const Expectation& expectation) {
      visit([&](const auto& claim) { in_claim(claim, expectation.where); },
                 expectation.claim);
    });
  }

 private:
  void check(const std::string& name, const Mark& where) {
    if (std::ranges::find(names_, name) == names_.end())
      refuse("there is no machine ", name, names_, where);
  }
  void check_network(const std::string& name, const Mark& where) {
    if (std::ranges::find(networks_, name) != networks_.end()) return;
    if (networks_.empty())
      problems_.add(where, "there is no network " + in_quotes(name) +
                               "; expected it among the scenario's 'networks'");
    else
      refuse("there is no network ", name, networks_, where);
  }
  void refuse(std::string sentence, const std::string& name, const std::vector<std::string>& names,
              const Mark& where) {
    sentence += in_quotes(name) + "; expected ";
    for (std::size_t i = 0; i < names.size(); ++i) sentence += (i > 0 ? " or " : "") + names[i];
    problems_.add(where, sentence + did_you_mean(name, names));
  }
  void check_any(const FactPattern& pattern, const Mark& where) {
    if (!pattern.machine.empty()) check(pattern.machine, where);
  }

  template <class AnyAction>
  void in_action(const AnyAction& action, const Mark& where) {
    if constexpr (requires { check(action.machine, where); }) check(action.machine, where);
    if constexpr (requires { action.network; }) check_network(action.network, where);
  }
  void in_action(const MoveDiskStep& move, const Mark& where) {
    check(move.from, where);
    check(move.to, where);
  }
  void in_action(const CloneDiskStep& clone, const Mark& where) {
    check(clone.from, where);
    check(clone.to, where);
  }

  template <class AnyClaim>
  void in_claim(const AnyClaim& claim, const Mark& where) {
    if constexpr (requires { claim.machine; }) check(claim.machine, where);
    if constexpr (std::is_same_v<AnyClaim, NetworksExpectation>)
      for (const auto& [interface, network] : claim.of)
        if (network) check_network(*network, where);
    if constexpr (std::is_same_v<AnyClaim, TraceExpectation>)
      for (const std::string& machine : claim.machines) check(machine, where);
    if constexpr (requires { claim.pattern; }) check_any(claim.pattern, where);
    if constexpr (requires { claim.facts; })
      for (const FactPattern& pattern : claim.facts) check_any(pattern, where);
  }

  Problems& problems_;
  std::vector<std::string> names_;
  std::vector<std::string> networks_;
};

// What one value cannot say of itself: two records of one path, a slot twice.
void check_machine(const std::string& name, const MachineSpec& spec, Problems& problems) {
  std::vector<std::pair<DeviceClass, HwPath>> paths;
  for (const IoconfigRow& row : spec.ioconfig) paths.emplace_back(row.device_class, row.hw_path);
  std::ranges::sort(paths);
  const auto twice = std::ranges::adjacent_find(paths);
  if (twice != paths.end())
    problems.add(spec.where, "machine " + in_quotes(name) + ": " + twice->second.text() +
                                 " has two ioconfig records of class " +
                                 std::string(twice->first.view()) + "; expected one at most");
  const bool vc_blade = spec.model.starts_with("BL");
  if (spec.virtual_connect && !vc_blade)
    problems.add(spec.where, "machine " + in_quotes(name) +
                                 ": virtual_connect needs the ports of a blade; expected a model "
                                 "such as BL860c i2");
}

// Each golden is kept by one expectation.
void check_goldens(const Scenario& scenario, Problems& problems) {
  std::vector<std::string> paths;
  each_expectation(scenario, [&](const Expectation& expectation) {
    const auto* trace = get_if<TraceExpectation>(&expectation.claim);
    if (!trace) return;
    const std::string path = golden_path(scenario, *trace);
    if (std::ranges::find(paths, path) != paths.end())
      problems.add(expectation.where, "another expectation keeps its golden in " +
                                          in_quotes(path) + ", too; expected a name of its own");
    paths.push_back(path);
  });
}

Scenario checked(const YamlDocument& document, Problems& problems) {
  std::optional<Scenario> scenario = load(scenario_shape(), document, problems);
  if (scenario) {
    scenario->file = document.root().mark.source->name();
    scenario->source = document.root().mark.source->text();
    check_goldens(*scenario, problems);
    const NameCheck names(*scenario, problems);
    for (const auto& [name, spec] : scenario->machines) check_machine(name, spec, problems);
  }
  if (!problems.empty()) throw ScenarioError(std::move(problems));
  return std::move(*scenario);
}

}  // namespace

const Shape<gio::Policies>& policies_shape() {
  static const Shape<gio::Policies> shape = shape_of_policies();
  return shape;
}

const Shape<Scenario>& scenario_shape() {
  static const Shape<Scenario> shape = [] {
    const auto set_lesson = [](Scenario& scenario, Located<Lesson> lesson) {
      lesson.value.where = lesson.where;
      scenario.lesson = std::move(lesson.value);
    };
    const auto set_machines = [](Scenario& scenario,
                                 std::vector<std::pair<std::string, Located<MachineSpec>>> all) {
      for (auto& [name, spec] : all) {
        spec.value.where = spec.where;
        scenario.machines.emplace_back(std::move(name), std::move(spec.value));
      }
    };
    return Shape<Scenario>(
        MapShape<Scenario>("scenario", "A play: machines, what is done to them, what must follow.")
            .required("scenario", &Scenario::name, text(), "Its name.",
                      {.example = "scenario: swap of two"})
            .required("says", &Scenario::says, text(), "One sentence: what it shows.",
                      {.example = "says: \"Two NICs trade places; the names stay.\""})
            .optional("include", [](Scenario&, std::vector<std::string>) {},
                      one_or_many(text("file")),
                      "YAML files whose keys are put beneath those of this file, e.g. machines "
                      "that several scenarios share. Paths are relative to this file.",
                      {.example = "include: machines/lab.yaml"})
            .optional("tags", &Scenario::tags, list_of(identifier("tag")),
                      "Words by which giosim test selects.", {.example = "tags: [moves, upgrade]"})
            .optional("rules", &Scenario::rules, list_of(identifier("rule")),
                      "The rules it is about, by their ids in docs/RULES.md.",
                      {.example = "rules: [A3, R1]"})
            .optional("lesson", set_lesson, located(lesson_shape()),
                      "What makes it a lesson of a course: giosim learn, docs/TEACHING.md.",
                      {.example = "lesson: {number: 3, title: Reserve, goal: \"Say why lan2 "
                                  "becomes lan0.\", summary: \"lan0 was kept for its MAC "
                                  "address.\"}"})
            .optional("policy", &Scenario::policies, policies_shape(),
                      "Readings of the document other than the default.",
                      {.example = "policy: {given_up_number: at_once}"})
            .optional("choices", &Scenario::choices, choices_shape(),
                      "Which of the possible runs it is: a list of choices as giosim prints it.")
            .optional("vary", &Scenario::vary, varied_shape(),
                      "Which orders are open: the run then goes by them and not by the clock, and "
                      "`choices` says which of all orders it is. giosim explore writes it into "
                      "the counterexamples that it saves.",
                      {.example = "vary: \"init,scan\""})
            .optional("expect_failure",
                      [](Scenario& scenario, std::string why) { scenario.expect_failure = why; },
                      text(), "Why it fails today. When it passes, that is a failure.")
            .optional("networks", &Scenario::networks,
                      map_of(identifier("network"), network_shape()),
                      "What NICs are plugged into: Virtual Connect networks, vswitches, cables.",
                      {.example = "networks: {blue: {stations: [0x00306EF30D45]}}"})
            .required("machines", set_machines, map_of(identifier("machine"),
                                                       located(machine_shape())),
                      "The computers by name. Each begins switched off, with a disk of its own.")
            .optional("faults", &Scenario::faults, list_of(fault_shape()), "What goes wrong.")
            .required("steps", &Scenario::steps, list_of(step_shape()),
                      "What the operator does, one after the other.",
                      {.example = "steps: [{boot: source}, {shutdown: source}]"})
            .optional("expect", &Scenario::expectations, list_of(expectation_shape()),
                      "What must be true when the last step is over."));
  }();
  return shape;
}

Scenario load_scenario(const std::string& path) {
  Problems problems;
  const auto document = load_yaml(path, DiskFiles(), problems);
  if (!document) throw ScenarioError(std::move(problems));
  return checked(*document, problems);
}

Scenario load_scenario_text(const std::string& name, std::string text) {
  return load_scenario_text(name, std::move(text), DiskFiles());
}

Scenario load_scenario_text(const std::string& name, std::string text, const FileReader& files) {
  Problems problems;
  const auto document = load_yaml_text(name, std::move(text), files, problems);
  if (!document) throw ScenarioError(std::move(problems));
  return checked(*document, problems);
}

Step load_step(const Scenario& scenario, const std::string& name, std::string text) {
  Problems problems;
  const auto document = read_yaml(name, std::move(text), problems);
  if (!document) throw ScenarioError(std::move(problems));
  std::optional<Step> step = load(step_shape(), *document, problems);
  if (step) {
    Scenario alone;
    alone.networks = scenario.networks;
    alone.machines = scenario.machines;
    alone.steps = {*step};
    const NameCheck names(alone, problems);
  }
  if (!problems.empty()) throw ScenarioError(std::move(problems));
  return std::move(*step);
}

}  // namespace giosim::runner
