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
    &kLinkloop,
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
    &kShutdown,
    &kSort,
    &kSwlist,
    &kSync,
    &kTail,
    &kUname,
    &kWc,
    &kWho,
};

// The source document writes the tool's name in two ways.
constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"hpuxpitol", "hpuxpitool"},
    {"/opt/network/bin/hpuxpitol", "hpuxpitool"},
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
