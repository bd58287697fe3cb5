// PortableImage: libhpuxpi, the library behind hpuxpitool.
//
// It saves, for every physical NIC, <H/W path, class, instance, driver, MAC1, MAC2 …> in KRS,
// and keeps the entries consistent: never two with one (class, instance), never one MAC address
// in two (K8). A save merges: what is present is written as it is now, entries of absent NICs
// and equivalents stay (K3).
//
// Document: "High-level architecture"; "Flow of operation"; "Appendix 1".
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/fact.hpp"
#include "dlpi/provider.hpp"
#include "gio/policy.hpp"
#include "krs/pi_config.hpp"
#include "krs/tunables.hpp"
#include "pi/merge.hpp"
#include "pi/move.hpp"
#include "sim/process.hpp"

namespace giosim::pi {

enum class PiError {
  unknown_mac,         // no entry has this MAC address
  mac_in_other_entry,  // it is in another entry already
  no_nic_mac           // no NIC can have it: all zero, or a group address
};

// What came of an update; all of it is stated as facts, too.
struct Updated {
  std::vector<std::string> fixed;             // the files that were replaced
  std::vector<ConfigurationRefused> refused;  // each is an error for the log
  std::expected<void, sim::DiskError> saved;  // the entries
};

class PortableImage {
 public:
  PortableImage(krs::Krs& krs, krs::Tunables& tunables, krs::PiConfig& config,
                const dlpi::DlpiProvider& dlpi, sim::Disk& disk, const gio::Policies& policies,
                sim::Trace& trace);

  // T4: -e and -d. The entries stay where they are.
  sim::Task<std::expected<void, sim::DiskError>> enable();
  sim::Task<std::expected<void, sim::DiskError>> disable();

  // K3: -s. Returns when the entries are on the disk (policy flush).
  sim::Task<std::expected<void, sim::DiskError>> save();

  // K4: -u. Fixes the driver configuration files up, from the entries as they are, and then saves.
  // In this order a power cut between the two repeats the fix-up, which changes nothing more; the
  // other way round it would be forgotten. A refusal keeps nothing else from being done.
  sim::Task<Updated> update();

  // K5: -a. Nothing is changed by what is refused.
  std::expected<void, PiError> add(MacAddress mac, MacAddress equivalent);

  // K6: -r. Without a MAC address, all entries go. With one: an equivalent leaves its entry,
  // the NIC's own address takes the whole entry with it.
  std::expected<void, PiError> remove(std::optional<MacAddress> mac);

  // K7: -g. By class and instance.
  std::vector<krs::PiEntry> get() const { return config_.entries(); }

  sim::Task<std::expected<void, sim::DiskError>> flush();

 private:
  // The moves of settings that these have made need not be kept in mind by the save.
  sim::Task<std::expected<void, sim::DiskError>> save_after(std::vector<Move> done);
  std::vector<Present> nics_present() const;
  sim::Task<> fix_up(Updated& updated, std::vector<Move>& done);

  krs::Krs& krs_;
  krs::Tunables& tunables_;
  krs::PiConfig& config_;
  const dlpi::DlpiProvider& dlpi_;
  sim::Disk& disk_;
  const gio::Policies& policies_;
  sim::Trace& trace_;
};

}  // namespace giosim::pi
