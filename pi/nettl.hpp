// Nettl: the log of NetTL, the network tracing and logging facility; netfmt(1M) prints it.
//
// A subsystem logs a record, which is heard (NettlLogged) and waits in memory; write() appends what
// waits to the log file. When the disk does not take it, the records go on waiting for the next
// write(), a record about the failure behind them: nothing is lost without a word. A file that would
// grow over its bound becomes the old one first, and the old one goes.
//
// Facts: the files, the classes, the device ID that is a PPA, from HP's manuals of nettl and netfmt.
// Assumed: the file is text of our own, a line for each record, where HP's is binary; and the name of
// Portable Image's subsystem.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "sim/disk.hpp"
#include "sim/mutex.hpp"
#include "sim/trace.hpp"

namespace giosim::pi {

inline constexpr std::string_view kNettlLog = "/var/adm/nettl.LOG000";
inline constexpr std::string_view kNettlLogOld = "/var/adm/nettl.LOG001";
inline constexpr std::string_view kPiSubsystem = "HP_PI";

enum class LogClass { informative = 1, warning = 2, error = 4, disaster = 8 };

std::string_view word(LogClass log_class);  // "WARNING"

struct NettlRecord {
  sim::Time time{};            // virtual
  std::string subsystem;       // "HP_PI"
  LogClass log_class = LogClass::informative;
  std::int64_t device_id = -1; // the PPA it is about, or -1
  std::int64_t process_id = -1;  // -1: the kernel itself, or nobody knows
  std::int64_t user_id = -1;
  std::int64_t number = 0;     // of the message
  std::string text;

  friend bool operator==(const NettlRecord&, const NettlRecord&) = default;
};

std::string encode(const NettlRecord& record);  // one line
std::expected<NettlRecord, std::string> decode_nettl(std::string_view line);

class Nettl {
 public:
  // Assumed: HP-UX's default bound of a log file is 1000 kilobytes.
  static constexpr std::size_t kBound = 1000 * 1024;

  Nettl(sim::Kernel& kernel, sim::Disk& disk, sim::Trace& trace, std::size_t bound = kBound);

  // The time of the record is now.
  void log(NettlRecord record);

  // Appends what waits, in one commit. Takes no time when nothing waits.
  sim::Task<std::expected<void, sim::DiskError>> write();

  std::size_t waiting() const { return waiting_.size(); }

 private:
  sim::Kernel& kernel_;
  sim::Disk& disk_;
  sim::Trace& trace_;
  std::size_t bound_;
  sim::Mutex writing_;
  std::vector<NettlRecord> waiting_;
  bool failure_told_ = false;  // since the last write that went well
};

}  // namespace giosim::pi
