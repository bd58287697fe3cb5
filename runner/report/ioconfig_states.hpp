// IoconfigStates: the listings of ioconfig that the document's example lists: before the scan,
// after it, and at the end, of the last boot of each machine.
//
// Folded from rows, like every other report. A large machine's listing is cut.
#pragma once

#include <cstddef>
#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "base/row.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

// Is a reservation a line of the listing until it is handed over? (policy freed_record)
enum class ReservationLines { shown, hidden };

class IoconfigStates : public sim::TraceSink {
 public:
  static constexpr std::size_t kMostRecords = 24;

  explicit IoconfigStates(ReservationLines lines) : lines_(lines) {}

  void row(const sim::Life& life, sim::RowChange change, const Row& row) override;
  void fact(const sim::Stamped& stamped) override;

  // Machines in the order in which they were first powered on.
  void print(std::ostream& out) const;

 private:
  struct Listing {
    bool taken = false;
    std::size_t records = 0;
    std::vector<IoconfigRow> first;  // the first kMostRecords of them
  };
  struct Boot {
    std::string machine;
    int number = 0;
    bool running = false;
    std::map<std::pair<HwPath, DeviceClass>, Instance> records{};
    std::map<std::pair<DeviceClass, Instance>, HwPath> reservations{};
    Listing before_scan{}, after_scan{}, at_end{};
  };

  Boot& boot_of(const sim::Life& life);
  Listing listing(const Boot& boot) const;

  ReservationLines lines_;
  std::vector<Boot> boots_;
};

}  // namespace giosim::report
