#include "gio/gio.hpp"

#include <algorithm>

#include "base/must.hpp"
#include "gio/considered.hpp"

namespace giosim::gio {

Gio::Gio(sim::Kernel& kernel, sim::Disk& disk, sim::Trace& trace, const krs::Tunables& tunables,
         const Policies& policies)
    : trace_(trace), tunables_(tunables), policies_(policies), ioconfig_(kernel, disk, trace) {}

void Gio::install_driver(const DriverInfo& driver) { drivers_[driver.name] = driver; }

void Gio::load_ioconfig() {
  MUST(tree_.empty());
  ioconfig_.load();
  for (const IoconfigRow& record : ioconfig_.records())
    numbers_[record.device_class].record(record.instance, record.hw_path);
}

IoNode& Gio::found(HwPath hw_path, DeviceClass device_class, DriverName driver) {
  const IoNode fresh{.hw_path = hw_path, .device_class = device_class};
  IoNode& node = *tree_.add(hw_path, fresh).first;
  MUST(node.device_class == device_class);
  if (node.state == NodeState::no_hw) node.state = NodeState::unclaimed;
  node.driver = driver;
  trace_.put(row_of(node));
  trace_.record(NodeFound{hw_path, device_class});
  return node;
}

bool Gio::claim(IoNode& node) {
  const auto driver = drivers_.find(node.driver);
  if (driver == drivers_.end()) return claim_failed(node), false;

  InstanceMap& numbers = numbers_[node.device_class];
  const bool had_one = node.instance.given();
  const std::optional<Instance> record = ioconfig_.instance_of(node.hw_path, node.device_class);
  // A record whose number is reserved is masked (policy freed_record: record_stays).
  const bool recorded = record && numbers.state(*record) == NumberState::recorded;
  const std::optional<Instance> number = had_one    ? node.instance
                                         : recorded ? record
                                                    : free_number(numbers);
  if (!number) return claim_failed(node), false;

  node.state = NodeState::claimed;
  node.instance_replaceable = driver->second.instance_replaceable;
  trace_.put(row_of(node));
  trace_.record(NodeClaimed{node.hw_path, node.device_class, node.driver});
  if (had_one) return true;

  InstanceAssigned assigned{node.hw_path, node.device_class, *number, AssignedBy::record, {}};
  if (!recorded)
    assigned.by = policies_.initial_instance == InitialInstance::outside_set
                      ? AssignedBy::lowest_free
                      : AssignedBy::above_reserved;
  if (trace_.listened())
    assigned.considered = recorded ? considered_with_record(numbers, *number)
                                   : considered_for_scan(numbers, *number, assigned.by);

  numbers.take_initial(*number, node.hw_path);
  node.instance = node.initial = *number;
  if (!record) ioconfig_.set(node.hw_path, node.device_class, *number);
  trace_.put(row_of(node));
  trace_.record(std::move(assigned));
  return true;
}

std::optional<Instance> Gio::free_number(const InstanceMap& numbers) const {
  return policies_.initial_instance == InitialInstance::outside_set
             ? numbers.lowest_free()
             : numbers.lowest_free_above_reserved();
}

void Gio::claim_failed(IoNode& node) {
  node.state = NodeState::unclaimed;
  trace_.put(row_of(node));
  trace_.record(NodeNotClaimed{node.hw_path, node.device_class, node.driver});
}

void Gio::scan_ended() { trace_.record(ScanEnded{static_cast<std::int64_t>(tree_.size())}); }

void Gio::hardware_gone(HwPath hw_path) { change_state(hw_path, NodeState::no_hw); }

void Gio::suspended(HwPath hw_path) {
  MUST(node(hw_path)->state == NodeState::claimed);
  change_state(hw_path, NodeState::suspended);
}

void Gio::resumed(HwPath hw_path) {
  MUST(node(hw_path)->state == NodeState::suspended);
  change_state(hw_path, NodeState::claimed);
}

void Gio::change_state(HwPath hw_path, NodeState to) {
  IoNode* const there = node(hw_path);
  MUST(there != nullptr);
  const NodeState before = there->state;
  there->state = to;
  trace_.put(row_of(*there));
  trace_.record(NodeStateChanged{hw_path, before, to});
}

IoNode* Gio::node(HwPath hw_path) {
  return tree_.find(hw_path);
}

std::vector<IoconfigRow> Gio::listing() const {
  std::vector<IoconfigRow> rows = ioconfig_.records();
  if (policies_.freed_record == FreedRecord::reservation_listed)
    for (const Reservation& reservation : reservations_.all())
      if (!reservation.handed_over())
        rows.push_back({reservation.formerly_at, reservation.device_class, reservation.instance});
  std::ranges::stable_sort(rows, {}, [](const IoconfigRow& row) {
    return std::pair(row.device_class, row.instance);
  });
  return rows;
}

void Gio::dump(Dump& dump) const {
  for (const IoNode& node : tree_) dump.row(row_of(node));
  for (const IoconfigRow& record : ioconfig_.records()) dump.row(record);
  for (const Reservation& reservation : reservations_.all())
    dump.row(reservations_.row_of(reservation));
}

}  // namespace giosim::gio
