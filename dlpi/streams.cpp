#include "dlpi/streams.hpp"

#include "dlpi/station.hpp"

namespace giosim::dlpi {
void Streams::transmit(const DlpiInstance& interface, Frame frame) {
  Counters& counters = counters_[interface.hw_path];
  counters.out_octets += frame.size();
  ++((frame[0] & 1) != 0 ? counters.out_nonunicast : counters.out_unicast);
  if (transmit_) transmit_(interface.hw_path, std::move(frame));
}

void Streams::receive(HwPath hw_path, const Frame& frame) {
  const DlpiInstance* const interface = provider_.find(hw_path);
  if (!interface || interface->mac.is_zero()) return;
  Counters& counters = counters_[hw_path];
  const auto parsed = parse(frame);
  if (!parsed) {
    ++counters.in_errors;
    return;
  }
  if (parsed->to != interface->mac && parsed->to != kBroadcast) return;
  counters.in_octets += frame.size();
  ++(parsed->to.is_group() ? counters.in_nonunicast : counters.in_unicast);
  if (!answer_for_the_station(*interface, *parsed)) ++counters.in_unknown_protos;
}

bool Streams::answer_for_the_station(const DlpiInstance& interface, const Parsed& frame) {
  std::optional<Frame> answer = station_answer(frame, interface.mac);
  if (answer) transmit(interface, std::move(*answer));
  return answer.has_value();
}

Counters Streams::counters(HwPath hw_path) const {
  const auto found = counters_.find(hw_path);
  return found == counters_.end() ? Counters() : found->second;
}

void Streams::interface_gone(const DlpiInstance& interface) { counters_.erase(interface.hw_path); }

}  // namespace giosim::dlpi
