// Krs: Kernel Registry Services, a tree of typed values in two halves.
//
// Persistent values are on the disk whole or not at all: flush() commits the whole half at
// once, with a checksum and the last known good copy beside it (K9). Volatile values die with
// the OS. A path has one value, in one half.
//
// Glossary: "This data can be either volatile or persistent across system reboot."
// Assumed: HP's API, node syntax and value types are not public; these are our own.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "krs/persistent_half.hpp"
#include "sim/disk.hpp"
#include "sim/durable_file.hpp"
#include "sim/mutex.hpp"
#include "sim/trace.hpp"

namespace giosim::krs {

enum class Half { volatile_half, persistent_half };

inline constexpr std::string_view kSystemKrs = "/stand/krs/system.krs";

class Krs {
 public:
  using Tree = std::map<std::string, Value, std::less<>>;

  Krs(sim::Kernel& kernel, sim::Disk& disk, sim::Trace& trace);

  // Reads the persistent half. A damaged store falls back to the last known good copy; with
  // neither, the half is empty, and the machine boots as with no entry (T3). `show` is called
  // when the values are there, and tells the listeners about them before the facts come. Returns the
  // files that were damaged.
  std::vector<std::string> load(const std::function<void()>& show = [] {});

  std::optional<ValueView> get(std::string_view path) const;
  void set(std::string_view path, Value value, Half half);
  bool erase(std::string_view path);

  // The values below `prefix` ("gio/pi/entry/"): the persistent ones, then the volatile ones, in
  // the order of their paths. visit(path, value) must not change anything.
  template <class Visitor>
  void for_each_below(std::string_view prefix, Visitor&& visit) const {
    persistent_.for_each_below(prefix, visit);
    for (auto at = volatile_.lower_bound(prefix);
         at != volatile_.end() && at->first.starts_with(prefix); ++at)
      visit(std::string_view(at->first), view(at->second));
  }
  std::vector<std::pair<std::string, Value>> below(std::string_view prefix) const;
  void erase_below(std::string_view prefix);

  // Writes the persistent half if it has changed, and returns when all that was set before the
  // call is on the disk. One flush at a time: an older state never overtakes a newer one.
  sim::Task<std::expected<void, sim::DiskError>> flush();
  bool dirty() const { return dirty_; }
  bool loaded() const { return loaded_; }

  // The persistent half as it stands on the disk, for setting the stage of a scenario.
  static std::string encode(const Tree& persistent);
  static std::expected<Tree, std::string> decode(std::string_view body);

 private:
  sim::Disk& disk_;
  sim::Trace& trace_;
  sim::DurableFile file_{std::string(kSystemKrs)};
  sim::Mutex flushing_;
  PersistentHalf persistent_;
  Tree volatile_;
  bool dirty_ = false;
  bool loaded_ = false;
};

}  // namespace giosim::krs
