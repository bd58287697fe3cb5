// MacList: the MAC addresses of a saved entry, in order. Nearly every NIC has one, which stands in
// the list itself: a million entries hold no heap memory.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

#include "base/mac_address.hpp"

namespace giosim {

class MacList {
 public:
  MacList() = default;
  MacList(std::initializer_list<MacAddress> macs) {
    for (MacAddress mac : macs) push_back(mac);
  }
  MacList(const std::vector<MacAddress>& macs) {
    for (MacAddress mac : macs) push_back(mac);
  }
  MacList(const MacList& other) {
    for (MacAddress mac : other) push_back(mac);
  }
  MacList(MacList&& other) noexcept { swap(other); }
  MacList& operator=(MacList other) noexcept {
    swap(other);
    return *this;
  }
  ~MacList() { delete[] many_; }

  operator std::vector<MacAddress>() const { return {begin(), end()}; }

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  const MacAddress* begin() const { return many_ ? many_ : &one_; }
  const MacAddress* end() const { return begin() + size_; }
  MacAddress operator[](std::size_t index) const { return begin()[index]; }
  MacAddress front() const { return *begin(); }

  void push_back(MacAddress mac) {
    if (size_ > 0 && std::has_single_bit(size_)) {  // the memory for so many is full
      auto* const more = new MacAddress[2 * std::size_t{size_}];
      std::copy(begin(), end(), more);
      delete[] std::exchange(many_, more);
    }
    (many_ ? many_ : &one_)[size_++] = mac;
  }

  template <class Predicate>
  friend void erase_if(MacList& macs, Predicate&& gone) {
    MacList kept;
    for (MacAddress mac : macs)
      if (!gone(mac)) kept.push_back(mac);
    macs = std::move(kept);
  }

  friend bool operator==(const MacList& a, const MacList& b) { return std::ranges::equal(a, b); }

 private:
  void swap(MacList& other) noexcept {
    std::swap(many_, other.many_);
    std::swap(one_, other.one_);
    std::swap(size_, other.size_);
  }

  MacAddress* many_ = nullptr;  // memory for a power of two; nothing: there is one at most
  MacAddress one_;
  std::uint16_t size_ = 0;
};
static_assert(sizeof(MacList) == 16);

}  // namespace giosim
