// Why not: what would have had to be different for a NIC to end up with a certain name?
//
// One change of the scenario after the other is made, from ONE TABLE of what can be changed
// (why_not_changes.cpp), and the scenario is run again with it: an answer is what was seen to lead
// there, not what is thought to.
#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/hw_path.hpp"
#include "base/mac_address.hpp"
#include "runner/report/story.hpp"
#include "runner/scenario.hpp"
#include "sim/limits.hpp"

namespace giosim::explore {

struct Wish {
  std::string name;                   // "lan2"
  std::optional<MacAddress> mac;      // of the NIC; or …
  std::optional<HwPath> hw_path;      // … where it sits
  std::string machine;                // empty: the last one that has such a NIC
};

// One thing that is different.
struct ScenarioChange {
  std::string sentence;  // behind "if": "gio_portable_image had been 1 on source from the start"
  std::string line;      // what to write: "machines: {source: {gio_portable_image: 1}}"
  std::function<void(runner::Scenario&)> make;
  bool is_reading = false;  // of the document; it may leave open in which order things come
};

// What the changes are made from.
struct Starting {
  const runner::Scenario& scenario;
  const report::NicEnds& nics;  // as they ended up
  std::string machine;
  HwPath hw_path;
  std::optional<MacAddress> mac;  // nothing: no driver has read it
  std::string name;               // that is wished for
  DeviceClass device_class;
  Instance instance;
};
std::vector<ScenarioChange> changes_from(const Starting& starting);

struct TriedChange {
  std::string sentence, line;
  bool leads_there = false;
  std::string got;         // the name it has with that change; "-" for none
  std::string impossible = {};  // why the scenario makes no sense with it; empty: it does
};

struct WhyNot {
  std::string machine, hw_path, mac;  // the NIC
  std::string name;                   // that is wished for
  std::string has;                    // that it has; "-" for none
  std::string because;                // GIO's last word on it, as the narrator says it
  std::vector<TriedChange> tried;     // nothing when it has the name already

  bool has_it() const { return has == name; }
};

struct WhyNotOptions {
  sim::Limits limits;
  std::function<bool()> interrupted = [] { return false; };
};

// The error is a sentence: there is no such NIC. Throws ScenarioError as run() does.
std::expected<WhyNot, std::string> why_not(const runner::Scenario& scenario, const Wish& wish,
                                           const WhyNotOptions& options = {});

enum class Tried { leading, all };
std::string why_not_text(const WhyNot& answer, Tried shown);
std::string why_not_json(const WhyNot& answer);

}  // namespace giosim::explore
