#include "user/diff.hpp"

#include <catch2/catch.hpp>

#include "tests/property.hpp"

namespace giosim::user {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// What becomes of `from` when the differences are applied, as patch(1) does; counts lines said.
std::string patched(const std::string& from, const std::string& difference, int& said) {
  const std::vector<std::string> old = lines_of(from), script = lines_of(difference);
  std::string result;
  std::size_t done = 0;
  const auto copy_to = [&](std::size_t line) {
    while (done < line) result += old.at(done++);
  };
  for (std::size_t i = 0; i < script.size(); ++i) {
    const std::string& line = script[i];
    if (line.starts_with("> ")) {
      result += line.substr(2), ++said;
    } else if (line.starts_with("< ")) {
      CHECK(old.at(done) == line.substr(2));
      ++done, ++said;
    } else if (line.starts_with("\\")) {
      result.pop_back();
    } else if (line != "---\n") {
      const std::size_t first = std::stoul(line);
      copy_to(line.find('a') == std::string::npos ? first - 1 : first);
    }
  }
  copy_to(old.size());
  return result;
}

// The length of the longest common subsequence, by the plain table.
std::size_t common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const std::string& line : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = line == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

TEST_CASE("lines that are changed, come or go are said as POSIX's diff says them", "[user]") {
  CHECK(differences("a\nb\nc\n", "a\nb\nc\n").empty());
  CHECK(differences("a\nb\nc\n", "a\nx\nc\n") == "2c2\n< b\n---\n> x\n");
  CHECK(differences("a\nc\n", "a\nb\nb\nc\n") == "1a2,3\n> b\n> b\n");
  CHECK(differences("a\nb\nb\nc\n", "a\nc\n") == "2,3d1\n< b\n< b\n");
  CHECK(differences("", "a\n") == "0a1\n> a\n");
  CHECK(differences("a\n", "") == "1d0\n< a\n");
  CHECK(differences("a\nb\n", "x\ny\nz\n") == "1,2c1,3\n< a\n< b\n---\n> x\n> y\n> z\n");
}

TEST_CASE("a last line without an end differs from one with it", "[user]") {
  CHECK(differences("a", "a\n") == "1c1\n< a\n\\ No newline at end of file\n---\n> a\n");
}

TEST_CASE("applying the differences gives the second text, and they are the fewest", "[user]") {
  check_property({.values = 500}, [] {
    const auto any_text = [] {
      std::string text;
      for (int lines = *rc::gen::inRange(0, 12); lines > 0; --lines)
        text += std::string(1, *rc::gen::inRange('a', 'e')) + "\n";
      return text;
    };
    const std::string from = any_text(), to = any_text();

    int said = 0;
    RC_ASSERT(patched(from, differences(from, to), said) == to);
    const auto a = lines_of(from), b = lines_of(to);
    RC_ASSERT(static_cast<std::size_t>(said) == a.size() + b.size() - 2 * common(a, b));
  });
}

}  // namespace giosim::user
