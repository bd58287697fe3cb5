// The strict YAML layer: what it refuses, with which sentence and where.
#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "runner/yaml_document.hpp"

using namespace giosim::runner;

namespace {

struct Read {
  std::optional<YamlDocument> document;
  Problems problems;

  // "3:5 sentence" of every problem.
  std::vector<std::string> said() const {
    std::vector<std::string> lines;
    for (const Problem& problem : problems.sorted())
      lines.push_back(std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                      problem.sentence);
    return lines;
  }
};

Read read(const std::string& text, const YamlLimits& limits = {}) {
  Read result;
  result.document = read_yaml("s.yaml", text, result.problems, limits);
  return result;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// The document as one line: {a: 1, b: [x]}, quoted text in quotes.
std::string flat(const YamlNode& node) {
  if (node.kind == YamlKind::null) return "null";
  if (node.kind == YamlKind::scalar)
    return node.quotes == YamlQuotes::quoted ? '"' + node.text + '"' : node.text;
  const bool is_map = node.kind == YamlKind::map;
  std::string text = is_map ? "{" : "[";
  for (const YamlEntry& entry : node.entries) {
    if (text.size() > 1) text += ", ";
    if (entry.key) text += entry.key->text + ": ";
    text += flat(*entry.value);
  }
  return text + (is_map ? "}" : "]");
}

std::string flat(const std::string& text) {
  const Read result = read(text);
  INFO(result.problems.text());
  REQUIRE(result.document);
  CHECK(result.problems.empty());
  return flat(result.document->root());
}

double seconds(const std::string& text, const YamlLimits& limits = {}) {
  const auto begin = std::chrono::steady_clock::now();
  read(text, limits);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

TEST_CASE("a YAML document keeps every scalar as it was written", "[yaml]") {
  CHECK(flat("mac: 0x00306E00000A\n0/1/1/0: {on: yes, n: 007, d: 2001-01-01, f: 1e3}\n") ==
        "{mac: 0x00306E00000A, 0/1/1/0: {on: yes, n: 007, d: 2001-01-01, f: 1e3}}");
  CHECK(flat("a: 'x'\nb: \"y\"\nc: |\n  z\nd: !!str 5\n") ==
        "{a: \"x\", b: \"y\", c: \"z\n\", d: \"5\"}");
  CHECK(flat("a:\nb: ~\nc: null\nd: [1, ~]\ne: ''\n") ==
        "{a: null, b: null, c: null, d: [1, null], e: \"\"}");
  CHECK(flat("\xEF\xBB\xBFz: 1\r\ny: 2\r\n") == "{z: 1, y: 2}");
}

TEST_CASE("a YAML node knows its place, in characters", "[yaml]") {
  const Read result = read("é: {ü: ö, ß: x}\nlist:\n  - first\n  - \"s\"\nempty:\nthen: 1\n");
  REQUIRE(result.document);
  const YamlNode& root = result.document->root();
  const YamlNode& inner = *root.entries[0].value;
  const YamlNode& list = *root.entries[1].value;

  CHECK(root.mark.text() == "s.yaml:1:1");
  CHECK(inner.mark.text() == "s.yaml:1:4");
  CHECK(inner.entries[0].value->mark.text() == "s.yaml:1:8");
  CHECK(inner.entries[1].key->mark.text() == "s.yaml:1:11");
  CHECK(list.entries[1].value->mark.text() == "s.yaml:4:5");
  // An empty value has no place of its own; its key is where the reader should look.
  CHECK(root.entries[2].value->mark.text() == "s.yaml:5:1");
  CHECK(
      read("a:\n  -\n\n  - x\n").document->root().entries[0].value->entries[0].value->mark.text() ==
      "s.yaml:2:3");
}

TEST_CASE("aliases repeat what they point to and say where they stand", "[yaml]") {
  const Read result = read("a: &x {k: v}\nb: *x\nc: [*x]\n");
  REQUIRE(result.document);
  const YamlNode& root = result.document->root();

  CHECK(flat(root) == "{a: {k: v}, b: {k: v}, c: [{k: v}]}");
  CHECK(root.entries[0].used_at == nullptr);
  REQUIRE(root.entries[1].used_at);
  CHECK(root.entries[1].used_at->text() == "s.yaml:2:4");
  CHECK(root.entries[1].value->mark.text() == "s.yaml:1:4");
}

TEST_CASE("merge keys: what is written in the map wins, then the first source", "[yaml]") {
  CHECK(flat("base: &b {x: 1, y: 1}\nm: {y: 2, <<: *b, z: 3}\n") ==
        "{base: {x: 1, y: 1}, m: {y: 2, x: 1, z: 3}}");
  CHECK(flat("a: &a {x: 1, p: 1}\nb: &b {x: 2, q: 2}\nm: {<<: [*a, *b]}\n") ==
        "{a: {x: 1, p: 1}, b: {x: 2, q: 2}, m: {x: 1, p: 1, q: 2}}");
  CHECK(flat("a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nm: {<<: *b}\n") ==
        "{a: {x: 1}, b: {x: 1, y: 2}, m: {x: 1, y: 2}}");
  CHECK(flat("m: {<<: {x: 1}, y: 2}\n") == "{m: {x: 1, y: 2}}");
  CHECK(flat("m: {'<<': 1}\n") == "{m: {<<: 1}}");

  const Read merged = read("base: &b {x: 1}\nm: {<<: *b}\n");
  const YamlEntry& entry = merged.document->root().entries[1].value->entries[0];
  CHECK(entry.value->mark.text() == "s.yaml:1:14");
  REQUIRE(entry.used_at);
  CHECK(entry.used_at->text() == "s.yaml:2:9");
}

TEST_CASE("what is no strict YAML is refused with its place and a sentence", "[yaml]") {
  struct Row {
    std::string text;
    std::string said;
  };
  const std::vector<Row> rows = {
      {"", "1:1 there is nothing in this file"},
      {"# only a comment\n", "1:1 there is nothing in this file"},
      {"---\n", "1:1 there is nothing in this file"},
      {"~\n", "1:1 there is nothing in this file"},
      {"a: 1\nb: 2\na: 3\n", "3:1 key 'a' is written twice; the first is at line 1, column 1"},
      {"x: {a: 1, 'a': 2}\n", "1:11 key 'a' is written twice; the first is at line 1, column 5"},
      {"a: &a {}\nb: &b {}\nc:\n  <<: *a\n  <<: *b\n",
       "5:3 key '<<' is written twice; the first is at line 4, column 3; merge several maps with "
       "<<: [*a, *b]"},
      {"a: 1\n---\nb: 2\n",
       "2:1 a file holds one document; here a second one begins (or what stands above is complete "
       "and this does not belong to it)"},
      {"[a] b\n",
       "1:5 a file holds one document; here a second one begins (or what stands above is complete "
       "and this does not belong to it)"},
      {"a: &x [1, *x]\n", "1:11 this alias stands inside the very value that it repeats"},
      {"a: &x {b: {<<: *x}}\n", "1:16 this alias stands inside the very value that it repeats"},
      {"base: &base 1\nb: *bsae\n",
       "2:4 alias '*bsae' has no anchor '&' of that name above it; did you mean 'base'?"},
      {"m: {<<: 5}\n", "1:9 <<: takes a map or a list of maps; found '5'"},
      {"m: {<<: [{a: 1}, b]}\n", "1:18 <<: takes a map or a list of maps; found 'b'"},
      {"? [a, b]\n: c\n", "1:3 a key must be a word; found a list"},
      {"{a: 1}: c\n", "1:1 a key must be a word; found a map"},
      {": c\n", "1:1 a key must be a word; found nothing"},
      {"a: !foo 5\n", "1:4 tag '!foo' means nothing here; write the value plainly"},
      {"a: !!int 5\n", "1:4 tag '!!int' means nothing here; write the value plainly"},
      {"a: !!set {}\n", "1:4 tag '!!set' means nothing here; write the value plainly"},
      {"a:\n\tb: 1\n", "2:1 a tab may not indent YAML; use spaces"},
      {"a:\n  x: 1\n  \ty: 1\n", "3:3 a tab may not indent YAML; use spaces"},
      {"a:\n\tb\n", "2:1 a tab may not indent YAML; use spaces"},
      {"a: [\n\tb]\n", "2:1 a tab may not indent YAML; use spaces"},
      {"a: \"x\n", "1:4 the quote that begins here is never closed"},
      {"a: 1\nb: 'it''s", "2:4 the quote that begins here is never closed"},
      {"a: &x \"say \\\"x\\\"\nb: 1\n", "1:4 the quote that begins here is never closed"},
      {"a: [1, 2\n", "2:1 the list that '[' began needs a ',' or a ']' here"},
      {"a: {b: 1\n", "2:1 the map that '{' began needs a ',' or a '}' here"},
      {"a: 1\n]\n", "2:1 a bracket closes here that was never opened"},
      {"a: b: c\n",
       "1:5 a ': ' may not stand here; is a quote missing, or is the line indented differently "
       "from its neighbours?"},
      {"a:\n  b: 1\n c: 2\n",
       "3:2 this does not fit the map above it; is it indented differently, or is its ':' "
       "missing?"},
      {"a: @b\n", "1:4 a value may not begin with this character; put it in quotes"},
      {"a: \"\\q\"\n", "1:7 unknown escape in a text with double quotes: \\q"},
      {std::string("a: \0b\n", 6), "1:4 a NUL byte; this is not a text file"},
      {"é: \x04\n", "1:4 control character U+0004 may not stand in YAML"},
      {"a: \x1B[31m\n", "1:4 control character U+001B may not stand in YAML"},
      {"a: \xC3(\n", "1:4 byte 0xC3 is not UTF-8; save the file as UTF-8"},
      {"a: \xED\xA0\x80\n", "1:4 byte 0xED is not UTF-8; save the file as UTF-8"},
      {"\xFF\xFE"
       "a",
       "1:1 byte 0xFF is not UTF-8; save the file as UTF-8"},
      {"a: 1\rb: 2\r", "1:5 a carriage return without a line feed; end lines with LF or CR LF"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(read(row.text).said() == std::vector<std::string>{row.said});
  }
}

TEST_CASE("a literal text may hold tabs", "[yaml]") {
  CHECK(flat("log: |\n  \tindented\n  a\tb\nquoted: \"a\tb\"\n") ==
        "{log: \"\tindented\na\tb\n\", quoted: \"a\tb\"}");
}

TEST_CASE("mistakes that leave a tree are all told at once", "[yaml]") {
  const Read result = read("a: 1\na: 2\nb: !x 3\n? [k]\n: v\nc: {<<: 4}\nd: 5\n");

  CHECK(result.said().size() == 4);
  REQUIRE(result.document);
  CHECK(flat(result.document->root()) == "{a: 1, b: \"3\", c: {}, d: 5}");
}

TEST_CASE("limits hold while the text is read", "[yaml]") {
  struct Row {
    std::string text;
    YamlLimits limits;
    std::string said;
  };
  std::string laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" +
              repeated(before + ", ", 9) + before + "]\n";
  }
  std::string tower = "a0: &a0 x\n";
  for (int i = 1; i < 70; ++i)
    tower += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) +
             "]\n";
  const std::string deep = "lists and maps are nested more than 64 deep";
  const std::string many = "more than 2000000 values (what aliases repeat is counted each time)";
  const std::vector<Row> rows = {
      {laughs, {}, "7:10 " + many},
      {tower, {}, "65:12 " + deep},
      // A bracket that is never closed may be a list or a key, and counts as both.
      {repeated("[\n", 100'000), {}, "33:1 " + deep},
      {std::string(100'000, '['), {}, "1:33 " + deep},
      {std::string(100'000, '{'), {}, "1:64 " + deep},
      {repeated("- ", 100'000), {}, "1:129 " + deep},
      {repeated("? ", 100'000), {}, "1:129 " + deep},
      {repeated("[{a: ", 50'000), {}, "1:106 " + deep},
      {"a: &a 1\nb: [*a, *a, *a]\n", {.aliases = 2}, "2:13 more than 2 aliases"},
      {"[1, 2, 3]",
       {.nodes = 3},
       "1:8 more than 3 values (what aliases repeat is counted each time)"},
      {"a: 12345", {.bytes = 7}, "0:0 more than 7 bytes to read"},
  };
  for (const Row& row : rows) {
    INFO(row.text.substr(0, 80));
    const Read result = read(row.text, row.limits);
    CHECK_FALSE(result.document);
    CHECK(result.said() == std::vector<std::string>{row.said});
  }

  CHECK(read(std::string(64, '[') + std::string(64, ']')).problems.empty());
}

TEST_CASE("block indentation of a hundred thousand levels is refused at the sixty-fifth",
          "[yaml]") {
  std::string steps;
  for (int i = 0; i < 3'000; ++i) steps += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";

  const Read result = read(steps);

  CHECK(result.said() ==
        std::vector<std::string>{"65:65 lists and maps are nested more than 64 deep"});
}

TEST_CASE("reading takes time in proportion to the text", "[yaml]") {
  // Texts that made other readers quadratic: doubling one must not take four times as long. The
  // bound is generous, for other programs run meanwhile.
  const std::vector<std::string> pieces = {"- a\n",         "k: [], ", "\"a\", ", "é, ", "&a 1, ",
                                           "- x: {y: 1}\n", "\n",      "# c\n",   ",",   "aaa\n"};
  for (const std::string& piece : pieces) {
    const bool flow = piece.find('\n') == std::string::npos;
    const std::string open = !flow ? "" : piece.starts_with('k') ? "{" : "[";
    const int times = 10'000;
    INFO(piece);

    const double once = seconds(open + repeated(piece, times));
    const double fourfold = seconds(open + repeated(piece, 4 * times));

    CHECK(fourfold < 12 * once + 0.2);
  }
}

TEST_CASE("a thousand distinct mistakes in one long line are told quickly", "[yaml]") {
  std::string text = "{é: 1";
  for (int i = 0; i < 100'000; ++i) text += ", ä: !x 2";

  const Read result = read(text + "}");

  CHECK(result.problems.count() > 100'000);
  CHECK(result.said().size() == Problems::kMostKept);
  CHECK(result.problems.text().ends_with("more\n"));
}
