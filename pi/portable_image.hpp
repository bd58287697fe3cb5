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
#include <vector>

#include "dlpi/provider.hpp"
#include "gio/policy.hpp"
#include "krs/pi_config.hpp"
#include "krs/tunables.hpp"
#include "sim/process.hpp"

namespace giosim::pi {

enum class PiError {
  unknown_mac,         // no entry has this MAC address
  mac_in_other_entry,  // it is in another entry already
  no_nic_mac           // no NIC can have it: all zero, or a group address
};

class PortableImage {
 public:
  PortableImage(krs::Krs& krs, krs::Tunables& tunables, krs::PiConfig& config,
                const dlpi::DlpiProvider& dlpi, const gio::Policies& policies, sim::Trace& trace);

  // T4: -e and -d. The entries stay where they are.
  sim::Task<std::expected<void, sim::DiskError>> enable();
  sim::Task<std::expected<void, sim::DiskError>> disable();

  // K3: -s. Returns when the entries are on the disk (policy flush).
  sim::Task<std::expected<void, sim::DiskError>> save();

  // K5: -a. Nothing is changed by what is refused.
  std::expected<void, PiError> add(MacAddress mac, MacAddress equivalent);

  // K6: -r. Without a MAC address, all entries go. With one: an equivalent leaves its entry,
  // the NIC's own address takes the whole entry with it.
  std::expected<void, PiError> remove(std::optional<MacAddress> mac);

  // K7: -g. By class and instance.
  std::vector<krs::PiEntry> get() const { return config_.entries(); }

  sim::Task<std::expected<void, sim::DiskError>> flush();

 private:
  krs::Krs& krs_;
  krs::Tunables& tunables_;
  krs::PiConfig& config_;
  const dlpi::DlpiProvider& dlpi_;
  const gio::Policies& policies_;
  sim::Trace& trace_;
};

}  // namespace giosim::pi
