// test(1), true(1), false(1): what scripts ask.

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "user/cmd/commands.hpp"
#include "user/files.hpp"

namespace giosim::user {
namespace {

constexpr int kTrue = 0, kFalse = 1, kWrong = 2;

std::optional<long long> number_of(const std::string& text) {
  long long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Nothing for an operator that is not known.
std::optional<bool> unary(const Session& session, const std::string& letter,
                          const std::string& operand) {
  if (letter == "-n") return !operand.empty();
  if (letter == "-z") return operand.empty();
  if (letter == "-d") return is_directory(session, operand);
  const auto bytes = read_file(session, operand);
  if (letter == "-f" || letter == "-r" || letter == "-x") return bytes.has_value();
  if (letter == "-s") return bytes && !bytes->empty();
  return std::nullopt;
}

std::optional<bool> binary(const std::string& a, const std::string& word, const std::string& b) {
  if (word == "=") return a == b;
  if (word == "!=") return a != b;
  const auto x = number_of(a), y = number_of(b);
  if (!x || !y) return std::nullopt;
  if (word == "-eq") return *x == *y;
  if (word == "-ne") return *x != *y;
  if (word == "-lt") return *x < *y;
  if (word == "-le") return *x <= *y;
  if (word == "-gt") return *x > *y;
  if (word == "-ge") return *x >= *y;
  return std::nullopt;
}

int test(Session& session, const Arguments& arguments) {
  Arguments words = arguments;
  if (!words.empty() && words.back() == "]") words.pop_back();
  bool wanted = true;
  while (words.size() > 1 && words.front() == "!") {
    wanted = !wanted;
    words.erase(words.begin());
  }

  std::optional<bool> holds;
  if (words.empty()) holds = false;
  if (words.size() == 1) holds = !words[0].empty();
  if (words.size() == 2) holds = unary(session, words[0], words[1]);
  if (words.size() == 3) holds = binary(words[0], words[1], words[2]);
  if (!holds) return fail(session, kTest, fmt::format("{}: not understood", fmt::join(words, " ")), kWrong);
  return *holds == wanted ? kTrue : kFalse;
}

}  // namespace

constinit const Command kTest{
    "test", "/usr/bin/test", "evaluate a condition", "test [!] expression\n[ [!] expression ]",
    "-f file  there is such a file (-r and -x say the same here)\n"
    "-s file  and it is not empty\n"
    "-d file  it is a directory\n"
    "-n text  the text is not empty; so is a text without an operator\n"
    "-z text  the text is empty\n"
    "a = b, a != b                          texts\n"
    "a -eq b, -ne, -lt, -le, -gt, -ge       whole numbers\n"
    "\n"
    "Exit code 0 when it holds, 1 when it does not, 2 when it is not understood. Ours: no -a,\n"
    "-o and parentheses; use the shell's && and ||.",
    Plain(&test)};

constinit const Command kTrueCommand{"true", "/usr/bin/true", "return exit code 0", "true", "",
                                     Plain([](Session&, const Arguments&) { return 0; })};

constinit const Command kFalseCommand{"false", "/usr/bin/false", "return exit code 1", "false", "",
                                      Plain([](Session&, const Arguments&) { return 1; })};

}  // namespace giosim::user
