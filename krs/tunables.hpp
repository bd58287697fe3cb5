// Tunables: what kctune shows and sets. Portable Image has one, its switch.
//
// A tunable has a value and the expression that gave it; one that nobody set has its default.
// Setting it to 0 is not the same as leaving it at a default of 0. A value can be held for the
// next boot; it waits in KRS, on the disk, and counts before GIO reads a tunable.
//
// Document: "Flow of operation", first paragraph: "A new KC tunable … defaults to 0 (disable)".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/dump.hpp"
#include "krs/krs.hpp"

namespace giosim::krs {

inline constexpr std::string_view kPortableImage = "gio_portable_image";

// The expression of a tunable that nobody set.
inline constexpr std::string_view kDefault = "Default";

struct Tunable {
  std::string_view name, module, description;
  std::int64_t least = 0, most = 0, by_default = 0;
};

// All tunables of this kernel, by name. Each can be changed while the system runs ("Immed").
std::span<const Tunable> tunables();

// Nothing when there is none of this name.
const Tunable* find_tunable(std::string_view name);

class Tunables {
 public:
  struct Setting {
    std::int64_t value = 0;
    std::string expression{kDefault};  // as it was typed: "0x1", "2-1"

    bool is_default() const { return expression == kDefault; }
    bool operator==(const Setting&) const = default;
  };

  Tunables(Krs& krs, sim::Trace& trace) : krs_(krs), trace_(trace) {}

  // Tells the listeners what KRS holds, once it is loaded.
  void show() const;
  // What was held for this boot counts from now on; call it once, before anybody reads a tunable.
  // KRS has to be flushed when it is dirty. A boot that fails to do so changes nothing for the
  // next one: there the same values are held again.
  void begin_boot();

  // T1: 0 unless somebody set it.
  bool portable_image() const { return value(kPortableImage) != 0; }

  std::int64_t value(std::string_view name) const;
  Setting setting(std::string_view name) const;
  std::optional<Setting> held(std::string_view name) const;
  std::int64_t at_boot(std::string_view name) const;  // its value when this boot began

  static Setting default_of(std::string_view name);

  // Takes effect at once ("Immed"), and nothing is held any more. The caller flushes KRS.
  void set(std::string_view name, Setting to);
  void set(std::string_view name, std::int64_t value);

  // kctune -h. One that equals what the tunable is takes back what was held.
  void hold(std::string_view name, Setting to);

  static std::string krs_path(std::string_view name);

  void dump(Dump& dump) const;

 private:
  void store(std::string_view name, const Setting& setting);
  bool shown(std::string_view name) const;
  std::vector<TunableRow> rows() const;

  Krs& krs_;
  sim::Trace& trace_;
  std::map<std::string, std::int64_t, std::less<>> at_boot_;
};

}  // namespace giosim::krs
