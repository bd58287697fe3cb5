#include "runner/yaml_text.hpp"

#include <fmt/format.h>

#include "runner/utf8.hpp"

namespace giosim::runner {
namespace {

// What is wrong with the character at this byte; empty when nothing is.
std::string complaint(std::string_view text, std::size_t at, const Utf8Character& character) {
  if (!character.valid)
    return fmt::format("byte 0x{:02X} is not UTF-8; save the file as UTF-8", character.code);
  const std::uint32_t code = character.code;
  if (code == '\t' || code == '\n') return {};
  if (code == '\r') {
    if (at + 1 < text.size() && text[at + 1] == '\n') return {};
    return "a carriage return without a line feed; end lines with LF or CR LF";
  }
  const bool bad = code < 0x20 || (code >= 0x7F && code <= 0x9F && code != 0x85) ||
                   code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
  if (!bad) return {};
  return code == 0 ? "a NUL byte; this is not a text file"
                   : fmt::format("control character U+{:04X} may not stand in YAML", code);
}

}  // namespace

void tidy_ends(std::string& text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
}

bool check_characters(const std::shared_ptr<const SourceFile>& source, Problems& problems) {
  const std::string_view text = source->text();
  int line = 1;
  int column = 1;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = utf8_character(text, at);
    if (std::string sentence = complaint(text, at, character); !sentence.empty()) {
      problems.add({source, line, column}, std::move(sentence));
      return false;
    }
    const bool line_ends = character.code == '\n';
    line += line_ends ? 1 : 0;
    column = line_ends ? 1 : column + 1;
    at += character.length;
  }
  return true;
}

}  // namespace giosim::runner
