// dl_errno: what DLPI answers when it refuses a request. The values are those of DLPI 2.0.
#pragma once

#include <cstdint>
#include <string_view>

namespace giosim::dlpi {

enum class DlErrno : std::uint32_t {
  DL_BADSAP = 0x00,
  DL_BADADDR = 0x01,
  DL_ACCESS = 0x02,
  DL_OUTSTATE = 0x03,
  DL_SYSERR = 0x04,
  DL_BADDATA = 0x06,
  DL_UNSUPPORTED = 0x07,
  DL_BADPPA = 0x08,
  DL_BADPRIM = 0x09,
  DL_BOUND = 0x0d,
  DL_INITFAILED = 0x0e,
  DL_NOADDR = 0x0f,
  DL_NOTINIT = 0x10,
  DL_UNDELIVERABLE = 0x11,
  DL_NOTSUPPORTED = 0x12,
  DL_TOOMANY = 0x13,
  DL_NOTENAB = 0x14,
  DL_BUSY = 0x15
};

std::string_view name_of(DlErrno error);  // "DL_BADPPA"

}  // namespace giosim::dlpi
