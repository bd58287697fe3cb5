// Ilan: Infrastructure LAN, the part that all Ethernet drivers have in common.
//
// Its internal reset carries a MAC address from the HDM to GIO, and the answer to the HDM and
// to DLPI, in this order (D1):
//
//   MAC from HDM · io_node_reassign_instance() · [PPA into HDM · PPA into DLPI] · MAC into DLPI
//
// On a multiprocessor other drivers and observers run between these steps, so here too: each
// step but GIO's call itself stands between two scheduling points.
//
// Document: "Ethernet drivers"; "Data Link Provider Interface (DLPI)".
#pragma once

#include <expected>
#include <map>
#include <vector>

#include "base/dump.hpp"
#include "dlpi/provider.hpp"
#include "gio/gio.hpp"
#include "ilan/hdm.hpp"
#include "sim/process.hpp"

namespace giosim::ilan {

// ILAN's own data of one card.
struct IlanInterface {
  gio::IoNode* node = nullptr;
  Hdm* hdm = nullptr;
  Ppa ppa;
  bool up = false;  // a MAC address is published
};

class Ilan {
 public:
  Ilan(sim::Kernel& kernel, gio::Gio& gio, dlpi::DlpiProvider& dlpi, sim::Trace& trace);

  // The driver has claimed the node: makes the interface, with the initial instance as PPA.
  IlanInterface& attach(gio::IoNode& node, Hdm& hdm);
  // Its DLPI instance, which has that PPA and no MAC address yet.
  void show_to_dlpi(const IlanInterface& interface);

  // The first reset of a node in a boot asks GIO for the instance (A1); a later one does not:
  // it withdraws the published address before the new one goes out (D6). An error comes from
  // the HDM; the caller fails its init with it. The interface lives until detach().
  sim::Task<std::expected<void, HdmError>> internal_reset(IlanInterface& interface);

  // Nobody can use the interface until the next reset: its MAC address is withdrawn, its PPA
  // stays. Nothing happens when none is published.
  void take_down(IlanInterface& interface);

  // ioinit gives these interfaces, which are down, other instances. In the order of D1, but for
  // all of them at once, as a circle of PPAs cannot be walked one by one (I15). MUST: the HDMs
  // are at rest and have their cards.
  void instances_forced(const std::vector<IlanInterface*>& interfaces);

  // The driver has given the card up: DLPI shows no trace of it (D5).
  void detach(IlanInterface& interface);

  void dump(Dump& dump) const;

 private:
  void publish_mac(IlanInterface& interface);
  IlanRow row_of(const IlanInterface& interface) const;

  sim::Kernel& kernel_;
  gio::Gio& gio_;
  dlpi::DlpiProvider& dlpi_;
  sim::Trace& trace_;
  std::map<HwPath, IlanInterface> interfaces_;
};

}  // namespace giosim::ilan
