#include "runner/load.hpp"

#include <algorithm>

#include "runner/golden.hpp"
#include "runner/needs.hpp"
#include "runner/report/rules.hpp"
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

Shape<std::string> rule_shape() {
  return parsed({.name = "rule",
                 .sentence = "A rule or an invariant, by its id in docs/RULES.md.",
                 .pattern = "^[A-Z][0-9]+$",
                 .examples = {"A3"}},
                [](std::string_view text) -> std::expected<std::string, std::string> {
                  if (report::find_rule(text)) return std::string(text);
                  return std::unexpected("there is no rule " + in_quotes(text) +
                                         "; expected an id of docs/RULES.md, such as A3");
                });
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
  Reading reading(problems);
  std::optional<Scenario> scenario = scenario_shape().load(document.root(), reading);
  reading.refuse_unknown_names();
  if (scenario) {
    scenario->file = document.root().mark.source->name();
    scenario->source = document.root().mark.source->text();
    check_goldens(*scenario, problems);
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
                      "that several scenarios share. Of a machine that both describe, the "
                      "description here counts, as a whole. Paths are relative to this file.",
                      {.example = "include: machines/lab.yaml"})
            .optional("tags", &Scenario::tags, list_of(identifier("tag")),
                      "Words by which giosim test selects.", {.example = "tags: [moves, upgrade]"})
            .optional("rules", &Scenario::rules, list_of(rule_shape()),
                      "The rules it is about, by their ids in docs/RULES.md.",
                      {.example = "rules: [A3, R1]"})
            .optional("lesson", &Scenario::lesson, lesson_shape(),
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
            .optional(
                "expect_failure",
                [](Scenario& scenario, std::string why) { scenario.expect_failure = why; }, text(),
                "Why it fails today. When it passes, that is a failure.")
            .optional("networks", &Scenario::networks,
                      map_of(new_name(Named::network), network_shape()),
                      "What NICs are plugged into: Virtual Connect networks, vswitches, cables.",
                      {.example = "networks: {blue: {stations: [0x00306EF30D45]}}"})
            .required("machines", set_machines,
                      map_of(new_name(Named::machine), located(machine_shape())),
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
  Reading reading(problems);
  for (const auto& [machine, spec] : scenario.machines) reading.give_name(Named::machine, machine);
  for (const auto& [network, settings] : scenario.networks)
    reading.give_name(Named::network, network);
  std::optional<Step> step = step_shape().load(document->root(), reading);
  reading.refuse_unknown_names();
  if (!problems.empty()) throw ScenarioError(std::move(problems));
  return std::move(*step);
}

}  // namespace giosim::runner
