// Play: a scenario that was drawn at random, in parts that can be taken out one by one.
//
// Networks, machines, cards, entries, records, faults and steps are drawn together with a picture of what will be
// plugged in and running, so that most steps make sense when their turn comes. text() is the YAML that a
// user would have written; nothing runs a play in any other way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace giosim::explore {

struct Play {
  struct Machine {
    std::string name;
    bool portable_image = true;
    std::vector<std::string> slots, saved, ioconfig;  // "0/1/1/0: {driver: …}"
    std::vector<std::string> cables = {};             // "0/1/1/0: blue"
  };

  std::string name, says;
  std::vector<std::string> networks;  // "blue: {…}"
  std::vector<Machine> machines;
  std::vector<std::string> faults, steps;  // one line each
  std::string policy;                      // "flush: krsd, …"; may be empty
  std::string vary;                        // "init,scan"; empty: time decides
  std::string choices;                     // of the run that fails; may be empty

  std::string text() const;

  // The step that stands in this line of text(), from 1.
  std::optional<std::size_t> step_in_line(int line) const;

  // How many parts could be taken out, and the play without one of them.
  std::size_t parts() const;
  Play without(std::size_t part) const;

  // "2 machines, 3 cards, 5 steps"
  std::string size_text() const;
};

// The same for the same seed, on every computer.
Play random_play(std::uint64_t seed);

}  // namespace giosim::explore
