#include "user/cmd/nwmgr_show.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "user/lan_config.hpp"

namespace giosim::user {
namespace {

using Kind = ListedInterface::Kind;
using Attributes = std::vector<NwmgrAttribute>;

constexpr std::string_view kNone = " -";  // as captured, with a blank before it

std::string lower_text(MacAddress mac) {
  std::string text = mac.text();
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
  });
  return text;
}

std::string_view up_or_down(bool up) { return up ? "Up" : "Down"; }

std::string with_autonegotiation(const hdm::LinkMode& mode) {
  return speed_text(mode) + (mode.autonegotiation ? " (Autonegotiation : On)" : "");
}

std::string joined(const std::vector<Ppa>& ports) {
  std::string text;
  for (Ppa port : ports) text += fmt::format("{}{}", text.empty() ? "" : ",", port.number);
  return text.empty() ? std::string(kNone) : text;
}

std::string ppa_text(Ppa ppa) {
  return ppa.given() ? std::to_string(ppa.number) : std::string(kNone);
}

Attributes current_attributes(const ListedInterface& one) {
  Attributes all;
  const auto add = [&all](const char* name, const char* label, auto&& value) {
    all.push_back({name, label, std::string(value)});
  };
  if (one.is_nic()) add("link_state", "Link State", up_or_down(one.up));
  add("speed", "Speed", with_autonegotiation(one.mode));
  add("mtu", "MTU", std::to_string(one.mtu));
  add("mac", "MAC Address", lower_text(one.mac));
  add("nmid", "Network Management ID", std::to_string(one.nm_id));
  if (one.kind == Kind::aggregate) {
    add("features", "Features", "Linkagg Interface");
    add("lb", "Load Distribution Algorithm", one.load_balancing);
    add("mode", "Mode", one.aggregate_mode);
    add("parent_ppa", "Parent PPA", kNone);
    add("apa_state", "APA State", up_or_down(one.up));
    add("membership", "Membership", joined(one.members));
  } else if (one.kind == Kind::vlan) {
    add("features", "Features", "VLAN Interface");
    add("vlanid", "VLAN ID", std::to_string(one.vlan_id));
    add("ppa", "Related PPA", ppa_text(one.related));
  } else if (one.related.given()) {
    add("parent_ppa", "Parent PPA", ppa_text(one.related));
  }
  return all;
}

std::expected<Attributes, std::string> saved_attributes(const machine::Os& os,
                                                        const LanInterface& nic) {
  const auto saved = saved_settings(os, nic);
  if (!saved) return std::unexpected(saved.error());
  Attributes all;
  if (saved->speed) all.push_back({"speed", "Speed", *saved->speed});
  if (saved->mtu) all.push_back({"mtu", "MTU", *saved->mtu});
  if (saved->station_address) all.push_back({"mac", "MAC Address", *saved->station_address});
  return all;
}

Attributes default_attributes(const LanInterface& nic) {
  const hdm::LinkSettings fresh;
  return {{"speed", "Speed", with_autonegotiation(hdm::mode_of(fresh, *nic.profile))},
          {"mtu", "MTU", std::to_string(fresh.mtu)},
          {"mac", "MAC Address", lower_text(nic.factory_mac)}};
}

std::string_view word_of(NwmgrValues values) {
  switch (values) {
    case NwmgrValues::current: return "current";
    case NwmgrValues::saved: return "saved";
    case NwmgrValues::defaults: return "default";
  }
  return {};
}

// Lines of a table carry no blanks at their ends.
void add_line(std::string& table, std::string line) {
  while (line.ends_with(' ')) line.pop_back();
  table += line + '\n';
}

std::string load_balancing(const ListedInterface& one) {
  if (one.load_balancing == "LB_HOT_STANDBY" || one.aggregate_mode == "LAN_MONITOR") return "LB_HS";
  return one.load_balancing;
}

std::string name_or_nothing(Ppa ppa) {
  return ppa.given() ? fmt::format("lan{}", ppa.number) : std::string();
}

}  // namespace

std::expected<Attributes, std::string> attributes_of(const machine::Os& os,
                                                     const ListedInterface& one,
                                                     NwmgrValues values) {
  if (values == NwmgrValues::current) return current_attributes(one);
  if (!one.nic) return Attributes{};
  if (values == NwmgrValues::saved) return saved_attributes(os, *one.nic);
  return default_attributes(*one.nic);
}

std::string attribute_block(const ListedInterface& one, NwmgrValues values,
                            const Attributes& attributes) {
  std::string text = fmt::format("{} {} values:\n", one.name(), word_of(values));
  for (const NwmgrAttribute& attribute : attributes)
    text += fmt::format("   {} = {}\n", attribute.label, attribute.value);
  return text;
}

std::string script_lines(const ListedInterface& one, NwmgrValues values,
                         const Attributes& attributes) {
  const std::string subsystem = one.kind == Kind::aggregate ? "apa" : one.subsystem;
  std::string text;
  for (const NwmgrAttribute& attribute : attributes)
    text += fmt::format("{}!{}#{}#{}#{}\n", subsystem, one.name(), attribute.name,
                        word_of(values), attribute.value);
  return text;
}

std::string interface_table(const std::vector<ListedInterface>& list) {
  std::string table =
      "\n"
      "Name/          Interface Station          Sub-   Interface      Related\n"
      "ClassInstance  State     Address        system   Type           Interface\n"
      "============== ========= ============== ======== ============== =========\n";
  for (const ListedInterface& one : list)
    add_line(table, fmt::format("{:<14} {:<9} {:<14} {:<8} {:<14} {}", one.name(),
                                one.up ? "UP" : "DOWN", one.mac.text(), one.subsystem, one.type,
                                name_or_nothing(one.related)));
  return table;
}

std::string aggregate_table(const std::vector<ListedInterface>& list) {
  std::string table =
      "Class    Mode        Load      Speed-               Membership\n"
      "Instance             Balancing Duplex\n"
      "======== =========== ========= ==================== ===========================\n";
  for (const ListedInterface& one : list)
    if (one.kind == Kind::aggregate)
      add_line(table, fmt::format("{:<8} {:<11} {:<9} {:<20} {}", one.name(), one.aggregate_mode,
                                  load_balancing(one), speed_text(one.mode),
                                  joined(one.members)));
  return table;
}

// Assumed: the whole table; no sample is public.
std::string vlan_table(const std::vector<ListedInterface>& list) {
  std::string table =
      "Class    Interface VLAN Speed-               Related\n"
      "Instance State     ID   Duplex               Interface\n"
      "======== ========= ==== ==================== =========\n";
  for (const ListedInterface& one : list)
    if (one.kind == Kind::vlan)
      add_line(table, fmt::format("{:<8} {:<9} {:<4} {:<20} {}", one.name(),
                                  one.up ? "UP" : "DOWN", one.vlan_id, speed_text(one.mode),
                                  name_or_nothing(one.related)));
  return table;
}

}  // namespace giosim::user
