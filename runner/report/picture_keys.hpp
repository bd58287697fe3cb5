// What rows of a picture are looked up by, hashed; and Holders, an index that knows at once
// whether anything is held twice.
//
// A big machine has millions of rows and all invariants listen to it, hence the flat maps. They
// are asked by key; whoever walks through one sorts first, or does what no order can change.
#pragma once

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>
#include <cstring>
#include <set>
#include <utility>
#include <vector>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/mac_address.hpp"

namespace giosim::report {

using NumberKey = std::pair<DeviceClass, Instance>;
using MacKey = std::pair<DeviceClass, MacAddress>;
using PathKey = std::pair<HwPath, DeviceClass>;

struct KeyHash {
  std::uint64_t operator()(const HwPath& path) const { return bytes_of(path); }
  std::uint64_t operator()(const MacAddress& mac) const { return mac.bits(); }
  std::uint64_t operator()(Ppa ppa) const { return static_cast<std::uint32_t>(ppa.number); }
  std::uint64_t operator()(const NumberKey& key) const {
    return mixed(bytes_of(key.first), static_cast<std::uint32_t>(key.second.number));
  }
  std::uint64_t operator()(const MacKey& key) const {
    return mixed(bytes_of(key.first), key.second.bits());
  }
  std::uint64_t operator()(const PathKey& key) const {
    return mixed(bytes_of(key.second), bytes_of(key.first));
  }

 private:
  static std::uint64_t mixed(std::uint64_t one, std::uint64_t other) {
    return (one ^ (one >> 29)) * 0x9E3779B97F4A7C15u + other;
  }
  template <class Short>
  static std::uint64_t bytes_of(const Short& value) {
    static_assert(std::is_trivially_copyable_v<Short> && sizeof(Short) <= 16);
    std::uint64_t words[2] = {};
    std::memcpy(words, &value, sizeof(Short));
    return mixed(words[1], words[0]);
  }
};

template <class Key, class Value>
using KeyMap = boost::unordered_flat_map<Key, Value, KeyHash>;
template <class Key>
using KeySet = boost::unordered_flat_set<Key, KeyHash>;

template <class Key, class Value>
std::vector<Key> sorted_keys(const KeyMap<Key, Value>& map) {
  std::vector<Key> keys;
  keys.reserve(map.size());
  for (const auto& [key, value] : map) keys.push_back(key);
  std::ranges::sort(keys);
  return keys;
}

// Who holds what. Nearly always one path holds a key; the others stand aside.
template <class Key>
class Holders {
 public:
  void add(const Key& key, const HwPath& path) {
    const auto [held, is_new] = first_.try_emplace(key, path);
    if (!is_new && held->second != path) others_.emplace(key, path);
  }
  void remove(const Key& key, const HwPath& path) {
    const auto held = first_.find(key);
    if (held == first_.end()) return;
    if (held->second != path) {
      others_.erase({key, path});
      return;
    }
    const auto next = others_.lower_bound({key, HwPath()});
    if (next == others_.end() || next->first != key) {
      first_.erase(held);
    } else {
      held->second = next->second;
      others_.erase(next);
    }
  }

  // Does any key have two holders?
  bool crowded() const { return !others_.empty(); }

  std::vector<HwPath> of(const Key& key) const {
    std::vector<HwPath> paths;
    const auto held = first_.find(key);
    if (held == first_.end()) return paths;
    paths.push_back(held->second);
    for (auto at = others_.lower_bound({key, HwPath()}); at != others_.end() && at->first == key;
         ++at)
      paths.push_back(at->second);
    std::ranges::sort(paths);
    return paths;
  }

 private:
  KeyMap<Key, HwPath> first_;
  std::set<std::pair<Key, HwPath>> others_;
};

}  // namespace giosim::report
