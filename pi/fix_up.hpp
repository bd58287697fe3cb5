// The fix-up of the driver configuration files: a pure plan, before anything is written.
//
// An interface that has another driver than when it was saved takes along what every driver has
// (F1): its settings move from the file of the driver before into that of the driver now, under
// the name lanN that it kept. What only the driver before had stays where it is (F2). A file that
// cannot be understood stays byte for byte as it is (F3), and the moves through it are left for a
// later boot.
//
// Planning again from what came of a plan changes nothing more. O(n log n).
//
// Document: "Flow of operation", "The only item to fix-up on the target …".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fact.hpp"
#include "pi/move.hpp"

namespace giosim::pi {

struct ReplacedFile {
  std::string path;
  std::optional<std::string> before;  // nothing: there was none
  std::string after;
};

struct FixUp {
  std::vector<ReplacedFile> files;  // those that change, by path
  std::vector<SettingCarried> carried;
  std::vector<SettingIgnored> ignored;
  std::vector<ConfigurationRefused> refused;  // each file once
  std::vector<Move> done;                     // also those for which no file changes
};

using ReadFile = std::function<std::optional<std::string>(std::string_view path)>;

FixUp plan_fix_up(const std::vector<Move>& moves, const ReadFile& read);

}  // namespace giosim::pi
