#include "explore/play.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "runner/report/plain_text.hpp"
#include "sim/choices.hpp"

namespace giosim::explore {
namespace {

constexpr std::array kNames{"first", "second", "third"};
// With DRV_INSTANCE_REPLACEABLE and without, and such as are no NICs.
constexpr std::array kDrivers{"igelan", "ixgbe", "iether", "igssn", "iexgbe", "btlan"};
constexpr std::array kStages{"attach", "early", "mid", "late"};
constexpr std::array kDiskFaults{"fails", "full", "lost", "torn", "power_before", "power_after"};
constexpr std::array kMoments{"gio.scan_ended",    "gio.instance_reassigned", "gio.instance_assigned",
                              "krs.committed",     "gio.ioconfig_written",    "pi.entry_saved",
                              "dlpi.mac_set",      "rc.script_started",       "gio.instance_reserved"};
// What a curious administrator types; none of them changes anything.
constexpr std::array kCommands{"lanscan", "ioscan -fnC lan", "hpuxpitool -g", "nwmgr", "netstat -in",
                               "kctune gio_portable_image"};
constexpr std::array kNetworks{"blue", "red"};
constexpr std::array kVaries{"init,scan", "init,scan,latency"};
constexpr const char* kStation = "0x00306EF30D45";  // another host on a network
constexpr int kSlots = 5, kMacs = 6, kPpas = 6;

class Painter {
 public:
  explicit Painter(std::uint64_t seed) : choices_(seed) {}

  Play paint() {
    for (std::size_t i = pick(kNetworks.size() + 1); i-- > 0;) add_network(kNetworks[i]);
    const std::size_t machines = 1 + pick(kNames.size());
    for (std::size_t i = 0; i < machines; ++i) add_machine(kNames[i]);
    const std::size_t steps = 4 + pick(14);
    for (std::size_t i = 0; i < steps; ++i) add_step();
    for (std::size_t i = pick(3); i > 0; --i) add_fault();
    if (once_in(3)) play_.vary = one_of(kVaries);
    return std::move(play_);
  }

 private:
  struct There {
    bool disk = true, used = false, on = false;  // used: another one does not go into the machine
    std::set<int> slots, cables;
  };

  std::size_t pick(std::size_t options) {
    return choices_.pick(options, sim::ChoiceKind::other, "what the play is about");
  }
  template <class Array>
  const char* one_of(const Array& words) {
    return words[pick(words.size())];
  }
  // One time in so many.
  bool once_in(std::size_t times) { return pick(times) == 0; }

  static std::string slot(int number) { return fmt::format("0/{}/1/0", number + 1); }
  std::string mac() { return fmt::format("0x00306E00000{:X}", 10 + pick(kMacs)); }

  std::string card() {
    if (once_in(12)) return "{driver: fcd}";
    std::string text = fmt::format("{{driver: {}, mac: {}", one_of(kDrivers),
                                   once_in(12) ? std::string("none") : mac());
    if (once_in(10)) text += fmt::format(", fails: {}", one_of(kStages));
    if (once_in(6)) text += fmt::format(", answers_after: {}ms", 1 + pick(30));
    return text + "}";
  }

  void add_network(const std::string& name) {
    std::string text = fmt::format("{}: {{stations: [{}]", name, once_in(2) ? kStation : mac());
    if (once_in(3)) text += fmt::format(", loses_every: {}", 1 + pick(4));
    if (once_in(4)) text += fmt::format(", latency: {}ms", pick(3'000));
    play_.networks.push_back(text + "}");
  }
  std::string network() {
    const std::string& text = play_.networks[pick(play_.networks.size())];
    return text.substr(0, text.find(':'));
  }

  void add_machine(const std::string& name) {
    Play::Machine& machine = play_.machines.emplace_back();
    There& there = there_[name];
    machine.name = name;
    machine.portable_image = !once_in(4);
    for (int at = 0; at < kSlots; ++at)
      if (pick(2) == 0) {
        machine.slots.push_back(slot(at) + ": " + card());
        there.slots.insert(at);
      }
    for (int at = 0; at < kSlots && !play_.networks.empty(); ++at)
      if (pick(3) != 0) {
        machine.cables.push_back(slot(at) + ": " + network());
        there.cables.insert(at);
      }
    std::set<std::size_t> macs, numbers, records;
    for (std::size_t i = pick(4); i > 0; --i) {
      const std::size_t digit = 10 + pick(kMacs), number = pick(6);
      if (!macs.insert(digit).second || !numbers.insert(number).second) continue;
      machine.saved.push_back(fmt::format("lan{}: {{at: {}, driver: {}, macs: 0x00306E00000{:X}}}",
                                          number, slot(static_cast<int>(pick(kSlots))),
                                          one_of(kDrivers), digit));
    }
    std::set<std::size_t> paths;
    for (std::size_t i = pick(4); i > 0; --i) {
      const std::size_t number = pick(6), path = pick(kSlots);
      if (!records.insert(number).second || !paths.insert(path).second) continue;
      machine.ioconfig.push_back(fmt::format("{}: {}", number, slot(static_cast<int>(path))));
    }
  }

  void step(const std::string& text) { play_.steps.push_back(text); }

  void add_step() {
    const std::string name = play_.machines[pick(play_.machines.size())].name;
    There& there = there_[name];
    if (there.on)
      while_it_runs(name, there);
    else
      while_it_is_off(name, there);
  }

  void while_it_is_off(const std::string& name, There& there) {
    const std::size_t what = pick(10);
    if (!there.disk || what < 5) {
      for (auto& [other, its] : there_) {
        const bool can_move = other != name && !its.on && its.disk && !(there.disk && there.used);
        if (!can_move) continue;
        step(fmt::format("move_disk: {{from: {}, to: {}}}", other, name));
        there.disk = true;
        there.used = its.used;
        its.disk = its.used = false;
        return;
      }
      if (!there.disk) return;
    }
    if (what == 5) return change_cards(name, there);
    step("boot: " + name);
    there.on = there.used = true;
  }

  void while_it_runs(const std::string& name, There& there) {
    switch (pick(play_.networks.empty() ? 14 : 18)) {
      case 0:
      case 1: step("shutdown: " + name); there.on = false; return;
      case 2: step("reboot: " + name); return;
      case 3: step("power_cut: " + name); there.on = false; return;
      case 4: step("save: " + name); return;
      case 5: step((once_in(2) ? "enable_pi: " : "disable_pi: ") + name); return;
      case 6:
        step(fmt::format("run: {{machine: {}, command: 'hpuxpitool -a {} {}; echo'}}", name, mac(),
                         mac()));
        return;
      case 7:
        step(fmt::format("run: {{machine: {}, command: 'hpuxpitool -r {}; echo'}}", name, mac()));
        return;
      case 8:
        step(fmt::format("run: {{machine: {}, command: '{}; echo'}}", name, one_of(kCommands)));
        return;
      case 9: step(fmt::format("wait: {}ms", 1 + pick(400'000))); return;
      case 10: return at_once(name);
      case 14:
      case 15:
      case 16:
        step(fmt::format("run: {{machine: {}, command: '{}'}}", name, test_of_a_link()));
        return;
      case 17: return change_cables(name, there);
      default: return change_cards(name, there);
    }
  }

  std::string test_of_a_link() {
    if (once_in(4)) return fmt::format("nwmgr --stats -c lan{}; echo", pick(kPpas));
    return fmt::format("linkloop -i {} -n {} {}; echo", pick(kPpas), 1 + pick(3),
                       once_in(2) ? kStation : mac());
  }

  void change_cables(const std::string& name, There& there) {
    const int at = static_cast<int>(pick(kSlots));
    if (there.cables.contains(at) && once_in(2)) {
      step(fmt::format("pull_cable: {{machine: {}, at: {}}}", name, slot(at)));
      there.cables.erase(at);
    } else {
      step(fmt::format("plug_cable: {{machine: {}, at: {}, network: {}}}", name, slot(at), network()));
      there.cables.insert(at);
    }
  }

  // Two things at the same time.
  void at_once(const std::string& name) {
    std::string first = once_in(2) ? "save: " + name : std::string("wait: 1ms");
    if (!play_.networks.empty() && once_in(2))
      first = fmt::format("run: {{machine: {}, command: '{}'}}", name, test_of_a_link());
    const std::string other = fmt::format("run: {{machine: {}, command: '{}; echo'}}", name,
                                          once_in(2) ? "hpuxpitool -u" : one_of(kCommands));
    step(fmt::format("together: [[{{{}}}], [{{{}}}]]", first, other));
  }

  void change_cards(const std::string& name, There& there) {
    const int at = static_cast<int>(pick(kSlots));
    if (!there.slots.contains(at)) {
      step(fmt::format("plug_in: {{machine: {}, at: {}, card: {}}}", name, slot(at), card()));
      there.slots.insert(at);
      return;
    }
    const int to = static_cast<int>(pick(kSlots));
    if (!there.slots.contains(to)) {
      step(fmt::format("move_card: {{machine: {}, from: {}, to: {}}}", name, slot(at), slot(to)));
      there.slots.erase(at);
      there.slots.insert(to);
    } else if (once_in(2)) {
      step(fmt::format("replace_card: {{machine: {}, at: {}, card: {}}}", name, slot(at), card()));
    } else {
      step(fmt::format("pull_out: {{machine: {}, at: {}}}", name, slot(at)));
      there.slots.erase(at);
    }
  }

  void add_fault() {
    const std::string& name = play_.machines[pick(play_.machines.size())].name;
    if (once_in(2)) {
      play_.faults.push_back(fmt::format("disk: {{machine: {}, goes: {}, nth: {}}}", name,
                                         one_of(kDiskFaults), 1 + pick(12)));
      return;
    }
    std::string what = "power_cut: " + name;
    if (once_in(3)) what = "panic: " + name;
    play_.faults.push_back(fmt::format("when: {{event: {}, machine: {}, nth: {}, do: [{{{}}}]}}",
                                       one_of(kMoments), name, 1 + pick(4), what));
  }

  sim::Seeded choices_;
  Play play_;
  std::map<std::string, There> there_;
};

void append_list(std::string& text, std::string_view key, const std::vector<std::string>& items) {
  if (items.empty()) return;
  text += fmt::format("    {}:\n", key);
  for (const std::string& item : items) text += "      " + item + "\n";
}

}  // namespace

Play random_play(std::uint64_t seed) { return Painter(seed).paint(); }

std::string Play::text() const {
  std::string text = fmt::format("scenario: {}\nsays: \"{}\"\ntags: [fuzz]\n", name, says);
  if (!policy.empty()) text += fmt::format("policy: {{{}}}\n", policy);
  if (!vary.empty()) text += fmt::format("vary: \"{}\"\n", vary);
  if (!choices.empty()) text += fmt::format("choices: \"{}\"\n", choices);
  if (!networks.empty()) text += "\nnetworks:\n";
  for (const std::string& network : networks) text += "  " + network + "\n";
  text += "\nmachines:\n";
  for (const Machine& machine : machines) {
    text += fmt::format("  {}:\n    gio_portable_image: {}\n", machine.name,
                        machine.portable_image ? 1 : 0);
    append_list(text, "slots", machine.slots);
    append_list(text, "cables", machine.cables);
    append_list(text, "saved", machine.saved);
    if (!machine.ioconfig.empty())
      text += fmt::format("    ioconfig: {{lan: {{{}}}}}\n", fmt::join(machine.ioconfig, ", "));
  }
  if (!faults.empty()) text += "\nfaults:\n";
  for (const std::string& fault : faults) text += "  - " + fault + "\n";
  text += "\nsteps:\n";  // they come last: step_in_line() counts from the end
  for (const std::string& step : steps) text += "  - " + step + "\n";
  if (steps.empty()) text += "  - wait: 1ms\n";
  return text;
}

std::optional<std::size_t> Play::step_in_line(int line) const {
  const std::string all = text();
  const auto lines = static_cast<std::int64_t>(std::ranges::count(all, '\n'));
  const std::int64_t at = line - 1 - (lines - static_cast<std::int64_t>(steps.size()));
  if (at < 0 || at >= static_cast<std::int64_t>(steps.size())) return std::nullopt;
  return static_cast<std::size_t>(at);
}

std::size_t Play::parts() const {
  std::size_t parts = steps.size() + faults.size() + machines.size() + networks.size();
  for (const Machine& machine : machines)
    parts += machine.slots.size() + machine.saved.size() + machine.ioconfig.size() +
             machine.cables.size();
  return parts;
}

// From the last step to the first, then faults, then what there is at the beginning; last the machines
// and the networks, each with all that is about it.
Play Play::without(std::size_t part) const {
  Play less = *this;
  const auto take = [&part](std::vector<std::string>& from) {
    if (part >= from.size()) return part -= from.size(), false;
    from.erase(from.end() - 1 - static_cast<std::ptrdiff_t>(part));
    return true;
  };
  if (take(less.steps) || take(less.faults)) return less;
  for (Machine& machine : less.machines)
    if (take(machine.slots) || take(machine.saved) || take(machine.ioconfig) ||
        take(machine.cables))
      return less;
  if (part < less.machines.size()) {
    const std::string gone = less.machines[part].name;
    less.machines.erase(less.machines.begin() + static_cast<std::ptrdiff_t>(part));
    const auto about_it = [&](const std::string& line) {
      return line.find(gone) != std::string::npos;
    };
    std::erase_if(less.steps, about_it);
    std::erase_if(less.faults, about_it);
    return less;
  }
  part -= less.machines.size();
  if (part < less.networks.size()) {
    const auto gone = less.networks.begin() + static_cast<std::ptrdiff_t>(part);
    const std::string network = gone->substr(0, gone->find(':'));
    less.networks.erase(gone);
    for (Machine& machine : less.machines)
      std::erase_if(machine.cables,
                    [&](const std::string& cable) { return cable.ends_with(": " + network); });
    std::erase_if(less.steps, [&](const std::string& step) {
      return step.find("network: " + network) != std::string::npos;
    });
  }
  return less;
}

std::string Play::size_text() const {
  std::size_t cards = 0;
  for (const Machine& machine : machines) cards += machine.slots.size();
  using report::counted;
  std::string text = counted(machines.size(), "machine") + ", " + counted(cards, "card") + ", " +
                     counted(steps.size(), "step");
  if (!faults.empty()) text += ", " + counted(faults.size(), "fault");
  return text;
}

}  // namespace giosim::explore
