#include "dlpi/frame.hpp"

#include <algorithm>

namespace giosim::dlpi {
namespace {

std::uint16_t u16_at(Bytes bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

Frame begin(MacAddress to, MacAddress from, std::size_t type_or_length, std::size_t size) {
  Frame frame;
  frame.reserve(std::max(kMinFrame, size));
  frame.insert(frame.end(), to.bytes().begin(), to.bytes().end());
  frame.insert(frame.end(), from.bytes().begin(), from.bytes().end());
  frame.push_back(static_cast<std::uint8_t>(type_or_length >> 8));
  frame.push_back(static_cast<std::uint8_t>(type_or_length));
  return frame;
}

Frame finish(Frame frame, Bytes payload) {
  frame.insert(frame.end(), payload.begin(), payload.end());
  if (frame.size() < kMinFrame) frame.resize(kMinFrame);
  return frame;
}

}  // namespace

MacAddress mac_of(Bytes bytes) {
  std::uint64_t bits = 0;
  for (const std::uint8_t byte : bytes.first(kMacSize)) bits = bits << 8 | byte;
  return MacAddress::from_bits(bits);
}

std::optional<Parsed> parse(Bytes frame) {
  if (frame.size() < kEtherHeader) return std::nullopt;
  Parsed parsed;
  parsed.to = mac_of(frame);
  parsed.from = mac_of(frame.subspan(kMacSize));

  std::size_t at = 12;
  if (u16_at(frame, at) == kVlan) {
    if (frame.size() < kEtherHeader + kVlanTag) return std::nullopt;
    parsed.vlan = u16_at(frame, at + 2) & 0x0fff;
    at += kVlanTag;
  }
  const std::uint16_t type_or_length = u16_at(frame, at);
  Bytes rest = frame.subspan(at + 2);
  if (type_or_length > kMaxLength) {
    parsed.ethertype = type_or_length;
    parsed.payload = rest;
    return parsed;
  }

  if (rest.size() < type_or_length || type_or_length < 3) return std::nullopt;
  rest = rest.first(type_or_length);
  parsed.kind = Parsed::Kind::llc;
  parsed.dsap = rest[0];
  parsed.ssap = rest[1];
  parsed.control = rest[2];
  parsed.payload = rest.subspan(3);
  const bool is_snap = parsed.dsap == kSnapSap && parsed.ssap == kSnapSap && parsed.control == kUi;
  if (is_snap && parsed.payload.size() >= parsed.snap.size()) {
    parsed.kind = Parsed::Kind::snap;
    std::ranges::copy(parsed.payload.first(parsed.snap.size()), parsed.snap.begin());
    parsed.payload = parsed.payload.subspan(parsed.snap.size());
  }
  return parsed;
}

Frame ethertype_frame(MacAddress to, MacAddress from, std::uint16_t ethertype, Bytes payload) {
  return finish(begin(to, from, ethertype, kEtherHeader + payload.size()), payload);
}

Frame llc_frame(MacAddress to, MacAddress from, std::uint8_t dsap, std::uint8_t ssap,
                std::uint8_t control, Bytes payload) {
  Frame frame = begin(to, from, 3 + payload.size(), kEtherHeader + 3 + payload.size());
  frame.insert(frame.end(), {dsap, ssap, control});
  return finish(std::move(frame), payload);
}

Frame snap_frame(MacAddress to, MacAddress from, const Snap& snap, Bytes payload) {
  Frame frame = begin(to, from, 8 + payload.size(), kEtherHeader + 8 + payload.size());
  frame.insert(frame.end(), {kSnapSap, kSnapSap, kUi});
  frame.insert(frame.end(), snap.begin(), snap.end());
  return finish(std::move(frame), payload);
}

Frame answer_to(const Parsed& command, MacAddress from) {
  const Bytes payload = command.command() == kTest ? command.payload : Bytes(kXidType1);
  return llc_frame(command.from, from, command.ssap, command.dsap | kResponse, command.control,
                   payload);
}

}  // namespace giosim::dlpi
