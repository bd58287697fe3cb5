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

#include <cstdint>
#include <vector>

#include "base/dump.hpp"
#include "base/table.hpp"
#include "dlpi/provider.hpp"
#include "gio/gio.hpp"
#include "ilan/hdm.hpp"
#include "sim/label.hpp"

namespace giosim::ilan {

// ILAN's own data of one card.
struct IlanInterface {
  gio::IoNode* node = nullptr;
  Hdm* hdm = nullptr;
  Ppa ppa;
  bool up = false;  // a MAC address is published
};

class Ilan;

// An internal reset under way. The driver's process takes it from step to step:
//
//   ilan::Reset reset = ilan.internal_reset(interface);
//   while (reset.step(ilan)) co_await kernel.yield(reset.label());
//
// The first reset of a node in a boot asks GIO for the instance (A1); a later one does not: it
// withdraws the published address before the new one goes out (D6). An error comes from the HDM;
// the caller fails its init with it. It is no coroutine, since a million of them wait at once.
class Reset {
 public:
  explicit Reset(IlanInterface& interface) : interface_(interface) {}

  // Does the next step. True: there is another one, for which it is ready.
  bool step(Ilan& ilan);
  sim::Label label() const;
  bool failed() const { return failed_; }

 private:
  enum class Step : std::uint8_t { start, reassign, ppa_into_hdm, ppa_into_dlpi, mac_into_dlpi };

  bool start(Ilan& ilan);
  bool reassign(Ilan& ilan);
  bool ppa_into_hdm();
  bool ppa_into_dlpi(Ilan& ilan);
  bool mac_into_dlpi(Ilan& ilan);

  bool then(Step next) { return next_ = next, true; }
  bool fail() { return failed_ = true, false; }

  IlanInterface& interface_;
  MacAddress mac_;  // the factory address, as the HDM told it at the start
  Step next_ = Step::start;
  bool failed_ = false;
};
static_assert(sizeof(Reset) == 16);

class Ilan {
 public:
  Ilan(gio::Gio& gio, dlpi::DlpiProvider& dlpi, sim::Trace& trace)
      : gio_(gio), dlpi_(dlpi), trace_(trace) {}

  // The driver has claimed the node: makes the interface, with the initial instance as PPA.
  IlanInterface& attach(gio::IoNode& node, Hdm& hdm);
  // Its DLPI instance, which has that PPA and no MAC address yet.
  void show_to_dlpi(const IlanInterface& interface);

  // The interface lives until detach().
  Reset internal_reset(IlanInterface& interface) { return Reset(interface); }

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
  struct PathOfInterface {
    const HwPath& operator()(const IlanInterface& interface) const {
      return interface.node->hw_path;
    }
  };

  friend class Reset;
  IlanRow row_of(const IlanInterface& interface) const;

  gio::Gio& gio_;
  dlpi::DlpiProvider& dlpi_;
  sim::Trace& trace_;
  Table<IlanInterface, PathOfInterface> interfaces_;
};

}  // namespace giosim::ilan
