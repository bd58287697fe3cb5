// Goldens from end to end: giosim test and run leave one pending, giosim accept takes it.

#include <sys/resource.h>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

const std::string kGolden = "expect: [{trace: golden}]\n";

// A folder with the scenario a.yaml, whose golden is accepted.
class Accepted {
 public:
  Accepted() {
    folder.write("s/a.yaml", scenario("a", kGolden));
    REQUIRE(giosim(folder, {"test", "s"}).code == 1);
    REQUIRE(giosim(folder, {"accept", "s"}).code == 0);
  }

  // Its NIC has another MAC address now.
  void change() const {
    std::string text = scenario("a", kGolden);
    text.replace(text.find("0x00306E00000A"), 14, "0x00306E00000B");
    folder.write("s/a.yaml", text);
  }

  TempFolder folder;
  const fs::path golden = folder / "s/a.golden", pending = folder / "s/a.golden.pending";
};

TEST_CASE("a golden that is not there fails and is pending, and is accepted", "[cli][golden]") {
  const TempFolder folder;
  folder.write("s/a.yaml", scenario("a", kGolden));

  const Ended first = giosim(folder, {"test", "s"});
  CHECK(first.code == 1);
  CHECK_THAT(first.out, Contains("there is no golden s/a.golden"));
  CHECK_THAT(first.out, Contains("pending: s/a.golden.pending; to take it: giosim accept s/a.golden\n"));
  CHECK_FALSE(fs::exists(folder / "s/a.golden"));

  const Ended list = giosim(folder, {"accept", "--list", "s"});
  CHECK(list.code == 0);
  CHECK(list.out == "s/a.golden.pending\n   new, about instances, dlpi: 1 device\n");

  const Ended taken = giosim(folder, {"accept", "s/a.golden"});
  CHECK(taken.code == 0);
  CHECK(taken.out == "accepted s/a.golden\n   new, about instances, dlpi: 1 device\n");
  CHECK_FALSE(fs::exists(folder / "s/a.golden.pending"));
  CHECK(giosim(folder, {"test", "s"}).code == 0);
}

TEST_CASE("a trace that has changed is shown by device, and is pending", "[cli][golden]") {
  const Accepted accepted;
  const std::string before = text_of(accepted.golden);
  accepted.change();

  const Ended run = giosim(accepted.folder, {"run", "-q", "s/a.yaml"});
  CHECK(run.code == 1);
  CHECK_THAT(run.out, Contains("   server 0/1/1/0\n"));
  CHECK_THAT(run.out, Contains("+ boot 1  dlpi.mac_set            lan0, mac 0x00306E00000B"));
  CHECK(text_of(accepted.golden) == before);
  CHECK_THAT(text_of(accepted.pending), Contains("0x00306E00000B"));

  const Ended taken = giosim(accepted.folder, {"accept", "s"});
  CHECK(taken.code == 0);
  CHECK_THAT(taken.out, StartsWith("accepted s/a.golden\n   server 0/1/1/0\n"));
  CHECK(giosim(accepted.folder, {"run", "-q", "s/a.yaml"}).code == 0);
}

TEST_CASE("what is pending is gone when the golden holds again, or is rejected", "[cli][golden]") {
  const Accepted accepted;
  accepted.change();
  REQUIRE(giosim(accepted.folder, {"test", "s"}).code == 1);
  REQUIRE(fs::exists(accepted.pending));

  SECTION("it holds again") {
    accepted.folder.write("s/a.yaml", scenario("a", kGolden));
    CHECK(giosim(accepted.folder, {"test", "s"}).code == 0);
  }
  SECTION("it is rejected") {
    const Ended rejected = giosim(accepted.folder, {"accept", "--reject", "s"});
    CHECK(rejected.code == 0);
    CHECK(rejected.out == "rejected s/a.golden.pending\n");
  }
  CHECK_FALSE(fs::exists(accepted.pending));
}

TEST_CASE("nothing is accepted that the scenario would not say today", "[cli][golden]") {
  const Accepted accepted;
  const std::string before = text_of(accepted.golden);
  accepted.folder.write("s/a.golden.pending", before + "  boot 1  dlpi.mac_set            lan7\n");

  const Ended run = giosim(accepted.folder, {"accept", "s"});

  CHECK(run.code == 1);
  CHECK_THAT(run.err, Contains("is out of date"));
  CHECK(text_of(accepted.golden) == before);
}

TEST_CASE("nothing pending is a failure, but for a question", "[cli][golden]") {
  const Accepted accepted;
  const Ended run = giosim(accepted.folder, {"accept", "s"});
  CHECK(run.code == 1);
  CHECK(run.out == "nothing is pending in s\n");
  CHECK(giosim(accepted.folder, {"accept", "--list", "s"}).code == 0);
  CHECK(giosim(accepted.folder, {"accept", "s/b.golden"}).code == 2);
  CHECK(giosim(accepted.folder, {"accept", "nowhere"}).code == 2);
}

TEST_CASE("an orphan fails, in test and accept", "[cli][golden]") {
  const Accepted accepted;
  const std::string orphan = GENERATE(as<std::string>(), "s/b.golden", "s/b.golden.pending",
                                      "s/below/a.golden");
  accepted.folder.write(orphan, "about: dlpi\n");

  const Ended test = giosim(accepted.folder, {"test", "s"});
  CHECK(test.code == 1);
  CHECK_THAT(test.out, Contains(orphan + ": error: an orphan: "));
  CHECK_THAT(giosim(accepted.folder, {"accept", "s"}).err, Contains(orphan + ": an orphan: "));
  // Whoever tests a part does not hear of the rest.
  CHECK(giosim(accepted.folder, {"test", "s/a.yaml"}).code == 0);
  CHECK(giosim(accepted.folder, {"test", "--filter", "a", "s"}).code == 0);
}

TEST_CASE("a golden beside a scenario that cannot be loaded is no orphan", "[cli][golden]") {
  const Accepted accepted;
  accepted.folder.write("s/a.yaml", "scenario: [\n");
  const Ended test = giosim(accepted.folder, {"test", "s"});
  CHECK(test.code == 2);
  CHECK_THAT(test.out, !Contains("an orphan"));
}

TEST_CASE("two scenarios cannot share a golden", "[cli][golden]") {
  const Accepted accepted;
  accepted.folder.write("s/b.yaml", scenario("a", "expect: [{trace: a.golden}]\n"));
  const Ended test = giosim(accepted.folder, {"test", "s"});
  CHECK(test.code == 1);
  CHECK_THAT(test.out, Contains("its golden a.golden is kept by s/a.yaml, too"));
}

TEST_CASE("a run that is not the scenario's own leaves nothing pending", "[cli][golden]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a", kGolden));
  const auto option = GENERATE(as<std::vector<std::string>>{}, std::vector<std::string>{"--seed", "1"},
                               std::vector<std::string>{"--choices", "0"},
                               std::vector<std::string>{"--vary", "init"},
                               std::vector<std::string>{"--policy", "given_up_number=at_once"});
  std::vector<std::string> words{"run", "-q", "a.yaml"};
  words.insert(words.end(), option.begin(), option.end());

  CHECK(giosim(folder, words).code == 1);
  CHECK_FALSE(fs::exists(folder / "a.golden.pending"));
}

TEST_CASE("a failure that is expected leaves nothing pending", "[cli][golden]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a", "expect_failure: not yet\n" + kGolden));
  CHECK(giosim(folder, {"test", "a.yaml"}).code == 0);
  CHECK_FALSE(fs::exists(folder / "a.golden.pending"));
}

TEST_CASE("where nothing can be written a golden fails all the same", "[cli][golden]") {
  if (::geteuid() == 0) return;  // root writes everywhere
  const TempFolder folder;
  folder.write("s/a.yaml", scenario("a", kGolden));
  fs::permissions(folder / "s", fs::perms::owner_read | fs::perms::owner_exec);
  const Ended test = giosim(folder, {"test", "s"});
  fs::permissions(folder / "s", fs::perms::owner_all);
  CHECK(test.code == 1);
  CHECK_THAT(test.out, Contains("nothing is pending: cannot write s/a.golden.pending"));
}

TEST_CASE("a full disk leaves no half of a pending golden", "[cli][golden]") {
  const Accepted accepted;
  accepted.change();
  const auto no_file_may_grow = [] {
    rlimit none{0, 0};
    setrlimit(RLIMIT_FSIZE, &none);
    signal(SIGXFSZ, SIG_IGN);
  };
  // Its output is a file as well; what counts is what it leaves.
  static_cast<void>(giosim(accepted.folder, {"test", "s"}, no_file_may_grow));
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(accepted.folder / "s")) {
    static_cast<void>(entry);
    ++files;
  }
  CHECK(files == 2);  // the scenario and its golden
}

TEST_CASE("a golden that is a link stays one", "[cli][golden]") {
  const Accepted accepted;
  fs::rename(accepted.golden, accepted.folder / "kept.txt");
  fs::create_symlink("../kept.txt", accepted.golden);
  accepted.change();
  REQUIRE(giosim(accepted.folder, {"test", "s"}).code == 1);
  REQUIRE(giosim(accepted.folder, {"accept", "s"}).code == 0);
  CHECK(fs::is_symlink(accepted.golden));
  CHECK_THAT(text_of(accepted.folder / "kept.txt"), Contains("0x00306E00000B"));
}

}  // namespace
}  // namespace giosim::cli
