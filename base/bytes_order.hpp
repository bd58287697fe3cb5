// The order of short keys made of bytes: the first byte that differs decides.
//
// Compared as one or two numbers and not byte by byte: a boot of a million NICs compares keys some
// hundred million times.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace giosim {

// The bytes from `begin` on, as a number whose highest byte is the first.
template <class Number, class Byte, std::size_t N>
Number bytes_from(std::size_t begin, const std::array<Byte, N>& bytes) {
  Number number;
  std::memcpy(&number, bytes.data() + begin, sizeof number);
  if constexpr (std::endian::native == std::endian::big) return number;
  if constexpr (sizeof number == 8)
    return __builtin_bswap64(number);
  else
    return __builtin_bswap32(number);
}

// The two numbers overlap when the key is not as long as both.
template <class Byte, std::size_t N>
constexpr std::strong_ordering order_of_bytes(const std::array<Byte, N>& a,
                                              const std::array<Byte, N>& b) {
  static_assert(sizeof(Byte) == 1 && N >= 4 && N <= 16);
  using Number = std::conditional_t<N >= 8, std::uint64_t, std::uint32_t>;
  static_assert(N <= 2 * sizeof(Number));
  if consteval {
    return a <=> b;
  }
  constexpr std::size_t kSecond = N - sizeof(Number);
  const auto first = bytes_from<Number>(0, a) <=> bytes_from<Number>(0, b);
  if (first != 0) return first;
  return bytes_from<Number>(kSecond, a) <=> bytes_from<Number>(kSecond, b);
}

}  // namespace giosim
