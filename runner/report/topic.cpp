#include "runner/report/topic.hpp"

namespace giosim::report {
namespace {

constexpr TopicRow kTopics[] = {
    {Topic::power, "machines are switched on and off, and are up"},
    {Topic::hardware, "cards, cables and disks are moved"},
    {Topic::nodes, "GIO scans, claims, and changes the state of nodes"},
    {Topic::instances, "GIO reserves, gives, reassigns and frees instances"},
    {Topic::dlpi, "DLPI instances, their PPAs and MAC addresses: what lanscan prints"},
    {Topic::drivers, "the drivers' inits and resets, step by step"},
    {Topic::saved, "the entries of Portable Image"},
    {Topic::disk, "KRS and ioconfig are read and written"},
    {Topic::settings, "tunables, and the settings of drivers and interfaces"},
    {Topic::scripts, "rc's scripts and run levels"},
    {Topic::log, "lines of /etc/rc.log, and records of nettl"},
    {Topic::commands, "commands, and what they print"},
    {Topic::network, "interfaces are configured, or missing"},
    {Topic::frames, "frames on networks"},
};

// The first row that the kind begins with.
struct Kinds {
  std::string_view begin;
  Topic topic;
};
constexpr Kinds kKinds[] = {
    {"machine.powered_", Topic::power},
    {"machine.boot_ended", Topic::power},
    {"machine.", Topic::hardware},
    {"wire.frame_", Topic::frames},
    {"wire.", Topic::hardware},
    {"krs.tunable_", Topic::settings},
    {"krs.", Topic::disk},
    {"pi.setting_", Topic::settings},
    {"pi.configuration_saved", Topic::saved},
    {"pi.configuration_", Topic::settings},
    {"pi.", Topic::saved},
    {"gio.ioconfig_", Topic::disk},
    {"gio.node_", Topic::nodes},
    {"gio.scan_", Topic::nodes},
    {"gio.", Topic::instances},
    {"hdm.", Topic::drivers},
    {"ilan.", Topic::drivers},
    {"dlpi.", Topic::dlpi},
    {"rc.log_line_written", Topic::log},
    {"rc.", Topic::scripts},
    {"nettl.", Topic::log},
    {"cmd.", Topic::commands},
    {"net.setting_", Topic::settings},
    {"net.", Topic::network},
};

}  // namespace

std::span<const TopicRow> topics() { return kTopics; }

Topic topic_of(std::string_view kind) {
  for (const Kinds& row : kKinds)
    if (kind.starts_with(row.begin)) return row.topic;
  return Topic::network;
}

}  // namespace giosim::report
