// DlpiStream: a user's open stream to /dev/dlpi, style 2: it is attached to a PPA before it can
// ask anything about it.
//
//   DlpiStream stream(provider);                              open
//   for (const PpaInfo& nic : stream.ppa_list())              DL_HP_PPA_REQ
//     if (stream.attach(nic.ppa)) …                           DL_ATTACH_REQ
//       stream.phys_addr(DlAddress::DL_FACT_PHYS_ADDR)        DL_PHYS_ADDR_REQ
//
// Every request is answered at once, as under the lock of the stream head: DLPI keeps the addresses
// itself and asks no driver for them. A request in a wrong state is answered DL_OUTSTATE and changes
// nothing.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "dlpi/dl_errno.hpp"
#include "dlpi/provider.hpp"

namespace giosim::dlpi {

// dl_current_state; the values are those of DLPI 2.0.
enum class DlState : std::uint32_t { DL_UNBOUND = 0x00, DL_UNATTACHED = 0x04 };

// dl_addr_type
enum class DlAddress : std::uint32_t { DL_FACT_PHYS_ADDR = 1, DL_CURR_PHYS_ADDR = 2 };

// What a dl_hp_ppa_info_t tells about one interface.
struct PpaInfo {
  Ppa ppa;
  HwPath hw_path;
  DriverName driver;
  MacAddress phys_addr;  // the current one; all zero: none is published
  std::int32_t nm_id = 0;
};

class DlpiStream {
 public:
  // The provider must outlive the stream; the destructor closes it, in any state.
  explicit DlpiStream(const DlpiProvider& provider) : provider_(provider) {}

  // All interfaces in the order of their NM IDs, in any state.
  std::vector<PpaInfo> ppa_list() const;

  // DL_OUTSTATE: attached already. DL_BADPPA: no interface has this PPA, or has it any more.
  std::expected<void, DlErrno> attach(Ppa ppa);

  // DL_OUTSTATE: not attached, or the interface has gone since.
  std::expected<void, DlErrno> detach();

  // DL_OUTSTATE as above. DL_NOTSUPPORTED: the interface has no such address, because its driver is
  // in init, has failed, or found none on the card.
  std::expected<MacAddress, DlErrno> phys_addr(DlAddress which);

  DlState state() const;

 private:
  const DlpiInstance* attached_to() const;

  const DlpiProvider& provider_;
  // An interface is followed by its NM ID, which is never given again: its PPA may change while
  // the stream is attached.
  struct Attached {
    HwPath hw_path;
    std::int32_t nm_id = 0;
  };
  std::optional<Attached> attached_;
};

}  // namespace giosim::dlpi
