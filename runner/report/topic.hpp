// Topic: what a fact is about, as a reader sorts the facts of a run.
//
// Every kind of fact has one topic; a golden (runner/golden.hpp) keeps the facts of a few.
#pragma once

#include <span>
#include <string_view>

#include "base/words.hpp"

namespace giosim {

namespace report {

enum class Topic {
  power,
  hardware,
  nodes,
  instances,
  dlpi,
  drivers,
  saved,
  disk,
  settings,
  scripts,
  log,
  commands,
  network,
  frames
};

struct TopicRow {
  Topic topic;
  std::string_view sentence;
};
std::span<const TopicRow> topics();

// `kind` is the name of a fact in base/fact.hpp: "gio.instance_reassigned". One that nobody knows
// (the trace of a later giosim) is about the network, like all that has no place of its own.
Topic topic_of(std::string_view kind);

}  // namespace report

template <>
inline constexpr auto kWords<report::Topic> =
    WordTable<14>{"power",    "hardware", "nodes",   "instances", "dlpi",     "drivers", "saved",
                  "disk",     "settings", "scripts", "log",       "commands", "network", "frames"};

}  // namespace giosim
