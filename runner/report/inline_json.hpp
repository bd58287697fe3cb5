// InlineJson: JSON Lines, as one array that may stand in a <script> of an HTML page.
//
// "<" is written \u003c: no text of a trace can end the script, whatever a scenario is called.
#pragma once

#include <cstddef>
#include <streambuf>
#include <string>

namespace giosim::report {

class InlineJson : public std::streambuf {
 public:
  // The array of what has been written so far. A line must be complete.
  std::string array() const { return "[\n" + text_ + "\n]"; }
  std::size_t size() const { return text_.size(); }

 protected:
  int_type overflow(int_type character) override {
    if (!traits_type::eq_int_type(character, traits_type::eof()))
      put(traits_type::to_char_type(character));
    return traits_type::not_eof(character);
  }
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    for (std::streamsize i = 0; i < count; ++i) put(bytes[i]);
    return count;
  }

 private:
  // A line end becomes a comma when another line follows.
  void put(char c) {
    if (c == '\n') {
      ended_ = true;
      return;
    }
    if (ended_) text_ += ",\n";
    ended_ = false;
    if (c == '<')
      text_ += "\\u003c";
    else
      text_ += c;
  }

  std::string text_;
  bool ended_ = false;
};

}  // namespace giosim::report
