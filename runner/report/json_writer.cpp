#include "runner/report/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace giosim::report {

void JsonWriter::quoted(std::string_view text) {
  const auto plain = [](char c) {
    return static_cast<unsigned char>(c) >= ' ' && c != '"' && c != '\\';
  };
  text_ += '"';
  for (auto at = text.begin(); at != text.end();) {
    const auto end = std::find_if_not(at, text.end(), plain);
    text_.append(at, end);
    if (end == text.end()) break;
    const auto byte = static_cast<unsigned char>(*end);
    if (byte < ' ') {
      constexpr std::string_view kDigits = "0123456789abcdef";
      text_ += "\\u00";
      text_ += kDigits[byte >> 4];
      text_ += kDigits[byte & 0xF];
    } else {
      text_ += '\\';
      text_ += *end;
    }
    at = end + 1;
  }
  text_ += '"';
}

JsonWriter& JsonWriter::value(std::string_view text) {
  comma();
  quoted(text);
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
  comma();
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
  text_.append(digits.begin(), end);
  return *this;
}

JsonWriter& JsonWriter::value(std::uint64_t number) {
  MUST(number <= INT64_MAX);
  return value(static_cast<std::int64_t>(number));
}

JsonWriter& JsonWriter::value(bool yes) {
  comma();
  text_ += yes ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::number(std::string_view decimal) {
  comma();
  text_ += decimal;
  return *this;
}

JsonWriter& JsonWriter::null() {
  comma();
  text_ += "null";
  return *this;
}

JsonWriter& JsonWriter::value(const Cell& cell) {
  std::visit(
      [this](const auto& held) {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>)
          null();
        else
          value(held);
      },
      cell);
  return *this;
}

}  // namespace giosim::report
