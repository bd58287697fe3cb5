// LinkTest: IEEE 802.2 TEST frames to a station, one after the other, each of which must come back as
// it was. linkloop(1M) and nwmgr --diag do it.
#pragma once

#include <expected>
#include <string>

#include "dlpi/client.hpp"
#include "machine/os.hpp"
#include "sim/task.hpp"

namespace giosim::user {

// Assumed: the size; the timeout is that of linkloop's manual in 11i v1.
struct LinkTest {
  int count = 1;
  int size = 100;
  int timeout_s = 2;
};

struct LinkTally {
  int sent = 0;
  int correct = 0;
  int wrong_length = 0;
  int wrong_data = 0;
  int timed_out = 0;

  bool all_well() const { return sent == correct; }
};

// A stream on the interface (a NIC or a VLAN), bound to a SAP of its own. The error is a sentence.
std::expected<dlpi::DlpiClient, std::string> open_for_link_test(machine::Os& os, Ppa ppa);

// The stream must outlive it.
sim::Task<LinkTally> test_link(dlpi::Stream& stream, sim::Kernel& kernel, LinkTest wanted,
                               MacAddress station);

}  // namespace giosim::user
