// splitmix64: numbers without a pattern, the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>

namespace giosim {

inline constexpr std::uint64_t kSplitmixStep = 0x9E3779B97F4A7C15u;

// Neighbours have nothing in common any more.
constexpr std::uint64_t scattered(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

constexpr std::uint64_t splitmix64(std::uint64_t& state) { return scattered(state += kSplitmixStep); }

// 0 … n-1: the high half of a product, unbiased enough for any n that a scenario can have.
constexpr std::size_t below(std::size_t n, std::uint64_t random) {
  return static_cast<std::size_t>(((random >> 32) * n) >> 32);
}

}  // namespace giosim
