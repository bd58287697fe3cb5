// StateMirror: a listener's picture of every machine, folded from the rows it was told.
//
// machine -> table -> key -> row. For each fact it knows what changed with it, and for each row
// which fact wrote it last. When a machine is off its rows are gone. It never looks at a machine:
// a difference between this picture and a dump() is a change that no fact spoke of.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/row.hpp"
#include "runner/report/cell.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

// One row that differs before and after a fact. Without a before it is new, without an after
// it is gone.
struct RowDelta {
  std::string_view table;
  const std::string& key;
  const Row* before;
  const Row* after;
};

// One cell that differs, of a row which was there before and is there after.
struct CellDelta {
  std::string_view field;
  Cell before, after;
};
std::vector<CellDelta> differences(const Row& before, const Row& after);

class StateMirror {
 public:
  void row(const sim::Life& life, sim::RowChange change, const Row& row);

  // Tells what changed since the last fact, then forgets it. To be called once for each fact.
  void settle(const sim::Stamped& stamped, const std::function<void(const RowDelta&)>& changed);

  // The fact that wrote the row with the key of `like`, not counting changes that are not
  // settled; 0 when there is no such row.
  std::uint64_t writer(std::string_view machine, const Row& like) const;

  // The row as it is now; nullptr when there is none.
  const Row* find(std::string_view machine, const Row& like) const;

  // Every row, by machine, table and key, all in the order of their bytes.
  void each(const std::function<void(const std::string& machine, std::string_view table,
                                     const std::string& key, const Row&)>& visit) const;

 private:
  struct Slot {
    Row row;
    std::uint64_t writer = 0;
    bool present = false;
    bool pending = false;
  };
  using Table = std::map<std::string, Slot>;
  using Tables = std::array<Table, variant_size_v<Row>>;
  struct Pending {
    Table* table;
    Table::iterator slot;
    Row before;
    bool was_present;
  };

  const Slot* slot(std::string_view machine, const Row& like) const;

  std::map<std::string, Tables, std::less<>> machines_;
  std::vector<Pending> pending_;
};

}  // namespace giosim::report
