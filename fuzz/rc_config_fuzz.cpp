// Arbitrary bytes as a file of /etc/rc.config.d, and arbitrary edits of it.
//
// What is accepted is given back byte for byte; after any edit the text means what the file says;
// what is refused is refused at a line that exists.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/must.hpp"
#include "pi/fix_up.hpp"
#include "pi/rc_config_file.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

using Values = std::map<std::pair<std::string, std::optional<int>>, std::string>;

Values values_of(const RcConfigFile& file) {
  Values values;
  for (const Assignment& one : file.assignments())
    values[{one.variable, one.index}] = one.value;
  return values;
}

void edit(RcConfigFile file, std::string_view bytes) {
  Values expected = values_of(file);
  for (; bytes.size() >= 3; bytes.remove_prefix(3)) {
    const std::string variable(1, static_cast<char>('A' + (bytes[0] & 3)));
    const int number = bytes[1] & 7;
    const std::optional<int> index = number == 7 ? std::nullopt : std::optional(number);
    std::string value(bytes.substr(2, 5));
    std::erase(value, '\0');
    if (bytes[0] & 4) {
      MUST(file.remove(variable, index) == (expected.erase({variable, index}) == 1));
    } else {
      file.set(variable, index, value);
      expected[{variable, index}] = value;
    }
  }
  const auto again = RcConfigFile::parse(file.text());
  MUST(again.has_value());
  MUST(values_of(*again) == expected);
}

// The text as the file of both drivers: planning on what a plan made changes nothing more.
void fix_up(const std::string& text) {
  std::map<std::string, std::string, std::less<>> files = {
      {"/etc/rc.config.d/hpigelanconf", text}, {"/etc/rc.config.d/hpiexgbeconf", text}};
  const ReadFile read = [&](std::string_view path) -> std::optional<std::string> {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  const std::vector<Move> moves = {
      {Instance{0}, MacAddress("0x00306E00000A"), {"igelan"}, "iexgbe"},
      {Instance{1}, MacAddress("0x00306E00000B"), {"iexgbe"}, "igelan"}};
  for (const ReplacedFile& file : plan_fix_up(moves, read).files) files[file.path] = file.after;
  for (const auto& [path, content] : files)
    if (content != text) MUST(RcConfigFile::parse(content).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto file = RcConfigFile::parse(text);
  if (file) {
    MUST(file->text() == text);
    edit(*file, std::string_view(text).substr(text.size() / 2));
  } else {
    MUST(file.error().line >= 1);
    MUST(file.error().line <= 1 + std::ranges::count(text, '\n'));
    MUST(!file.error().because.empty());
  }
  fix_up(text);
  return 0;
}
