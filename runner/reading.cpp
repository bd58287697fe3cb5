#include "runner/reading.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/nearest_word.hpp"
#include "runner/shape_description.hpp"

namespace giosim::runner {

void Reading::give_name(Named what, const std::string& name) {
  Names& names = names_[static_cast<std::size_t>(what)];
  if (names.known.insert(name).second) names.given.push_back(name);
}

void Reading::use_name(Named what, const YamlNode& node) {
  name_uses_.push_back({what, node.text, node.mark, used_at()});
}

void Reading::refuse_unknown_names() {
  std::set<std::pair<Named, std::string>> without_any;
  for (NameUse& use : name_uses_) {
    const auto& [given, known] = names_[static_cast<std::size_t>(use.what)];
    if (known.contains(use.name)) continue;
    const std::string_view kind = word(use.what);
    std::string sentence = fmt::format("there is no {} {}", kind, in_quotes(use.name));
    if (given.empty()) {
      if (!without_any.emplace(use.what, use.name).second) continue;
      sentence += fmt::format("; expected it among the scenario's '{}s'", kind);
    } else if (!swamped()) {
      sentence += fmt::format("; expected {}{}", listed(given),
                              given.size() > 1 ? did_you_mean(use.name, given) : "");
    }
    problems_.add(use.where, std::move(sentence), std::move(use.used_at));
  }
}

std::vector<Mark> Reading::used_at() const {
  std::vector<Mark> marks;
  for (auto use = uses_.rbegin(); use != uses_.rend(); ++use) marks.push_back(**use);
  return marks;
}

}  // namespace giosim::runner
