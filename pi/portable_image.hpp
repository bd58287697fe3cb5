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
#include "pi/error.hpp"
#include "pi/merge.hpp"
#include "pi/message.hpp"
#include "pi/move.hpp"
#include "pi/nettl.hpp"
#include "pi/nics_present.hpp"
#include "sim/process.hpp"

namespace giosim::pi {

// What a save did, and what it warns of. The warnings go to NetTL's log, too; a log that the disk
// does not take fails no save.
struct Saved {
  std::int64_t entries = 0;  // in KRS now
  std::vector<NotLearnt> not_learnt;
  std::vector<EntryDropped> dropped;
  bool warnings_logged = true;  // false: they wait in memory, the disk did not take them
};

// What came of an update; all of it is stated as facts, too.
struct Updated {
  std::vector<std::string> fixed;             // the files that were replaced
  std::vector<ConfigurationRefused> refused;  // each is an error for the log
  std::expected<Saved, PiError> saved;        // the entries
};

class PortableImage {
 public:
  PortableImage(krs::Krs& krs, krs::Tunables& tunables, krs::PiConfig& config,
                dlpi::DlpiProvider& dlpi, sim::Disk& disk, Nettl& nettl,
                const gio::Policies& policies, sim::Trace& trace);

  // T4: -e and -d. The entries stay where they are. PiError::patch_missing: see may_be_enabled().
  sim::Task<std::expected<void, PiError>> enable();
  sim::Task<std::expected<void, PiError>> disable();

  // K3: -s. Returns when the entries are on the disk (policy flush). An entry that is not saved or
  // has to go is a warning, not an error.
  sim::Task<std::expected<Saved, PiError>> save();

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

  // The entry that has this MAC address, be it its own or an equivalent.
  std::optional<krs::PiEntry> find(MacAddress mac) const;

  // Writes what add() and remove() have changed (policy flush).
  sim::Task<std::expected<void, PiError>> flush();

 private:
  // The moves of settings that these have made need not be kept in mind by the save.
  sim::Task<std::expected<Saved, PiError>> save_after(std::vector<Move> done);
  Saved save_in_krs(const std::vector<Move>& done);
  sim::Task<> fix_up(Updated& updated, std::vector<Move>& done);

  // To NetTL; `about` is the PPA, or none.
  void log(LogClass log_class, const Message& message, Ppa about);
  void replace_and_tell(const Merged& merged);
  void log_warnings(const Saved& saved);
  void log_failure(PiError error);

  krs::Krs& krs_;
  krs::Tunables& tunables_;
  krs::PiConfig& config_;
  dlpi::DlpiProvider& dlpi_;
  sim::Disk& disk_;
  Nettl& nettl_;
  const gio::Policies& policies_;
  sim::Trace& trace_;
};

}  // namespace giosim::pi
