#include "dlpi/station.hpp"

namespace giosim::dlpi {
namespace {

// 802.2 format, type 1 only, no receive window.
constexpr std::uint8_t kXidType1[] = {0x81, 0x01, 0x00};

}  // namespace

std::optional<Frame> station_answer(const Parsed& frame, MacAddress own) {
  if (frame.kind != Parsed::Kind::llc || frame.vlan) return std::nullopt;
  if (frame.dsap != kNullSap || frame.is_response()) return std::nullopt;
  if (frame.command() != kTest && frame.command() != kXid) return std::nullopt;
  const Bytes payload = frame.command() == kTest ? frame.payload : Bytes(kXidType1);
  return llc_frame(frame.from, own, frame.ssap, kNullSap | kResponse, frame.control, payload);
}

}  // namespace giosim::dlpi
