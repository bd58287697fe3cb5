// The state table of DLPI 2.0 as data: which primitive is allowed in which state, what comes after
// it, and with which errors a request may be refused.
//
// The provider takes every step from here, and the conformance tests walk every cell.
// Connectionless service and local management only: a connection-oriented request is refused
// everywhere.
//
// Where the standard's table and the text of a message disagree, the text counts:
// - DL_UNBIND_REQ stands in the column DL_IDLE (the table prints it one to the left).
// - DL_ERROR_ACK takes every pending state back, those of the subsequent bind as well.
// - A DL_UNITDATA_REQ in a wrong state is answered DL_UDERROR_IND with DL_OUTSTATE, like every
// other
//   DL_UNITDATA_REQ in error, although the table knows that indication in DL_IDLE only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "dlpi/dl_errno.hpp"
#include "dlpi/include/sys/dlpi_ext.h"

namespace giosim::dlpi {

// dl_current_state. The numbers are not those of the table's columns.
enum class DlState : std::uint32_t {
  DL_UNATTACHED = ::DL_UNATTACHED,
  DL_ATTACH_PENDING = ::DL_ATTACH_PENDING,
  DL_DETACH_PENDING = ::DL_DETACH_PENDING,
  DL_UNBOUND = ::DL_UNBOUND,
  DL_BIND_PENDING = ::DL_BIND_PENDING,
  DL_UNBIND_PENDING = ::DL_UNBIND_PENDING,
  DL_IDLE = ::DL_IDLE,
  DL_UDQOS_PENDING = ::DL_UDQOS_PENDING,
  DL_SUBS_BIND_PND = ::DL_SUBS_BIND_PND,
  DL_SUBS_UNBIND_PND = ::DL_SUBS_UNBIND_PND
};

// The columns, in the order of the standard.
inline constexpr std::array kStates = {DlState::DL_UNATTACHED,     DlState::DL_ATTACH_PENDING,
                                       DlState::DL_DETACH_PENDING, DlState::DL_UNBOUND,
                                       DlState::DL_BIND_PENDING,   DlState::DL_UNBIND_PENDING,
                                       DlState::DL_IDLE,           DlState::DL_UDQOS_PENDING,
                                       DlState::DL_SUBS_BIND_PND,  DlState::DL_SUBS_UNBIND_PND};

// What the state is after this primitive, whoever sends it; nullopt: it must not happen.
std::optional<DlState> next_state(std::uint32_t primitive, DlState state);

// What the provider may be asked for.
enum class Served { yes, no };  // no: known, and refused with DL_NOTSUPPORTED

// Whether a message that is too short is noticed before the state is looked at, or after. The
// standard does not say; illumos' order.
enum class First { size, state };

struct Request {
  std::uint32_t primitive;
  std::string_view name;
  Served served;
  std::size_t size;  // of its fixed part
  First first;
  DlErrnos errors;  // DL_BADPRIM, for a message too short to be one, comes to each
};

// nullptr: no request has this number; the answer is DL_BADPRIM.
const Request* find_request(std::uint32_t primitive);
std::span<const Request> requests();

// May this request be refused so?
bool may_refuse(std::uint32_t primitive, DlErrno error);

}  // namespace giosim::dlpi
