#include "runner/report/picture.hpp"

#include <algorithm>

#include "runner/report/narrator.hpp"

namespace giosim::report {
namespace {

constexpr std::string_view kTunable = "gio_portable_image";
constexpr std::string_view kStartupScript = "S302hpuxpi";
constexpr std::string_view kShutdownScript = "K692hpuxpi";

template <class What>
std::vector<HwPath> paths(const std::set<std::pair<What, HwPath>>& index, const What& what) {
  std::vector<HwPath> found;
  for (auto at = index.lower_bound({what, HwPath()}); at != index.end() && at->first == what; ++at)
    found.push_back(at->second);
  return found;
}

}  // namespace

void Picture::row(sim::RowChange change, const Row& row) {
  std::visit([&](const auto& told) { change == sim::RowChange::put ? put(told) : drop(told); },
             row);
  told_.push_back(row);
}

// ---- Rows --------------------------------------------------------------------------------------

void Picture::put(const NodeRow& row) {
  Node& node = nodes_[row.hw_path];
  nodes_by_number_.erase({{node.device_class, node.instance}, row.hw_path});
  node.device_class = row.device_class;
  node.state = row.state;
  node.instance = row.instance;
  if (row.instance.given())
    nodes_by_number_.insert({{row.device_class, row.instance}, row.hw_path});
}

void Picture::drop(const NodeRow& row) {
  const auto found = nodes_.find(row.hw_path);
  if (found == nodes_.end()) return;
  const Node& node = found->second;
  nodes_by_number_.erase({{node.device_class, node.instance}, row.hw_path});
  nodes_by_mac_.erase({{node.device_class, node.mac}, row.hw_path});
  nodes_.erase(found);
}

void Picture::put(const IoconfigRow& row) {
  drop(row);
  records_[{row.hw_path, row.device_class}] = row.instance;
  records_by_number_.insert({{row.device_class, row.instance}, row.hw_path});
}

void Picture::drop(const IoconfigRow& row) {
  const auto found = records_.find({row.hw_path, row.device_class});
  if (found == records_.end()) return;
  records_by_number_.erase({{row.device_class, found->second}, row.hw_path});
  records_.erase(found);
}

void Picture::put(const ReservationRow& row) {
  drop(row);
  const NumberKey number{row.device_class, row.instance};
  reservations_[number] = row;
  for (MacAddress mac : row.macs) reservations_by_mac_[{row.device_class, mac}] = number;
}

void Picture::drop(const ReservationRow& row) {
  const auto found = reservations_.find({row.device_class, row.instance});
  if (found == reservations_.end()) return;
  for (MacAddress mac : found->second.macs) {
    const auto by_mac = reservations_by_mac_.find({row.device_class, mac});
    if (by_mac != reservations_by_mac_.end() && by_mac->second == found->first)
      reservations_by_mac_.erase(by_mac);
  }
  reservations_.erase(found);
}

void Picture::put(const EntryRow& row) {
  entries_[{row.device_class, row.instance}] = row;
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
  drop(row);
  interfaces_[row.hw_path] = {row.ppa, row.mac};
  interfaces_by_ppa_.insert({row.ppa, row.hw_path});
}

void Picture::drop(const DlpiRow& row) {
  const auto found = interfaces_.find(row.hw_path);
  if (found == interfaces_.end()) return;
  interfaces_by_ppa_.erase({found->second.ppa, row.hw_path});
  interfaces_.erase(found);
}

// ---- Facts -------------------------------------------------------------------------------------

void Picture::fact(const Event& fact) {
  std::visit([this](const auto& alternative) { hear(alternative); }, fact);
}

// A card put where another one was is another node.
void Picture::hear(const NodeFound& f) {
  Node* node = find(f.hw_path);
  if (!node) return;
  nodes_by_mac_.erase({{node->device_class, node->mac}, f.hw_path});
  node->mac = {};
  node->reassigned = 0;
  node->failed = false;
  node->kept.reset();
}

// A later reset may bring a station address; GIO knows the card by its first answer.
void Picture::hear(const MacLearnt& f) {
  Node* node = find(f.hw_path);
  if (!node || !node->mac.is_zero()) return;
  node->mac = f.mac;
  nodes_by_mac_.insert({{node->device_class, f.mac}, f.hw_path});
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

void Picture::hear(const BootEnded&) { up_ = true; }

// ---- Questions ---------------------------------------------------------------------------------

Picture::Node* Picture::find(const HwPath& hw_path) {
  const auto found = nodes_.find(hw_path);
  return found == nodes_.end() ? nullptr : &found->second;
}

bool Picture::pi_script_running() const {
  return running_.contains(kStartupScript) || running_.contains(kShutdownScript);
}

const Picture::Node* Picture::node(const HwPath& hw_path) const {
  const auto found = nodes_.find(hw_path);
  return found == nodes_.end() ? nullptr : &found->second;
}

std::vector<HwPath> Picture::holders(DeviceClass device_class, Instance instance) const {
  return paths(nodes_by_number_, NumberKey{device_class, instance});
}

std::vector<HwPath> Picture::recorded(DeviceClass device_class, Instance instance) const {
  return paths(records_by_number_, NumberKey{device_class, instance});
}

std::vector<HwPath> Picture::with_ppa(Ppa ppa) const { return paths(interfaces_by_ppa_, ppa); }

std::vector<HwPath> Picture::with_mac(DeviceClass device_class, MacAddress mac) const {
  std::vector<HwPath> found = paths(nodes_by_mac_, MacKey{device_class, mac});
  std::erase_if(
      found, [&](const HwPath& hw_path) { return nodes_.at(hw_path).state != NodeState::claimed; });
  return found;
}

const ReservationRow* Picture::reservation(DeviceClass device_class, Instance instance) const {
  const auto found = reservations_.find({device_class, instance});
  return found == reservations_.end() ? nullptr : &found->second;
}

const ReservationRow* Picture::reserved_for(DeviceClass device_class, MacAddress mac) const {
  const auto found = reservations_by_mac_.find({device_class, mac});
  return found == reservations_by_mac_.end()
             ? nullptr
             : reservation(found->second.first, found->second.second);
}

}  // namespace giosim::report
