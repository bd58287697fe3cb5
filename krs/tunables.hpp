// Tunables: kctune values. Portable Image has one, its switch.
//
// Document: "Flow of operation", first paragraph: "A new KC tunable … defaults to 0 (disable)".
#pragma once

#include <cstdint>
#include <string_view>

#include "krs/krs.hpp"

namespace giosim::krs {

inline constexpr std::string_view kPortableImage = "gio_portable_image";

class Tunables {
 public:
  Tunables(Krs& krs, sim::Trace& trace) : krs_(krs), trace_(trace) {}

  // Tells the listeners what KRS holds, once it is loaded.
  void show() const;

  // T1: 0 unless somebody set it.
  bool portable_image() const { return value(kPortableImage) != 0; }

  std::int64_t value(std::string_view name) const;

  // Takes effect at once ("Immed"). The caller flushes KRS.
  void set(std::string_view name, std::int64_t value);

  static std::string krs_path(std::string_view name);

 private:
  Krs& krs_;
  sim::Trace& trace_;
};

}  // namespace giosim::krs
