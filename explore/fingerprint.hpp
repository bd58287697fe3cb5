// Fingerprint: 128 bits by which a state is known again.
//
// What is added in a defined order is digested; finished fingerprints of things that have no order
// are summed. Pointers are never digested, so a fingerprint is the same in every run of the program.
// Two states that differ have the same one with a probability of about n * n / 2^129 among n states;
// giosim explore --audit compares the states themselves.
#pragma once

#include <compare>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/splitmix64.hpp"

namespace giosim::explore {

struct Fingerprint {
  std::uint64_t low = 0, high = 0;

  friend constexpr auto operator<=>(const Fingerprint&, const Fingerprint&) = default;

  Fingerprint& operator+=(Fingerprint other) {
    low += other.low;
    high += other.high;
    return *this;
  }
  Fingerprint& operator-=(Fingerprint other) {
    low -= other.low;
    high -= other.high;
    return *this;
  }
};

class Digest {
 public:
  void add(std::uint64_t word) {
    low_ = mixed(low_ ^ word);
    high_ = mixed((high_ << 23 | high_ >> 41) + (word ^ 0xD6E8FEB86659FD93u));
  }
  void add(std::string_view text) {
    add(text.size());
    for (; text.size() >= 8; text.remove_prefix(8)) add(word_of(text, 8));
    if (!text.empty()) add(word_of(text, text.size()));
  }
  void add(Fingerprint fingerprint) {
    add(fingerprint.low);
    add(fingerprint.high);
  }

  Fingerprint value() const { return {mixed(low_ + (high_ >> 7)), mixed(high_ ^ low_)}; }

 private:
  static std::uint64_t mixed(std::uint64_t state) { return splitmix64(state); }
  static std::uint64_t word_of(std::string_view text, std::size_t bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), bytes);
    return word;
  }

  std::uint64_t low_ = 0x243F6A8885A308D3u, high_ = 0x13198A2E03707344u;
};

struct FingerprintHash {
  std::size_t operator()(Fingerprint f) const { return static_cast<std::size_t>(f.low); }
};

}  // namespace giosim::explore
