// JsonWriter: JSON text, written in the order in which it is said, without blanks.
//
// A trace of a large machine has tens of millions of lines; so no tree is built. Reading JSON is
// Boost.JSON's job (trace_laws.cpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/must.hpp"
#include "runner/report/cell.hpp"

namespace giosim::report {

class JsonWriter {
 public:
  JsonWriter& open(char bracket) {  // '{' or '['
    comma();
    text_ += bracket;
    comma_ = false;
    return *this;
  }
  JsonWriter& close(char bracket) {
    text_ += bracket;
    comma_ = true;
    return *this;
  }
  JsonWriter& key(std::string_view name) {
    comma();
    quoted(name);
    text_ += ':';
    comma_ = false;
    return *this;
  }

  // The text must be valid UTF-8 (plain_text.hpp).
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(std::uint64_t number);
  JsonWriter& value(std::int32_t number) { return value(std::int64_t{number}); }
  JsonWriter& value(bool yes);
  JsonWriter& null();
  JsonWriter& number(std::string_view decimal);  // as JSON writes it: "12.250"
  JsonWriter& value(const Cell& cell);

  template <class Value>
  JsonWriter& field(std::string_view name, const Value& held) {
    return key(name).value(held);
  }

  // Ends a line of JSON Lines.
  void end_line() {
    text_ += '\n';
    comma_ = false;
  }

  // What has been written since the last clear().
  const std::string& text() const { return text_; }
  void clear() { text_.clear(); }

 private:
  void comma() {
    if (comma_) text_ += ',';
    comma_ = true;
  }
  void quoted(std::string_view text);

  std::string text_;
  bool comma_ = false;  // something stands before what comes next, on the same level
};

}  // namespace giosim::report
