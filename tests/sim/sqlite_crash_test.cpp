// A commit that has returned is never lost, and none is ever there by half: whatever the host does.

#include <signal.h>

#include <catch2/catch.hpp>

#include "tests/sim/failing_host.hpp"
#include "tests/sim/sqlite_fixture.hpp"

using namespace giosim::sim;
using Trouble = FailingHost::Trouble;

namespace {

// The n-th commit writes n into two files, one of them large enough for several pages.
Disk::Changes generation(int n) {
  const std::string number = std::to_string(n);
  return {{"/small", number}, {"/large", number + std::string(20'000, 'x')}};
}

// The last commit whose changes are on the disk, 0 when there is none; -1 if one is there by half.
int generation_of(const Disk& disk) {
  const std::string small = disk.read("/small").value_or("0");
  const std::string large = disk.read("/large").value_or("0");
  const int n = std::stoi(small);
  if (n == 0) return large == "0" ? 0 : -1;
  return large == generation(n).begin()[1].bytes ? n : -1;
}

}  // namespace

TEST_CASE("a power loss at any call to the host loses no commit that has returned",
          "[sqlite_disk]") {
  constexpr int kCommits = 3;
  int died = 0;
  for (int nth = 1;; ++nth) {
    SqliteFixture fixture;
    int returned[2];
    REQUIRE(::pipe(returned) == 0);

    const int code = in_another_process([&] {
      FailingHost host;
      host.trouble_at(nth, Trouble::dies);
      auto store = SqliteStore::open(fixture.path);
      if (!store) return 1;
      const auto disk = store->disk(fixture.kernel, "disk1");
      for (int i = 1; i <= kCommits; ++i) {
        if (!disk->apply(generation(i))) return 2;
        const char number = static_cast<char>(i);
        if (::write(returned[1], &number, 1) != 1) return 3;
      }
      return 0;
    });
    ::close(returned[1]);
    int last_returned = 0;
    for (char number; ::read(returned[0], &number, 1) == 1;) last_returned = number;
    ::close(returned[0]);

    INFO("power loss at call " << nth << ", " << last_returned << " commits had returned");
    const int on_disk = generation_of(*fixture.open().disk(fixture.kernel, "disk1"));
    CHECK(on_disk >= last_returned);
    CHECK(on_disk <= last_returned + 1);
    if (code == 0) break;
    REQUIRE(code == FailingHost::kDied);
    ++died;
  }
  CHECK(died > 3 * kCommits);
}

TEST_CASE("an error at any call to the host means that nothing was stored", "[sqlite_disk]") {
  const Trouble troubles[] = {Trouble::fails_once, Trouble::fails_for_ever};
  const std::pair<int, DiskError> errors[] = {{SQLITE_IOERR_WRITE, DiskError::write_failed},
                                              {SQLITE_IOERR_FSYNC, DiskError::write_failed},
                                              {SQLITE_FULL, DiskError::full},
                                              {SQLITE_READONLY, DiskError::read_only}};
  for (const Trouble trouble : troubles) {
    for (const auto& [host_error, disk_error] : errors) {
      FailingHost host;
      bool struck = true;
      for (int nth = 1; struck; ++nth) {
        SqliteFixture fixture;
        INFO("error " << host_error << " at call " << nth);
        int in_memory = 0;
        {
          SqliteStore store = fixture.open();
          const auto disk = store.disk(fixture.kernel, "disk1");
          REQUIRE(disk->apply(generation(1)));
          host.trouble_at(nth, trouble, host_error);

          const auto result = disk->apply(generation(2));

          struck = host.struck();
          in_memory = generation_of(*disk);
          CHECK(in_memory == (result ? 2 : 1));
          if (!struck) CHECK(result.has_value());
          if (!result) CHECK(result.error() == disk_error);
        }
        host.no_trouble();
        const int on_disk = generation_of(*fixture.open().disk(fixture.kernel, "disk1"));
        // A host that fails to the end may already have what it could not promise to keep.
        if (trouble == Trouble::fails_for_ever && in_memory == 1 && on_disk == 2) continue;
        CHECK(on_disk == in_memory);
      }
    }
  }
}

TEST_CASE("a store goes on after the host has recovered, without what had failed",
          "[sqlite_disk]") {
  FailingHost host;
  for (const Trouble trouble : {Trouble::fails_once, Trouble::fails_for_ever}) {
    bool struck = true;
    for (int nth = 1; struck; ++nth) {
      SqliteFixture fixture;
      INFO("full at call " << nth);
      int in_memory = 0;
      {
        SqliteStore store = fixture.open();
        const auto disk = store.disk(fixture.kernel, "disk1");
        REQUIRE(disk->apply(generation(1)));
        REQUIRE(store.place("disk1", "source"));
        host.trouble_at(nth, trouble, SQLITE_FULL);
        const auto result = disk->apply(generation(2));
        struck = host.struck();
        host.no_trouble();

        CHECK(disk->apply({{"/other", "1"}}).has_value());
        in_memory = generation_of(*disk);
        CHECK(in_memory == (result ? 2 : 1));
      }

      SqliteStore store = fixture.open();
      const auto disk = store.disk(fixture.kernel, "disk1");
      CHECK(generation_of(*disk) == in_memory);
      CHECK(disk->read("/other") == "1");
      CHECK(store.placements() == SqliteStore::Placements{{"disk1", "source"}});
    }
  }
}

TEST_CASE("a store that cannot be created says so, and can be later", "[sqlite_disk]") {
  FailingHost host;
  bool struck = true;
  for (int nth = 1; struck; ++nth) {
    SqliteFixture fixture;
    host.trouble_at(nth, Trouble::fails_for_ever, SQLITE_FULL);
    const std::string refusal = fixture.refusal();
    struck = host.struck();
    host.no_trouble();

    INFO("full from call " << nth << " on: " << refusal);
    if (!struck) CHECK(refusal.empty());
    CHECK(fixture.refusal().empty());
  }
}

TEST_CASE("an error while disks are placed leaves them where they were", "[sqlite_disk]") {
  const SqliteStore::Placements before = {{"disk1", "source"}, {"disk2", "target"}};
  const SqliteStore::Placements after = {{"disk1", "target"}, {"disk2", "source"}};
  FailingHost host;
  bool struck = true;
  for (int nth = 1; struck; ++nth) {
    SqliteFixture fixture;
    bool placed = false;
    {
      SqliteStore store = fixture.open();
      REQUIRE(store.place(before));
      host.trouble_at(nth, Trouble::fails_once, SQLITE_FULL);
      placed = store.place(after).has_value();
      struck = host.struck();
      CHECK(store.placements() == (placed ? after : before));
    }
    host.no_trouble();
    CHECK(fixture.open().placements() == (placed ? after : before));
  }
}

TEST_CASE("SIGKILL in the middle of commits loses none that has returned", "[sqlite_disk]") {
  for (int round = 0; round < 20; ++round) {
    SqliteFixture fixture;
    int returned[2];
    REQUIRE(::pipe(returned) == 0);
    const pid_t writer = ::fork();
    REQUIRE(writer >= 0);
    if (writer == 0) {
      auto store = SqliteStore::open(fixture.path);
      if (!store) ::_exit(1);
      const auto disk = store->disk(fixture.kernel, "disk1");
      for (int i = 1;; ++i)
        if (!disk->apply(generation(i)) || ::write(returned[1], &i, sizeof i) != sizeof i)
          ::_exit(2);
    }
    ::close(returned[1]);

    int last_returned = 0;
    for (int i = 0; i < 3; ++i)
      REQUIRE(::read(returned[0], &last_returned, sizeof last_returned) == sizeof last_returned);
    ::usleep(static_cast<useconds_t>(137 * round));  // somewhere within the next commits
    ::kill(writer, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(writer, &status, 0) == writer);
    REQUIRE(WIFSIGNALED(status));
    for (int number; ::read(returned[0], &number, sizeof number) == sizeof number;)
      last_returned = number;
    ::close(returned[0]);

    INFO("round " << round << ", " << last_returned << " commits had returned");
    const int on_disk = generation_of(*fixture.open().disk(fixture.kernel, "disk1"));
    CHECK(on_disk >= last_returned);
    CHECK(on_disk <= last_returned + 1);
  }
}
