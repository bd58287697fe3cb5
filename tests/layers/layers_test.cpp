// Who may include whom: the two tables below, and a reading of every #include of the tree.

#include <fnmatch.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/places.hpp"

namespace giosim::layers {
namespace {

// Each folder and those it stands on; what these stand on is below it as well.
struct Layer {
  std::string folder;
  std::vector<std::string> stands_on;
};

const std::vector<Layer> kLayers = {
    {"base", {}},
    {"sim", {"base"}},
    {"krs", {"sim"}},
    {"dlpi", {"sim"}},
    {"dlpi/so", {"dlpi"}},      // a program outside; it knows the shape of a packet
    {"wire", {"dlpi"}},         // segments carry DLPI's frames, and their other hosts answer them
    {"gio", {"krs"}},           // GIO reads the saved configuration, but knows nothing of pi
    {"ilan", {"gio", "dlpi"}},  // ILAN declares Hdm,
    {"hdm", {"ilan"}},          // drivers implement it: not the other way round
    {"pi", {"krs", "gio", "dlpi"}},
    {"machine", {"pi", "hdm", "wire"}},
    {"user", {"machine"}},  // user space: sessions, options, files
    {"user/cmd", {"user"}},
    {"user/rc", {"user/cmd"}},
    {"user/sh", {"user/rc"}},
    {"runner/report", {"gio"}},  // listeners: facts and rows, and the words of the policies
    {"runner", {"user/sh", "runner/report"}},
    {"explore", {"runner"}},  // drives runs, and looks at all that is below
    {"playground", {"runner"}},  // runs for a page in a browser
    {"cli", {"explore", "playground"}},
    {"mutants", {"cli"}},  // wrong copies of what is below, and who judges them
};

// Headers from outside, and the only files which may include them. A header that is neither here
// nor of the C++ library is unknown to this house.
struct Outsider {
  std::string header;
  std::vector<std::string> only_in;
};

const std::vector<std::string> kAboveTheMechanism = {"user/*", "runner/*", "explore/*",
                                                     "playground/*", "cli/*", "mutants/*"};
const std::vector<std::string> kOutsideTheMechanism = {"base/*", "sim/*", "runner/*", "explore/*",
                                                       "cli/*", "mutants/*"};

const std::vector<std::string> kSystemCallers = {"sim/*", "runner/replace_file.cpp", "cli/*",
                                                 "dlpi/so/*", "mutants/*"};

const std::vector<Outsider> kOutsiders = {
    {"yaml-cpp/*", {"runner/load*.cpp", "runner/yaml*"}},
    {"histedit.h", {"cli/line_editor.cpp"}},
    {"sqlite3.h", {"sim/sqlite_disk.cpp"}},
    {"boost/crc.hpp", {"sim/*"}},
    {"boost/nowide/*", {"runner/report/*"}},
    {"boost/unordered/*", {"runner/report/*"}},
    {"boost/json*", {"runner/report/*", "playground/*"}},
    {"boost/variant2/*", {"base/variant.hpp"}},
    {"boost/multiprecision/*", {"explore/*"}},
    {"boost/asio*", {"sim/asio.hpp", "playground/*", "cli/*"}},
    {"boost/beast*", {"playground/*"}},
    {"sha256.h", {"runner/report/*"}},
    {"CLI/*", {"cli/*"}},
    {"fmt/*", kAboveTheMechanism},
    // The mechanism states facts: it neither prints nor opens files nor runs threads, and what it
    // does is the same in every run.
    {"iostream", kOutsideTheMechanism},
    {"cstdio", kOutsideTheMechanism},
    {"fstream", kOutsideTheMechanism},
    {"thread", kAboveTheMechanism},
    {"random", {}},
    {"unordered_map", kOutsideTheMechanism},
    {"unordered_set", kOutsideTheMechanism},
    // POSIX: durable files, and the program itself.
    {"fcntl.h", kSystemCallers},
    {"unistd.h", kSystemCallers},
    {"signal.h", {"cli/*", "dlpi/so/*", "mutants/*"}},
    {"sys/*", kSystemCallers},
    {"errno.h", {"dlpi/so/*"}},
    {"string.h", {"dlpi/so/*"}},
    {"stdlib.h", {"dlpi/so/*"}},
    {"stdarg.h", {"dlpi/so/*"}},
    {"poll.h", {"cli/*", "dlpi/so/*", "mutants/*"}},
    {"spawn.h", {"mutants/*"}},
    {"dlfcn.h", {"dlpi/so/*"}},
    {"malloc.h", {"base/*"}},
};

// Tests, benchmarks and fuzzers may look at everything; nobody looks at them.
const std::vector<std::string> kOnlookers = {"tests", "bench", "fuzz"};

struct Include {
  std::string file;  // from the root, e.g. "gio/gio.cpp"
  int line;
  std::string header;
  bool angled;
};

bool matches(const std::string& path, const std::vector<std::string>& patterns) {
  return std::ranges::any_of(patterns, [&](const std::string& pattern) {
    return fnmatch(pattern.c_str(), path.c_str(), 0) == 0;
  });
}

// The layer of a path is the longest folder that begins it: runner/report/cell.cpp is of
// runner/report, not of runner.
const Layer* layer_of(const std::string& path) {
  const Layer* found = nullptr;
  for (const Layer& layer : kLayers) {
    const bool inside = path.starts_with(layer.folder + "/");
    if (inside && (!found || layer.folder.size() > found->folder.size())) found = &layer;
  }
  return found;
}

const Layer& layer_named(const std::string& folder) {
  return *std::ranges::find(kLayers, folder, &Layer::folder);
}

bool stands_on(const Layer& upper, const Layer& lower) {
  return &upper == &lower || std::ranges::any_of(upper.stands_on, [&](const std::string& folder) {
    return stands_on(layer_named(folder), lower);
  });
}

bool is_onlooker(const std::string& path) {
  return std::ranges::any_of(
      kOnlookers, [&](const std::string& folder) { return path.starts_with(folder + "/"); });
}

// What is wrong with an include, if anything.
std::optional<std::string> complaint(const Include& include) {
  if (include.angled) {
    if (is_onlooker(include.file)) return std::nullopt;
    const auto outsider = std::ranges::find_if(
        kOutsiders, [&](const Outsider& row) { return matches(include.header, {row.header}); });
    if (outsider != kOutsiders.end()) {
      if (matches(include.file, outsider->only_in)) return std::nullopt;
      return "must not include <" + include.header + ">";
    }
    const bool of_the_cpp_library = include.header.find_first_of("./") == std::string::npos;
    if (of_the_cpp_library) return std::nullopt;
    return "includes <" + include.header + ">, of which the table of outsiders has no row";
  }

  const Layer* target = layer_of(include.header);
  if (is_onlooker(include.file)) {
    if (target || is_onlooker(include.header)) return std::nullopt;
    return "\"" + include.header + "\" is in no folder of the house";
  }
  const Layer* includer = layer_of(include.file);
  if (!includer) return "stands in no folder of the house";
  if (!target) return "\"" + include.header + "\" is in no layer; write it from the root";
  if (stands_on(*includer, *target)) return std::nullopt;
  return includer->folder + " does not stand on " + target->folder + ", yet it includes \"" +
         include.header + "\"";
}

std::vector<Include> includes_of(const std::string& file, std::istream& text) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)");
  std::vector<Include> includes;
  std::string line;
  for (int number = 1; std::getline(text, line); ++number) {
    std::smatch found;
    if (std::regex_match(line, found, kInclude)) {
      includes.push_back({file, number, found[2], found[1] == "<"});
    }
  }
  return includes;
}

std::vector<std::string> complaints(const std::vector<Include>& includes) {
  std::vector<std::string> all;
  for (const Include& include : includes) {
    if (const auto wrong = complaint(include)) {
      all.push_back(include.file + ":" + std::to_string(include.line) + ": " + *wrong);
    }
  }
  return all;
}

// The complaints about a file which consists of these lines.
std::vector<std::string> complaints_about(const std::string& file, const std::string& lines) {
  std::istringstream text(lines);
  return complaints(includes_of(file, text));
}

// Every source file of the folders of the house, from the root, in alphabetical order.
std::vector<std::string> source_files() {
  const std::filesystem::path& root = source_folder();
  std::vector<std::string> top_folders = kOnlookers;
  for (const Layer& layer : kLayers) {
    if (layer.folder.find('/') == std::string::npos) top_folders.push_back(layer.folder);
  }

  std::vector<std::string> files;
  for (const std::string& folder : top_folders) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const auto extension = entry.path().extension();
      if (extension == ".cpp" || extension == ".hpp") {
        files.push_back(entry.path().lexically_relative(root).generic_string());
      }
    }
  }
  std::ranges::sort(files);
  return files;
}

TEST_CASE("every include follows an arrow of the architecture", "[layers]") {
  std::vector<Include> includes;
  for (const std::string& file : source_files()) {
    std::ifstream text(source_folder() / file);
    REQUIRE(text);
    std::ranges::move(includes_of(file, text), std::back_inserter(includes));
  }

  CHECK(includes.size() >= 300);  // else the reading of the tree is broken
  CHECK(complaints(includes) == std::vector<std::string>{});
}

TEST_CASE("every layer has a file to check, and no source stands outside the layers", "[layers]") {
  const std::vector<std::string> files = source_files();

  for (const Layer& layer : kLayers) {
    INFO(layer.folder);
    CHECK(std::ranges::any_of(files,
                              [&](const std::string& file) { return layer_of(file) == &layer; }));
  }
  for (const std::string& file : files) {
    INFO(file);
    CHECK((layer_of(file) || is_onlooker(file)));
  }
}

TEST_CASE("the arrows between layers point down, hence in no circle", "[layers]") {
  for (auto upper = kLayers.begin(); upper != kLayers.end(); ++upper) {
    for (const std::string& folder : upper->stands_on) {
      INFO(upper->folder << " -> " << folder);
      CHECK(std::find_if(kLayers.begin(), upper,
                         [&](const Layer& lower) { return lower.folder == folder; }) != upper);
    }
  }
}

TEST_CASE("a wrong arrow is found, with its file and line", "[layers]") {
  const auto found = complaints_about("gio/gio.cpp",
                                      "// GIO\n"
                                      "#include \"krs/krs.hpp\"\n"
                                      "#include \"pi/portable_image.hpp\"\n");

  CHECK(found ==
        std::vector<std::string>{"gio/gio.cpp:3: gio does not stand on pi, yet it includes "
                                 "\"pi/portable_image.hpp\""});
}

TEST_CASE("each arrow that the architecture rules out is found", "[layers]") {
  const auto [file, line] = GENERATE(table<std::string, std::string>({
      {"ilan/ilan.cpp", "#include \"hdm/nic.hpp\""},
      {"gio/gio.hpp", "#include \"ilan/ilan.hpp\""},
      {"dlpi/provider.cpp", "#include \"gio/gio.hpp\""},
      {"base/hw_path.hpp", "#include \"sim/kernel.hpp\""},
      {"sim/kernel.cpp", "#include \"krs/krs.hpp\""},
      {"machine/rc.cpp", "#include \"runner/world.hpp\""},
      {"runner/report/html.cpp", "#include \"machine/machine.hpp\""},
      {"hdm/lan_driver.cpp", "  #  include \"runner/faults.hpp\"  // why not"},
      {"pi/driver_conf.cpp", "#include \"cli/main.hpp\""},
      {"runner/report/html.cpp", "#include \"runner/scenario.hpp\""},
      {"krs/krs.cpp", "#include \"tests/gio/fixture.hpp\""},
      {"krs/krs.cpp", "#include \"util/strings.hpp\""},
      {"krs/krs.cpp", "#include \"krs.hpp\""},
      {"tests/krs/krs_test.cpp", "#include \"krs.hpp\""},
      {"util/strings.cpp", "#include \"base/must.hpp\""},
      {"gio/gio.cpp", "#include <fmt/format.h>"},
      {"machine/boot.cpp", "#include <iostream>"},
      {"hdm/nic.cpp", "#include <random>"},
      {"runner/expect.cpp", "#include <yaml-cpp/yaml.h>"},
      {"runner/load.hpp", "#include <yaml-cpp/yaml.h>"},
      {"sim/disk.cpp", "#include <sqlite3.h>"},
      {"runner/run.cpp", "#include <boost/json.hpp>"},
      {"sim/kernel.hpp", "#include <boost/asio/execution_context.hpp>"},
      {"runner/report/html.cpp", "#include <boost/beast/http.hpp>"},
      {"krs/krs.cpp", "#include <boost/container/flat_map.hpp>"},
      {"sim/choices.cpp", "#include <catch2/catch.hpp>"},
      {"cli/serve.cpp", "#include <boost/beast/http.hpp>"},
  }));

  INFO(file << ": " << line);
  CHECK(complaints_about(file, line).size() == 1);
}

TEST_CASE("no complaint is made about an include that the architecture allows", "[layers]") {
  const auto [file, line] = GENERATE(table<std::string, std::string>({
      {"gio/gio.cpp", "#include \"gio/gio.hpp\""},
      {"gio/gio.cpp", "#include \"base/must.hpp\""},
      {"gio/gio.cpp", "#include <vector>"},
      {"gio/gio.cpp", "// #include \"pi/portable_image.hpp\""},
      {"machine/rc.cpp", "#include \"pi/portable_image.hpp\""},
      {"runner/perform.cpp", "#include \"runner/report/cell.hpp\""},
      {"runner/load_machines.cpp", "#include <yaml-cpp/yaml.h>"},
      {"runner/report/json.cpp", "#include <boost/json.hpp>"},
      {"sim/asio.hpp", "#include <boost/asio/execution_context.hpp>"},
      {"sim/sqlite_disk.cpp", "#include <sqlite3.h>"},
      {"playground/server.cpp", "#include <boost/beast/http.hpp>"},
      {"tests/gio/gio_test.cpp", "#include \"tests/gio/fixture.hpp\""},
      {"tests/gio/gio_test.cpp", "#include <rapidcheck.h>"},
  }));

  INFO(file << ": " << line);
  CHECK(complaints_about(file, line) == std::vector<std::string>{});
}

}  // namespace
}  // namespace giosim::layers
