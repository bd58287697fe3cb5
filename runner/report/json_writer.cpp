#include "runner/report/json_writer.hpp"

#include <array>
#include <charconv>

namespace giosim::report {

void JsonWriter::quoted(std::string_view text) {
  text_ += '"';
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (byte < ' ') {
      constexpr std::string_view kDigits = "0123456789abcdef";
      text_ += "\\u00";
      text_ += kDigits[byte >> 4];
      text_ += kDigits[byte & 0xF];
    } else {
      text_ += c;
    }
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
