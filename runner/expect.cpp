#include "runner/expect.hpp"

#include <algorithm>

#include "runner/golden.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/state_of.hpp"
#include "runner/world.hpp"

namespace giosim::runner {
namespace {

using Sentences = std::vector<std::string>;
using machine::Machine;

std::string text_of(const std::vector<std::pair<int, HwPath>>& records, DeviceClass device_class) {
  if (records.empty()) return "no record";
  std::string text;
  for (const auto& [instance, hw_path] : records)
    text += (text.empty() ? "<" : " <") + hw_path.text() + ", " +
            std::string(device_class.view()) + ", " + std::to_string(instance) + ">";
  return text;
}

std::string text_of(const std::vector<MacAddress>& macs) {
  std::string text;
  for (MacAddress mac : macs) text += (text.empty() ? "" : ", ") + mac.text();
  return text;
}

std::string instance_text(int number) {
  return number < 0 ? "no instance" : "instance " + std::to_string(number);
}

std::string found_instead(const std::string& expected, const std::string& found) {
  return "expected " + expected + "; found " + found;
}

Sentences judge(const World& world, const IoconfigExpectation& expected) {
  std::vector<std::pair<int, HwPath>> wanted = expected.records;
  std::vector<std::pair<int, HwPath>> found;
  for (const IoconfigRow& row : ioconfig_of(world.machine(expected.machine)))
    if (row.device_class == expected.device_class)
      found.emplace_back(row.instance.number, row.hw_path);
  std::ranges::sort(wanted);
  std::ranges::sort(found);
  if (wanted == found) return {};
  return {"ioconfig of " + expected.machine + ": " +
          found_instead(text_of(wanted, expected.device_class),
                        text_of(found, expected.device_class))};
}

// The OS of a machine that is expected to run.
const machine::Os* os_of(const World& world, const std::string& name, Sentences& sentences) {
  const machine::Os* os = world.machine(name).os();
  if (!os) sentences.push_back(name + " is off; expected one that runs");
  return os;
}

Sentences judge(const World& world, const InstancesExpectation& expected) {
  Sentences sentences;
  const machine::Os* os = os_of(world, expected.machine, sentences);
  if (!os) return sentences;
  for (const auto& [hw_path, number] : expected.at) {
    const gio::IoNode* const node = os->gio.tree().find(hw_path);
    const std::string where = "the node at " + hw_path.text() + " of " + expected.machine;
    if (!node)
      sentences.push_back(found_instead(where + " to have " + instance_text(number), "no node"));
    else if (node->instance.number != number)
      sentences.push_back(found_instead(where + " to have " + instance_text(number),
                                        instance_text(node->instance.number)));
  }
  return sentences;
}

Sentences judge(const World& world, const NodesExpectation& expected) {
  Sentences sentences;
  const machine::Os* os = os_of(world, expected.machine, sentences);
  if (!os) return sentences;
  for (const auto& [hw_path, state] : expected.at) {
    const gio::IoNode* const node = os->gio.tree().find(hw_path);
    const std::string where = "the node at " + hw_path.text() + " of " + expected.machine;
    const std::string wanted = where + " to be " + std::string(word(state));
    if (!node)
      sentences.push_back(found_instead(wanted, "no node"));
    else if (node->state != state)
      sentences.push_back(found_instead(wanted, std::string(word(node->state))));
  }
  return sentences;
}

Sentences judge(const World& world, const DlpiExpectation& expected) {
  Sentences sentences;
  const machine::Os* os = os_of(world, expected.machine, sentences);
  if (!os) return sentences;

  std::map<Ppa, std::vector<MacAddress>> shown;  // two instances with one PPA are possible
  for (const dlpi::DlpiInstance& instance : os->dlpi.instances())
    shown[instance.ppa].push_back(instance.mac);
  const auto text = [](const std::vector<MacAddress>& macs) {
    if (macs.size() > 1) return "two interfaces of that name: " + text_of(macs);
    return macs.front().is_zero() ? std::string("no MAC address") : macs.front().text();
  };

  for (const auto& [name, mac] : expected.interfaces) {
    const auto found = shown.find(user::ppa_named(name));
    const std::vector<MacAddress> wanted{mac.value_or(MacAddress())};
    if (found == shown.end())
      sentences.push_back(found_instead("DLPI of " + expected.machine + " to show " + name,
                                        "no such interface"));
    else if (found->second != wanted)
      sentences.push_back(found_instead(
          "DLPI of " + expected.machine + " to show " + name + " with " + text(wanted),
          text(found->second)));
  }
  for (const std::string& name : expected.missing)
    if (shown.contains(user::ppa_named(name)))
      sentences.push_back(found_instead(
          "DLPI of " + expected.machine + " to show no " + name,
          name + " with " + text(shown.at(user::ppa_named(name)))));
  return sentences;
}

Sentences judge(const World& world, const SavedExpectation& expected) {
  Sentences sentences;
  const std::vector<krs::PiEntry> entries = saved_entries_of(world.machine(expected.machine));
  if (expected.count && static_cast<int>(entries.size()) != *expected.count)
    sentences.push_back(found_instead(
        std::to_string(*expected.count) + " saved entries on " + expected.machine,
        std::to_string(entries.size())));
  for (const auto& [name, macs] : expected.entries) {
    const auto entry = std::ranges::find_if(entries, [&](const krs::PiEntry& candidate) {
      return interface_name(candidate.device_class, candidate.instance) == name;
    });
    const std::string wanted = "a saved entry of " + name + " with " + text_of(macs);
    if (entry == entries.end())
      sentences.push_back(found_instead(wanted, "no entry of that name"));
    else if (entry->macs != macs)
      sentences.push_back(found_instead(wanted, text_of(entry->macs)));
  }
  return sentences;
}

std::uint64_t times_happened(const World& world, const FactPattern& pattern) {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      world.facts().facts(), [&](const FactLog::Entry& entry) { return entry.is(pattern); }));
}

Sentences judge(const World& world, const EventExpectation& expected) {
  const std::uint64_t times = times_happened(world, expected.pattern);
  if (expected.times ? times == *expected.times : times > 0) return {};
  const std::string wanted =
      expected.times ? report::counted(*expected.times, "time") + " " : std::string("at least once ");
  return {found_instead(wanted + expected.pattern.text(), report::counted(times, "time"))};
}

Sentences judge(const World& world, const NoEventExpectation& expected) {
  const std::uint64_t times = times_happened(world, expected.pattern);
  if (times == 0) return {};
  return {found_instead("no " + expected.pattern.text(), std::to_string(times) + " of them")};
}

Sentences judge(const World& world, const OrderExpectation& expected) {
  auto next = expected.facts.begin();
  for (const FactLog::Entry& entry : world.facts().facts())
    if (next != expected.facts.end() && entry.is(*next)) ++next;
  if (next == expected.facts.end()) return {};
  std::string before;
  if (next != expected.facts.begin()) before = " after " + std::prev(next)->text();
  return {found_instead(next->text() + before, "none there")};
}

Sentences judge(const World& world, const LogExpectation& expected) {
  const std::string log = rc_log_of(world.machine(expected.machine));
  const bool present = log.find(expected.line) != std::string::npos;
  if (present == expected.present) return {};
  const std::string what = "rc.log of " + expected.machine + " ";
  return {present ? what + "says '" + expected.line + "'; expected that it does not"
                  : what + "does not say '" + expected.line + "'; it says:\n" + log};
}

Sentences judge(const World& world, const NetworksExpectation& expected) {
  Sentences sentences;
  const machine::Os* os = os_of(world, expected.machine, sentences);
  if (!os) return sentences;

  const auto& cables = world.machine(expected.machine).cables();
  const auto text = [](const std::optional<std::string>& network) {
    return network ? "network " + *network : std::string("no network");
  };
  for (const auto& [name, network] : expected.of) {
    const std::string wanted = name + " of " + expected.machine + " to be in " + text(network);
    const dlpi::DlpiInstance* const interface = os->dlpi.find(user::ppa_named(name));
    if (!interface) {
      sentences.push_back(found_instead(wanted, "no such interface"));
      continue;
    }
    const auto cable = cables.find(interface->hw_path);
    std::optional<std::string> found;
    if (cable != cables.end()) found = cable->second.segment().name();
    if (found != network) sentences.push_back(found_instead(wanted, text(found)));
  }
  return sentences;
}

Sentences judge(const World& world, const PowerExpectation& expected) {
  const bool on = world.machine(expected.machine).running();
  if (on == expected.on) return {};
  return {found_instead(expected.machine + (expected.on ? " to run" : " to be off"),
                        on ? "that it runs" : "that it is off")};
}

Sentences judge(const World& world, const TraceExpectation& expected) {
  const GoldenCheck check = check_golden(world.scenario(), expected, world.facts().facts());
  world.tell(check);
  return check.sentences;
}

// Judged with the other invariants, when the run is over.
Sentences judge(const World&, const BreaksExpectation&) { return {}; }

}  // namespace

std::vector<std::string> check(const World& world, const Expectation& expectation) {
  return visit([&](const auto& claim) { return judge(world, claim); }, expectation.claim);
}

}  // namespace giosim::runner
