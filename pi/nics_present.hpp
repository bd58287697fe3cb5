// The physical NICs of a running machine, as libhpuxpi learns them: through DLPI (K1, K2).
//
// For each PPA of DLPI's list a stream is attached, asked for the factory address, and detached.
// The address that lanscan shows will not do: an administrator may have set another one.
//
// Document, "High-level architecture": "PI library interacts with DLPI to determine factory MAC
// address of all physical NIC".
#pragma once

#include <vector>

#include "dlpi/client.hpp"
#include "pi/merge.hpp"

namespace giosim::pi {

// A NIC whose factory address DLPI did not tell.
struct NotLearnt {
  HwPath hw_path;
  Ppa ppa;
  // DL_NOTSUPPORTED: it has none, or none yet: its driver is in init. DL_BADPPA: it vanished after
  // the list was made. DL_SYSERR: no stream could be opened.
  dlpi::DlErrno error = dlpi::DlErrno::DL_NOTSUPPORTED;
};

struct NicsPresent {
  std::vector<Present> learnt;  // in the order of the list
  std::vector<NotLearnt> not_learnt;
};

// Of two interfaces with one PPA (which breaks I15) DLPI can attach to the first only, so the
// second one counts as not learnt.
NicsPresent nics_present(dlpi::DlpiClient& client, const std::vector<dlpi::PpaInfo>& list);
NicsPresent nics_present(dlpi::DlpiProvider& provider);  // on a stream of its own

}  // namespace giosim::pi
