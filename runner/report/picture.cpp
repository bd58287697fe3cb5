#include "runner/report/picture.hpp"

#include <algorithm>

#include "runner/report/narrator.hpp"

namespace giosim::report {
namespace {

constexpr std::string_view kTunable = "gio_portable_image";
constexpr std::string_view kStartupScript = "S302hpuxpi";
constexpr std::string_view kShutdownScript = "K692hpuxpi";

// Loading a store tells a million rows with one fact; room for them is not kept.
template <class Told>
void forget(std::vector<Told>& told) {
  constexpr std::size_t kKept = 1024;
  if (told.capacity() > kKept)
    std::vector<Told>().swap(told);
  else
    told.clear();
}

}  // namespace

void Picture::row(sim::RowChange change, const Row& row) {
  visit([&](const auto& told) { change == sim::RowChange::put ? put(told) : drop(told); },
             row);
}

void Picture::settled() {
  forget(told_nodes_);
  forget(told_interfaces_);
  forget(told_records_);
}

// ---- Rows --------------------------------------------------------------------------------------

void Picture::put(const NodeRow& row) {
  Node& node = nodes_[row.hw_path];
  if (node.instance != row.instance || node.device_class != row.device_class) {
    if (node.instance.given())
      nodes_by_number_.remove({node.device_class, node.instance}, row.hw_path);
    if (row.instance.given()) nodes_by_number_.add({row.device_class, row.instance}, row.hw_path);
  }
  node.device_class = row.device_class;
  node.state = row.state;
  node.instance = row.instance;
  told_nodes_.push_back(row.hw_path);
}

void Picture::drop(const NodeRow& row) {
  const auto found = nodes_.find(row.hw_path);
  if (found == nodes_.end()) return;
  const Node& node = found->second;
  nodes_by_number_.remove({node.device_class, node.instance}, row.hw_path);
  nodes_by_mac_.remove({node.device_class, node.mac}, row.hw_path);
  nodes_.erase(found);
}

void Picture::put(const IoconfigRow& row) {
  const auto [record, is_new] = records_.try_emplace({row.hw_path, row.device_class}, row.instance);
  if (!is_new && record->second != row.instance) {
    records_by_number_.remove({row.device_class, record->second}, row.hw_path);
    record->second = row.instance;
  }
  records_by_number_.add({row.device_class, row.instance}, row.hw_path);
  told_records_.emplace_back(row.hw_path, row.device_class);
}

void Picture::drop(const IoconfigRow& row) {
  const auto found = records_.find({row.hw_path, row.device_class});
  if (found == records_.end()) return;
  records_by_number_.remove({row.device_class, found->second}, row.hw_path);
  records_.erase(found);
}

void Picture::put(const ReservationRow& row) {
  Reservation& reservation = reservations_[{row.device_class, row.instance}];
  reservation.macs = row.macs;
  reservation.state = row.state;
  reservation.holder = row.holder;
}

void Picture::drop(const ReservationRow& row) {
  reservations_.erase({row.device_class, row.instance});
}

void Picture::put(const EntryRow& row) {
  entries_.insert_or_assign({row.device_class, row.instance}, Entry{row.hw_path, row.macs});
  most_entries_ = std::max(most_entries_, entries_.size());
}

void Picture::drop(const EntryRow& row) { entries_.erase({row.device_class, row.instance}); }

void Picture::put(const TunableRow& row) {
  if (row.name == kTunable) tunable_on_ = row.value != 0;
}

void Picture::drop(const TunableRow& row) {
  if (row.name == kTunable) tunable_on_ = false;
}

void Picture::put(const DlpiRow& row) {
  const auto [interface, is_new] =
      interfaces_.try_emplace(row.hw_path, Interface{row.ppa, row.mac});
  if (!is_new && interface->second.ppa != row.ppa)
    interfaces_by_ppa_.remove(interface->second.ppa, row.hw_path);
  interface->second = {row.ppa, row.mac};
  if (row.ppa.given()) interfaces_by_ppa_.add(row.ppa, row.hw_path);
  told_interfaces_.push_back(row.hw_path);
}

void Picture::drop(const DlpiRow& row) {
  const auto found = interfaces_.find(row.hw_path);
  if (found == interfaces_.end()) return;
  interfaces_by_ppa_.remove(found->second.ppa, row.hw_path);
  interfaces_.erase(found);
}

// ---- Facts -------------------------------------------------------------------------------------

void Picture::fact(const Fact& fact) {
  visit([this](const auto& alternative) { hear(alternative); }, fact);
}

// A card put where another one was is another node.
void Picture::hear(const NodeFound& f) {
  Node* node = find(f.hw_path);
  if (!node) return;
  nodes_by_mac_.remove({node->device_class, node->mac}, f.hw_path);
  node->mac = {};
  node->failed = false;
}

// A later reset may bring a station address; GIO knows the card by its first answer. A card that comes
// into a slot for which GIO was asked already is not asked for in this boot (A1): it matches nothing.
void Picture::hear(const MacLearnt& f) {
  Node* node = find(f.hw_path);
  if (!node || !node->mac.is_zero()) return;
  node->mac = f.mac;
  const bool asked_before = node->kept || node->reassigned > 0;
  if (asked_before) return;
  nodes_by_mac_.add({node->device_class, f.mac}, f.hw_path);
}

void Picture::hear(const InstanceReassigned& f) {
  if (Node* node = find(f.hw_path)) ++node->reassigned;
}

void Picture::hear(const InstanceKept& f) {
  if (Node* node = find(f.hw_path)) node->kept = f.because;
}

void Picture::hear(const InitFailed& f) {
  if (Node* node = find(f.hw_path)) node->failed = true;
}

void Picture::hear(const ScriptStarted& f) { running_.emplace(script_name(f.script)); }

void Picture::hear(const ScriptEnded& f) {
  const auto running = running_.find(script_name(f.script));
  if (running != running_.end()) running_.erase(running);
  if (script_name(f.script) == kStartupScript) pi_script_ended_ = true;
}

void Picture::hear(const InterfaceConfigured& f) {
  if (!pi_script_ended_ && !configured_before_pi_) configured_before_pi_ = f.interface;
}

void Picture::hear(const SettingApplied& f) {
  if (!pi_script_ended_ && !configured_before_pi_) configured_before_pi_ = f.interface;
}

void Picture::hear(const BootEnded&) { up_ = true; }

// ---- Questions ---------------------------------------------------------------------------------

Picture::Node* Picture::find(const HwPath& hw_path) {
  const auto found = nodes_.find(hw_path);
  return found == nodes_.end() ? nullptr : &found->second;
}

bool Picture::pi_script_running() const {
  return running_.contains(kStartupScript) || running_.contains(kShutdownScript);
}

bool Picture::pi_startup_running() const { return running_.contains(kStartupScript); }

const Picture::Node* Picture::node(const HwPath& hw_path) const {
  const auto found = nodes_.find(hw_path);
  return found == nodes_.end() ? nullptr : &found->second;
}

std::vector<HwPath> Picture::with_mac(DeviceClass device_class, MacAddress mac) const {
  std::vector<HwPath> found = nodes_by_mac_.of({device_class, mac});
  std::erase_if(
      found, [&](const HwPath& hw_path) { return nodes_.at(hw_path).state != NodeState::claimed; });
  return found;
}

const Picture::Reservation* Picture::reservation(DeviceClass device_class,
                                                 Instance instance) const {
  const auto found = reservations_.find({device_class, instance});
  return found == reservations_.end() ? nullptr : &found->second;
}

}  // namespace giosim::report
