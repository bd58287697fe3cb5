// DlpiProvider: the table of LAN interfaces that DLPI users see, by PPA.
//
// ILAN makes an instance when a driver attaches, moves it to another PPA and publishes its MAC
// address through dlpi_prop(). What stands here is what lanscan prints. Each call runs to
// completion, so a reader sees PPA and MAC address of an interface in one look (D4).
//
// Document: "Data Link Provider Interface (DLPI)".
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <variant>
#include <vector>

#include "base/dump.hpp"
#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/mac_address.hpp"
#include "sim/trace.hpp"

namespace giosim::dlpi {

// dl_errno values of DLPI 2.0 that the property interface answers with.
enum class DlErrno : std::uint32_t { DL_BADADDR = 0x01, DL_BADPPA = 0x08, DL_NOTINIT = 0x10 };

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

class DlpiProvider {
 public:
  explicit DlpiProvider(sim::Trace& trace) : trace_(trace) {}

  // A driver has attached. The PPA is not published with a MAC address yet.
  void create(HwPath hw_path, DriverName driver, Ppa ppa);

  // Sets one property of an instance. The PPA comes from GIO and is not questioned: whether two
  // instances have one PPA is for GIO to prevent (I15).
  // DL_NOTINIT: no such instance. DL_BADPPA: a negative PPA. DL_BADADDR: an address that no NIC
  // can have.
  std::expected<void, DlErrno> dlpi_prop(HwPath hw_path, const DlpiProperty& property);

  // The instance goes away, so that no stale PPA stays behind (D5). Nothing happens without one.
  void withdraw(HwPath hw_path);

  const DlpiInstance* find(HwPath hw_path) const;
  // The one with the lowest H/W path, should a reading of the document allow two (I15).
  const DlpiInstance* find(Ppa ppa) const;

  // In the order of their NM IDs, as lanscan lists them.
  std::vector<DlpiInstance> instances() const;

  void dump(Dump& dump) const;

 private:
  sim::Trace& trace_;
  std::map<HwPath, DlpiInstance> instances_;
  std::int32_t last_nm_id_ = 0;
};

}  // namespace giosim::dlpi
