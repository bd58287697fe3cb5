#include "dlpi/station.hpp"

namespace giosim::dlpi {

std::optional<Frame> station_answer(const Parsed& frame, MacAddress own) {
  if (frame.kind != Parsed::Kind::llc || frame.vlan) return std::nullopt;
  if (frame.dsap != kNullSap || frame.is_response()) return std::nullopt;
  if (frame.command() != kTest && frame.command() != kXid) return std::nullopt;
  return answer_to(frame, own);
}

}  // namespace giosim::dlpi
