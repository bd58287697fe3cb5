// Small plays whose orders can be counted by hand.
#pragma once

#include <string>

#include "explore/search.hpp"
#include "runner/load.hpp"

namespace giosim::explore {

inline runner::Scenario play(const std::string& text) {
  return runner::load_scenario_text("play.yaml", text);
}

inline std::string mac_of(int nic) { return "0x00306E0000" + std::to_string(10 + nic); }
inline std::string path_of(int nic) { return "0/" + std::to_string(1 + nic) + "/1/0"; }

// NICs that each sit where another one sat when the entries were saved: all are reassigned, and
// none meddles with another.
inline runner::Scenario rotation(int nics) {
  std::string text =
      "scenario: rotation\nsays: \"Each NIC sits one slot further.\"\n"
      "machines:\n  target:\n    gio_portable_image: 1\n    slots:\n";
  for (int i = 0; i < nics; ++i)
    text += "      " + path_of(i) + ": {driver: iether, mac: " + mac_of((i + 1) % nics) + "}\n";
  text += "    saved:\n";
  for (int i = 0; i < nics; ++i)
    text += "      lan" + std::to_string(i) + ": {at: " + path_of(i) +
            ", driver: iether, macs: " + mac_of(i) + "}\n";
  text += "steps:\n  - boot: target\n";
  return play(text);
}

// NICs with one MAC address, and one entry for it: the first to ask has it.
inline runner::Scenario duplicates(int nics, const std::string& more = "") {
  std::string text =
      "scenario: duplicates\nsays: \"One MAC address, several NICs.\"\n" + more +
      "machines:\n  target:\n    gio_portable_image: 1\n    slots:\n";
  for (int i = 0; i < nics; ++i)
    text += "      " + path_of(i) + ": {driver: iether, mac: " + mac_of(0) + "}\n";
  text += "    saved:\n      lan0: {at: 0/8/1/0, driver: iether, macs: " + mac_of(0) + "}\n";
  text += "steps:\n  - boot: target\n";
  return play(text);
}

// Two cards are plugged in at once: one that has an entry, and a stranger, who need not work. What a hot
// plug has seen is a part of every state, so two whole inits would have 43,780 orders, nearly all of them
// states of their own.
inline runner::Scenario late_cards(const std::string& more = "") {
  const std::string plug = "[{plug_in: {machine: target, at: ";
  return play("scenario: late cards\nsays: \"Two cards come at once.\"\n" + more +
              "machines:\n  target:\n    gio_portable_image: 1\n"
              "    saved:\n      lan0: {at: 0/8/1/0, driver: iether, macs: " + mac_of(0) + "}\n"
              "steps:\n  - boot: target\n  - together:\n"
              "    - " + plug + path_of(0) + ", card: {driver: iether, mac: " + mac_of(0) + "}}}]\n"
              "    - " + plug + path_of(1) + ", card: {driver: iether, mac: " + mac_of(1) +
              ", fails: early}}}]\n");
}

inline Found searched(const runner::Scenario& scenario, Reduction reduction,
                      std::uint64_t runs = 0, runner::Varied varied = {runner::Vary::init,
                                                                       runner::Vary::scan}) {
  SearchOptions options;
  options.reduction = reduction;
  options.bounds.runs = runs;
  options.varied = varied;
  return search(scenario, options);
}

}  // namespace giosim::explore
