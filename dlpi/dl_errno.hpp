// dl_errno: what DLPI answers when it refuses a request. The numbers are those of sys/dlpi.h.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "dlpi/include/sys/dlpi.h"

namespace giosim::dlpi {

enum class DlErrno : std::uint32_t {
  DL_BADSAP = ::DL_BADSAP,
  DL_BADADDR = ::DL_BADADDR,
  DL_ACCESS = ::DL_ACCESS,
  DL_OUTSTATE = ::DL_OUTSTATE,
  DL_SYSERR = ::DL_SYSERR,
  DL_BADCORR = ::DL_BADCORR,
  DL_BADDATA = ::DL_BADDATA,
  DL_UNSUPPORTED = ::DL_UNSUPPORTED,
  DL_BADPPA = ::DL_BADPPA,
  DL_BADPRIM = ::DL_BADPRIM,
  DL_BADQOSPARAM = ::DL_BADQOSPARAM,
  DL_BADQOSTYPE = ::DL_BADQOSTYPE,
  DL_BADTOKEN = ::DL_BADTOKEN,
  DL_BOUND = ::DL_BOUND,
  DL_INITFAILED = ::DL_INITFAILED,
  DL_NOADDR = ::DL_NOADDR,
  DL_NOTINIT = ::DL_NOTINIT,
  DL_UNDELIVERABLE = ::DL_UNDELIVERABLE,
  DL_NOTSUPPORTED = ::DL_NOTSUPPORTED,
  DL_TOOMANY = ::DL_TOOMANY,
  DL_NOTENAB = ::DL_NOTENAB,
  DL_BUSY = ::DL_BUSY,
  DL_NOAUTO = ::DL_NOAUTO,
  DL_NOXIDAUTO = ::DL_NOXIDAUTO,
  DL_NOTESTAUTO = ::DL_NOTESTAUTO,
  DL_XIDAUTO = ::DL_XIDAUTO,
  DL_TESTAUTO = ::DL_TESTAUTO,
  DL_PENDING = ::DL_PENDING
};

std::string_view name_of(DlErrno error);  // "DL_BADPPA"

// A set of them.
class DlErrnos {
 public:
  constexpr DlErrnos(std::initializer_list<DlErrno> errors) {
    for (const DlErrno error : errors) bits_ |= bit(error);
  }
  constexpr bool contains(DlErrno error) const { return (bits_ & bit(error)) != 0; }

 private:
  static constexpr std::uint32_t bit(DlErrno error) {
    return std::uint32_t{1} << static_cast<std::uint32_t>(error);
  }
  std::uint32_t bits_ = 0;
};

}  // namespace giosim::dlpi
