// Including shared files: what wins over what, and what is refused.
#include "runner/yaml_include.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

using namespace giosim::runner;

namespace {

class FakeFiles : public FileReader {
 public:
  explicit FakeFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  std::expected<std::string, std::string> read(const std::string& path,
                                               std::size_t) const override {
    const auto file = files_.find(path);
    if (file == files_.end()) return std::unexpected("No such file or directory");
    return file->second;
  }
  std::vector<std::string> names_in(const std::string& folder) const override {
    std::vector<std::string> names;
    for (const auto& [path, text] : files_)
      if (std::filesystem::path(path).parent_path() == folder)
        names.push_back(std::filesystem::path(path).filename());
    return names;
  }

 private:
  std::map<std::string, std::string> files_;
};

std::string flat(const YamlNode& node) {
  if (node.kind != YamlKind::map) return node.text;
  std::string text = "{";
  for (const YamlEntry& entry : node.entries) {
    if (entry.key->text == "include") continue;
    if (text.size() > 1) text += ", ";
    text += entry.key->text + ": " + flat(*entry.value);
  }
  return text + "}";
}

// The document that comes of loading play/main.yaml.
std::string flat(const std::map<std::string, std::string>& files) {
  Problems problems;
  const auto document = load_yaml("play/main.yaml", FakeFiles(files), problems);
  INFO(problems.text());
  CHECK(problems.empty());
  REQUIRE(document);
  return flat(document->root());
}

std::vector<std::string> said(const std::map<std::string, std::string>& files,
                              const YamlLimits& limits = {}) {
  Problems problems;
  load_yaml("play/main.yaml", FakeFiles(files), problems, limits);
  std::vector<std::string> lines;
  for (const Problem& problem : problems.sorted())
    lines.push_back(problem.file + ":" + std::to_string(problem.line) + ":" +
                    std::to_string(problem.column) + " " + problem.sentence);
  return lines;
}

}  // namespace

TEST_CASE("what a file includes stands beneath what it says itself", "[yaml] [include]") {
  CHECK(flat({{"play/main.yaml",
               "include: ../stage.yaml\nname: mine\nmachines: {a: {x: 1}, b: {x: 2}}\n"},
              {"stage.yaml", "name: theirs\nseed: 7\nmachines: {b: {y: 3}, c: {x: 4}}\n"}}) ==
        "{name: mine, machines: {a: {x: 1}, b: {x: 2}, c: {x: 4}}, seed: 7}");
}

TEST_CASE("of several included files the first wins", "[yaml] [include]") {
  CHECK(flat({{"play/main.yaml", "include: [one.yaml, two.yaml]\n"},
              {"play/one.yaml", "n: 1\nm: {a: 1}\n"},
              {"play/two.yaml", "n: 2\nm: {a: 2, b: 2}\no: 2\n"}}) ==
        "{n: 1, m: {a: 1, b: 2}, o: 2}");
}

TEST_CASE("an included file includes relative to itself", "[yaml] [include]") {
  CHECK(flat({{"play/main.yaml", "include: parts/one.yaml\na: 1\n"},
              {"play/parts/one.yaml", "include: two.yaml\nb: 2\n"},
              {"play/parts/two.yaml", "c: 3\n"}}) == "{a: 1, b: 2, c: 3}");
  // The same file by two ways is no circle.
  CHECK(flat({{"play/main.yaml", "include: [one.yaml, two.yaml]\n"},
              {"play/one.yaml", "include: three.yaml\n"},
              {"play/two.yaml", "include: three.yaml\n"},
              {"play/three.yaml", "c: 3\n"}}) == "{c: 3}");
}

TEST_CASE("an included value knows its own file and where it was included", "[yaml] [include]") {
  Problems problems;
  std::optional<YamlDocument> kept;
  {
    const auto document = load_yaml(
        "main.yaml",
        FakeFiles({{"main.yaml", "include: stage.yaml\n"}, {"stage.yaml", "\nseed: 7\n"}}),
        problems);
    REQUIRE(document);
    kept = document;
  }
  const YamlEntry* seed = kept->root().find("seed");
  REQUIRE(seed);
  CHECK(seed->value->mark.text() == "stage.yaml:2:7");
  REQUIRE(seed->used_at);
  CHECK(seed->used_at->text() == "main.yaml:1:10");
}

TEST_CASE("includes that cannot be are refused at the line that asks for them",
          "[yaml] [include]") {
  using Lines = std::vector<std::string>;
  CHECK(
      said({{"play/main.yaml", "a: 1\ninclude: stag.yaml\n"}, {"play/stage.yaml", "b: 1\n"}}) ==
      Lines{"play/main.yaml:2:10 cannot read 'play/stag.yaml': No such file or directory; did you "
            "mean 'stage.yaml'?"});
  CHECK(said({{"play/mian.yaml", "a: 1\n"}}) ==
        Lines{"play/main.yaml:0:0 cannot read 'play/main.yaml': No such file or directory; did you "
              "mean 'mian.yaml'?"});
  CHECK(said({{"play/main.yaml", "include: main.yaml\n"}}) ==
        Lines{"play/main.yaml:1:10 'play/main.yaml' is being read already: files include each "
              "other in a circle"});
  CHECK(said({{"play/main.yaml", "include: one.yaml\n"},
              {"play/one.yaml", "x: 1\ninclude: ./../play/main.yaml\n"}}) ==
        Lines{"play/one.yaml:2:10 'play/main.yaml' is being read already: files include each other "
              "in a circle"});
  CHECK(said({{"play/main.yaml", "include: list.yaml\n"}, {"play/list.yaml", "- a\n"}}) ==
        Lines{"play/list.yaml:1:1 an included file holds a map of keys, found a list"});
  CHECK(said({{"play/main.yaml", "include: [a.yaml, b.yaml]\n"},
              {"play/a.yaml", "x: [1\n"},
              {"play/b.yaml", "y: 1\ny: 2\n"}}) ==
        Lines{"play/a.yaml:2:1 the list that '[' began needs a ',' or a ']' here",
              "play/b.yaml:2:1 key 'y' is written twice; the first is at line 1, column 1"});
}

TEST_CASE("includes have limits in depth and number", "[yaml] [include]") {
  std::map<std::string, std::string> tower = {{"play/main.yaml", "include: 0.yaml\n"}};
  for (int i = 0; i < 20; ++i)
    tower["play/" + std::to_string(i) + ".yaml"] =
        "include: [" + std::to_string(i + 1) + ".yaml, " + std::to_string(i + 1) + ".yaml]\n";

  const std::vector<std::string> lines = said(tower);
  CHECK(lines.front() == "play/7.yaml:1:11 files include each other more than 8 deep");
  CHECK(std::ranges::any_of(lines, [](const std::string& line) {
    return line.ends_with("more than 64 included files");
  }));
}

TEST_CASE("the limits count all files of a scenario together", "[yaml] [include]") {
  const std::map<std::string, std::string> files = {
      {"play/main.yaml", "include: [a.yaml, a.yaml]\n"}, {"play/a.yaml", "l: [1, 2, 3, 4]\n"}};

  CHECK(said(files, {.nodes = 20}).empty());
  CHECK(said(files, {.nodes = 15}) ==
        std::vector<std::string>{
            "play/a.yaml:1:5 more than 15 values (what aliases repeat is counted each time)"});
  CHECK(said(files, {.bytes = 50}) ==
        std::vector<std::string>{"play/a.yaml:0:0 more than 50 bytes to read"});
}

TEST_CASE("a file of this computer is read, a folder and a missing file are not",
          "[yaml] [include]") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("giosim_include_" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  std::ofstream(folder / "main.yaml") << "include: stage.yaml\na: 1\n";
  std::ofstream(folder / "stage.yaml") << "b: 2\n";
  const DiskFiles files;

  Problems problems;
  const auto document = load_yaml(folder / "main.yaml", files, problems);
  REQUIRE(document);
  CHECK(flat(document->root()) == "{a: 1, b: 2}");
  CHECK(files.read(folder, 100).error() == "it is a folder");
  CHECK(files.read(folder / "gone.yaml", 100).error() == "No such file or directory");
  CHECK(files.read(folder / "main.yaml", 5)->size() == 6);
  CHECK(files.read("/dev/zero", 100)->size() == 101);
  CHECK(files.names_in(folder) == std::vector<std::string>{"main.yaml", "stage.yaml"});
  CHECK(files.names_in(folder / "gone").empty());
  std::filesystem::remove_all(folder);
}
