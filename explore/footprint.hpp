// Footprint: what one step of a process read and wrote, in places as small as they can be.
//
// A place is one H/W path (its node, record, driver, ILAN and DLPI rows) or one instance of a class
// (its holder, its reservation, its record, the PPA of that number). Two steps are independent when
// neither wrote what the other one touched; then their order cannot matter, neither for what
// follows nor for any sentence about two rows that share a number. A step that is not known to keep
// to places touches the whole world.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "base/hw_path.hpp"
#include "explore/fields.hpp"

namespace giosim::explore {

using Place = std::uint64_t;

inline Place place_of(std::string_view machine, const HwPath& path) {
  Digest digest;
  digest.add(machine);
  add_field(digest, path);
  return digest.value().low;
}
inline Place place_of(std::string_view machine, const DeviceClass& device_class,
                      std::int32_t number) {
  Digest digest;
  digest.add(machine);
  add_field(digest, device_class);
  add_field(digest, number);
  return digest.value().low;
}
// All facts of which a scenario asks in which order they come.
inline constexpr Place kOrderOfFacts = 1;

class Footprint {
 public:
  void clear() {
    wrote_.clear();
    read_.clear();
    world_ = false;
  }
  void wrote(Place place) { note(wrote_, place); }
  void read(Place place) { note(read_, place); }
  void touched_the_world() { world_ = true; }
  bool is_the_world() const { return world_; }

  friend bool independent(const Footprint& a, const Footprint& b) {
    if (a.world_ || b.world_) return false;
    return !meet(a.wrote_, b.wrote_) && !meet(a.wrote_, b.read_) && !meet(a.read_, b.wrote_);
  }

 private:
  using Places = std::vector<Place>;  // few

  static void note(Places& places, Place place) {
    if (std::ranges::find(places, place) == places.end()) places.push_back(place);
  }
  static bool meet(const Places& a, const Places& b) {
    return std::ranges::any_of(
        a, [&](Place place) { return std::ranges::find(b, place) != b.end(); });
  }

  Places wrote_, read_;
  bool world_ = false;
};

}  // namespace giosim::explore
