#include "sim/choices.hpp"

#include <algorithm>
#include <charconv>

#include "base/must.hpp"
#include "base/splitmix64.hpp"

namespace giosim::sim {

std::string_view name_of(ChoiceKind kind) {
  switch (kind) {
    case ChoiceKind::order:
      return "order";
    case ChoiceKind::latency:
      return "latency";
    case ChoiceKind::fault:
      return "fault";
    case ChoiceKind::other:
      return "other";
  }
  return "other";
}

std::expected<ChoiceList, std::string> parse_choices(std::string_view text) {
  ChoiceList list;
  if (text.empty()) return list;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    std::uint32_t value = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (word.empty() || error != std::errc{} || stop != word.data() + word.size()) {
      return std::unexpected("choice " + std::to_string(list.size() + 1) + " is \"" +
                             std::string(word) + "\": a list of choices is small numbers " +
                             "joined by dots, such as 0.2.1");
    }
    list.push_back(value);
    if (end == text.size()) return list;
    begin = end + 1;
  }
}

std::string to_string(const ChoiceList& list) {
  auto last = std::find_if(list.rbegin(), list.rend(), [](std::uint32_t v) { return v != 0; });
  std::string text;
  for (auto value = list.begin(); value != last.base(); ++value) {
    if (!text.empty()) text += '.';
    text += std::to_string(*value);
  }
  return text;
}

std::size_t Choices::pick(std::size_t options, ChoiceKind kind, std::string_view what) {
  MUST(options > 0);
  if (options == 1 || (latencies_are_orders_ && kind == ChoiceKind::latency)) return 0;
  MUST(options <= std::numeric_limits<std::uint32_t>::max());
  const std::size_t picked = decide(options, kind, what);
  MUST(picked < options);
  made_.push_back(static_cast<std::uint32_t>(picked));
  return picked;
}

std::size_t Seeded::decide(std::size_t options, ChoiceKind, std::string_view) {
  return below(options, splitmix64(state_));
}

Replayed::Replayed(ChoiceList list) : list_(std::move(list)) {}

std::size_t Replayed::decide(std::size_t options, ChoiceKind kind, std::string_view what) {
  const std::size_t position = made_.size();
  if (position >= list_.size()) return 0;
  const std::uint32_t value = list_[position];
  if (value >= options) {
    throw ChoiceError("choice " + std::to_string(position + 1) + " of the list is " +
                      std::to_string(value) + ", but there are only " + std::to_string(options) +
                      " options (0 to " + std::to_string(options - 1) + ") for the " +
                      std::string(name_of(kind)) + " asked here: " + std::string(what));
  }
  return value;
}

void Replayed::end_of_run() const {
  if (made_.size() >= list_.size()) return;
  throw ChoiceError("the list has " + std::to_string(list_.size()) +
                    " choices, but the run asked only " + std::to_string(made_.size()) +
                    ": choice " + std::to_string(made_.size() + 1) + " (" +
                    std::to_string(list_[made_.size()]) + ") was never asked");
}

bool Exhaustive::next_run() {
  if (runs_ > 0) {
    // A run that was cut short leaves wheels behind its end untouched: they are not part of it.
    wheels_.resize(made_.size());
    while (!wheels_.empty() && wheels_.back().value + 1 == wheels_.back().options) {
      wheels_.pop_back();
    }
    if (wheels_.empty()) return false;
    ++wheels_.back().value;
  }
  made_.clear();
  ++runs_;
  return true;
}

std::size_t Exhaustive::decide(std::size_t options, ChoiceKind kind, std::string_view what) {
  MUST(runs_ > 0);
  const std::size_t position = made_.size();
  if (position == wheels_.size()) wheels_.push_back({0, static_cast<std::uint32_t>(options)});
  const Wheel& wheel = wheels_[position];
  if (wheel.options != options) {
    throw ChoiceError("the run is not reproducible: choice " + std::to_string(position + 1) +
                      " had " + std::to_string(wheel.options) + " options before and has " +
                      std::to_string(options) + " now (" + std::string(name_of(kind)) + ": " +
                      std::string(what) + ")");
  }
  return wheel.value;
}

}  // namespace giosim::sim
