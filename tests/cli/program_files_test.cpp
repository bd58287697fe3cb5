// The files that giosim leaves on the host, while the host goes wrong: each is the old one or the new
// one, whole, and what could not be written is said.

#include <catch2/catch.hpp>
#include <cerrno>
#include <optional>

#include "tests/cli/saving.hpp"

namespace giosim::cli {
namespace {

// What a file may hold afterwards; nothing: it is not there.
using Content = std::optional<std::string>;

Content content(const fs::path& file) {
  return fs::exists(file) ? Content(text_of(file)) : std::nullopt;
}

// A command that makes or changes one file.
struct Writing {
  std::vector<std::string> words;
  std::string file;
  int code;  // when all is well
};

// What is being written has the number of the process for an ending, until it takes its place.
std::vector<std::string> unfinished_files(const TempFolder& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    const std::string ending = entry.path().extension().string();
    if (ending.size() > 1 && ending.find_first_not_of("0123456789", 1) == std::string::npos)
      files.push_back(entry.path().string());
  }
  return files;
}

// Walks each kind of trouble over all calls of the command. `make` lays out the folder.
void trouble_at_every_call(const Writing& writing,
                           const std::function<void(const TempFolder&)>& make) {
  Content before, after;
  {
    const TempFolder folder;
    make(folder);
    before = content(folder / writing.file);
    const Ended well = giosim(folder, writing.words);
    INFO(well.out << well.err);
    REQUIRE(well.code == writing.code);
    after = content(folder / writing.file);
    REQUIRE(after.has_value());
    REQUIRE(after != before);
  }
  const HostTrouble troubles[] = {{"kill"},
                                  {"short", true},
                                  {std::to_string(EIO)},
                                  {"torn:" + std::to_string(ENOSPC), true}};
  for (const HostTrouble& trouble : troubles) {
    int not_written = 0, unfinished = 0;
    for (int nth = 1;; ++nth) {
      const TempFolder folder;
      make(folder);

      const Ended ended = giosim(folder, writing.words, trouble.at(nth, folder / "struck"));
      const bool struck = fs::exists(folder / "struck");
      const Content found = content(folder / writing.file);

      INFO(trouble.how << " at call " << nth << "\n" << ended.out << ended.err);
      CHECK((found == before || found == after));
      if (!struck) {
        CHECK(found == after);
        break;
      }
      REQUIRE(nth < 1000);
      if (trouble.how == "kill") {
        CHECK(ended.signal == SIGKILL);
        unfinished += !unfinished_files(folder).empty();
        continue;
      }
      CHECK(ended.signal == 0);
      if (trouble.how == "short") CHECK(found == after);
      if (found == before) {
        ++not_written;
        CHECK((ended.code != writing.code ||
               (ended.out + ended.err).find("cannot ") != std::string::npos));
      }
      if (!trouble.onward) CHECK(unfinished_files(folder).empty());
    }
    if (trouble.how != "kill" && trouble.how != "short") CHECK(not_written > 0);
    if (trouble.how == "kill" && writing.words[0] != "accept") CHECK(unfinished > 0);
  }
}

const std::string kGolden = "expect: [{trace: golden}]\n";

TEST_CASE("what is pending is whole or not there", "[cli][crash]") {
  trouble_at_every_call({{"test", "--jobs", "1", "a.yaml"}, "a.golden.pending", 1},
                        [](const TempFolder& folder) {
                          folder.write("a.yaml", scenario("a", kGolden));
                        });
}

TEST_CASE("a golden that is accepted is the old one or the new one", "[cli][crash]") {
  const TempFolder made;
  made.write("a.yaml", scenario("a", kGolden));
  REQUIRE(giosim(made, {"test", "a.yaml"}).code == 1);
  const std::string pending = text_of(made / "a.golden.pending");

  trouble_at_every_call({{"accept", "a.yaml"}, "a.golden", 0}, [&](const TempFolder& folder) {
    folder.write("a.yaml", scenario("a", kGolden));
    folder.write("a.golden", pending.substr(0, pending.size() / 2));
    folder.write("a.golden.pending", pending);
  });
}

TEST_CASE("a counterexample that is saved is whole or not there", "[cli][crash]") {
  trouble_at_every_call({{"explore", "--save", "found", "rivals.yaml"}, "found/rivals.B.yaml", 1},
                        [](const TempFolder& folder) { folder.write("rivals.yaml", kRivals); });
}

TEST_CASE("a host that fails under an output of giosim is an error", "[cli][crash]") {
  const auto words = GENERATE(as<std::vector<std::string>>(),
                              std::vector<std::string>{"run", "--output", "file", "a.yaml"},
                              std::vector<std::string>{"test", "--junit", "file", "a.yaml"});
  const HostTrouble trouble{GENERATE(as<std::string>(), "5", "torn:28")};
  for (int nth = 1;; ++nth) {
    const TempFolder folder;
    folder.write("a.yaml", scenario("a", kHolds));

    const Ended ended = giosim(folder, words, trouble.at(nth, folder / "struck"));

    INFO(trouble.how << " at call " << nth << "\n" << ended.err);
    if (!fs::exists(folder / "struck")) {
      CHECK(ended.code == 0);
      break;
    }
    CHECK(ended.code == 2);
    CHECK(ended.err.find("giosim: cannot write file: ") != std::string::npos);
  }
}

}  // namespace
}  // namespace giosim::cli
