#include "dlpi/dl_errno.hpp"

namespace giosim::dlpi {

std::string_view name_of(DlErrno error) {
  using enum DlErrno;
  switch (error) {
    case DL_BADSAP: return "DL_BADSAP";
    case DL_BADADDR: return "DL_BADADDR";
    case DL_ACCESS: return "DL_ACCESS";
    case DL_OUTSTATE: return "DL_OUTSTATE";
    case DL_SYSERR: return "DL_SYSERR";
    case DL_BADCORR: return "DL_BADCORR";
    case DL_BADDATA: return "DL_BADDATA";
    case DL_UNSUPPORTED: return "DL_UNSUPPORTED";
    case DL_BADPPA: return "DL_BADPPA";
    case DL_BADPRIM: return "DL_BADPRIM";
    case DL_BADQOSPARAM: return "DL_BADQOSPARAM";
    case DL_BADQOSTYPE: return "DL_BADQOSTYPE";
    case DL_BADTOKEN: return "DL_BADTOKEN";
    case DL_BOUND: return "DL_BOUND";
    case DL_INITFAILED: return "DL_INITFAILED";
    case DL_NOADDR: return "DL_NOADDR";
    case DL_NOTINIT: return "DL_NOTINIT";
    case DL_UNDELIVERABLE: return "DL_UNDELIVERABLE";
    case DL_NOTSUPPORTED: return "DL_NOTSUPPORTED";
    case DL_TOOMANY: return "DL_TOOMANY";
    case DL_NOTENAB: return "DL_NOTENAB";
    case DL_BUSY: return "DL_BUSY";
    case DL_NOAUTO: return "DL_NOAUTO";
    case DL_NOXIDAUTO: return "DL_NOXIDAUTO";
    case DL_NOTESTAUTO: return "DL_NOTESTAUTO";
    case DL_XIDAUTO: return "DL_XIDAUTO";
    case DL_TESTAUTO: return "DL_TESTAUTO";
    case DL_PENDING: return "DL_PENDING";
  }
  return {};
}

}  // namespace giosim::dlpi
