// olrad(1M)
//
// Assumed: slot ids (0, and the H/W path without its function, with '-' between); the sentences of
// the report; that a suspend takes 100 ms; bus numbers and speeds are not known ("N/A").

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/nearest_word.hpp"
#include "machine/olar.hpp"
#include "user/cmd/commands.hpp"
#include "user/device.hpp"
#include "user/netconf.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

constexpr int kOlradFailed = 255;  // -1

enum class Cra { success, warning, data_critical };

// ---- Slots -----------------------------------------------------------------------------------

std::string slot_id(HwPath slot) {
  std::string id = "0";
  for (std::size_t i = 0; i < slot.size(); ++i) id += '-' + std::to_string(slot.element(i));
  return id;
}

// "0-0-4-1" is the slot 0/4/1. Nothing where the id has another form.
std::optional<HwPath> slot_named(std::string_view id) {
  if (!id.starts_with("0-")) return std::nullopt;
  std::string path(id.substr(2));
  std::ranges::replace(path, '-', '/');
  const auto slot = HwPath::parse(path);
  return slot ? std::optional(*slot) : std::nullopt;
}

int refuse_olrad(Session& session, std::string_view sentence) {
  return fail(session, kOlrad, sentence, kOlradFailed);
}

// Nothing when there is no such slot, after saying so. A slot that never held a card may be
// prepared for one (-a).
std::optional<HwPath> slot_of_operand(Session& session, const std::string& id, bool may_be_empty) {
  const auto slot = slot_named(id);
  const std::vector<HwPath> slots = machine::slots_of(session.os());
  if (slot && (may_be_empty || std::ranges::find(slots, *slot) != slots.end())) return slot;
  std::vector<std::string> ids;
  for (HwPath one : slots) ids.push_back(slot_id(one));
  refuse_olrad(session, fmt::format("there is no slot '{}'{}", id, full_stop_or_hint(id, ids)));
  return std::nullopt;
}

bool any_node(machine::Os& os, HwPath slot, NodeState state) {
  return std::ranges::any_of(machine::paths_in_slot(os, slot), [&](HwPath hw_path) {
    const gio::IoNode* const node = os.gio.node(hw_path);
    return node && node->state == state;
  });
}

bool occupied(const machine::Os& os, HwPath slot) {
  return std::ranges::any_of(os.hardware, [&](const auto& at) {
    return machine::slot_of(at.first) == slot;
  });
}

void print_slots(Session& session) {
  machine::Os& os = session.os();
  session.print(
      "                                                              Driver(s)\n"
      "                                                               Capable\n"
      "Slot          Path          Bus   Max   Spd   Pwr   Occu  Susp  OLAR  OLD   Max   Mode\n"
      "                            Num   Spd                                       Mode\n");
  for (HwPath slot : machine::slots_of(os)) {
    const bool on = !os.slots_off.contains(slot);
    const bool has_card = occupied(os, slot);
    session.print(fmt::format("{:<14}{:<14}{:<6}{:<6}{:<6}{:<6}{:<6}{:<6}{:<6}{:<6}{:<6}{}\n",
                              slot_id(slot), slot.child(0).text(), "N/A", "N/A", "N/A",
                              on ? "On" : "Off", has_card ? "Yes" : "No",
                              any_node(os, slot, NodeState::suspended) ? "Yes" : "No",
                              has_card ? "Yes" : "N/A", has_card ? "Yes" : "N/A", "N/A", "N/A"));
  }
}

// ---- Critical resource analysis --------------------------------------------------------------

// An interface with an IP address that is up makes it data critical; one that is suspended
// already, or that has no address, does not.
struct Analysis {
  Cra result = Cra::success;
  std::vector<HwPath> paths;
  std::vector<std::string> resources;
};

Analysis analyse(machine::Os& os, HwPath slot) {
  Analysis analysis;
  for (HwPath hw_path : machine::paths_in_slot(os, slot)) {
    const gio::IoNode* const node = os.gio.node(hw_path);
    if (!node) continue;
    analysis.paths.push_back(hw_path);
    if (node->device_class != kLan || !node->instance.given()) continue;
    for (const auto& [name, interface] : os.net) {
      const std::string_view physical = std::string_view(name).substr(0, name.find(':'));
      if (!interface.up || ppa_named(physical) != ppa_of(node->instance)) continue;
      const bool in_use = node->state == NodeState::claimed;
      analysis.resources.push_back(fmt::format("{} ({}) {} IP address {}", name, hw_path.text(),
                                               in_use ? "is in use with" : "is suspended, with",
                                               interface.address));
      analysis.result = std::max(analysis.result, in_use ? Cra::data_critical : Cra::warning);
    }
  }
  return analysis;
}

std::string_view word_of(Cra result) {
  switch (result) {
    case Cra::success: return "SUCCESS: no affected resources are in use";
    case Cra::warning: return "WARNING: resources are in use, but none is critical";
    case Cra::data_critical: return "DATA CRITICAL: data may be lost; -f overrides this";
  }
  return "";
}

void print_report(Session& session, HwPath slot, const Analysis& analysis) {
  const std::string rule(79, '-');
  session.print(fmt::format("{}\nCRITICAL RESOURCE ANALYSIS REPORT for Slot: {}\n{}\n", rule,
                            slot_id(slot), rule));
  session.print("Affected hardware paths:\n");
  for (HwPath hw_path : analysis.paths) session.print(fmt::format("  {}\n", hw_path.text()));
  if (!analysis.resources.empty()) session.print("Networking:\n");
  for (const std::string& resource : analysis.resources)
    session.print(fmt::format("  {}\n", resource));
  session.print(fmt::format("Result: {}\n{}\n", word_of(analysis.result), rule));
}

// Whether the card may be taken away. The report is printed where somebody loses something.
bool may_go(Session& session, HwPath slot, bool forced) {
  const Analysis analysis = analyse(session.os(), slot);
  if (analysis.result != Cra::success) print_report(session, slot, analysis);
  if (analysis.result != Cra::data_critical || forced) return true;
  refuse_olrad(session, "critical resource analysis failed; nothing has been done.");
  return false;
}

// ---- The operations --------------------------------------------------------------------------

sim::Task<int> prepare(Session& session, HwPath slot, bool forced) {
  machine::Os& os = session.os();
  if (os.slots_off.contains(slot))
    co_return refuse_olrad(session, "the slot has no power already.");
  if (!any_node(os, slot, NodeState::claimed))
    co_return refuse_olrad(session, "there is no claimed card in the slot.");
  if (!may_go(session, slot, forced)) co_return kOlradFailed;
  co_await machine::prepare_to_replace(os, slot);
  session.print(fmt::format("olrad: Slot {}: suspended, powered off. Replace the card, then: "
                            "olrad -R {}\n", slot_id(slot), slot_id(slot)));
  co_return 0;
}

sim::Task<int> finish_replace(Session& session, HwPath slot) {
  machine::Os& os = session.os();
  if (!os.slots_off.contains(slot) || !any_node(os, slot, NodeState::suspended))
    co_return refuse_olrad(session, "there is no suspended card in the slot (-r comes first).");
  const auto wrong = co_await machine::replaced(os, slot);
  if (!wrong) {
    session.print(fmt::format("olrad: Slot {}: powered on, resumed.\n", slot_id(slot)));
    co_return 0;
  }
  switch (*wrong) {
    case machine::CannotResume::no_card:
      co_return refuse_olrad(session, "there is no card in the slot; it stays without power.");
    case machine::CannotResume::other_kind:
      co_return refuse_olrad(session,
                             "the new card is not of the kind that was there; the slot stays "
                             "without power.");
    case machine::CannotResume::driver_failed:
      co_return refuse_olrad(session, "a driver failed with its new card.");
  }
  co_return kOlradFailed;
}

// The drivers that a slot has now, as ioscan shows them.
void print_nodes(Session& session, HwPath slot) {
  machine::Os& os = session.os();
  for (HwPath hw_path : machine::paths_in_slot(os, slot))
    if (const gio::IoNode* const node = os.gio.node(hw_path))
      session.print(fmt::format("olrad: {} {} {} {}\n", hw_path.text(),
                                interface_name(node->device_class, node->instance),
                                node->driver.view(), word(node->state)));
}

sim::Task<int> add(Session& session, HwPath slot) {
  machine::Os& os = session.os();
  if (any_node(os, slot, NodeState::suspended))
    co_return refuse_olrad(session, "a card in the slot is suspended: -R resumes it.");
  if (!occupied(os, slot)) co_return refuse_olrad(session, "there is no card in the slot.");
  co_await machine::added(os, slot);
  session.print(fmt::format("olrad: Slot {}: powered on.\n", slot_id(slot)));
  print_nodes(session, slot);
  co_return 0;
}

int prepare_to_add(Session& session, HwPath slot) {
  if (occupied(session.os(), slot)) return refuse_olrad(session, "there is a card in the slot.");
  session.os().slots_off.insert(slot);
  session.print(fmt::format("olrad: Slot {}: powered off. Insert the card, then: olrad -A {}\n",
                            slot_id(slot), slot_id(slot)));
  return 0;
}

sim::Task<int> remove(Session& session, HwPath slot, bool forced) {
  machine::Os& os = session.os();
  if (!any_node(os, slot, NodeState::claimed) && !any_node(os, slot, NodeState::suspended))
    co_return refuse_olrad(session, "there is no claimed card in the slot.");
  if (!may_go(session, slot, forced)) co_return kOlradFailed;
  co_await machine::delete_cards(os, slot);
  session.print(fmt::format("olrad: Slot {}: deleted, powered off. Its records stay (ioscan -s).\n",
                            slot_id(slot)));
  co_return 0;
}

// ---- Questions -------------------------------------------------------------------------------

int print_slot_of(Session& session, const std::string& path) {
  const auto hw_path = HwPath::parse(path);
  if (!hw_path) return refuse_olrad(session, hw_path.error());
  const auto slots = machine::slots_of(session.os());
  if (std::ranges::find(slots, machine::slot_of(*hw_path)) == slots.end())
    return refuse_olrad(session, fmt::format("{}: Hardware path is not in the kernel.", path));
  session.print(slot_id(machine::slot_of(*hw_path)) + '\n');
  return 0;
}

int print_driver(Session& session, const std::string& path) {
  const auto hw_path = HwPath::parse(path);
  const gio::IoNode* const node = hw_path ? session.os().gio.node(*hw_path) : nullptr;
  if (!node)
    return refuse_olrad(session, fmt::format("{}: Hardware path is not in the kernel.", path));
  const bool suspended = node->state == NodeState::suspended;
  session.print(fmt::format("Name: {}\nState: {}\nSuspend time: 1 seconds\nResume time: 1 seconds\n"
                            "Remove time: 1 seconds\nError time: N/A\n", node->driver.view(),
                            suspended                             ? "SUSPENDED"
                            : node->state == NodeState::claimed ? "RUNNING"
                                                                  : word(node->state)));
  return 0;
}

// ---- The command -----------------------------------------------------------------------------

int complain_of_olrad(Session& session) {
  complain_of_usage(session, kOlrad);
  return kOlradFailed;
}

sim::Task<int> olrad(Session& session, Arguments arguments) {
  const auto options = Options::parse(session, kOlrad, arguments, "A:C:R:a:d:fg:h:nqr:v:");
  if (!options) co_return kOlradFailed;
  std::vector<std::pair<char, std::string>> asked = options->given();
  std::erase_if(asked, [](const auto& one) { return one.first == 'f'; });
  const bool forced = options->has('f');
  if (asked.size() != 1 || !options->operands().empty()) co_return complain_of_olrad(session);
  const auto& [letter, value] = asked.front();
  if (forced && letter != 'r' && letter != 'd') co_return complain_of_olrad(session);

  if (letter == 'q') co_return print_slots(session), 0;
  if (letter == 'n') {
    session.print(fmt::format("{}\n", machine::slots_of(session.os()).size()));
    co_return 0;
  }
  if (letter == 'g') co_return print_slot_of(session, value);
  if (letter == 'v') co_return print_driver(session, value);
  const auto slot = slot_of_operand(session, value, letter == 'a');
  if (!slot) co_return kOlradFailed;
  if (letter == 'h') {
    for (HwPath hw_path : machine::paths_in_slot(session.os(), *slot))
      session.print(hw_path.text() + '\n');
    co_return 0;
  }
  if (letter == 'C') {
    const Analysis analysis = analyse(session.os(), *slot);
    print_report(session, *slot, analysis);
    co_return static_cast<int>(analysis.result);
  }

  if (!must_be_root(session, kOlrad)) co_return kOlradFailed;
  if (letter == 'r') co_return co_await prepare(session, *slot, forced);
  if (letter == 'R') co_return co_await finish_replace(session, *slot);
  if (letter == 'A') co_return co_await add(session, *slot);
  if (letter == 'a') co_return prepare_to_add(session, *slot);
  co_return co_await remove(session, *slot, forced);
}

}  // namespace

constinit const Command kOlrad{
    "olrad", "/usr/bin/olrad", "online addition, replacement and deletion of I/O cards",
    "olrad -q | -n\n"
    "olrad -g hw_path | -h slot_id | -v hw_path | -C slot_id\n"
    "olrad [-f] -r slot_id\n"
    "olrad -R slot_id\n"
    "olrad -a slot_id\n"
    "olrad -A slot_id\n"
    "olrad [-f] -d slot_id",
    "-q  all slots: power, occupied, suspended      -n  how many there are\n"
    "-g  the slot of a H/W path   -h  the paths of a slot   -v  the driver of a path\n"
    "-C  critical resource analysis. Exit code 0: nothing is in use; 1: warning; 2: data critical,\n"
    "    which is an interface with an IP address that is up\n"
    "-r  prepare to replace: the drivers are suspended, the slot loses its power. The node keeps\n"
    "    its instance and its PPA. Pull the card out and plug an identical one in\n"
    "-R  after that: power on, the drivers resume with what is in the slot. Another MAC address\n"
    "    comes up under the same PPA; Portable Image is not asked again before the next boot\n"
    "-a  prepare to add: the empty slot has no power   -A  after that: power on, scan\n"
    "-d  delete: the drivers are gone, the slot loses its power; the records stay (rmsf -x)\n"
    "-f  although it is data critical\n"
    "\n"
    "Exit code 0, or 255 (HP says -1) for an error. Only root changes anything.\n"
    "\n"
    "Ours, not HP's: a slot id is 0- and the H/W path without its last number: 0/4/1/0 sits in\n"
    "0-0-4-1. A card that is plugged in without -a is found at once; a slot that never held a card\n"
    "is not listed. There are no LEDs (-I, -P), no driver scripts, no post delete (-D).",
    Waiting(&olrad)};

}  // namespace giosim::user
