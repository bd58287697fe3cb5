// Streams: what is open to DLPI, and the way of frames to and from it.
#pragma once

#include "dlpi/provider.hpp"
#include "dlpi/traffic.hpp"

namespace giosim::dlpi {

class Streams {
 public:
  explicit Streams(DlpiProvider& provider) : provider_(provider) {}
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;

  void on_transmit(Transmit transmit) { transmit_ = std::move(transmit); }
  void transmit(const DlpiInstance& interface, Frame frame);
  void receive(HwPath hw_path, const Frame& frame);
  Counters counters(HwPath hw_path) const;

  // Its traffic is forgotten.
  void interface_gone(const DlpiInstance& interface);

 private:
  bool answer_for_the_station(const DlpiInstance& interface, const Parsed& frame);

  DlpiProvider& provider_;
  Transmit transmit_;
  std::map<HwPath, Counters> counters_;
};

}  // namespace giosim::dlpi
