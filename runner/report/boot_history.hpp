// BootHistory: how the boots of machines and the lives of disks went, as far as invariants that
// compare boots (I11, I12, I14) need to know.
//
// A disk is the image that a move carries. It is known by who moved it where; a clone begins a
// life of its own. Whatever makes two boots incomparable (a card plugged, a tunable set, a
// failure, a crash) is noted as a disturbance: then nothing is claimed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "runner/report/picture.hpp"
#include "sim/trace.hpp"

namespace giosim::report {

// What a boot left behind when it ended.
struct BootEnd {
  KeyMap<HwPath, Picture::Node> nodes;
  std::vector<HwPath> with_entry;  // those whose MAC was in a saved entry, in order
  bool tunable_on = false;
  std::uint64_t seq = 0;  // of the fact that ended it
};

// What a disk has met.
struct DiskLife {
  KeySet<PathKey> paths;        // where devices ever were
  KeySet<MacAddress> macs;      // those of NICs, and equivalents
  bool ioconfig_known = false;  // what it held when this run began is in the sets above
  bool krs_known = false;
  int moves = 0;
  std::uint64_t disturbed_at = 0;                  // last disturbance of what it holds
  std::map<MacAddress, std::uint64_t> dropped_at;  // last time an entry with it was dropped

  // How it left each machine where it was shut down cleanly, switched on.
  struct Visit {
    std::shared_ptr<const BootEnd> end;
    int moves = 0;
  };
  std::map<std::string, Visit> visits;
};

class BootHistory {
 public:
  // To be told every fact, before the picture of the machine is cleared.
  void fact(const sim::Stamped& stamped, const Picture& picture);

  // The boot before, when booting again had to change nothing; else nullptr.
  const BootEnd* undisturbed_predecessor(const std::string& machine, const Picture& picture) const;
  // How this machine was left when its present disk was taken away and has now come back, the
  // hardware being the same; else nullptr.
  const BootEnd* before_the_journey(const std::string& machine, const Picture& picture) const;
  // Of the disk that is in the machine.
  const DiskLife* disk_in(const std::string& machine) const;

 private:
  struct MachineLog {
    int disk = 0;
    bool disturbed = false;               // in this boot, or since its end
    bool disturbed_before = false;        // in the boot before, or since its end
    std::shared_ptr<const BootEnd> last;  // the boot before, if it ended cleanly
  };

  MachineLog& log(const std::string& machine);
  void ended(const sim::Stamped& stamped, const Picture& picture, PowerOff how);
  void moved(const sim::Stamped& stamped, const std::string& from);
  void cloned(const sim::Stamped& stamped, const std::string& from);
  void met(DiskLife& disk, const Fact& fact, const Picture& picture, std::uint64_t seq);

  std::map<std::string, MachineLog> machines_;
  std::map<int, DiskLife> disks_;
  int last_disk_ = 0;
};

}  // namespace giosim::report
