#include "dlpi/station.hpp"

#include "dlpi/vlan_tag.hpp"

namespace giosim::dlpi {

std::optional<Frame> station_answer(const Parsed& frame, MacAddress own) {
  if (frame.kind != Parsed::Kind::llc) return std::nullopt;
  if (frame.dsap != kNullSap || frame.is_response()) return std::nullopt;
  if (frame.command() != kTest && frame.command() != kXid) return std::nullopt;
  Frame answer = answer_to(frame, own);
  return vlan_id(frame) == 0 ? answer : tagged(answer, {vlan_id(frame)});
}

}  // namespace giosim::dlpi
