#include "pi/fix_up.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "pi/driver_conf.hpp"
#include "pi/rc_config_file.hpp"

namespace giosim::pi {
namespace {

// One driver's file, with what it says of each interface at hand.
class DriverFile {
 public:
  DriverFile(std::string path, std::string prefix, std::optional<std::string> before)
      : path_(std::move(path)), prefix_(std::move(prefix)), before_(std::move(before)) {
    auto parsed = RcConfigFile::parse(before_.value_or(""));
    if (!parsed) {
      refusal_ = {path_, parsed.error().line, parsed.error().because};
      return;
    }
    file_ = std::move(*parsed);
    for (const Assignment& one : file_.assignments()) sort_in(one);
    find_interfaces();
  }

  const std::string& path() const { return path_; }
  const std::optional<ConfigurationRefused>& refusal() const { return refusal_; }

  std::optional<int> index_of(const std::string& interface) const {
    const auto found = index_of_.find(interface);
    return found == index_of_.end() ? std::nullopt : std::optional(found->second);
  }

  std::string value(std::string_view setting, std::optional<int> index) const {
    return file_.value(prefix_ + std::string(setting), index).value_or("");
  }

  // Settings with a value that only this driver has: of this index, or of all.
  std::vector<std::string> own_settings(std::optional<int> index) const {
    std::vector<std::string> own;
    const auto found = settings_at_.find(index.value_or(kForAll));
    if (found == settings_at_.end()) return own;
    for (const std::string& setting : found->second)
      if (!is_common(setting) && setting != kInitArgs && !value(setting, index).empty())
        own.push_back(setting);
    return own;
  }

  // What every driver has is gone from this index; the interface's name, too, if nothing needs it.
  void take_out(const std::string& interface, int index) {
    std::set<std::string>& settings = settings_at_[index];
    for (const CommonSetting& common : kCommonSettings)
      if (settings.erase(std::string(common.name)) > 0)
        file_.remove(prefix_ + std::string(common.name), index);
    if (!settings.empty()) return;
    file_.remove(prefix_ + std::string(kInterfaceName), index);
    index_of_.erase(interface);
  }

  void put(const std::string& interface, std::string_view setting, std::string_view value) {
    const auto known = index_of_.find(interface);
    const int index = known != index_of_.end() ? known->second : add(interface);
    file_.set(prefix_ + std::string(setting), index, value);
    settings_at_[index].emplace(setting);
  }

  std::optional<ReplacedFile> replaced() const {
    if (refusal_) return std::nullopt;
    std::string after = file_.text();
    if (after == before_.value_or("")) return std::nullopt;
    return ReplacedFile{path_, before_, std::move(after)};
  }

 private:
  static constexpr int kForAll = -1;

  void sort_in(const Assignment& one) {
    if (!one.variable.starts_with(prefix_)) return;
    const std::string setting = one.variable.substr(prefix_.size());
    const int index = one.index.value_or(kForAll);
    if (setting != kInterfaceName) settings_at_[index].insert(setting);
    if (one.index && !one.value.empty()) in_use_.insert(index);
    if (setting == kInterfaceName && one.index) line_of_name_[index] = one.line;
  }

  // A lanN that stands at two indices has two sets of settings, and none is more right.
  void find_interfaces() {
    for (const auto& [index, line] : line_of_name_) {
      const std::string name = value(kInterfaceName, index);
      if (name.empty()) continue;
      const auto [known, is_new] = index_of_.emplace(name, index);
      if (is_new) continue;
      refusal_ = {path_, std::max(line, line_of_name_[known->second]),
                  name + " is named twice, with index " + std::to_string(known->second) +
                      " and " + std::to_string(index)};
      return;
    }
  }

  // The lowest index at which nothing has a value; a template with empty values is filled in.
  int add(const std::string& interface) {
    while (in_use_.contains(next_free_)) ++next_free_;
    const int index = next_free_;
    in_use_.insert(index);
    index_of_[interface] = index;
    file_.set(prefix_ + std::string(kInterfaceName), index, interface);
    return index;
  }

  std::string path_;
  std::string prefix_;
  std::optional<std::string> before_;
  std::optional<ConfigurationRefused> refusal_;
  RcConfigFile file_;
  std::map<std::string, int> index_of_;             // by interface
  std::map<int, std::set<std::string>> settings_at_;  // their names, but for INTERFACE_NAME
  std::map<int, int> line_of_name_;
  std::set<int> in_use_;
  int next_free_ = 0;
};

class Planner {
 public:
  explicit Planner(const ReadFile& read) : read_(read) {}

  void move(const Move& move) {
    Move done = move;
    done.from.clear();
    for (const DriverName from : move.from)
      if (carry(move, from)) done.from.push_back(from);
    if (!done.from.empty()) plan_.done.push_back(std::move(done));
  }

  FixUp take() {
    for (const auto& [driver, file] : files_)
      if (file)
        if (auto replaced = file->replaced()) plan_.files.push_back(std::move(*replaced));
    std::ranges::sort(plan_.files, {}, &ReplacedFile::path);
    return std::move(plan_);
  }

 private:
  // False when one of the files is refused. A driver without a file has nothing to carry.
  bool carry(const Move& move, DriverName from_driver) {
    if (from_driver == move.to) return true;
    DriverFile* from = file_of(from_driver);
    DriverFile* to = file_of(move.to);
    if (!from || !to) return true;
    if (from->refusal() || to->refusal()) return false;

    const std::string interface = interface_name(kLan, move.instance);
    const std::optional<int> index = from->index_of(interface);
    for (const CommonSetting& common : kCommonSettings) carry(common, interface, index, *from, *to);
    for (const std::string& setting : own_settings(*from, index))
      plan_.ignored.push_back({interface, setting, from->path()});
    if (index) from->take_out(interface, *index);
    return true;
  }

  // Its own value replaces whatever the other file says. A value for all ports was its value, too,
  // but does not go away, hence must not be carried over one that was carried before.
  void carry(const CommonSetting& common, const std::string& interface, std::optional<int> index,
             const DriverFile& from, DriverFile& to) {
    std::string value = index ? from.value(common.name, index) : "";
    if (value.empty() && common.may_be_for_all) {
      const auto there = to.index_of(interface);
      if (there && !to.value(common.name, there).empty()) return;
      value = from.value(common.name, std::nullopt);
    }
    if (value.empty()) return;
    to.put(interface, common.name, value);
    plan_.carried.push_back(
        {interface, std::string(common.name), std::move(value), from.path(), to.path()});
  }

  static std::vector<std::string> own_settings(const DriverFile& file, std::optional<int> index) {
    std::set<std::string> own;
    for (std::string& setting : file.own_settings(std::nullopt)) own.insert(std::move(setting));
    if (index)
      for (std::string& setting : file.own_settings(index)) own.insert(std::move(setting));
    return {own.begin(), own.end()};
  }

  DriverFile* file_of(DriverName driver) {
    const auto known = files_.find(driver);
    if (known != files_.end()) return known->second ? &*known->second : nullptr;
    std::optional<DriverFile>& file = files_[driver];
    if (const auto path = driver_conf_path(driver)) {
      file.emplace(*path, *driver_conf_prefix(driver), read_(*path));
      if (file->refusal()) plan_.refused.push_back(*file->refusal());
    }
    return file ? &*file : nullptr;
  }

  const ReadFile& read_;
  std::map<DriverName, std::optional<DriverFile>> files_;
  FixUp plan_;
};

}  // namespace

FixUp plan_fix_up(const std::vector<Move>& moves, const ReadFile& read) {
  Planner planner(read);
  for (const Move& move : moves) planner.move(move);
  return planner.take();
}

}  // namespace giosim::pi
