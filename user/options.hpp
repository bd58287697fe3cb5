// Options: the letters of a command line, as getopt(3C) reads them.
//
//   const auto options = Options::parse(session, kLanscan, arguments, "ainmpqv");
//   if (!options) return 1;               // it has said what is wrong, and the usage
//   if (options->has('v')) …
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "user/command.hpp"

namespace giosim::user {

class Options {
 public:
  // `letters`: each option's letter, with a ':' behind it when it takes a value. Options end at
  // the first operand, or behind "--".
  static std::optional<Options> parse(Session& session, const Command& command,
                                      const Arguments& arguments, std::string_view letters);

  bool has(char letter) const;
  // The value of the last one of this letter; nullptr without it.
  const std::string* value(char letter) const;
  // Letters in the order in which they were given.
  const std::vector<std::pair<char, std::string>>& given() const { return given_; }
  const Arguments& operands() const { return operands_; }

 private:
  std::vector<std::pair<char, std::string>> given_;
  Arguments operands_;
};

}  // namespace giosim::user
