// What ioinit asks of GIO, and why it may be refused.
#pragma once

#include <string_view>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/words.hpp"

namespace giosim::gio {

// One line of ioinit's infile.
struct WantedInstance {
  HwPath hw_path;
  DeviceClass device_class;
  Instance instance;
};

enum class WhyRefused {
  unknown_class,  // no device of this class is there
  unknown_path,   // no device of this class, with an instance, is at this path
  in_use,         // somebody has the number, and it is not passed on in a circle
  reserved,       // Portable Image keeps the number, or gave the device the one it has
  twice           // the path stands in the list twice
};

struct RefusedInstance {
  WantedInstance wanted;
  WhyRefused because = WhyRefused::in_use;
};

// Which numbers of others may be had: ioinit -f takes one only in a circle, in which everybody
// passes his number on; ioinit -C, which counts a whole class anew, takes what a listed device has.
enum class UsedNumbers { in_a_circle, of_the_list };

// When the numbers count: at once, in the nodes too, or in the records alone, for the next boot.
enum class ForceFrom { now, next_boot };

}  // namespace giosim::gio

namespace giosim {
template <>
inline constexpr auto kWords<gio::WhyRefused> =
    WordTable<5>{"unknown_class", "unknown_path", "in_use", "reserved", "twice"};
}  // namespace giosim
