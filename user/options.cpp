#include "user/options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace giosim::user {

std::optional<Options> Options::parse(Session& session, const Command& command,
                                      const Arguments& arguments, std::string_view letters) {
  const auto refuse = [&](std::string_view what, char letter) {
    fail(session, command, fmt::format("{} -- {}", what, letter));
    complain_of_usage(session, command);
    return std::nullopt;
  };

  Options options;
  std::size_t at = 0;
  for (; at < arguments.size(); ++at) {
    const std::string& word = arguments[at];
    if (word.size() < 2 || word.front() != '-') break;
    if (word == "--") {
      ++at;
      break;
    }
    for (std::size_t i = 1; i < word.size(); ++i) {
      const char letter = word[i];
      const std::size_t known = letter == ':' ? std::string_view::npos : letters.find(letter);
      if (known == std::string_view::npos) return refuse("illegal option", letter);
      const bool takes_value = known + 1 < letters.size() && letters[known + 1] == ':';
      std::string value;
      if (takes_value) {
        if (i + 1 < word.size())
          value = word.substr(i + 1);
        else if (at + 1 < arguments.size())
          value = arguments[++at];
        else
          return refuse("option requires an argument", letter);
      }
      options.given_.emplace_back(letter, std::move(value));
      if (takes_value) break;
    }
  }
  options.operands_.assign(arguments.begin() + static_cast<std::ptrdiff_t>(at), arguments.end());
  return options;
}

bool Options::has(char letter) const { return value(letter) != nullptr; }

const std::string* Options::value(char letter) const {
  const auto found = std::ranges::find(given_.rbegin(), given_.rend(), letter,
                                       &std::pair<char, std::string>::first);
  return found == given_.rend() ? nullptr : &found->second;
}

}  // namespace giosim::user
