#include "user/stacked.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "user/netconf.hpp"

namespace giosim::user {
namespace {

std::string lan(Ppa ppa) { return "lan" + std::to_string(ppa.number); }

std::optional<int> number_between(std::string_view text, int first, int last) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number >= first && number <= last ? std::optional(number) : std::nullopt;
}

std::string between(std::string_view variable, const std::string& value, int first, int last) {
  return std::string(variable) + " is '" + value + "'; expected " + std::to_string(first) +
         " to " + std::to_string(last);
}

// The problems of one file, and its values.
class ConfReader {
 public:
  ConfReader(const pi::RcConfigFile& file, std::string_view path, std::vector<ConfProblem>& problems)
      : file_(file), path_(path), problems_(problems) {}

  std::vector<int> indices(std::string_view variable) const { return file_.indices(variable); }

  std::string text(std::string_view variable, int index) const {
    return file_.value_or_default(variable, index).value_or("");
  }
  void problem(int index, std::string because) {
    problems_.push_back({std::string(path_), index, std::move(because)});
  }
  // What is not given is `otherwise`; what is no such number is a problem, and nothing.
  std::optional<int> number(std::string_view variable, int index, int first, int last,
                            int otherwise) {
    const std::string value = text(variable, index);
    if (value.empty()) return otherwise;
    const auto number = number_between(value, first, last);
    if (!number) problem(index, between(variable, value, first, last));
    return number;
  }

 private:
  const pi::RcConfigFile& file_;
  std::string_view path_;
  std::vector<ConfProblem>& problems_;
};

// "2,3,4" -> PPAs; nothing if a part is none.
std::optional<std::vector<Ppa>> ppas_in(std::string_view list) {
  std::vector<Ppa> ppas;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    const auto ppa = number_between(list.substr(0, end), 0, kMaxInstance);
    if (!ppa) return std::nullopt;
    ppas.push_back(Ppa{*ppa});
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return ppas;
}

// What brings a port of an automatic mode and its aggregate together: mode word and number.
using Group = std::pair<std::string, std::string>;

Group group_of_port(const ConfReader& ports, int index) {
  const std::string mode = ports.text("HP_APAPORT_CONFIG_MODE", index);
  if (mode == "LACP_AUTO") return {"KEY", ports.text("HP_APAPORT_KEY", index)};
  if (mode == "FEC_AUTO")
    return {"GROUP_CAPABILITY", ports.text("HP_APAPORT_GROUP_CAPABILITY", index)};
  return {};
}

using Ports = std::map<Group, std::vector<Ppa>>;

Ports ports_by_group(ConfReader& file) {
  Ports ports;
  for (const int index : file.indices("HP_APAPORT_INTERFACE_NAME")) {
    const std::string name = file.text("HP_APAPORT_INTERFACE_NAME", index);
    if (name.empty()) continue;
    const Ppa ppa = ppa_named(name);
    const Group group = group_of_port(file, index);
    if (!ppa.given())
      file.problem(index, "HP_APAPORT_INTERFACE_NAME is '" + name + "'; expected one like lan0");
    else if (!group.second.empty())
      ports[group].push_back(ppa);
  }
  return ports;
}

class AggregateReader {
 public:
  AggregateReader(ConfReader& file, const Ports& ports) : file_(file), ports_(ports) {}

  std::optional<Aggregate> read(int index) {
    const std::string name = file_.text("HP_APA_INTERFACE_NAME", index);
    if (name.empty()) return std::nullopt;
    Aggregate aggregate;
    aggregate.index = index;
    aggregate.ppa = ppa_named(name);
    if (aggregate.ppa < kFirstAggregate || aggregate.ppa > kLastAggregate)
      return problem(index, "HP_APA_INTERFACE_NAME is '" + name + "'; expected " +
                                lan(kFirstAggregate) + " to " + lan(kLastAggregate));
    if (!seen_.insert(aggregate.ppa).second) return problem(index, name + " is named twice");

    aggregate.load_balance = file_.text("HP_APA_LOAD_BALANCE_MODE", index);
    aggregate.hot_standby = file_.text("HP_APA_HOT_STANDBY", index) == "on";
    aggregate.station_address = file_.text("HP_APA_STATION_ADDRESS", index);

    const std::string manual = file_.text("HP_APA_MANUAL_LA", index);
    const auto ports = ppas_in(manual);
    if (!ports)
      return problem(index, "HP_APA_MANUAL_LA is '" + manual + "'; expected PPAs, as in 2,3");
    for (const Ppa port : *ports) join(aggregate, port);
    for (const std::string kind : {"KEY", "GROUP_CAPABILITY"}) {
      const std::string number = file_.text("HP_APA_" + kind, index);
      const auto found = ports_.find({kind, number});
      if (found != ports_.end())
        for (const Ppa port : found->second) join(aggregate, port);
    }
    return aggregate;
  }

 private:
  std::optional<Aggregate> problem(int index, std::string because) {
    file_.problem(index, std::move(because));
    return std::nullopt;
  }
  // A port is in one aggregate; the first that names it has it.
  void join(Aggregate& aggregate, Ppa port) {
    const auto [in, is_new] = aggregate_of_.emplace(port, aggregate.ppa);
    if (is_new)
      aggregate.ports.push_back(port);
    else if (in->second != aggregate.ppa)
      file_.problem(aggregate.index, lan(port) + " is a port of " + lan(in->second) + " already");
  }

  ConfReader& file_;
  const Ports& ports_;
  std::set<Ppa> seen_;
  std::map<Ppa, Ppa> aggregate_of_;
};

}  // namespace

Vlans read_vlans(const pi::RcConfigFile& vlanconf) {
  Vlans read;
  ConfReader file(vlanconf, kVlanconf, read.problems);
  std::set<Ppa> taken;
  for (const int index : file.indices("VLAN_PHY_INTERFACE")) {
    Vlan vlan;
    vlan.index = index;
    vlan.over = file.text("VLAN_PHY_INTERFACE", index);
    if (vlan.over.empty()) continue;
    const auto id = file.number("VLAN_ID", index, 0, 4094, 0);
    const auto priority = file.number("VLAN_PRIORITY", index, 0, 7, 0);
    const auto ppa = file.number("VLAN_VPPA", index, kFirstVlan.number, kLastVlan.number, -1);
    if (!ppa_named(vlan.over).given())
      file.problem(index, "VLAN_PHY_INTERFACE is '" + vlan.over + "'; expected one like lan0");
    else if (id && priority && ppa && ppa != -1 && !taken.insert(Ppa{*ppa}).second)
      file.problem(index, lan(Ppa{*ppa}) + " is a VLAN already");
    else if (id && priority && ppa) {
      vlan.id = *id;
      vlan.priority = *priority;
      vlan.ppa = Ppa{*ppa};
      vlan.name = file.text("VLAN_NAME", index);
      if (vlan.name.empty()) vlan.name = "UNNAMED";
      read.vlans.push_back(std::move(vlan));
    }
  }

  // Those that name no number get the first ones that nobody names.
  Ppa next = kFirstVlan;
  for (Vlan& vlan : read.vlans) {
    if (vlan.ppa.given()) continue;
    while (taken.contains(next)) ++next.number;
    if (next > kLastVlan)
      file.problem(vlan.index, "no number from " + lan(kFirstVlan) + " to " + lan(kLastVlan) +
                                   " is left");
    else
      vlan.ppa = next;
    ++next.number;
  }
  std::erase_if(read.vlans, [](const Vlan& vlan) { return !vlan.ppa.given(); });
  return read;
}

Aggregates read_aggregates(const pi::RcConfigFile& apaconf, const pi::RcConfigFile& apaportconf) {
  Aggregates read;
  ConfReader ports_file(apaportconf, kApaportconf, read.problems);
  const Ports ports = ports_by_group(ports_file);
  ConfReader file(apaconf, kApaconf, read.problems);
  AggregateReader reader(file, ports);
  for (const int index : file.indices("HP_APA_INTERFACE_NAME"))
    if (auto aggregate = reader.read(index)) read.aggregates.push_back(std::move(*aggregate));
  return read;
}

std::vector<PpaMissing> missing_of(const Aggregate& aggregate, const std::set<Ppa>& present) {
  std::vector<PpaMissing> missing;
  for (const Ppa port : aggregate.ports)
    if (!present.contains(port)) missing.push_back({lan(aggregate.ppa), port});
  return missing;
}

std::optional<PpaMissing> missing_of(const Vlan& vlan, const std::set<Ppa>& present) {
  const Ppa over = ppa_named(vlan.over);
  if (present.contains(over)) return std::nullopt;
  return PpaMissing{lan(vlan.ppa), over};
}

bool comes_up(const Aggregate& aggregate, const std::set<Ppa>& present) {
  return missing_of(aggregate, present).size() < aggregate.ports.size();
}

bool comes_up(const Vlan& vlan, const std::set<Ppa>& present) {
  return !missing_of(vlan, present).has_value();
}

}  // namespace giosim::user
