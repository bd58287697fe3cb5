// What SqliteStore::open() refuses, and that it leaves it alone.

#include <sqlite3.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/sim/sqlite_fixture.hpp"

using namespace giosim::sim;
using Catch::Contains;

namespace {

// Whoever the tests run as: this user may not write what others own.
constexpr uid_t kNobody = 65534;

void execute(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  char* error = nullptr;
  sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &error);
  INFO((error ? error : ""));
  CHECK(error == nullptr);
  sqlite3_close(db);
}

// A store with one disk of some files, closed.
std::string bytes_of_a_store(SqliteFixture& fixture) {
  {
    SqliteStore store = fixture.open();
    REQUIRE(store.place("disk1", "source"));
    const auto disk = store.disk(fixture.kernel, "disk1");
    for (int i = 0; i < 40; ++i)
      REQUIRE(disk->apply({{"/file" + std::to_string(i), std::string(300, 'x')}}));
  }
  return fixture.files().begin()->second;
}

// Whether a user without rights is refused with a sentence that has this text in it.
bool refuses_nobody(const std::string& path, const std::string& text) {
  return in_another_process([&] {
           if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) return 2;
           const auto store = SqliteStore::open(path);
           return !store && store.error().find(text) != std::string::npos ? 0 : 1;
         }) == 0;
}

}  // namespace

TEST_CASE("a file that is not ours is refused and not touched", "[sqlite_disk]") {
  const std::string foreign[] = {
      "x",
      "scenario: document example\n",
      std::string(99, '\0'),
      std::string(100, '\0'),
      std::string(8192, '\0'),
      "SQLite format 3",
      std::string("SQLite format 3\0", 16) + std::string(84, '\xff'),
      std::string(20'000, '\xff'),
  };
  for (const std::string& bytes : foreign) {
    SqliteFixture fixture;
    fixture.write(bytes);
    const auto before = fixture.files();

    CHECK(fixture.refusal() ==
          "'" + fixture.path + "' is not a store of giosim's disks; it was not changed");

    CHECK(fixture.files() == before);
  }
}

TEST_CASE("somebody else's SQLite file is refused and not touched", "[sqlite_disk]") {
  for (const std::string& id : {std::string("0"), std::string("1"), std::string("-1"),
                                std::to_string(SqliteStore::kApplicationId + 1)}) {
    SqliteFixture fixture;
    execute(fixture.path, "PRAGMA application_id = " + id + "; CREATE TABLE disk(name)");
    const auto before = fixture.files();

    CHECK_THAT(fixture.refusal(), Contains("is not a store of giosim's disks"));

    CHECK(fixture.files() == before);
  }
}

TEST_CASE("a SQLite file that somebody else left unfinished is not touched", "[sqlite_disk]") {
  for (const std::string mode : {"wal", "delete"}) {
    SqliteFixture fixture;
    execute(fixture.path, "CREATE TABLE t(x); INSERT INTO t VALUES(1)");
    const int died = in_another_process([&] {
      sqlite3* db = nullptr;
      sqlite3_open(fixture.path.c_str(), &db);
      const std::string sql = "PRAGMA journal_mode = " + mode +
                              "; PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN;"
                              " UPDATE t SET x = zeroblob(100000);" +
                              (mode == "wal" ? "COMMIT" : "INSERT INTO t VALUES(zeroblob(100000))");
      return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
    });
    REQUIRE(died == 0);
    const auto before = fixture.files();
    REQUIRE(before.size() > 1);  // a journal or a WAL stands beside it

    CHECK_THAT(fixture.refusal(), Contains("is not a store of giosim's disks"));

    CHECK(fixture.files() == before);
  }
}

TEST_CASE("a store of a newer giosim is refused and not touched", "[sqlite_disk]") {
  SqliteFixture fixture;
  bytes_of_a_store(fixture);
  execute(fixture.path, "PRAGMA user_version = 4");
  const auto before = fixture.files();

  CHECK(fixture.refusal() == "'" + fixture.path +
                                 "' was written by a newer giosim: its format is 4, this giosim "
                                 "knows 3; it was not changed");

  CHECK(fixture.files() == before);
}

TEST_CASE("a store without one of its tables is damaged", "[sqlite_disk]") {
  for (const std::string table : {"meta", "disk", "file"}) {
    SqliteFixture fixture;
    bytes_of_a_store(fixture);
    execute(fixture.path, "DROP TABLE " + table);
    const auto before = fixture.files();

    CHECK_THAT(fixture.refusal(), Contains("is damaged") && Contains(table));

    CHECK(fixture.files() == before);
  }
}

TEST_CASE("a file of a disk that is not there is damage", "[sqlite_disk]") {
  SqliteFixture fixture;
  bytes_of_a_store(fixture);
  execute(fixture.path, "PRAGMA foreign_keys = OFF; DELETE FROM disk");
  const auto before = fixture.files();

  CHECK_THAT(fixture.refusal(), Contains("is damaged"));

  CHECK(fixture.files() == before);
}

TEST_CASE("a store cut short anywhere is refused and not touched", "[sqlite_disk]") {
  SqliteFixture fixture;
  const std::string whole = bytes_of_a_store(fixture);
  REQUIRE(whole.size() > 5 * 4096);

  for (std::size_t size = 1; size < whole.size(); size += size < 200 ? 1 : 511) {
    fixture.write(whole.substr(0, size));
    const auto before = fixture.files();

    INFO(size << " of " << whole.size() << " bytes");
    CHECK_FALSE(fixture.refusal().empty());

    CHECK(fixture.files() == before);
  }
}

TEST_CASE("rubbish in any place of a store is refused, unless nobody reads that place",
          "[sqlite_disk]") {
  SqliteFixture fixture;
  const std::string whole = bytes_of_a_store(fixture);

  int refused = 0;
  for (std::size_t at = 0; at < whole.size(); at += at < 400 ? 4 : 256) {
    std::string bytes = whole;
    bytes.replace(at, 4, "\xff\xff\xff\xff");
    fixture.write(bytes);
    const auto before = fixture.files();
    INFO("4 bytes at " << at << " of " << whole.size());

    if (const auto store = SqliteStore::open(fixture.path); !store) {
      ++refused;
      CHECK(fixture.files() == before);
      continue;
    }

    SqliteStore store = fixture.open();
    CHECK(store.placements() == SqliteStore::Placements{{"disk1", "source"}});
    const auto disk = store.disk(fixture.kernel, "disk1");
    for (int i = 0; i < 40; ++i)
      CHECK(disk->read("/file" + std::to_string(i)) == std::string(300, 'x'));
  }
  CHECK(refused > 10);
}

TEST_CASE("one wrong bit in a file, or in what a machine is, is said by name", "[sqlite_disk]") {
  SqliteFixture fixture;
  bytes_of_a_store(fixture);
  REQUIRE(fixture.open().describe({{"source", "machine: {slots: {0/1/1/0: {driver: igelan}}}"}}));
  const std::string whole = fixture.files().begin()->second;
  const auto refusal_with = [&](const std::string& from, const std::string& to) {
    std::string bytes = whole;
    const std::size_t at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    bytes.replace(at, from.size(), to);
    fixture.write(bytes);
    const auto before = fixture.files();
    const std::string refusal = fixture.refusal();
    CHECK(fixture.files() == before);
    return refusal;
  };

  CHECK_THAT(refusal_with("xxx", "xyx"),
             Contains("is damaged (the checksum of /file") &&
                 Contains(" on the disk of disk1 is wrong); it was not changed"));
  CHECK_THAT(refusal_with("igelan", "ifelan"),
             Contains("is damaged (the checksum of the machine source is wrong)"));
}

TEST_CASE("an empty file becomes a store", "[sqlite_disk]") {
  SqliteFixture fixture;
  fixture.write("");

  CHECK(fixture.refusal().empty());
}

TEST_CASE("what is no file is refused", "[sqlite_disk]") {
  SqliteFixture fixture;

  fixture.path = fixture.directory.string();
  CHECK(fixture.refusal() == "'" + fixture.path + "' is a directory; expected a file");

  fixture.path = (fixture.directory / "missing" / "fleet.giosim").string();
  CHECK_THAT(fixture.refusal(), Contains("cannot be created: its directory does not exist"));

  fixture.path = "/dev/null";
  CHECK(fixture.refusal() == "'/dev/null' is not a regular file");

  fixture.path = (fixture.directory / "pipe").string();
  REQUIRE(::mkfifo(fixture.path.c_str(), 0600) == 0);
  CHECK_THAT(fixture.refusal(), Contains("is not a regular file"));

  fixture.path = "";
  CHECK_THAT(fixture.refusal(), Contains("is not the name of a file"));
}

TEST_CASE("names that SQLite reads in its own way are names of files here", "[sqlite_disk]") {
  SqliteFixture fixture;
  const auto here = std::filesystem::current_path();
  std::filesystem::current_path(fixture.directory);
  for (const std::string name : {":memory:", "file:x?mode=memory", "with space"}) {
    fixture.path = name;
    CHECK(fixture.refusal().empty());
    CHECK(std::filesystem::is_regular_file(fixture.directory / name));
  }
  std::filesystem::current_path(here);
}

TEST_CASE("a store that another giosim has open is refused, and works on", "[sqlite_disk]") {
  SqliteFixture fixture;
  SqliteStore store = fixture.open();
  const auto disk = store.disk(fixture.kernel, "disk1");

  // Twice: a first attempt must not take the lock away for a second one.
  for (int attempt = 0; attempt < 2; ++attempt) {
    CHECK_THAT(fixture.refusal(), Contains("is in use by another program"));
    const int refused = in_another_process([&] {
      const auto other = SqliteStore::open(fixture.path);
      return !other && other.error().find("is in use") != std::string::npos ? 0 : 1;
    });
    CHECK(refused == 0);
  }

  CHECK(disk->apply({{"/a", "1"}}).has_value());
}

TEST_CASE("a store that may not be written is refused", "[sqlite_disk]") {
  SqliteFixture fixture;
  bytes_of_a_store(fixture);
  const auto before = fixture.files();
  using std::filesystem::perms;
  std::filesystem::permissions(fixture.directory, perms(0555));
  std::filesystem::permissions(fixture.path, perms(0444));

  CHECK(refuses_nobody(fixture.path, "it is read-only"));

  std::filesystem::permissions(fixture.directory, perms(0755));
  CHECK(fixture.files() == before);
}

TEST_CASE("a store in a directory that may not be written is refused", "[sqlite_disk]") {
  SqliteFixture fixture;
  bytes_of_a_store(fixture);
  const auto before = fixture.files();
  using std::filesystem::perms;
  std::filesystem::permissions(fixture.directory, perms(0555));
  std::filesystem::permissions(fixture.path, perms(0666));

  CHECK(refuses_nobody(fixture.path, "cannot be written: its directory is read-only"));
  CHECK(refuses_nobody((fixture.directory / "new").string(), "its directory is read-only"));

  std::filesystem::permissions(fixture.directory, perms(0755));
  CHECK(fixture.files() == before);
}
