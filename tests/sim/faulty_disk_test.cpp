#include "sim/faulty_disk.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "base/must.hpp"
#include "tests/sim/disk_fixture.hpp"

using namespace giosim;
using namespace giosim::sim;

namespace {

constexpr DiskFaultKind kLastKind = DiskFaultKind::fails_anywhere;

// A disk that held /a = "old a" and /b = "old b" before its first commit.
struct Faulty : DiskFixture {
  FaultyDisk disk;
  std::vector<std::pair<DiskFaultKind, std::uint64_t>> heard;

  explicit Faulty(std::vector<DiskFault> faults)
      : disk(kernel, with_old_files(kernel), std::move(faults), listener()) {}
  Faulty(Choices& choices, std::vector<DiskFault> faults)
      : DiskFixture(choices), disk(kernel, with_old_files(kernel), std::move(faults), listener()) {}

  static std::unique_ptr<Disk> with_old_files(Kernel& kernel) {
    auto disk = std::make_unique<MemoryDisk>(kernel);
    REQUIRE(disk->apply({{"/a", "old a"}, {"/b", "old b"}}));
    return disk;
  }
  FaultyDisk::Listener listener() {
    return [this](DiskFaultKind kind, std::uint64_t commit) { heard.emplace_back(kind, commit); };
  }

  std::optional<CommitResult> commit_new() {
    return commit(disk, {{"/a", "new a"}, {"/b", "new b"}});
  }
  std::string a() const { return disk.read("/a").value_or("-"); }
  std::string b() const { return disk.read("/b").value_or("-"); }
};

}  // namespace

TEST_CASE("each kind of disk fault has one row with a word and a sentence", "[faulty_disk]") {
  constexpr auto kKinds = static_cast<std::size_t>(kLastKind) + 1;
  STATIC_REQUIRE(kDiskFaults.size() == kKinds);

  std::set<std::string_view> words, sentences;
  for (std::size_t i = 0; i < kKinds; ++i) {
    const DiskFaultRow& row = kDiskFaults[i];
    CHECK(row.kind == static_cast<DiskFaultKind>(i));
    CHECK(word(row.kind) == row.word);
    CHECK(parse_disk_fault(row.word) == row.kind);
    words.insert(row.word);
    sentences.insert(row.sentence);
  }

  CHECK(words.size() == kKinds);
  CHECK(sentences.size() == kKinds);
  CHECK_FALSE(parse_disk_fault("explodes").has_value());
  CHECK_FALSE(parse_disk_fault("").has_value());
}

TEST_CASE("a faulty disk without faults is the disk in it", "[faulty_disk]") {
  Faulty faulty({});

  const auto result = faulty.commit_new();

  REQUIRE(result.has_value());
  CHECK(result->has_value());
  CHECK(faulty.a() == "new a");
  CHECK(faulty.b() == "new b");
  CHECK(faulty.disk.list() == std::vector<std::string>{"/a", "/b"});
  CHECK(faulty.kernel.now() == Time(Disk::kCommitTime));
  CHECK(faulty.heard.empty());
}

TEST_CASE("a commit that fails says why and stores nothing", "[faulty_disk]") {
  const std::pair<DiskFaultKind, DiskError> errors[] = {
      {DiskFaultKind::fails, DiskError::write_failed},
      {DiskFaultKind::full, DiskError::full},
      {DiskFaultKind::read_only, DiskError::read_only},
  };
  for (const auto& [kind, error] : errors) {
    Faulty faulty({{.kind = kind}});

    const auto result = faulty.commit_new();

    REQUIRE(result.has_value());
    REQUIRE_FALSE(result->has_value());
    CHECK(result->error() == error);
    CHECK(faulty.a() == "old a");
    CHECK(faulty.b() == "old b");
    CHECK_FALSE(faulty.disk.power_is_gone());
  }
}

TEST_CASE("a lost commit says that all went well and stores nothing", "[faulty_disk]") {
  Faulty faulty({{.kind = DiskFaultKind::lost}});

  const auto result = faulty.commit_new();

  REQUIRE(result.has_value());
  CHECK(result->has_value());
  CHECK(faulty.a() == "old a");
  CHECK(faulty.b() == "old b");
}

TEST_CASE("the power goes before a commit, or after it", "[faulty_disk]") {
  for (const bool before : {true, false}) {
    Faulty faulty({{.kind = before ? DiskFaultKind::power_before : DiskFaultKind::power_after}});

    const auto result = faulty.commit_new();

    CHECK_FALSE(result.has_value());
    CHECK(faulty.disk.power_is_gone());
    CHECK(faulty.a() == (before ? "old a" : "new a"));
    CHECK(faulty.b() == (before ? "old b" : "new b"));
  }
}

TEST_CASE("a torn commit stores what comes first and the beginning of one file", "[faulty_disk]") {
  struct Row {
    std::string file;
    std::optional<std::size_t> at;
    std::string a, b;
  };
  const std::vector<Row> rows = {
      {"", std::nullopt, "new a", "ne"}, {"", 0, "new a", ""},        {"", 4, "new a", "new "},
      {"", 5, "new a", "new b"},         {"", 999, "new a", "new b"}, {"/b", 1, "new a", "n"},
      {"/a", 3, "new", "old b"},         {"/a", 0, "", "old b"},      {"/c", 2, "new a", "ne"},
      {"/a", 5, "new a", "old b"},
  };
  for (const Row& row : rows) {
    Faulty faulty({{.kind = DiskFaultKind::torn, .file = row.file, .at = row.at}});

    const auto result = faulty.commit_new();

    CHECK_FALSE(result.has_value());
    CHECK(faulty.disk.power_is_gone());
    CHECK(faulty.a() == row.a);
    CHECK(faulty.b() == row.b);
  }
}

TEST_CASE("a file that a torn commit was to remove last is still there", "[faulty_disk]") {
  Faulty faulty({{.kind = DiskFaultKind::torn}});

  faulty.commit(faulty.disk, {{"/a", std::nullopt}, {"/b", std::nullopt}});

  CHECK(faulty.a() == "-");
  CHECK(faulty.b() == "old b");
}

TEST_CASE("rot flips exactly the bit that it was told to", "[faulty_disk]") {
  const std::string sound = "new b";
  for (std::size_t bit = 0; bit < sound.size() * 8; ++bit) {
    Faulty faulty({{.kind = DiskFaultKind::rot, .at = bit}});

    const auto result = faulty.commit_new();

    REQUIRE(result.has_value());
    CHECK(result->has_value());
    CHECK(faulty.a() == "new a");
    std::string expected = sound;
    expected[bit / 8] = static_cast<char>(expected[bit / 8] ^ (1 << bit % 8));
    CHECK(faulty.b() == expected);
  }
}

TEST_CASE("rot strikes the file that is named, else the last one written", "[faulty_disk]") {
  struct Row {
    std::string file;
    Disk::Changes changes;
    std::string a, b;
  };
  const std::vector<Row> rows = {
      {"/a", {{"/a", "x"}, {"/b", "x"}}, "y", "x"},
      {"", {{"/a", "x"}, {"/b", std::nullopt}}, "y", "-"},
      {"/b", {{"/a", "x"}}, "x", "nld b"},           // not in this commit, but on the disk
      {"/a", {{"/a", std::nullopt}}, "-", "old b"},  // nothing there that could rot
      {"", {{"/a", ""}}, "", "old b"},
      {"", {}, "old a", "old b"},
  };
  for (const Row& row : rows) {
    Faulty faulty({{.kind = DiskFaultKind::rot, .file = row.file, .at = 0}});

    faulty.commit(faulty.disk, row.changes);

    CHECK(faulty.a() == row.a);
    CHECK(faulty.b() == row.b);
  }
}

TEST_CASE("the bit that rots by default is in the middle, and counts round", "[faulty_disk]") {
  const auto rotten = [](std::optional<std::size_t> at) {
    Faulty faulty({{.kind = DiskFaultKind::rot, .at = at}});
    faulty.commit_new();
    return faulty.b();
  };

  CHECK(rotten(std::nullopt) == rotten(2 * 8));
  CHECK(rotten(5 * 8 + 3) == rotten(3));
}

TEST_CASE("a fault happens at its commit, once or again and again", "[faulty_disk]") {
  struct Row {
    std::uint64_t nth, every;
    std::string failed;  // a digit for each of nine commits
  };
  const std::vector<Row> rows = {
      {1, 0, "100000000"}, {4, 0, "000100000"}, {9, 0, "000000001"}, {10, 0, "000000000"},
      {1, 1, "111111111"}, {3, 1, "001111111"}, {1, 2, "101010101"}, {2, 3, "010010010"},
  };
  for (const Row& row : rows) {
    Faulty faulty({{.kind = DiskFaultKind::fails, .nth = row.nth, .every = row.every}});

    std::string failed;
    for (int i = 0; i < 9; ++i) failed += faulty.commit_new()->has_value() ? '0' : '1';

    CHECK(failed == row.failed);
    CHECK(faulty.disk.commits() == 9);
    CHECK(faulty.disk.faults()[0].happened ==
          static_cast<std::uint64_t>(std::ranges::count(row.failed, '1')));
  }
}

TEST_CASE("of two faults of one commit the first one happens", "[faulty_disk]") {
  Faulty faulty({{.kind = DiskFaultKind::full, .nth = 2},
                 {.kind = DiskFaultKind::fails, .nth = 1, .every = 1}});

  CHECK(faulty.commit_new()->error() == DiskError::write_failed);
  CHECK(faulty.commit_new()->error() == DiskError::full);
  CHECK(faulty.commit_new()->error() == DiskError::write_failed);
  CHECK(faulty.heard ==
        std::vector<std::pair<DiskFaultKind, std::uint64_t>>{
            {DiskFaultKind::fails, 1}, {DiskFaultKind::full, 2}, {DiskFaultKind::fails, 3}});
}

TEST_CASE("setting the stage is no commit and never goes wrong", "[faulty_disk]") {
  Faulty faulty({{.kind = DiskFaultKind::fails}});

  CHECK(faulty.disk.apply({{"/a", "set"}}).has_value());

  CHECK(faulty.a() == "set");
  CHECK(faulty.disk.commits() == 0);
}

TEST_CASE("without power every commit hangs and stores nothing", "[faulty_disk]") {
  Faulty faulty({{.kind = DiskFaultKind::power_before}});
  std::optional<CommitResult> first, second;
  {
    ProcessGroup os(faulty.kernel);
    os.spawn("krsd", commit_and_note(faulty.disk, {{"/a", "first"}}, first));
    os.spawn("rc", commit_and_note(faulty.disk, {{"/b", "second"}}, second));
    faulty.kernel.run();

    CHECK(faulty.kernel.who_waits().find("power is gone") != std::string::npos);
  }

  CHECK_FALSE(first.has_value());
  CHECK_FALSE(second.has_value());
  CHECK(faulty.a() == "old a");
  CHECK(faulty.b() == "old b");
  CHECK(faulty.disk.commits() == 1);
}

TEST_CASE("when the power is back commits end again", "[faulty_disk]") {
  Faulty faulty({{.kind = DiskFaultKind::power_before}});
  faulty.commit_new();
  REQUIRE(faulty.disk.power_is_gone());

  faulty.disk.power_restored();
  const auto result = faulty.commit_new();

  REQUIRE(result.has_value());
  CHECK(faulty.b() == "new b");
}

TEST_CASE("exploring finds every place where the power can go, each once", "[faulty_disk]") {
  constexpr int kCommits = 3;
  Exhaustive choices;
  std::multiset<std::string> found;  // what is on the disk, and whether the power went
  while (choices.next_run()) {
    Faulty faulty(choices, {{.kind = DiskFaultKind::power_anywhere}});
    for (int i = 1; i <= kCommits && !faulty.disk.power_is_gone(); ++i)
      faulty.commit(faulty.disk, {{"/a", std::to_string(i)}});
    found.insert(faulty.a() + (faulty.disk.power_is_gone() ? " dark" : " light"));
    CHECK(faulty.heard.size() == faulty.disk.faults()[0].happened);
  }

  CHECK(found == std::multiset<std::string>{"old a dark", "1 dark", "1 dark", "2 dark", "2 dark",
                                            "3 dark", "3 light"});
}

TEST_CASE("a power failure anywhere is told as what it came to, and comes once", "[faulty_disk]") {
  Replayed choices({0, 2});
  Faulty faulty(choices, {{.kind = DiskFaultKind::power_anywhere, .nth = 2}});

  CHECK(faulty.commit_new().has_value());  // before the second commit nothing is asked
  CHECK(faulty.commit_new().has_value());
  CHECK_FALSE(faulty.commit_new().has_value());
  faulty.disk.power_restored();
  CHECK(faulty.commit_new().has_value());

  CHECK(faulty.heard ==
        std::vector<std::pair<DiskFaultKind, std::uint64_t>>{{DiskFaultKind::power_after, 3}});
  CHECK(choices.list() == "0.2");
}

TEST_CASE("in order, the power never fails anywhere", "[faulty_disk]") {
  Faulty faulty({{.kind = DiskFaultKind::power_anywhere}});

  for (int i = 0; i < 5; ++i) CHECK(faulty.commit_new().has_value());

  CHECK(faulty.heard.empty());
}

TEST_CASE("the state of a faulty disk says what is still to come", "[faulty_disk]") {
  Faulty faulty({{.kind = DiskFaultKind::fails, .nth = 2},
                 {.kind = DiskFaultKind::lost, .nth = 1, .every = 3},
                 {.kind = DiskFaultKind::power_after, .nth = 5}});
  std::vector<std::string> states;
  for (int i = 0; i <= 5; ++i) {
    states.push_back(faulty.disk.state());
    faulty.commit_new();
  }
  states.push_back(faulty.disk.state());

  CHECK(states ==
        std::vector<std::string>{"power is there, fails in 2, lost in 1, power_after in 5",
                                 "power is there, fails in 1, lost in 3, power_after in 4",
                                 "power is there, fails in 0, lost in 2, power_after in 3",
                                 "power is there, fails in 0, lost in 1, power_after in 2",
                                 "power is there, fails in 0, lost in 3, power_after in 1",
                                 "power is gone, fails in 0, lost in 2, power_after in 0",
                                 "power is gone, fails in 0, lost in 2, power_after in 0"});
}

TEST_CASE("a faulty disk around nothing, or a fault before the first commit, is a bug",
          "[faulty_disk]") {
  DiskFixture fixture;

  CHECK_THROWS_AS(FaultyDisk(fixture.kernel, nullptr, {}), Bug);
  CHECK_THROWS_AS(Faulty(std::vector<DiskFault>{{.nth = 0}}), Bug);
}
