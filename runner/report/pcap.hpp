// Pcap: the frames of a network in libpcap's file format, as tshark, tcpdump and Wireshark read it.
//
// Little-endian, times in nanoseconds (magic a1b23c4d), link type Ethernet, no checksums. The times
// are those of the emulated clock, as date(1) shows them there.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <ostream>
#include <vector>

#include "sim/time.hpp"

namespace giosim::report {

class Pcap {
 public:
  // Writes the head of the file. `epoch` is the date at virtual time 0, in nanoseconds since 1970.
  // The stream must outlive it; whether it took everything is for its owner to see.
  Pcap(std::ostream& out, sim::Duration epoch);

  void frame(sim::Time time, const std::vector<std::uint8_t>& bytes);

 private:
  void words(std::initializer_list<std::uint32_t> words);

  std::ostream& out_;
  sim::Duration epoch_;
};

}  // namespace giosim::report
