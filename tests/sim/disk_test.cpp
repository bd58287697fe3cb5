#include "sim/disk.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/sim/disk_fixture.hpp"

using namespace giosim::sim;

TEST_CASE("a commit takes its time, and then every change is on the disk", "[disk]") {
  DiskFixture fixture;
  MemoryDisk disk(fixture.kernel);

  const auto result = fixture.commit(disk, {{"/stand/ioconfig", "new"}, {"/etc/rc.log", ""}});

  REQUIRE(result.has_value());
  CHECK(result->has_value());
  CHECK(fixture.kernel.now() == Time(Disk::kCommitTime));
  CHECK(disk.read("/stand/ioconfig") == "new");
  CHECK(disk.read("/etc/rc.log") == "");
}

TEST_CASE("readers see only what was committed", "[disk]") {
  DiskFixture fixture;
  MemoryDisk disk(fixture.kernel);
  REQUIRE(disk.apply({{"/a", "old"}}));
  std::optional<CommitResult> result;
  ProcessGroup os(fixture.kernel);

  os.spawn("writer", commit_and_note(disk, {{"/a", "new"}, {"/b", "new"}}, result));
  fixture.kernel.run_until_time(Time(Disk::kCommitTime) - Duration(1));

  CHECK_FALSE(result.has_value());
  CHECK(disk.read("/a") == "old");
  CHECK_FALSE(disk.read("/b").has_value());
}

TEST_CASE("a power cut within a commit leaves none of it", "[disk]") {
  DiskFixture fixture;
  MemoryDisk disk(fixture.kernel);
  REQUIRE(disk.apply({{"/a", "old"}}));
  std::optional<CommitResult> result;
  {
    ProcessGroup os(fixture.kernel);
    os.spawn("writer", commit_and_note(disk, {{"/a", "new"}, {"/b", "new"}}, result));
    fixture.kernel.step();
  }

  fixture.kernel.run();

  CHECK_FALSE(result.has_value());
  CHECK(disk.read("/a") == "old");
  CHECK(disk.list() == std::vector<std::string>{"/a"});
}

TEST_CASE("a disk lists its paths in order", "[disk]") {
  DiskFixture fixture;
  MemoryDisk disk(fixture.kernel);

  REQUIRE(
      disk.apply({{"/stand/ioconfig", "1"}, {"/etc/rc.log", "2"}, {"/stand/ioconfig.lkg", ""}}));

  CHECK(disk.list() ==
        std::vector<std::string>{"/etc/rc.log", "/stand/ioconfig", "/stand/ioconfig.lkg"});
}

TEST_CASE("a change to nothing makes the file go away", "[disk]") {
  DiskFixture fixture;
  MemoryDisk disk(fixture.kernel);
  REQUIRE(disk.apply({{"/a", "1"}, {"/b", "2"}}));

  REQUIRE(disk.apply({{"/a", std::nullopt}, {"/never there", std::nullopt}}));

  CHECK_FALSE(disk.read("/a").has_value());
  CHECK(disk.list() == std::vector<std::string>{"/b"});
}

TEST_CASE("changes keep the order in which their paths were first named", "[disk]") {
  Disk::Changes changes;
  changes["/z"] = "1";
  changes["/a"] = "2";
  changes["/z"] = "3";
  changes["/gone"];

  REQUIRE(changes.size() == 3);
  CHECK(changes.begin()[0].path == "/z");
  CHECK(changes.begin()[0].bytes == "3");
  CHECK(changes.begin()[1].path == "/a");
  CHECK(changes.begin()[2].bytes == std::nullopt);
  CHECK(Disk::Changes().empty());
}

TEST_CASE("each error of a disk has a sentence of its own", "[disk]") {
  std::set<std::string_view> sentences;
  for (const DiskError error : {DiskError::write_failed, DiskError::full, DiskError::read_only})
    sentences.insert(sentence(error));

  CHECK(sentences.size() == 3);
  CHECK(sentences.contains("no space left on device"));
  CHECK_FALSE(sentences.contains("unknown disk error"));
}
