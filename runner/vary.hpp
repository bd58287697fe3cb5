// Vary: which orders and accidents of a scenario are left open, for giosim explore to try.
//
// A run in which something varies goes by orders and not by the clock (sim/steering.hpp), so that a
// list of choices says which of all orders it is. A scenario may say so itself (key `vary`), and is
// then replayed by run and test like any other.
#pragma once

#include <array>
#include <bitset>
#include <expected>
#include <initializer_list>
#include <string>
#include <string_view>

#include "sim/steering.hpp"

namespace giosim::runner {

class World;

enum class Vary { init, scan, latency, power, faults };

// One row for each: the word, and what it leaves open.
struct VaryRow {
  Vary what;
  std::string_view word;
  std::string_view sentence;
};
inline constexpr std::array kVaries = {
    VaryRow{Vary::init, "init",
            "the drivers' inits: every step of each, and of ILAN's reset in it, at any time"},
    VaryRow{Vary::scan, "scan",
            "the boot, hot plug, commands, scripts and tracks of the operator, at any time"},
    VaryRow{Vary::latency, "latency",
            "how long the disk, the daemons and the networks take: commits, their steps, and the arrivals "
            "of frames, too, at any time"},
    VaryRow{Vary::power, "power",
            "the power of a machine that is busy fails once, between any two steps; it boots again, "
            "and the operator does again what was interrupted"},
    VaryRow{Vary::faults, "faults", "one commit of each disk fails with a write error"},
};

class Varied {
 public:
  Varied() = default;
  Varied(std::initializer_list<Vary> all) {
    for (const Vary one : all) add(one);
  }

  // "init,scan"; the error is a sentence.
  static std::expected<Varied, std::string> parse(std::string_view text);
  std::string text() const;

  void add(Vary one) { set_.set(static_cast<std::size_t>(one)); }
  bool has(Vary one) const { return set_.test(static_cast<std::size_t>(one)); }
  bool nothing() const { return set_.none(); }

  friend bool operator==(const Varied&, const Varied&) = default;

 private:
  std::bitset<8> set_;
};

// What a process is to an explorer.
enum class Part {
  init,        // a driver's init, at boot: all it keeps is its place in its code
  foreground,  // the boot, hot plug, a command, a script, the operator
  background,  // a daemon
};

Part part_of(const World& world, const sim::Process& process);

// Steers a run by what varies.
class OpenOrders : public sim::Steering {
 public:
  OpenOrders(const World& world, Varied varied) : world_(world), varied_(varied) {}

  bool is_free(const sim::Process& process) const override;

 private:
  const World& world_;
  Varied varied_;
};

}  // namespace giosim::runner
