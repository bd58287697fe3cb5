// What can be different in a scenario: the rows of one table, each of which proposes changes.

#include <fmt/format.h>

#include <algorithm>

#include "explore/why_not.hpp"
#include "hdm/catalog.hpp"
#include "runner/machine_spec.hpp"

namespace giosim::explore {
namespace {

using fmt::format;
using runner::MachineSpec;
using runner::Scenario;
using runner::Step;

using Changes = std::vector<ScenarioChange>;

// Of many like it a few are enough: a large machine has thousands of NICs.
constexpr std::size_t kFew = 8;

MachineSpec& spec_of(Scenario& scenario, const std::string& machine) {
  return std::ranges::find(scenario.machines, machine, &std::pair<std::string, MachineSpec>::first)
      ->second;
}

// ---- Cards -------------------------------------------------------------------------------------

machine::Hardware hardware_at_the_start(const Scenario& scenario, const std::string& machine) {
  for (std::size_t i = 0; i < scenario.machines.size(); ++i)
    if (scenario.machines[i].first == machine)
      return runner::hardware_of(scenario.machines[i].second, static_cast<int>(i));
  return {};
}

void put_card(Scenario& scenario, const std::string& machine, const HwPath& at,
              const hdm::Card& card) {
  MachineSpec& spec = spec_of(scenario, machine);
  for (auto& [hw_path, there] : spec.slots)
    if (hw_path == at) {
      there = card;
      return;
    }
  spec.slots.emplace_back(at, card);
}

void take_card(Scenario& scenario, const std::string& machine, const HwPath& at) {
  MachineSpec& spec = spec_of(scenario, machine);
  std::erase_if(spec.slots, [&](const auto& slot) { return slot.first == at; });
  spec.empty_slots.push_back(at);
}

using Slots = std::vector<std::pair<HwPath, hdm::Card>>;

std::string slots_line(const std::string& machine, const Slots& slots) {
  std::string cards;
  for (const auto& [at, card] : slots)
    cards += format("{}{}: {{driver: {}, mac: {}}}", cards.empty() ? "" : ", ", at.text(),
                    card.driver.view(), card.mac.text());
  return format("machines: {{{}: {{slots: {{{}}}}}}}", machine, cards);
}

std::string slot_line(const std::string& machine, const HwPath& at, const hdm::Card& card) {
  return slots_line(machine, {{at, card}});
}

// The NIC itself, where it was when the play began; nothing: it came later.
std::optional<hdm::Card> own_card(const Starting& from) {
  const machine::Hardware hardware = hardware_at_the_start(from.scenario, from.machine);
  const hdm::Card* card = hardware.value(from.hw_path);
  return card ? std::optional(*card) : std::nullopt;
}

// The other NICs of its machine.
Slots other_nics(const Starting& from) {
  Slots others;
  for (const auto& [hw_path, card] : hardware_at_the_start(from.scenario, from.machine))
    if (hw_path != from.hw_path && card.device_class == from.device_class)
      others.emplace_back(hw_path, card);
  return others;
}

// A MAC address that nobody has.
MacAddress unused_mac(const Scenario& scenario) {
  const auto is_used = [&](MacAddress mac) {
    for (std::size_t i = 0; i < scenario.machines.size(); ++i)
      for (const auto& [hw_path, card] :
           runner::hardware_of(scenario.machines[i].second, static_cast<int>(i)))
        if (card.mac == mac) return true;
    return false;
  };
  std::uint64_t bits = 0x00306E'0000F0u;
  while (is_used(MacAddress::from_bits(bits))) ++bits;
  return MacAddress::from_bits(bits);
}

void duplicates(const Starting& from, Changes& changes) {
  if (!from.mac) return;
  for (const auto& [hw_path, card] : other_nics(from)) {
    if (card.mac != *from.mac || changes.size() > kFew * kFew) continue;
    hdm::Card another = card;
    another.mac = unused_mac(from.scenario);
    changes.push_back(
        {format("the card at {} of {} had a MAC address of its own", hw_path.text(), from.machine),
         slot_line(from.machine, hw_path, another),
         [machine = from.machine, hw_path, another](Scenario& scenario) {
           put_card(scenario, machine, hw_path, another);
         }});
    hdm::Card slower = card;
    slower.answers_after += std::chrono::milliseconds(50);
    changes.push_back({format("the card at {} of {}, which has the same MAC address, answered later",
                              hw_path.text(), from.machine),
                       format("machines: {{{}: {{slots: {{{}: {{driver: {}, mac: {}, answers_after: "
                              "50ms}}}}}}}}",
                              from.machine, hw_path.text(), card.driver.view(), card.mac.text()),
                       [machine = from.machine, hw_path, slower](Scenario& scenario) {
                         put_card(scenario, machine, hw_path, slower);
                       }});
  }
}

void own_faults(const Starting& from, Changes& changes) {
  const auto card = own_card(from);
  if (!card) return;
  if (card->fails_at) {
    hdm::Card sound = *card;
    sound.fails_at.reset();
    changes.push_back({"its init did not fail", slot_line(from.machine, from.hw_path, sound),
                       [machine = from.machine, at = from.hw_path, sound](Scenario& scenario) {
                         put_card(scenario, machine, at, sound);
                       }});
  }
  if (card->answers_after > sim::Duration::zero()) {
    hdm::Card quick = *card;
    quick.answers_after = {};
    changes.push_back({"it answered as quickly as others",
                       slot_line(from.machine, from.hw_path, quick),
                       [machine = from.machine, at = from.hw_path, quick](Scenario& scenario) {
                         put_card(scenario, machine, at, quick);
                       }});
  }
}

void replaceable(const Starting& from, Changes& changes) {
  for (const auto& [machine, spec] : from.scenario.machines)
    if (!spec.not_replaceable.empty())
      changes.push_back({format("all drivers of {} had DRV_INSTANCE_REPLACEABLE", machine),
                         format("machines: {{{}: {{not_replaceable: []}}}}", machine),
                         [machine](Scenario& scenario) {
                           spec_of(scenario, machine).not_replaceable.clear();
                         }});
  const auto card = own_card(from);
  if (!card) return;
  const hdm::DriverProfile* profile = hdm::find_driver(card->driver);
  if (!profile || profile->instance_replaceable || profile->mac_known_at == hdm::MacKnownAt::never)
    return;
  for (const hdm::DriverProfile& other : hdm::driver_catalog()) {
    if (!other.instance_replaceable || other.device_class != profile->device_class) continue;
    hdm::Card better = *card;
    better.driver = DriverName(other.name);
    changes.push_back({format("it were a card of the driver {}, which has DRV_INSTANCE_REPLACEABLE",
                              other.name),
                       slot_line(from.machine, from.hw_path, better),
                       [machine = from.machine, at = from.hw_path, better](Scenario& scenario) {
                         put_card(scenario, machine, at, better);
                       }});
    return;
  }
}

void other_slot(const Starting& from, Changes& changes) {
  const auto card = own_card(from);
  if (!card) return;
  std::size_t count = 0;
  for (const auto& [hw_path, other] : other_nics(from)) {
    if (++count > kFew) return;
    changes.push_back(
        {format("it and the card at {} sat in each other's slots", hw_path.text()),
         slots_line(from.machine, {{hw_path, *card}, {from.hw_path, other}}),
         [machine = from.machine, mine = from.hw_path, card = *card, theirs = hw_path,
          other](Scenario& scenario) {
           put_card(scenario, machine, theirs, card);
           put_card(scenario, machine, mine, other);
         }});
  }
}

void without_the_holder(const Starting& from, Changes& changes) {
  for (const auto& [where, nic] : from.nics) {
    if (where.first != from.machine || nic.instance != from.name) continue;
    const auto hw_path = HwPath::parse(where.second);
    if (!hw_path) continue;
    changes.push_back({format("no card sat at {}, where {} is", where.second, from.name),
                       format("machines: {{{}: {{slots: …}}}}, without {}", from.machine,
                              where.second),
                       [machine = from.machine, at = *hw_path](Scenario& scenario) {
                         take_card(scenario, machine, at);
                       }});
  }
}

// The source's NIC of that name, which is saved, and this one are the same card.
void card_of_the_source(const Starting& from, Changes& changes) {
  if (!from.mac) return;
  for (const auto& [where, nic] : from.nics) {
    if (where.first == from.machine || nic.instance != from.name) continue;
    const auto hw_path = HwPath::parse(where.second);
    if (!hw_path) continue;
    const machine::Hardware hardware = hardware_at_the_start(from.scenario, where.first);
    const hdm::Card* there = hardware.value(*hw_path);
    if (!there || there->mac == *from.mac) continue;
    hdm::Card card = *there;
    card.mac = *from.mac;
    changes.push_back({format("{} of {}, at {}, had had this MAC address", from.name, where.first,
                              where.second),
                       slot_line(where.first, *hw_path, card),
                       [machine = where.first, at = *hw_path, card](Scenario& scenario) {
                         put_card(scenario, machine, at, card);
                       }});
  }
}

// ---- What the disk holds -----------------------------------------------------------------------

void switched_on(const Starting& from, Changes& changes) {
  for (const auto& [machine, spec] : from.scenario.machines)
    if (spec.gio_portable_image == 0)
      changes.push_back({format("gio_portable_image had been 1 on {} from the start", machine),
                         format("machines: {{{}: {{gio_portable_image: 1}}}}", machine),
                         [machine](Scenario& scenario) {
                           spec_of(scenario, machine).gio_portable_image = 1;
                         }});
}

std::string entry_line(const std::string& machine, const krs::PiEntry& entry) {
  std::string macs;
  for (const MacAddress mac : entry.macs) macs += (macs.empty() ? "" : ", ") + mac.text();
  return format("machines: {{{}: {{saved: {{{}{}: {{at: {}, driver: {}, macs: [{}]}}}}}}}}", machine,
                entry.device_class.view(), entry.instance.number, entry.hw_path.text(),
                entry.driver.view(), macs);
}

void entries(const Starting& from, Changes& changes) {
  if (!from.mac) return;
  const MacAddress mac = *from.mac;
  const auto card = own_card(from);
  const DriverName driver = card ? card->driver : DriverName("igelan");
  for (const auto& [machine, spec] : from.scenario.machines) {
    std::optional<std::size_t> by_name, by_mac;
    for (std::size_t i = 0; i < spec.saved.size(); ++i) {
      const krs::PiEntry& entry = spec.saved[i];
      if (entry.device_class != from.device_class) continue;
      if (entry.instance == from.instance) by_name = i;
      if (entry.has(mac)) by_mac = i;
    }
    if (by_name && by_mac) {
      krs::PiEntry mine = spec.saved[*by_mac], other = spec.saved[*by_name];
      std::swap(mine.instance, other.instance);
      if (*by_name != *by_mac)
        changes.push_back({format("the entries of {}{} and {} had been saved the other way round on {}",
                                  from.device_class.view(), other.instance.number, from.name, machine),
                           entry_line(machine, mine) + ", " + entry_line(machine, other),
                           [machine, a = *by_mac, b = *by_name](Scenario& scenario) {
                             auto& saved = spec_of(scenario, machine).saved;
                             std::swap(saved[a].instance, saved[b].instance);
                           }});
    } else if (by_mac) {
      krs::PiEntry mine = spec.saved[*by_mac];
      mine.instance = from.instance;
      changes.push_back({format("its entry on {} had been of {}", machine, from.name),
                         entry_line(machine, mine),
                         [machine, at = *by_mac, mine](Scenario& scenario) {
                           spec_of(scenario, machine).saved[at] = mine;
                         }});
    } else if (by_name) {
      krs::PiEntry other = spec.saved[*by_name];
      krs::PiEntry mine = other;
      mine.macs = {mac};
      changes.push_back({format("the entry of {} on {} had named its MAC address", from.name, machine),
                         entry_line(machine, mine),
                         [machine, at = *by_name, mine](Scenario& scenario) {
                           spec_of(scenario, machine).saved[at] = mine;
                         }});
      other.macs.push_back(mac);
      changes.push_back({format("its MAC address had been an equivalent in the entry of {} on {}",
                                from.name, machine),
                         entry_line(machine, other),
                         [machine, at = *by_name, other](Scenario& scenario) {
                           spec_of(scenario, machine).saved[at] = other;
                         }});
    } else {
      const krs::PiEntry entry{from.hw_path, from.device_class, from.instance, driver, {mac}};
      changes.push_back({format("the disk of {} had begun with an entry of {} for its MAC address",
                                machine, from.name),
                         entry_line(machine, entry), [machine, entry](Scenario& scenario) {
                           spec_of(scenario, machine).saved.push_back(entry);
                         }});
    }
  }
}

void records(const Starting& from, Changes& changes) {
  for (const auto& [machine, spec] : from.scenario.machines)
    changes.push_back(
        {format("the disk of {} had begun with the ioconfig record <{}, {}, {}>", machine,
                from.hw_path.text(), from.device_class.view(), from.instance.number),
         format("machines: {{{}: {{ioconfig: {{{}: {{{}: {}}}}}}}}}", machine,
                from.device_class.view(), from.instance.number, from.hw_path.text()),
         [machine, row = IoconfigRow{from.hw_path, from.device_class, from.instance}](
             Scenario& scenario) {
           auto& records = spec_of(scenario, machine).ioconfig;
           std::erase_if(records, [&](const IoconfigRow& other) {
             return other.device_class == row.device_class &&
                    (other.hw_path == row.hw_path || other.instance == row.instance);
           });
           records.push_back(row);
         }});
}

// ---- What the operator does --------------------------------------------------------------------

std::string step_text(const Scenario& scenario, std::size_t i) {
  const runner::Mark& where = scenario.steps[i].where;
  if (!where.source) return format("step {}", i + 1);
  std::string_view line = where.source->line(where.line);
  while (line.starts_with(' ') || line.starts_with('-')) line.remove_prefix(1);
  return std::string(line);
}

std::string place_of_step(const Scenario& scenario, std::size_t i) {
  return format("steps, line {}", scenario.steps[i].where.line);
}

void replace_step(Scenario& scenario, std::size_t at, std::vector<Step> others) {
  for (Step& other : others) other.where = scenario.steps[at].where;
  const auto place = scenario.steps.erase(scenario.steps.begin() + static_cast<std::ptrdiff_t>(at));
  scenario.steps.insert(place, others.begin(), others.end());
}

// Whoever switches off without a shutdown saves nothing.
void saves(const Starting& from, Changes& changes) {
  const Scenario& scenario = from.scenario;
  for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
    if (const auto* cut = get_if<runner::PowerCutStep>(&scenario.steps[i].action))
      changes.push_back({format("{} had been shut down, which saves, and not lost its power",
                                cut->machine),
                         format("{}: shutdown: {}", place_of_step(scenario, i), cut->machine),
                         [i, machine = cut->machine](Scenario& changed) {
                           replace_step(changed, i, {{runner::ShutdownStep{machine}, {}, {}}});
                         }});
    if (const auto* down = get_if<runner::ShutdownStep>(&scenario.steps[i].action))
      changes.push_back({format("{} had lost its power, and not been shut down, which saves",
                                down->machine),
                         format("{}: power_cut: {}", place_of_step(scenario, i), down->machine),
                         [i, machine = down->machine](Scenario& changed) {
                           replace_step(changed, i, {{runner::PowerCutStep{machine}, {}, {}}});
                         }});
    if (const auto* reboot = get_if<runner::RebootStep>(&scenario.steps[i].action))
      changes.push_back({format("{} had been shut down, which saves, and not rebooted",
                                reboot->machine),
                         format("{}: shutdown: {}, then boot: {}", place_of_step(scenario, i),
                                reboot->machine, reboot->machine),
                         [i, machine = reboot->machine](Scenario& changed) {
                           replace_step(changed, i, {{runner::ShutdownStep{machine}, {}, {}},
                                                     {runner::BootStep{machine}, {}, {}}});
                         }});
  }
}

// An equivalent for the NIC of that name, before its machine is shut down for the last time.
void equivalent_added(const Starting& from, Changes& changes) {
  if (!from.mac) return;
  const Scenario& scenario = from.scenario;
  for (const auto& [where, nic] : from.nics) {
    const auto theirs = MacAddress::parse(nic.mac);
    if (where.first == from.machine || nic.instance != from.name || !theirs || *theirs == *from.mac)
      continue;
    for (std::size_t i = scenario.steps.size(); i-- > 0;) {
      const auto* down = get_if<runner::ShutdownStep>(&scenario.steps[i].action);
      if (!down || down->machine != where.first) continue;
      const runner::AddEquivalentStep step{where.first, *theirs, *from.mac};
      changes.push_back(
          {format("its MAC address had been made an equivalent of that of {} on {} before the "
                  "shutdown",
                  from.name, where.first),
           format("{}: add_equivalent: {{machine: {}, mac: {}, equivalent: {}}}", place_of_step(scenario, i),
                  step.machine, step.mac.text(), step.equivalent.text()),
           [i, step](Scenario& changed) {
             changed.steps.insert(changed.steps.begin() + static_cast<std::ptrdiff_t>(i),
                                  Step{step, {}, changed.steps[i].where});
           }});
      break;
    }
  }
}

bool may_be_left_out(const runner::Action& action) {
  return holds_alternative<runner::TunableStep>(action) ||
         holds_alternative<runner::AddEquivalentStep>(action) ||
         holds_alternative<runner::RemoveEntryStep>(action) ||
         holds_alternative<runner::DamageStep>(action) ||
         holds_alternative<runner::StationAddressStep>(action) ||
         holds_alternative<runner::PullOutStep>(action) ||
         holds_alternative<runner::PlugInStep>(action) ||
         holds_alternative<runner::MoveCardStep>(action) ||
         holds_alternative<runner::ReplaceCardStep>(action) ||
         holds_alternative<runner::RunStep>(action);
}

void step_left_out(const Starting& from, Changes& changes) {
  for (std::size_t i = 0; i < from.scenario.steps.size(); ++i)
    if (may_be_left_out(from.scenario.steps[i].action))
      changes.push_back({"the operator had left this step out",
                         format("{}: without {}", place_of_step(from.scenario, i),
                                step_text(from.scenario, i)),
                         [i](Scenario& scenario) { replace_step(scenario, i, {}); }});
}

void present_from_the_start(const Starting& from, Changes& changes) {
  for (std::size_t i = 0; i < from.scenario.steps.size(); ++i) {
    const auto* plugged = get_if<runner::PlugInStep>(&from.scenario.steps[i].action);
    if (!plugged || plugged->machine != from.machine || plugged->at != from.hw_path) continue;
    changes.push_back({"it had been in its slot from the start",
                       slot_line(from.machine, plugged->at, plugged->card),
                       [i, step = *plugged](Scenario& scenario) {
                         replace_step(scenario, i, {});
                         put_card(scenario, step.machine, step.at, step.card);
                       }});
  }
}

// ---- Faults and readings -----------------------------------------------------------------------

void without_a_fault(const Starting& from, Changes& changes) {
  for (std::size_t i = 0; i < from.scenario.faults.size(); ++i)
    changes.push_back({"this fault had not happened",
                       format("faults, line {}: left out", from.scenario.faults[i].where.line),
                       [i](Scenario& scenario) {
                         scenario.faults.erase(scenario.faults.begin() +
                                               static_cast<std::ptrdiff_t>(i));
                       }});
}

void readings(const Starting& from, Changes& changes) {
  for (const gio::PolicyRow& row : gio::policy_table())
    for (std::size_t i = 0; i < row.readings.size(); ++i)
      if (i != row.get(from.scenario.policies))
        changes.push_back({format("the document were read in another way ({}): {}", row.name,
                                  row.meanings[i]),
                           format("policy: {{{}: {}}}", row.name, row.readings[i]),
                           [&row, i](Scenario& scenario) { row.set(scenario.policies, i); },
                           true});
}

// In the order in which a person would think of them.
constexpr void (*kProposers[])(const Starting&, Changes&) = {
    switched_on,      entries,      equivalent_added, card_of_the_source, saves,
    step_left_out,    replaceable,  duplicates,       own_faults,         present_from_the_start,
    without_a_fault,  other_slot,   without_the_holder, records,          readings,
};

}  // namespace

std::vector<ScenarioChange> changes_from(const Starting& starting) {
  Changes changes;
  for (const auto propose : kProposers) propose(starting, changes);
  return changes;
}

}  // namespace giosim::explore
