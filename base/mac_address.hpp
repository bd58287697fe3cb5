// MacAddress: the six bytes by which Portable Image knows a NIC again.
//
// Compared as bytes, never as text: 0x00306E00000A, 00:30:6e:00:00:0a and 00-30-6E-00-00-0A
// are one address. Printed as HP-UX prints it: "0x" and 12 hex digits, upper case.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "base/bytes_order.hpp"

namespace giosim {

class MacAddress {
 public:
  constexpr MacAddress() = default;  // all zero: no NIC has it
  MacAddress(const char* text);      // a literal; a malformed one breaks a MUST

  // The last 48 bits of `bits`, most significant byte first.
  static constexpr MacAddress from_bits(std::uint64_t bits) {
    MacAddress mac;
    for (std::size_t i = 0; i < 6; ++i)
      mac.bytes_[i] = static_cast<std::uint8_t>(bits >> (8 * (5 - i)));
    return mac;
  }

  // An address read from outside; the error is a sentence that says what was expected.
  static std::expected<MacAddress, std::string> parse(std::string_view text);

  constexpr std::uint64_t bits() const {
    std::uint64_t bits = 0;
    for (std::uint8_t byte : bytes_) bits = bits << 8 | byte;
    return bits;
  }
  constexpr const std::array<std::uint8_t, 6>& bytes() const { return bytes_; }

  constexpr bool is_zero() const { return bits() == 0; }
  constexpr bool is_group() const { return (bytes_[0] & 0x01) != 0; }  // multicast, broadcast
  constexpr bool is_local() const { return (bytes_[0] & 0x02) != 0; }  // locally administered

  // Can a NIC have this address as its own? Not when it is all zero or a group address (K5).
  constexpr bool can_be_a_nic() const { return !is_zero() && !is_group(); }

  std::string text() const;  // "0x00306E00000A"

  friend constexpr bool operator==(const MacAddress&, const MacAddress&) = default;
  friend constexpr auto operator<=>(const MacAddress& a, const MacAddress& b) {
    return order_of_bytes(a.bytes_, b.bytes_);
  }

 private:
  std::array<std::uint8_t, 6> bytes_{};
};

}  // namespace giosim
