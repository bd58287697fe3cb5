// Frame: an Ethernet frame as it goes over the wire, without its checksum (FCS).
//
// Two ways to say what is in it: an Ethertype (above 1500) where IEEE 802.3 has the length, or that
// length and an 802.2 LLC header: DSAP, SSAP, control. DSAP and SSAP 0xAA mean that five more bytes
// (SNAP) say it. A tag 0x8100 puts the frame into a VLAN.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/mac_address.hpp"
#include "dlpi/message.hpp"

namespace giosim::dlpi {

using Frame = std::vector<std::uint8_t>;

inline constexpr MacAddress kBroadcast = MacAddress::from_bits(0xFFFF'FFFF'FFFF);

inline constexpr std::size_t kMacSize = 6, kEtherHeader = 14, kVlanTag = 4, kMinFrame = 60;
inline constexpr std::uint16_t kMaxLength = 0x5dc;  // above it the field is an Ethertype
inline constexpr std::uint16_t kVlan = 0x8100;

// LLC: SAPs and control fields with the poll/final bit clear.
inline constexpr std::uint8_t kNullSap = 0x00, kSnapSap = 0xaa, kGlobalSap = 0xff;
inline constexpr std::uint8_t kResponse = 0x01;  // in an SSAP
inline constexpr std::uint8_t kPollFinal = 0x10;
inline constexpr std::uint8_t kUi = 0x03, kXid = 0xaf, kTest = 0xe3;

using Snap = std::array<std::uint8_t, 5>;

// What a frame says about itself. The payload points into the frame.
struct Parsed {
  enum class Kind { ethertype, llc, snap };

  MacAddress to;
  MacAddress from;
  std::optional<std::uint16_t> vlan;
  Kind kind = Kind::ethertype;
  std::uint16_t ethertype = 0;
  std::uint8_t dsap = 0;
  std::uint8_t ssap = 0;     // with the response bit
  std::uint8_t control = 0;  // with the poll/final bit
  Snap snap{};
  Bytes payload;  // of an 802.3 frame without its padding

  bool is_response() const { return (ssap & kResponse) != 0; }
  bool polls() const { return (control & kPollFinal) != 0; }
  std::uint8_t command() const { return control & ~kPollFinal & 0xff; }
};

// The address that the first six bytes are. Precondition: there are six.
MacAddress mac_of(Bytes bytes);

// nullopt: shorter than its headers, or than its own length says.
std::optional<Parsed> parse(Bytes frame);

// Frames shorter than the wire allows are padded with zeros.
Frame ethertype_frame(MacAddress to, MacAddress from, std::uint16_t ethertype, Bytes payload);
Frame llc_frame(MacAddress to, MacAddress from, std::uint8_t dsap, std::uint8_t ssap,
                std::uint8_t control, Bytes payload);
Frame snap_frame(MacAddress to, MacAddress from, const Snap& snap, Bytes payload);

// What an XID says: the format of 802.2, type 1 (connectionless) only, no receive window.
inline constexpr std::uint8_t kXidType1[] = {0x81, 0x01, 0x00};

// The response to a TEST or XID command: what was tested comes back, an XID says what we are.
Frame answer_to(const Parsed& command, MacAddress from);

}  // namespace giosim::dlpi
