// DlpiProvider: the table of LAN interfaces that DLPI users see, by PPA.
//
// ILAN makes an instance when a driver attaches, moves it to another PPA and publishes its MAC
// address through dlpi_prop(). What stands here is what lanscan prints. Each call runs to
// completion, so a reader sees PPA and MAC address of an interface in one look (D4).
//
// Users talk to it through streams (dlpi/streams.hpp), which send and receive frames.
//
// Document: "Data Link Provider Interface (DLPI)".
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "base/dump.hpp"
#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/mac_address.hpp"
#include "base/table.hpp"
#include "dlpi/dl_errno.hpp"
#include "dlpi/traffic.hpp"
#include "sim/trace.hpp"

namespace giosim::dlpi {

struct DlpiInstance {
  HwPath hw_path;
  DriverName driver;
  Ppa ppa;
  MacAddress factory_mac;   // DL_FACT_PHYS_ADDR; all zero until ILAN has told it
  MacAddress mac;           // DL_CURR_PHYS_ADDR; all zero: not published
  std::int32_t nm_id = 0;   // Network Management ID, in the order of creation, from 1
};

// The properties that dlpi_prop() sets.
struct SetPpa {
  Ppa ppa;
};
struct SetMac {
  MacAddress factory;
  MacAddress current;  // all zero withdraws the published address (D6)
};
using DlpiProperty = std::variant<SetPpa, SetMac>;

class Streams;

class DlpiProvider {
 public:
  explicit DlpiProvider(sim::Trace& trace);
  DlpiProvider(const DlpiProvider&) = delete;
  DlpiProvider& operator=(const DlpiProvider&) = delete;
  ~DlpiProvider();

  // A driver has attached. The PPA is not published with a MAC address yet.
  void create(HwPath hw_path, DriverName driver, Ppa ppa);

  // Sets one property of an instance. The PPA comes from GIO and is not questioned: whether two
  // instances have one PPA is for GIO to prevent (I15).
  // DL_NOTINIT: no such instance. DL_BADPPA: a negative PPA. DL_BADADDR: an address that no NIC
  // can have.
  std::expected<void, DlErrno> dlpi_prop(HwPath hw_path, const DlpiProperty& property);

  // The property PPA of several instances at once, so that numbers can change places (I15).
  // MUST: they are there, and their PPAs are not negative.
  void set_ppas(const std::vector<std::pair<HwPath, Ppa>>& ppas);

  // The instance goes away, so that no stale PPA stays behind (D5). Nothing happens without one.
  void withdraw(HwPath hw_path);

  // The Network Management ID of an interface that has no instance here: a VLAN, an aggregate.
  std::int32_t take_nm_id() { return ++last_nm_id_; }

  const DlpiInstance* find(HwPath hw_path) const;
  // Of two with one PPA (which breaks I15) the one that was created first.
  const DlpiInstance* find(Ppa ppa) const;

  // In the order of their NM IDs, as lanscan lists them.
  std::vector<DlpiInstance> instances() const;

  // The streams that are open to it.
  Streams& streams() { return *streams_; }
  const Streams& streams() const { return *streams_; }

  // Takes the frames that interfaces send; without one they vanish, as without a cable.
  void on_transmit(Transmit transmit);
  // A frame has arrived at the card there. It vanishes where no interface is, or none that has a
  // MAC address.
  void receive(HwPath hw_path, const Frame& frame);
  // What the interface there has counted; zeros where none was used.
  Counters counters(HwPath hw_path) const;

  void dump(Dump& dump) const;

 private:
  struct PathOfInstance {
    const HwPath& operator()(const DlpiInstance& instance) const { return instance.hw_path; }
  };

  struct PpaOfInstance {
    std::pair<Ppa, std::int32_t> operator()(const DlpiInstance* instance) const {
      return {instance->ppa, instance->nm_id};
    }
  };

  void list_by_ppa(const DlpiInstance& instance);
  void give_ppa(DlpiInstance& instance, Ppa ppa);

  sim::Trace& trace_;
  Table<DlpiInstance, PathOfInstance> instances_;
  Table<const DlpiInstance*, PpaOfInstance> by_ppa_;  // rows of instances_
  std::int32_t last_nm_id_ = 0;
  std::unique_ptr<Streams> streams_;
};

}  // namespace giosim::dlpi
