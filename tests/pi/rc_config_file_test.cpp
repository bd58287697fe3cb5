// What sh understands of a file of /etc/rc.config.d, and what a rewriting leaves alone.
#include "pi/rc_config_file.hpp"

#include <algorithm>

#include "base/must.hpp"
#include "tests/property.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

RcConfigFile parsed(std::string_view text) {
  auto file = RcConfigFile::parse(text);
  REQUIRE(file.has_value());
  return std::move(*file);
}

Unreadable refused(std::string_view text) {
  const auto file = RcConfigFile::parse(text);
  REQUIRE_FALSE(file.has_value());
  return file.error();
}

constexpr std::string_view kIgelan =
    "#!/sbin/sh\n"
    "# hpigelanconf: the ports of igelan\n"
    "\n"
    "HP_IGELAN_INTERFACE_NAME[7]=lan2   # the backup LAN\n"
    "HP_IGELAN_MTU[7]=\"9000\"\n"
    "\tHP_IGELAN_INTERFACE_NAME[0]='lan0'; HP_IGELAN_SPEED[0]=100FD\n"
    "HP_IGELAN_VMTU=32160\n"
    "HP_IGELAN_INIT_ARGS=\"HP_IGELAN_STATION_ADDRESS HP_IGELAN_SPEED\"   # reserved by HP\n";

}  // namespace

TEST_CASE("assignments are read with index, quotes and line", "[pi]") {
  const RcConfigFile file = parsed(kIgelan);

  const auto all = file.assignments();
  REQUIRE(all.size() == 6);
  CHECK(all[0] == Assignment{"HP_IGELAN_INTERFACE_NAME", 7, "lan2", 4});
  CHECK(all[1] == Assignment{"HP_IGELAN_MTU", 7, "9000", 5});
  CHECK(all[2] == Assignment{"HP_IGELAN_INTERFACE_NAME", 0, "lan0", 6});
  CHECK(all[3] == Assignment{"HP_IGELAN_SPEED", 0, "100FD", 6});
  CHECK(all[4] == Assignment{"HP_IGELAN_VMTU", std::nullopt, "32160", 7});
  CHECK(all[5].value == "HP_IGELAN_STATION_ADDRESS HP_IGELAN_SPEED");
  CHECK(file.indices("HP_IGELAN_INTERFACE_NAME") == std::vector<int>{0, 7});
  CHECK(file.text() == kIgelan);
}

TEST_CASE("a value without index applies to all that have none of their own", "[pi]") {
  const RcConfigFile file = parsed("HP_IOCXGBE_VMTU=32160\nHP_IOCXGBE_VMTU[3]=0\n");

  CHECK(file.value_or_default("HP_IOCXGBE_VMTU", 3) == "0");
  CHECK(file.value_or_default("HP_IOCXGBE_VMTU", 4) == "32160");
  CHECK_FALSE(file.value("HP_IOCXGBE_VMTU", 4).has_value());
  CHECK(file.value("HP_IOCXGBE_VMTU", std::nullopt) == "32160");
  CHECK_FALSE(file.value_or_default("HP_IOCXGBE_MTU", 3).has_value());
}

TEST_CASE("of two assignments the later one counts", "[pi]") {
  CHECK(parsed("A[1]=x\nA[1]=y; A[01]=z\n").value("A", 1) == "z");
}

TEST_CASE("values are quoted as sh quotes", "[pi]") {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"A=", ""},
      {"A=\"\"", ""},
      {"A=x#y", "x#y"},
      {"A=x # y", "x"},
      {"A=a'b c'\"d e\"\\ f", "ab cd e f"},
      {"A='a\\b\"c$d`e'", "a\\b\"c$d`e"},
      {"A=\"a\\\"b\\\\c\\$d\\`e\\f'g\"", "a\"b\\c$d`e\\f'g"},
      {"A=\"one\ntwo\"", "one\ntwo"},
      {"A=\"one\\\ntwo\"", "onetwo"},
      {"A=one\\\ntwo", "onetwo"},
      {"A=a=b", "a=b"},
      {"A=lan0\r", "lan0\r"},
  };
  for (const auto& [text, value] : rows) {
    INFO(text);
    CHECK(parsed(text).value("A", std::nullopt) == value);
  }
}

TEST_CASE("what is no assignment is refused, with its line", "[pi]") {
  const std::pair<std::string_view, Unreadable> rows[] = {
      {"A=1\nset -A B 1 2\n", {2, "'set' is no assignment"}},
      {"A=1 ; ; B=2", {1, "';' is no assignment"}},
      {"A =1", {1, "'A' is no assignment"}},
      {"\n\nA[x]=1", {3, "the index of A is no number"}},
      {"A[]=1", {1, "the index of A is no number"}},
      {"A[100000000]=1", {1, "the index of A is larger than 99999999"}},
      {"A[99999999999999999999]=1", {1, "the index of A is larger than 99999999"}},
      {"A=1\nB=\"x\ny\n", {2, "a quote (\") is not closed"}},
      {"B='x\ny\n", {1, "a quote (') is not closed"}},
      {"A=$B", {1, "a value with $ needs a shell"}},
      {"A=\"x\ny`date`\"", {2, "a value with ` needs a shell"}},
      {"A=~root", {1, "a value that begins with ~ needs a shell"}},
      {"A=1 && B=2", {1, "'&&' is no assignment"}},
      {"A=1&", {1, "'&' is not in quotes"}},
      {"A=(1 2)", {1, "'(' is not in quotes"}},
      {"1A=1", {1, "'1A=1' is no assignment"}},
      {"A=\\", {1, "the file ends in a backslash"}},
      {std::string_view("A=\0", 3), {1, "a NUL is in the file"}},
      {"A=1\n\r\nB=2", {2, "what stands here is no assignment"}},
  };
  for (const auto& [text, because] : rows) {
    INFO(text);
    const Unreadable found = refused(text);
    CHECK(found.because == because.because);
    CHECK(found.line == because.line);
  }
}

TEST_CASE("a value is replaced where it stands, in its quotes", "[pi]") {
  RcConfigFile file = parsed(kIgelan);

  file.set("HP_IGELAN_MTU", 7, "1500");
  file.set("HP_IGELAN_INTERFACE_NAME", 0, "lan9");
  file.set("HP_IGELAN_INTERFACE_NAME", 7, "lan 8");

  CHECK(file.text() ==
        "#!/sbin/sh\n"
        "# hpigelanconf: the ports of igelan\n"
        "\n"
        "HP_IGELAN_INTERFACE_NAME[7]=\"lan 8\"   # the backup LAN\n"
        "HP_IGELAN_MTU[7]=\"1500\"\n"
        "\tHP_IGELAN_INTERFACE_NAME[0]='lan9'; HP_IGELAN_SPEED[0]=100FD\n"
        "HP_IGELAN_VMTU=32160\n"
        "HP_IGELAN_INIT_ARGS=\"HP_IGELAN_STATION_ADDRESS HP_IGELAN_SPEED\"   # reserved by HP\n");
}

TEST_CASE("a new value comes behind the last line of its index, else at the end", "[pi]") {
  RcConfigFile file = parsed("A[1]=x\n# one\nB[1]=y\nA[2]=z");

  file.set("C", 1, "new");
  file.set("D", 1, "newer");
  file.set("A", 9, "");
  file.set("E", std::nullopt, "for all");

  CHECK(file.text() ==
        "A[1]=x\n# one\nB[1]=y\nC[1]=new\nD[1]=newer\nA[2]=z\nA[9]=\"\"\nE=\"for all\"\n");
}

TEST_CASE("a removal takes the line, unless something else is on it", "[pi]") {
  const std::tuple<std::string_view, std::string_view> rows[] = {
      {"B=1\nA[1]=x\nC=2\n", "B=1\nC=2\n"},
      {"A[1]=x  # why\nC=2\n", "# why\nC=2\n"},
      {"A[1]=x;# why\n", "# why\n"},
      {"A[1]=x; B=1\n", "B=1\n"},
      {"B=1; A[1]=x\n", "B=1\n"},
      {"B=1; A[1]=x # why\n", "B=1 # why\n"},
      {"B=1; A[1]=x; C=2\n", "B=1; C=2\n"},
      {"A[1]=x A[1]=y; A[01]=z\nA[1]=\"0\n0\"\nA[2]=x", "A[2]=x"},
      {"A[1]=x", ""},
  };
  for (const auto& [before, after] : rows) {
    INFO(before);
    RcConfigFile file = parsed(before);

    CHECK(file.remove("A", 1));

    CHECK(file.text() == after);
    CHECK_FALSE(file.value("A", 1).has_value());
    CHECK_FALSE(file.remove("A", 1));
  }
}

TEST_CASE("a file that was emptied can be filled again", "[pi]") {
  RcConfigFile file = parsed("A[1]=x\nB[1]=y");
  file.remove("B", 1);
  file.remove("A", 1);
  CHECK(file.text().empty());

  file.set("A", 1, "z");

  CHECK(file.text() == "A[1]=z\n");
}

TEST_CASE("a name that is none, or an index below zero, is our own bug", "[pi]") {
  RcConfigFile file;

  CHECK_THROWS_AS(file.set("1A", 0, "x"), Bug);
  CHECK_THROWS_AS(file.set("", 0, "x"), Bug);
  CHECK_THROWS_AS(file.set("A", -1, "x"), Bug);
  CHECK_THROWS_AS(file.set("A", 0, std::string_view("\0", 1)), Bug);
}

namespace {

// Scraps from which texts are made that are often, not always, accepted.
std::string scraps(const std::vector<std::uint8_t>& bytes) {
  static constexpr std::string_view kScraps[] = {
      "A", "B", "[0]", "[1]", "[2]", "=", "=x",  "=1", "\"", "'", "\\", "\n", "\n",
      "#", " ", ";",   "A[1]=", "B=", "A=y", "\nA[2]=\"z\"", "\t", "$", "~", "0"};
  std::string text;
  for (const std::uint8_t byte : bytes) text += kScraps[byte % std::size(kScraps)];
  return text;
}

// The same from whole lines: always accepted.
std::string lines_of(const std::vector<std::uint8_t>& bytes) {
  static constexpr std::string_view kLines[] = {
      "A[0]=x\n",  "A[1]='x y' # why\n", "B[1]=\"\\$\"\n", "A=1; B[0]=2\n",    "# no line\n",
      "\n",        " \t\n",              "B=all C[0]=\n",  "A[2]=\"one\ntwo\"\n",
      "C[1]=x\\\ny\n", "A[1]=1 A[1]=2;\n"};
  std::string text;
  for (const std::uint8_t byte : bytes) text += kLines[byte % std::size(kLines)];
  return text;
}

constexpr std::string_view kNames[] = {"A", "B", "C"};
constexpr std::string_view kValues[] = {"", "x", "x y", "it's", "\"", "$`\\", "one\ntwo", "#", "~"};

// Values that count, by variable and index.
using Values = std::map<std::pair<std::string, std::optional<int>>, std::string>;
Values values_of(const RcConfigFile& file) {
  Values values;
  for (const Assignment& one : file.assignments())
    values[{one.variable, one.index}] = one.value;
  return values;
}

std::vector<std::string> comments_of(const std::string& text) {
  std::vector<std::string> comments;
  const auto lines = parse_lines(text);
  REQUIRE(lines.has_value());
  for (const RcLine& line : *lines)
    if (line.tail.starts_with('#')) comments.push_back(line.tail);
  return comments;
}

}  // namespace

TEST_CASE("whatever is accepted is given back byte for byte", "[pi]") {
  int accepted = 0;
  check_property({.values = 10'000, .size = 16}, [&] {
    const std::string text = scraps(any_list<std::uint8_t>());
    const auto file = RcConfigFile::parse(text);
    if (!file) {
      RC_ASSERT(file.error().line >= 1);
      RC_ASSERT(file.error().line <= 1 + std::ranges::count(text, '\n'));
      RC_ASSERT(!file.error().because.empty());
      return;
    }
    ++accepted;
    RC_ASSERT(file->text() == text);
    const RcConfigFile copy = *file;
    RC_ASSERT(copy.assignments() == file->assignments());
  });
  CHECK(accepted > 500);
}

TEST_CASE("set and remove touch nothing else", "[pi]") {
  check_property({.values = 3000}, [] {
    RcConfigFile file = RcConfigFile::parse(lines_of(any_list<std::uint8_t>())).value();
    Values expected = values_of(file);
    const auto comments = comments_of(file.text());

    for (const std::uint16_t edit : any_list<std::uint16_t>()) {
      const std::string name(kNames[edit / 8 % std::size(kNames)]);
      const int number = edit / 32 % 5;
      const std::optional<int> index = number == 4 ? std::nullopt : std::optional(number);
      if (edit % 3 == 0) {
        RC_ASSERT(file.remove(name, index) == (expected.erase({name, index}) == 1));
      } else {
        const std::string_view value = kValues[edit / 256 % std::size(kValues)];
        file.set(name, index, value);
        expected[{name, index}] = value;
      }
      RC_ASSERT(values_of(file) == expected);
      for (const auto& [key, value] : expected)
        RC_ASSERT(file.value(key.first, key.second) == value);
    }

    // What is on the disk afterwards says the same, to us and to sh.
    const auto again = RcConfigFile::parse(file.text());
    RC_ASSERT(again.has_value());
    RC_ASSERT(values_of(*again) == expected);
    RC_ASSERT(comments_of(file.text()) == comments);
  });
}

TEST_CASE("a value that is set to what it is leaves the text alone", "[pi]") {
  check_property({.values = 1000}, [] {
    const std::string text = lines_of(any_list<std::uint8_t>());
    RcConfigFile file = RcConfigFile::parse(text).value();

    for (const Assignment& one : file.assignments())
      file.set(one.variable, one.index, *file.value(one.variable, one.index));

    RC_ASSERT(file.text() == text);
  });
}
