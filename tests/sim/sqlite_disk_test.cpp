#include "sim/sqlite_disk.hpp"

#include <rapidcheck.h>
#include <sqlite3.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/must.hpp"
#include "tests/sim/sqlite_fixture.hpp"

using namespace giosim;
using namespace giosim::sim;

using Files = std::map<std::string, std::string>;

namespace {

Files files_of(const Disk& disk) {
  Files files;
  for (const std::string& path : disk.list()) files[path] = disk.read(path).value();
  return files;
}

std::string numbered(int number) {
  std::string digits = std::to_string(number);
  return "/stand/file" + std::string(5 - digits.size(), '0') + digits;
}

}  // namespace

TEST_CASE("what was committed is there when the store is opened again", "[sqlite_disk]") {
  SqliteFixture fixture;
  {
    SqliteStore store = fixture.open();
    const auto disk = store.disk(fixture.kernel, "disk1");
    const auto result =
        fixture.commit(*disk, {{"/stand/ioconfig", "records"}, {"/etc/rc.log", ""}});
    REQUIRE(result.has_value());
    REQUIRE(result->has_value());
    CHECK(fixture.kernel.now() == Time(Disk::kCommitTime));
    CHECK(files_of(*disk) == Files{{"/etc/rc.log", ""}, {"/stand/ioconfig", "records"}});
  }

  SqliteStore store = fixture.open();

  CHECK(files_of(*store.disk(fixture.kernel, "disk1")) ==
        Files{{"/etc/rc.log", ""}, {"/stand/ioconfig", "records"}});
}

TEST_CASE("a store that was closed is one file", "[sqlite_disk]") {
  SqliteFixture fixture;
  {
    SqliteStore store = fixture.open();
    REQUIRE(store.disk(fixture.kernel, "disk1")->apply({{"/a", "1"}}));
  }

  const auto files = fixture.files();

  REQUIRE(files.size() == 1);
  CHECK(files.begin()->first == "fleet.giosim");
}

TEST_CASE("a store closes when its last disk is gone", "[sqlite_disk]") {
  SqliteFixture fixture;
  std::unique_ptr<Disk> disk;
  {
    SqliteStore store = fixture.open();
    disk = store.disk(fixture.kernel, "disk1");
  }

  CHECK(disk->apply({{"/a", "1"}}).has_value());
  CHECK_THAT(fixture.refusal(), Catch::Contains("is in use"));
  disk.reset();

  CHECK(files_of(*fixture.open().disk(fixture.kernel, "disk1")) == Files{{"/a", "1"}});
}

TEST_CASE("all bytes of paths and files come back as they were", "[sqlite_disk]") {
  SqliteFixture fixture;
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  const Files written = {{"/empty", ""},
                         {"/every byte", every_byte},
                         {std::string("/a\0b", 4), "a NUL in its path"},
                         {"/\xff\xfe", "no UTF-8"},
                         {"/'; DROP TABLE file; --", "no SQL"},
                         {"/large", std::string(300'000, 'x')}};
  {
    const auto disk = fixture.open().disk(fixture.kernel, "disk1");
    for (const auto& [path, bytes] : written) REQUIRE(disk->apply({{path, bytes}}));
  }

  CHECK(files_of(*fixture.open().disk(fixture.kernel, "disk1")) == written);
}

TEST_CASE("disks of one store keep their files apart", "[sqlite_disk]") {
  SqliteFixture fixture;
  SqliteStore store = fixture.open();
  const auto one = store.disk(fixture.kernel, "one"), two = store.disk(fixture.kernel, "two");
  const auto one_again = store.disk(fixture.kernel, "one");

  REQUIRE(one->apply({{"/a", "of one"}}));
  REQUIRE(two->apply({{"/a", "of two"}, {"/b", "of two"}}));
  REQUIRE(two->apply({{"/b", std::nullopt}}));

  CHECK(files_of(*one) == Files{{"/a", "of one"}});
  CHECK(files_of(*two) == Files{{"/a", "of two"}});
  CHECK(files_of(*one_again) == files_of(*one));
  CHECK(store.disks() == std::vector<std::string>{"one", "two"});
}

TEST_CASE("a stored disk is a memory disk that outlives the program", "[sqlite_disk]") {
  const bool holds = rc::check([] {
    SqliteFixture fixture;
    MemoryDisk memory(fixture.kernel);
    const int commits = *rc::gen::inRange(1, 8);
    for (int i = 0; i < commits; ++i) {
      Disk::Changes changes;
      const int size = *rc::gen::inRange(0, 5);
      for (int j = 0; j < size; ++j) {
        const auto path = "/" + std::string(1, *rc::gen::inRange('a', 'e'));
        const bool goes_away = *rc::gen::inRange(0, 4) == 0;
        if (goes_away)
          changes[path] = std::nullopt;
        else
          changes[path] = *rc::gen::string<std::string>();
      }
      SqliteStore store = fixture.open();
      RC_ASSERT(memory.apply(changes).has_value());
      RC_ASSERT(store.disk(fixture.kernel, "disk1")->apply(changes).has_value());
      RC_ASSERT(files_of(*store.disk(fixture.kernel, "disk1")) == files_of(memory));
    }
    RC_ASSERT(files_of(*fixture.open().disk(fixture.kernel, "disk1")) == files_of(memory));
  });

  CHECK(holds);
}

TEST_CASE("ten thousand files are kept, listed in order and found again", "[sqlite_disk]") {
  constexpr int kFiles = 10'000, kAtOnce = 1'000;
  SqliteFixture fixture;
  {
    const auto disk = fixture.open().disk(fixture.kernel, "disk1");
    for (int first = kFiles - kAtOnce; first >= 0; first -= kAtOnce) {
      Disk::Changes changes;
      for (int i = first; i < first + kAtOnce; ++i) changes[numbered(i)] = std::to_string(i);
      REQUIRE(disk->apply(changes));
    }
  }

  const auto disk = fixture.open().disk(fixture.kernel, "disk1");
  const auto paths = disk->list();

  REQUIRE(paths.size() == kFiles);
  CHECK(std::ranges::is_sorted(paths));
  for (int i = 0; i < kFiles; i += 7) CHECK(disk->read(numbered(i)) == std::to_string(i));
}

TEST_CASE("the store knows in which machine a disk sits", "[sqlite_disk]") {
  SqliteFixture fixture;
  {
    SqliteStore store = fixture.open();
    REQUIRE(store.place("disk1", "source"));
    REQUIRE(store.place("disk2", "other"));
    REQUIRE(store.place("disk1", "target"));
    REQUIRE(store.place("disk3", ""));
    CHECK(store.placements() == SqliteStore::Placements{{"disk1", "target"}, {"disk2", "other"}});
  }

  SqliteStore store = fixture.open();

  CHECK(store.placements() == SqliteStore::Placements{{"disk1", "target"}, {"disk2", "other"}});
  CHECK(store.disks() == std::vector<std::string>{"disk1", "disk2", "disk3"});
}

TEST_CASE("a disk keeps its files when it moves", "[sqlite_disk]") {
  SqliteFixture fixture;
  SqliteStore store = fixture.open();
  const auto disk = store.disk(fixture.kernel, "disk1");
  REQUIRE(store.place("disk1", "source"));
  REQUIRE(disk->apply({{"/a", "1"}}));

  REQUIRE(store.place("disk1", ""));

  CHECK(store.placements().empty());
  CHECK(files_of(*disk) == Files{{"/a", "1"}});
}

TEST_CASE("two disks change places in one go", "[sqlite_disk]") {
  SqliteFixture fixture;
  {
    SqliteStore store = fixture.open();
    REQUIRE(store.place({{"disk1", "source"}, {"disk2", "target"}}));
    REQUIRE(store.place({{"disk1", "target"}, {"disk2", "source"}}));
  }

  CHECK(fixture.open().placements() ==
        SqliteStore::Placements{{"disk1", "target"}, {"disk2", "source"}});
}

TEST_CASE("two disks in one machine are a bug, and change nothing", "[sqlite_disk]") {
  SqliteFixture fixture;
  SqliteStore store = fixture.open();
  REQUIRE(store.place("disk1", "source"));

  CHECK_THROWS_AS(store.place("disk2", "source"), Bug);
  CHECK_THROWS_AS(store.place({{"disk2", "target"}, {"disk3", "target"}}), Bug);
  CHECK_THROWS_AS(store.disk(fixture.kernel, ""), Bug);

  CHECK(store.placements() == SqliteStore::Placements{{"disk1", "source"}});
  CHECK(store.disks() == std::vector<std::string>{"disk1"});
}

TEST_CASE("the store notes who created it and who used it last", "[sqlite_disk]") {
  SqliteFixture fixture;
  REQUIRE(SqliteStore::open(fixture.path, "giosim 1.0").has_value());

  const auto store = SqliteStore::open(fixture.path, "giosim 1.1");

  REQUIRE(store.has_value());
  CHECK(store->meta() == std::map<std::string, std::string>{{"created by", "giosim 1.0"},
                                                            {"last used by", "giosim 1.1"}});
}

TEST_CASE("the same commits make the same file, byte for byte", "[sqlite_disk]") {
  const auto bytes_of_a_store = [] {
    SqliteFixture fixture;
    {
      SqliteStore store = fixture.open();
      REQUIRE(store.place("disk1", "source"));
      REQUIRE(store.disk(fixture.kernel, "disk1")->apply({{"/a", "1"}, {"/b", "2"}}));
    }
    return fixture.files();
  };

  CHECK(bytes_of_a_store() == bytes_of_a_store());
}

TEST_CASE("what the machines are is there when the store is opened again", "[sqlite_disk]") {
  SqliteFixture fixture;
  {
    SqliteStore store = fixture.open();
    CHECK(store.machines().empty());
    REQUIRE(store.describe({{"source", "slots: {}"}, {"target", "old"}}));
    REQUIRE(store.describe({{"target", "new"}}));
  }

  CHECK(fixture.open().machines() ==
        SqliteStore::Descriptions{{"source", "slots: {}"}, {"target", "new"}});
}

TEST_CASE("a store of an older format opens with all it has, and is of ours then", "[sqlite_disk]") {
  const int format = GENERATE(1, 2);
  SqliteFixture fixture;
  {
    SqliteStore store = fixture.open();
    REQUIRE(store.place("disk1", "source"));
    REQUIRE(store.disk(fixture.kernel, "disk1")->apply({{"/a", "1"}}));
  }
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(fixture.path.c_str(), &db) == SQLITE_OK);
  std::string older = "ALTER TABLE file DROP COLUMN crc; ALTER TABLE machine DROP COLUMN crc;";
  if (format == 1) older += "DROP TABLE machine;";
  older += "PRAGMA user_version = " + std::to_string(format);
  REQUIRE(sqlite3_exec(db, older.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);

  {
    SqliteStore store = fixture.open();
    CHECK(store.placements() == SqliteStore::Placements{{"disk1", "source"}});
    CHECK(files_of(*store.disk(fixture.kernel, "disk1")) == Files{{"/a", "1"}});
    CHECK(store.machines().empty());
    REQUIRE(store.describe({{"source", "slots: {}"}}));
  }

  CHECK(fixture.open().machines() == SqliteStore::Descriptions{{"source", "slots: {}"}});
}
