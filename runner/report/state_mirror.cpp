#include "runner/report/state_mirror.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace giosim::report {
namespace {

using TableOrder = std::array<std::size_t, variant_size_v<Row>>;

template <std::size_t... I>
std::array<std::string_view, sizeof...(I)> table_names(std::index_sequence<I...>) {
  return {variant_alternative_t<I, Row>::table...};
}

// The alternatives of Row by the name of their table.
TableOrder tables_by_name() {
  const auto names = table_names(std::make_index_sequence<variant_size_v<Row>>());
  TableOrder order;
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return names[i]; });
  return order;
}

}  // namespace

std::vector<CellDelta> differences(const Row& before, const Row& after) {
  std::vector<CellDelta> found;
  std::vector<Field> old_cells = cells_of(before);
  std::vector<Field> new_cells = cells_of(after);
  for (std::size_t i = 0; i < old_cells.size(); ++i)
    if (old_cells[i].second != new_cells[i].second)
      found.push_back(
          {old_cells[i].first, std::move(old_cells[i].second), std::move(new_cells[i].second)});
  return found;
}

void StateMirror::row(const sim::Life& life, sim::RowChange change, const Row& row) {
  auto machine = machines_.find(life.machine);
  if (machine == machines_.end()) machine = machines_.try_emplace(life.machine).first;
  Table& table = machine->second[row.index()];

  std::string key = key_of(row);
  auto slot = table.find(key);
  if (slot == table.end()) {
    if (change == sim::RowChange::drop) return;
    slot = table.emplace(std::move(key), Slot{row}).first;
    slot->second.pending = true;
    pending_.push_back({&table, slot, row, false});
  } else if (!slot->second.pending) {
    slot->second.pending = true;
    pending_.push_back({&table, slot, std::move(slot->second.row), true});
  }
  slot->second.row = row;
  slot->second.present = change == sim::RowChange::put;
}

void StateMirror::settle(const sim::Stamped& stamped,
                         const std::function<void(const RowDelta&)>& changed) {
  for (Pending& pending : pending_) {
    Slot& slot = pending.slot->second;
    slot.pending = false;
    const std::string_view table = table_of(slot.row);
    const std::string& key = pending.slot->first;
    if (slot.present) {
      const bool differs = !pending.was_present || !differences(pending.before, slot.row).empty();
      if (differs) {
        changed({table, key, pending.was_present ? &pending.before : nullptr, &slot.row});
        slot.writer = stamped.seq;
      }
    } else {
      if (pending.was_present) changed({table, key, &pending.before, nullptr});
      pending.table->erase(pending.slot);
    }
  }
  pending_.clear();

  if (!holds_alternative<MachinePoweredOff>(*stamped.fact)) return;
  const auto machine = machines_.find(stamped.life->machine);
  if (machine == machines_.end()) return;
  for (const Table& table : machine->second)
    for (const auto& [key, slot] : table) changed({table_of(slot.row), key, &slot.row, nullptr});
  machines_.erase(machine);
}

const StateMirror::Slot* StateMirror::slot(std::string_view machine, const Row& like) const {
  const auto tables = machines_.find(machine);
  if (tables == machines_.end()) return nullptr;
  const Table& table = tables->second[like.index()];
  const auto slot = table.find(key_of(like));
  return slot == table.end() ? nullptr : &slot->second;
}

std::uint64_t StateMirror::writer(std::string_view machine, const Row& like) const {
  const Slot* found = slot(machine, like);
  return found ? found->writer : 0;
}

const Row* StateMirror::find(std::string_view machine, const Row& like) const {
  const Slot* found = slot(machine, like);
  return found && found->present ? &found->row : nullptr;
}

void StateMirror::each(const std::function<void(const std::string&, std::string_view,
                                                const std::string&, const Row&)>& visit) const {
  static const TableOrder kByName = tables_by_name();
  for (const auto& [machine, tables] : machines_)
    for (std::size_t table : kByName)
      for (const auto& [key, slot] : tables[table])
        if (slot.present) visit(machine, table_of(slot.row), key, slot.row);
}

}  // namespace giosim::report
