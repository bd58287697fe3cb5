#include "user/cmd/table.hpp"

#include <algorithm>

#include "user/cmd/commands.hpp"

namespace giosim::user {
namespace {

// By name.
constexpr const Command* kCommands[] = {
    &kCat,
    &kCp,
    &kDate,
    &kDiff,
    &kDmesg,
    &kEcho,
    &kFalseCommand,
    &kGrep,
    &kHead,
    &kHostname,
    &kHpuxpitool,
    &kIfconfig,
    &kInit,
    &kInsf,
    &kIoinit,
    &kIoscan,
    &kKcmodule,
    &kKctune,
    &kKrsd,
    &kLanadmin,
    &kLanscan,
    &kLs,
    &kMan,
    &kMv,
    &kNetfmt,
    &kNetstat,
    &kNwmgr,
    &kOlrad,
    &kRcutil,
    &kReboot,
    &kRm,
    &kRmsf,
    &kSed,
    &kShutdown,
    &kSort,
    &kSwlist,
    &kSync,
    &kTail,
    &kTest,
    &kTrueCommand,
    &kUname,
    &kWc,
    &kWho,
};

// The source document writes the tool's name in two ways; test(1) has two by itself.
constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"hpuxpitol", "hpuxpitool"},
    {"/opt/network/bin/hpuxpitol", "hpuxpitool"},
    {"[", "test"},
};

}  // namespace

std::span<const Command* const> commands() { return kCommands; }

const Command* find_command(std::string_view word) {
  for (const auto& [alias, name] : kAliases)
    if (word == alias) word = name;
  const auto found = std::ranges::find_if(kCommands, [word](const Command* command) {
    return command->name == word || command->path == word;
  });
  return found == std::end(kCommands) ? nullptr : *found;
}

}  // namespace giosim::user
