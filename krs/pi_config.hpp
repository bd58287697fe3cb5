// PiConfig: the saved configuration of Portable Image in KRS, entry by entry.
//
// It is the schema that GIO reads at boot and that libhpuxpi writes. One entry is one KRS
// value below kEntries: "<H/W path> <class> <instance> <driver> <MAC1>[,<MAC2> …]".
//
// Document: "Flow of operation": "<H/W path, class of device, instance number, driver name,
// MAC address1, MAC address2 ...>".
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/mac_address.hpp"
#include "base/mac_list.hpp"
#include "base/words.hpp"
#include "krs/krs.hpp"

namespace giosim::krs {

inline constexpr std::string_view kEntries = "gio/pi/entry/";

struct PiEntry {
  HwPath hw_path;
  DeviceClass device_class = kLan;
  Instance instance;
  DriverName driver;
  MacList macs;  // MAC1 is the NIC's own, the others are its equivalents

  bool has(MacAddress mac) const;

  std::string text() const;
  // What cannot be read is the reason to skip the entry (R5).
  static std::expected<PiEntry, SkipReason> parse(std::string_view text);
};

EntryRow row_of(const PiEntry& entry);

class PiConfig {
 public:
  explicit PiConfig(Krs& krs, sim::Trace& trace) : krs_(krs), trace_(trace) {}

  // Each stored entry, readable or not, in the order of KRS.
  std::vector<std::expected<PiEntry, SkipReason>> read() const;

  // The readable ones, by class and instance; of several with one instance the first (R5).
  std::vector<PiEntry> entries() const;

  // Tells the listeners what KRS holds, once it is loaded.
  void show() const;

  // Makes these the entries. MUST: no (class, instance) twice (K8). The caller flushes KRS.
  void replace(const std::vector<PiEntry>& entries);

  // The same one by one, so that each change stands in the trace with the fact that names it.
  class Replacement;

  // The KRS path of the entry with this class and instance.
  static std::string krs_path(const PiEntry& entry);

 private:
  using Key = std::pair<DeviceClass, Instance>;

  std::size_t stored() const;
  std::vector<std::pair<Key, std::string>> stale_beside(const std::vector<PiEntry>& entries) const;
  void set(const PiEntry& entry);
  void erased(const Key& key);

  Krs& krs_;
  sim::Trace& trace_;
};

class PiConfig::Replacement {
 public:
  Replacement(PiConfig& config, const std::vector<PiEntry>& entries);
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  void change(DeviceClass device_class, Instance instance);  // nothing, when it was changed already
  void change_the_rest();

 private:
  struct Change {
    std::vector<std::string> stale;  // KRS paths
    std::optional<PiEntry> entry;    // nothing: it goes
  };
  void perform(const Key& key, const Change& change);

  PiConfig& config_;
  std::map<Key, Change> waiting_;
};

}  // namespace giosim::krs
