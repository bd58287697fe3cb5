#include "explore/play.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "sim/choices.hpp"

namespace giosim::explore {
namespace {

constexpr std::array kNames{"first", "second", "third"};
// With DRV_INSTANCE_REPLACEABLE and without, and such as are no NICs.
constexpr std::array kDrivers{"igelan", "ixgbe", "iether", "igssn", "iexgbe", "btlan"};
constexpr std::array kStages{"attach", "early", "mid", "late"};
constexpr std::array kDiskFaults{"fails", "full", "torn", "power_before", "power_after"};
constexpr std::array kMoments{"gio.scan_ended",    "gio.instance_reassigned", "gio.instance_assigned",
                              "krs.committed",     "gio.ioconfig_written",    "pi.entry_saved",
                              "dlpi.mac_set",      "rc.script_started",       "gio.instance_reserved"};
// What a curious administrator types; none of them changes anything.
constexpr std::array kCommands{"lanscan", "ioscan -fnC lan", "hpuxpitool -g", "nwmgr", "netstat -in",
                               "kctune gio_portable_image"};
constexpr int kSlots = 5, kMacs = 6;

class Painter {
 public:
  explicit Painter(std::uint64_t seed) : choices_(seed) {}

  Play paint() {
    const std::size_t machines = 1 + pick(kNames.size());
    for (std::size_t i = 0; i < machines; ++i) add_machine(kNames[i]);
    const std::size_t steps = 4 + pick(14);
    for (std::size_t i = 0; i < steps; ++i) add_step();
    for (std::size_t i = pick(3); i > 0; --i) add_fault();
    return std::move(play_);
  }

 private:
  struct There {
    bool disk = true, used = false, on = false;  // used: another one does not go into the machine
    std::set<int> slots;
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
    if (!there.disk || what < 3) {
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
    if (what == 3) return change_cards(name, there);
    step("boot: " + name);
    there.on = there.used = true;
  }

  void while_it_runs(const std::string& name, There& there) {
    switch (pick(14)) {
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
      default: return change_cards(name, there);
    }
  }

  // Two things at the same time.
  void at_once(const std::string& name) {
    const std::string first = once_in(2) ? "save: " + name : std::string("wait: 1ms");
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
  if (!choices.empty()) text += fmt::format("choices: \"{}\"\n", choices);
  text += "\nmachines:\n";
  for (const Machine& machine : machines) {
    text += fmt::format("  {}:\n    gio_portable_image: {}\n", machine.name,
                        machine.portable_image ? 1 : 0);
    append_list(text, "slots", machine.slots);
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
  std::size_t parts = steps.size() + faults.size() + machines.size();
  for (const Machine& machine : machines)
    parts += machine.slots.size() + machine.saved.size() + machine.ioconfig.size();
  return parts;
}

// From the last step to the first, then faults, then what there is at the beginning.
Play Play::without(std::size_t part) const {
  Play less = *this;
  const auto take = [&part](std::vector<std::string>& from) {
    if (part >= from.size()) return part -= from.size(), false;
    from.erase(from.end() - 1 - static_cast<std::ptrdiff_t>(part));
    return true;
  };
  if (take(less.steps) || take(less.faults)) return less;
  for (Machine& machine : less.machines)
    if (take(machine.slots) || take(machine.saved) || take(machine.ioconfig)) return less;
  if (part < less.machines.size()) {
    const std::string gone = less.machines[part].name;
    less.machines.erase(less.machines.begin() + static_cast<std::ptrdiff_t>(part));
    const auto about_it = [&](const std::string& line) {
      return line.find(gone) != std::string::npos;
    };
    std::erase_if(less.steps, about_it);
    std::erase_if(less.faults, about_it);
  }
  return less;
}

std::string Play::size_text() const {
  std::size_t cards = 0;
  for (const Machine& machine : machines) cards += machine.slots.size();
  const auto counted = [](std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
  };
  std::string text = counted(machines.size(), "machine") + ", " + counted(cards, "card") + ", " +
                     counted(steps.size(), "step");
  if (!faults.empty()) text += ", " + counted(faults.size(), "fault");
  return text;
}

}  // namespace giosim::explore
