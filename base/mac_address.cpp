#include "base/mac_address.hpp"

#include "base/must.hpp"

namespace giosim {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

MacAddress::MacAddress(const char* text) {
  const auto parsed = parse(text);
  MUST(parsed.has_value());
  *this = *parsed;
}

std::expected<MacAddress, std::string> MacAddress::parse(std::string_view text) {
  const auto expected_a_mac = [&](const std::string& why) {
    return std::unexpected("'" + std::string(text.substr(0, 80)) +
                           "' is not a MAC address: " + why +
                           "; expected 12 hex digits, as in 0x00306E4A1B2C or "
                           "00:30:6e:4a:1b:2c");
  };

  std::string_view rest = text;
  const bool prefixed = rest.starts_with("0x") || rest.starts_with("0X");
  if (prefixed) rest.remove_prefix(2);
  const char separator = !prefixed && rest.size() > 2 && hex_digit(rest[2]) < 0 ? rest[2] : '\0';
  if (separator != '\0' && separator != ':' && separator != '-')
    return expected_a_mac("it has a character that is no hex digit");

  std::uint64_t bits = 0;
  int digits = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (separator != '\0' && i % 3 == 2) {
      if (rest[i] != separator) return expected_a_mac("its bytes are not separated alike");
      continue;
    }
    const int digit = hex_digit(rest[i]);
    if (digit < 0) return expected_a_mac("it has a character that is no hex digit");
    if (++digits > 12) return expected_a_mac("it has more than 12 hex digits");
    bits = bits << 4 | static_cast<std::uint64_t>(digit);
  }
  if (digits < 12)
    return expected_a_mac("it has " + std::to_string(digits) +
                          (digits == 1 ? " hex digit" : " hex digits"));
  if (separator != '\0' && rest.size() != 17) return expected_a_mac("it ends with a separator");
  return from_bits(bits);
}

std::string MacAddress::text() const {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string text = "0x";
  for (std::uint8_t byte : bytes_) {
    text += kHex[byte >> 4];
    text += kHex[byte & 0x0F];
  }
  return text;
}

}  // namespace giosim
