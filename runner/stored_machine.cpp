#include "runner/stored_machine.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "runner/load.hpp"
#include "runner/shape_list.hpp"
#include "runner/shape_map.hpp"
#include "runner/shape_scalar.hpp"
#include "runner/yaml_document.hpp"

namespace giosim::runner {
namespace {

// Half a million cards are three million nodes; the text is our own.
constexpr YamlLimits kLimits{.bytes = 256 << 20, .nodes = 20'000'000};

struct StoredMachine {
  MachineSpec spec;
  std::vector<std::pair<std::string, wire::SegmentSettings>> networks;
  gio::Policies policies;
};

const Shape<StoredMachine>& stored_machine_shape() {
  static const Shape<StoredMachine> shape =
      MapShape<StoredMachine>("stored machine", "A machine in the file of its disk.")
          .required("machine", &StoredMachine::spec, machine_shape(), "What it is.")
          .optional("networks", &StoredMachine::networks,
                    map_of(identifier("network"), network_shape()), "What its cables end in.")
          .optional("policy", &StoredMachine::policies, policies_shape(),
                    "The readings of the document under which it ran last.");
  return shape;
}

std::string card_text(const hdm::Card& card) {
  std::string text = fmt::format("{{driver: {}, class: {}",
                                 card.driver.empty() ? "none" : card.driver.view(),
                                 card.device_class.view());
  if (!card.mac.is_zero())
    text += ", mac: " + card.mac.text();
  else if (card.device_class == kLan)
    text += ", mac: none";
  if (card.answers_after.count() != 0)
    text += fmt::format(", answers_after: {}ns", card.answers_after.count());
  if (card.fails_at) text += fmt::format(", fails: {}", word(*card.fails_at));
  if (!card.linked) text += ", linked: false";
  return text + "}";
}

std::string network_text(const wire::SegmentSettings& settings) {
  std::vector<std::string> stations;
  for (const MacAddress station : settings.stations) stations.push_back(station.text());
  std::string text = fmt::format("{{latency: {}ns, loses_every: {}, stations: [{}]",
                                 settings.latency.count(), settings.loses_every,
                                 fmt::join(stations, ", "));
  if (settings.vlans) text += fmt::format(", vlans: [{}]", fmt::join(*settings.vlans, ", "));
  return text + "}";
}

StoredMachine read_machine(const std::string& source, const std::string& text) {
  Problems problems;
  const auto document = read_yaml(source, text, problems, kLimits);
  if (!document) throw ScenarioError(std::move(problems));
  return load(stored_machine_shape(), *document);
}

}  // namespace

std::string machine_text(const machine::Machine& machine, const gio::Policies& policies) {
  std::string text = "machine:\n";
  std::vector<std::string_view> fixed;
  for (const DriverName& driver : machine.not_replaceable()) fixed.push_back(driver.view());
  text += fmt::format("  not_replaceable: [{}]\n", fmt::join(fixed, ", "));
  text += machine.hardware().empty() ? "  slots: {}\n" : "  slots:\n";
  for (const auto& [hw_path, card] : machine.hardware())
    text += fmt::format("    {}: {}\n", hw_path.text(), card_text(card));

  if (!machine.cables().empty()) {
    std::vector<std::string> cables;
    std::map<std::string, std::string> networks;
    for (const auto& [hw_path, cable] : machine.cables()) {
      const wire::Segment& segment = cable.segment();
      cables.push_back(fmt::format("{}: {}", hw_path.text(), segment.name()));
      networks.try_emplace(segment.name(), network_text(segment.settings()));
    }
    text += fmt::format("  cables: {{{}}}\nnetworks:\n", fmt::join(cables, ", "));
    for (const auto& [name, settings] : networks) text += fmt::format("  {}: {}\n", name, settings);
  }

  std::string readings;
  for (const gio::PolicyRow& row : gio::policy_table())
    if (const std::size_t reading = row.get(policies); reading != 0)
      readings += fmt::format("{}{}: {}", readings.empty() ? "" : ", ", row.name,
                              row.readings[reading]);
  if (!readings.empty()) text += "policy: {" + readings + "}\n";
  return text;
}

Scenario scenario_of_store(const sim::SqliteStore& store, const std::string& file,
                           const std::string& machine) {
  Scenario scenario;
  scenario.name = file;
  scenario.file = file;
  for (const auto& [name, text] : store.machines()) {
    StoredMachine stored = read_machine(file + ", machine " + name, text);
    if (scenario.machines.empty() || name == machine) scenario.policies = stored.policies;
    scenario.machines.emplace_back(name, std::move(stored.spec));
    for (auto& [network, settings] : stored.networks)
      if (std::ranges::find(scenario.networks, network, &decltype(stored.networks)::value_type::first) ==
          scenario.networks.end())
        scenario.networks.emplace_back(network, std::move(settings));
  }
  return scenario;
}

}  // namespace giosim::runner
