#include "user/netfmt_filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <vector>

#include "base/lines.hpp"
#include "base/text.hpp"

namespace giosim::user {
namespace {

std::string upper(std::string_view text) {
  std::string word(text);
  for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return word;
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "10:12:00", "10/27/10": three numbers from `least` to `most`, parted by a sign.
std::optional<std::array<int, 3>> three(std::string_view text, char sign, std::array<int, 3> least,
                                        std::array<int, 3> most) {
  std::array<int, 3> numbers{};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t end = i < 2 ? text.find(sign) : text.size();
    if (end == std::string_view::npos) return std::nullopt;
    const auto number = number_of(text.substr(0, end));
    if (!number || *number < least[i] || *number > most[i]) return std::nullopt;
    numbers[i] = static_cast<int>(*number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return numbers;
}

// ".25" is 250,000.
std::optional<std::chrono::microseconds> fraction_of(std::string_view digits) {
  if (digits.empty()) return std::chrono::microseconds(0);
  std::string six(digits.substr(1, 6));
  six.resize(6, '0');
  const auto number = number_of(six);
  if (digits.front() != '.' || digits.size() < 2 || !number || *number < 0) return std::nullopt;
  return std::chrono::microseconds(*number);
}

std::optional<Date> date_in(std::string_view rest, Date today) {
  using namespace std::chrono;
  const std::string_view time_word = next_word(rest), day_word = next_word(rest);
  if (!next_word(rest).empty()) return std::nullopt;
  const std::size_t point = std::min(time_word.find('.'), time_word.size());
  const auto clock = three(time_word.substr(0, point), ':', {0, 0, 0}, {23, 59, 59});
  const auto fraction = fraction_of(time_word.substr(point));
  if (!clock || !fraction) return std::nullopt;

  Date midnight = floor<days>(today);
  if (!day_word.empty()) {
    const auto numbers = three(day_word, '/', {1, 1, 0}, {12, 31, 2037});
    if (!numbers) return std::nullopt;
    int year_number = (*numbers)[2];
    if (year_number < 100) year_number += year_number < 70 ? 2000 : 1900;
    const year_month_day date{year(year_number), month(static_cast<unsigned>((*numbers)[0])),
                              std::chrono::day(static_cast<unsigned>((*numbers)[1]))};
    if (!date.ok()) return std::nullopt;
    midnight = sys_days(date);
  }
  return midnight + hours((*clock)[0]) + minutes((*clock)[1]) + seconds((*clock)[2]) + *fraction;
}

}  // namespace

void NetfmtFilter::Choice::add(std::string word) {
  const bool negated = word.starts_with('!');
  if (negated) word.erase(0, 1);
  if (word == "*") {
    wanted.clear();
    unwanted.clear();
    nothing = negated;
    return;
  }
  (negated ? unwanted : wanted).insert(std::move(word));
}

bool NetfmtFilter::Choice::passes(std::string_view word) const {
  const std::string upper_word = upper(word);
  if (unwanted.contains(upper_word)) return false;
  if (wanted.contains(upper_word)) return true;
  return wanted.empty() && !nothing;
}

std::expected<NetfmtFilter, std::string> NetfmtFilter::parse(std::string_view text, Date today) {
  NetfmtFilter filter;
  int number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (const auto wrong = filter.read(line.substr(0, line.find('#')), today))
      return std::unexpected(fmt::format("line {}: {}", number, *wrong));
  }
  return filter;
}

// Nothing when the line is understood.
std::optional<std::string> NetfmtFilter::read(std::string_view line, Date today) {
  const std::string first = upper(next_word(line));
  if (first.empty()) return std::nullopt;
  const std::string second = upper(next_word(line));
  if (first != "FORMATTER" || second != "FILTER")
    return "only `formatter filter' is emulated";
  const std::string kind = upper(next_word(line));
  return read_filter(kind, line, today);
}

std::optional<std::string> NetfmtFilter::read_filter(std::string_view kind, std::string_view rest,
                                                     Date today) {
  if (kind == "TIME_FROM" || kind == "TIME_THROUGH") {
    const auto date = date_in(rest, today);
    if (!date) return "expected HH:MM:SS and MM/DD/YY";
    (kind == "TIME_FROM" ? from_ : through_) = *date;
    return std::nullopt;
  }
  const std::string value = upper(next_word(rest));
  const std::string subsystem = upper(next_word(rest));
  if (value.empty()) return "a value is missing";
  if (!next_word(rest).empty() || (!subsystem.empty() && kind != "CLASS"))
    return "there is too much on the line";

  if (kind == "CLASS") {
    constexpr std::string_view kClasses[] = {"*", "INFORMATIVE", "WARNING", "ERROR", "DISASTER"};
    const std::string_view name = std::string_view(value).substr(value.starts_with('!') ? 1 : 0);
    if (std::ranges::find(kClasses, name) == std::end(kClasses))
      return fmt::format("{} is no log class; expected INFORMATIVE, WARNING, ERROR or DISASTER", name);
    class_[subsystem].add(value);
    return std::nullopt;
  }
  if (kind == "SUBSYSTEM") {
    subsystem_.add(value);
    return std::nullopt;
  }
  auto* const id = kind == "DEVICE_ID"    ? &device_id_
                   : kind == "PROCESS_ID" ? &process_id_
                   : kind == "USER_ID"    ? &user_id_
                                          : nullptr;
  if (!id) return fmt::format("a filter for {} is not emulated", kind);
  const auto number = number_of(value);
  if (!number) return fmt::format("{} is no number", value);
  *id = *number;
  return std::nullopt;
}

bool NetfmtFilter::passes(const pi::NettlRecord& record) const {
  const Date date = date_at(record.time);
  if ((from_ && date < *from_) || (through_ && date > *through_)) return false;
  if (device_id_ && record.device_id != *device_id_) return false;
  if (process_id_ && record.process_id != *process_id_) return false;
  if (user_id_ && record.user_id != *user_id_) return false;
  if (!subsystem_.passes(record.subsystem)) return false;
  auto its_class = class_.find(upper(record.subsystem));
  if (its_class == class_.end()) its_class = class_.find("");
  return its_class == class_.end() || its_class->second.passes(word(record.log_class));
}

}  // namespace giosim::user
