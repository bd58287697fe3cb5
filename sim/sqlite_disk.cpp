#include "sim/sqlite_disk.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <boost/crc.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

#include "base/must.hpp"

namespace giosim::sim {
namespace {

constexpr const char* kSettings = R"(
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = DELETE;
  PRAGMA synchronous = EXTRA;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
  PRAGMA temp_store = MEMORY;
)";

// What format 2 has more than format 1.
constexpr const char* kMachineTable = R"(
  CREATE TABLE machine(name TEXT PRIMARY KEY NOT NULL, description TEXT NOT NULL) STRICT;
)";

// What format 3 has more than format 2. SQLite notices damage to its own pages, and to what stands in
// an index: names and places. What is in a file it takes as it is.
constexpr const char* kChecksums = R"(
  ALTER TABLE file ADD COLUMN crc INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE machine ADD COLUMN crc INTEGER NOT NULL DEFAULT 0;
  UPDATE file SET crc = giosim_crc(bytes);
  UPDATE machine SET crc = giosim_crc(description);
)";

constexpr const char* kSchema = R"(
  CREATE TABLE meta(key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
  CREATE TABLE disk(name TEXT PRIMARY KEY NOT NULL, machine TEXT UNIQUE) STRICT;
  CREATE TABLE file(disk TEXT NOT NULL REFERENCES disk(name), path TEXT NOT NULL,
                    bytes BLOB NOT NULL, PRIMARY KEY(disk, path)) STRICT;
)";

constexpr int kBusyTimeoutMs = 250;

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3_stmt, Finalize>;

int execute(sqlite3* db, const char* sql) {
  return sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
}

// giosim_crc(x): the CRC-32 of a text or a blob.
void crc_of(sqlite3_context* context, int, sqlite3_value** arguments) {
  const void* bytes = sqlite3_value_blob(arguments[0]);
  boost::crc_32_type crc;
  crc.process_bytes(bytes, static_cast<std::size_t>(sqlite3_value_bytes(arguments[0])));
  sqlite3_result_int64(context, crc.checksum());
}

std::string_view column(sqlite3_stmt* row, int index) {
  const void* bytes = sqlite3_column_blob(row, index);
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(row, index))};
}

// Calls use_row(statement) for each row of the answer.
int for_each_row(sqlite3* db, const char* sql, auto&& use_row) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
  const Handle handle(statement);
  if (code != SQLITE_OK) return code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) use_row(statement);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

// A parameter of a statement: bytes, text, or nothing.
struct Parameter {
  enum Kind { text, blob, null } kind;
  std::string_view value;
};

// A statement that changes something, prepared once.
class Statement {
 public:
  explicit Statement(const char* sql) : sql_(sql) {}

  int prepare(sqlite3* db) {
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v3(db, sql_, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    handle_.reset(statement);
    return code;
  }

  int run(std::initializer_list<Parameter> parameters = {}) {
    int index = 0;
    int code = SQLITE_OK;
    for (const Parameter& parameter : parameters)
      if (code == SQLITE_OK) code = bind(++index, parameter);
    if (code == SQLITE_OK) code = sqlite3_step(handle_.get());
    sqlite3_reset(handle_.get());
    sqlite3_clear_bindings(handle_.get());
    return code == SQLITE_DONE ? SQLITE_OK : code;
  }

 private:
  int bind(int index, const Parameter& parameter) {
    const auto [kind, value] = parameter;
    const char* bytes = value.empty() ? "" : value.data();  // a null pointer would bind NULL
    switch (kind) {
      case Parameter::text:
        return sqlite3_bind_text64(handle_.get(), index, bytes, value.size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
      case Parameter::blob:
        return sqlite3_bind_blob64(handle_.get(), index, bytes, value.size(), SQLITE_STATIC);
      case Parameter::null:
        return sqlite3_bind_null(handle_.get(), index);
    }
    return SQLITE_MISUSE;
  }

  const char* sql_;
  Handle handle_;
};

Parameter text(std::string_view value) { return {Parameter::text, value}; }
Parameter blob(std::string_view value) { return {Parameter::blob, value}; }
Parameter text_or_null(std::string_view value) {
  return value.empty() ? Parameter{Parameter::null, {}} : text(value);
}

DiskError disk_error(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_TOOBIG:
      return DiskError::full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return DiskError::read_only;  // the journal's directory
    default:
      return DiskError::write_failed;
  }
}

// What the first 100 bytes of a file say about it. They are read as bytes, through the file that
// SQLite has opened: a database that is not ours may have a journal, and SQLite would play it
// back before it answers a question. (A second descriptor of our own would not do either: to
// close it drops every lock that this process has on the file.)
struct Header {
  bool empty = false;
  bool ours = false;
  int format = 0;
};

std::expected<Header, int> read_header(sqlite3* db, bool exists_with_bytes) {
  constexpr int kSize = 100, kFormatAt = 60, kApplicationIdAt = 68;
  constexpr std::string_view kMagic("SQLite format 3\0", 16);

  sqlite3_file* file = nullptr;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (!file || !file->pMethods) return std::unexpected(SQLITE_CANTOPEN);
  sqlite3_int64 size = 0;
  if (const int code = file->pMethods->xFileSize(file, &size)) return std::unexpected(code);
  // SQLite takes a file of one byte for an empty one; it may yet be somebody's.
  if (size == 0) return Header{.empty = !exists_with_bytes};
  if (size < kSize) return Header{};

  unsigned char bytes[kSize];
  if (const int code = file->pMethods->xRead(file, bytes, kSize, 0)) return std::unexpected(code);
  const auto number_at = [&](int at) {
    return static_cast<int>(static_cast<unsigned>(bytes[at]) << 24 | bytes[at + 1] << 16 |
                            bytes[at + 2] << 8 | bytes[at + 3]);
  };
  return Header{.ours = std::memcmp(bytes, kMagic.data(), kMagic.size()) == 0 &&
                        number_at(kApplicationIdAt) == SqliteStore::kApplicationId,
                .format = number_at(kFormatAt)};
}

// Why a file cannot be made. SQLite then looks for one to read, does not find it, and knows no more
// than that; so the host is asked once more.
std::string sentence_of_missing(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor >= 0) {
    ::close(descriptor);
    return "cannot be created: the host refused it a moment ago; try again";
  }
  if (errno == EACCES || errno == EROFS) return "cannot be created: its directory is read-only";
  return std::string("cannot be created: ") + std::strerror(errno);
}

// Why a store cannot be opened, behind its name: "is in use by another program".
std::string sentence_of(int code, const std::string& sqlites_words, int host_error) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
      return "is in use by another program, perhaps another giosim";
    case SQLITE_READONLY:
      return code == SQLITE_READONLY_DIRECTORY ? "cannot be written: its directory is read-only"
                                               : "cannot be written: it is read-only";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
      return "is damaged (" + sqlites_words + "); it was not changed";
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return "cannot be opened: " + sqlites_words +
             (host_error ? std::string(": ") + std::strerror(host_error) : "");
    default:
      return "cannot be opened: " + sqlites_words;
  }
}

}  // namespace

struct SqliteStore::Impl {
  struct StoredFiles {
    std::string machine;
    std::map<std::string, Bytes, std::less<>> files;
  };

  Connection db;
  Statement begin{"BEGIN EXCLUSIVE"};
  Statement commit{"COMMIT"};
  Statement rollback{"ROLLBACK"};
  Statement add_disk{"INSERT INTO disk(name) VALUES(?1) ON CONFLICT DO NOTHING"};
  Statement set_machine{"UPDATE disk SET machine = ?2 WHERE name = ?1"};
  Statement write_file{
      "INSERT INTO file(disk, path, bytes, crc) VALUES(?1, ?2, ?3, giosim_crc(?3))"
      " ON CONFLICT(disk, path) DO UPDATE SET bytes = excluded.bytes, crc = excluded.crc"};
  Statement erase_file{"DELETE FROM file WHERE disk = ?1 AND path = ?2"};
  Statement describe{
      "INSERT INTO machine(name, description, crc) VALUES(?1, ?2, giosim_crc(?2))"
      " ON CONFLICT(name) DO UPDATE SET description = excluded.description, crc = excluded.crc"};
  Statement set_meta{
      "INSERT INTO meta(key, value) VALUES(?1, ?2)"
      " ON CONFLICT(key) DO UPDATE SET value = excluded.value"};

  std::map<std::string, StoredFiles, std::less<>> disks;  // what the file says, read once
  std::map<std::string, std::string> meta;
  Descriptions machines;

  // Each returns SQLite's code.
  int prepare();
  int create(std::string_view program);
  int bring_up_to_date();
  int check();
  int check_sums();
  int load();

  // A COMMIT has failed: the host would not sync, and what the file now holds is either the state
  // before or the one after it. The state before is the true one; it is in `disks`.
  bool in_doubt = false;
  std::string failure;  // what went wrong in the last transaction that failed

  int rewrite();

  // One transaction: what `change` does is in the file whole or, after an error, not at all.
  int transaction(auto&& change) {
    int code = attempt(change);
    if (code != SQLITE_OK && in_doubt) attempt([] { return SQLITE_OK; });
    return code;
  }

  int attempt(auto&& change) {
    failure.clear();
    int code = begin.run();
    if (code == SQLITE_OK && in_doubt) code = rewrite();
    if (code == SQLITE_OK) code = change();
    if (code == SQLITE_OK) {
      code = commit.run();
      in_doubt = code != SQLITE_OK;
    }
    if (code == SQLITE_OK) return code;
    if (failure.empty()) failure = sqlite3_errmsg(db.get());
    if (!sqlite3_get_autocommit(db.get())) rollback.run();
    return code;
  }

  std::expected<void, DiskError> apply(const std::string& name, const Disk::Changes& changes);
};

int SqliteStore::Impl::prepare() {
  for (Statement* statement :
       {&add_disk, &set_machine, &write_file, &erase_file, &describe, &set_meta})
    if (const int code = statement->prepare(db.get())) return code;
  return SQLITE_OK;
}

int SqliteStore::Impl::create(std::string_view program) {
  const std::string settings = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                               "; PRAGMA user_version = " + std::to_string(kFormat);
  if (const int code = execute(db.get(), settings.c_str())) return code;
  if (const int code = execute(db.get(), kSchema)) return code;
  if (const int code = execute(db.get(), kMachineTable)) return code;
  if (const int code = execute(db.get(), kChecksums)) return code;
  if (const int code = set_meta.prepare(db.get())) return code;
  return set_meta.run({text("created by"), text(program)});
}

// A file of an older giosim gets what it lacks.
int SqliteStore::Impl::bring_up_to_date() {
  int format = 0;
  int code = for_each_row(db.get(), "PRAGMA user_version",
                          [&](sqlite3_stmt* row) { format = sqlite3_column_int(row, 0); });
  if (code != SQLITE_OK || format == kFormat) return code;
  if (format < 2 && (code = execute(db.get(), kMachineTable))) return code;
  if (format < 3 && (code = execute(db.get(), kChecksums))) return code;
  return execute(db.get(), ("PRAGMA user_version = " + std::to_string(kFormat)).c_str());
}

int SqliteStore::Impl::check() {
  int code = for_each_row(db.get(), "PRAGMA integrity_check(1)", [&](sqlite3_stmt* row) {
    if (column(row, 0) != "ok") failure = column(row, 0);
  });
  if (code != SQLITE_OK) return code;
  code = for_each_row(db.get(), "PRAGMA foreign_key_check",
                      [&](sqlite3_stmt*) { failure = "a file without its disk"; });
  return code == SQLITE_OK && !failure.empty() ? SQLITE_CORRUPT : code;
}

int SqliteStore::Impl::check_sums() {
  constexpr const char* kWrong =
      "SELECT 'the checksum of ' || path || ' on the disk of ' || disk || ' is wrong'"
      " FROM file WHERE crc <> giosim_crc(bytes) UNION ALL"
      " SELECT 'the checksum of the machine ' || name || ' is wrong'"
      " FROM machine WHERE crc <> giosim_crc(description)";
  const int code = for_each_row(db.get(), kWrong, [&](sqlite3_stmt* row) {
    if (failure.empty()) failure = column(row, 0);
  });
  return code == SQLITE_OK && !failure.empty() ? SQLITE_CORRUPT : code;
}

int SqliteStore::Impl::load() {
  int code = for_each_row(db.get(), "SELECT key, value FROM meta",
                          [&](sqlite3_stmt* row) { meta.emplace(column(row, 0), column(row, 1)); });
  if (code != SQLITE_OK) return code;
  code = for_each_row(db.get(), "SELECT name, machine FROM disk", [&](sqlite3_stmt* row) {
    disks[std::string(column(row, 0))].machine = column(row, 1);
  });
  if (code != SQLITE_OK) return code;
  code = for_each_row(
      db.get(), "SELECT name, description FROM machine",
      [&](sqlite3_stmt* row) { machines.emplace(column(row, 0), column(row, 1)); });
  if (code != SQLITE_OK) return code;
  return for_each_row(db.get(), "SELECT disk, path, bytes FROM file", [&](sqlite3_stmt* row) {
    disks[std::string(column(row, 0))].files.emplace(column(row, 1), column(row, 2));
  });
}

int SqliteStore::Impl::rewrite() {
  int code = execute(db.get(), "DELETE FROM file; DELETE FROM disk; DELETE FROM machine");
  for (const auto& [name, description] : machines)
    if (code == SQLITE_OK) code = describe.run({text(name), text(description)});
  for (const auto& [name, disk] : disks) {
    if (code == SQLITE_OK) code = add_disk.run({text(name)});
    if (code == SQLITE_OK) code = set_machine.run({text(name), text_or_null(disk.machine)});
    for (const auto& [path, bytes] : disk.files)
      if (code == SQLITE_OK) code = write_file.run({text(name), text(path), blob(bytes)});
  }
  return code;
}

std::expected<void, DiskError> SqliteStore::Impl::apply(const std::string& name,
                                                        const Disk::Changes& changes) {
  const int code = transaction([&] {
    int result = add_disk.run({text(name)});
    for (const auto& [path, bytes] : changes) {
      if (result != SQLITE_OK) break;
      result = bytes ? write_file.run({text(name), text(path), blob(*bytes)})
                     : erase_file.run({text(name), text(path)});
    }
    return result;
  });
  if (code != SQLITE_OK) return std::unexpected(disk_error(code));

  auto& files = disks[name].files;
  for (const auto& [path, bytes] : changes) {
    if (bytes)
      files.insert_or_assign(path, *bytes);
    else
      files.erase(path);
  }
  return {};
}

// One disk of the store; all handles with one name are one disk.
class SqliteStore::StoredDisk final : public Disk {
 public:
  StoredDisk(Kernel& kernel, std::shared_ptr<Impl> store, std::string name)
      : Disk(kernel), store_(std::move(store)), name_(std::move(name)) {}

  std::optional<Bytes> bytes(std::string_view path) const override {
    const auto disk = store_->disks.find(name_);
    if (disk == store_->disks.end()) return std::nullopt;
    const auto file = disk->second.files.find(path);
    if (file == disk->second.files.end()) return std::nullopt;
    return file->second;
  }

  std::vector<std::string> list() const override {
    std::vector<std::string> paths;
    const auto disk = store_->disks.find(name_);
    if (disk == store_->disks.end()) return paths;
    for (const auto& [path, bytes] : disk->second.files) paths.push_back(path);
    return paths;
  }

  std::expected<void, DiskError> apply(const Changes& changes) override {
    return store_->apply(name_, changes);
  }

 private:
  std::shared_ptr<Impl> store_;
  std::string name_;
};

SqliteStore::SqliteStore(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
SqliteStore::SqliteStore(SqliteStore&&) noexcept = default;
SqliteStore& SqliteStore::operator=(SqliteStore&&) noexcept = default;
SqliteStore::~SqliteStore() = default;

std::expected<SqliteStore, std::string> SqliteStore::open(const std::string& path,
                                                          std::string_view program) {
  const auto refused = [&](const std::string& why) {
    return std::unexpected("'" + path + "' " + why);
  };
  if (path.empty()) return refused("is not the name of a file; expected one, as in fleet.giosim");

  // An absolute path, since SQLite reads names like ":memory:" in its own way.
  std::error_code ignored;
  const std::filesystem::path absolute = std::filesystem::absolute(path, ignored);
  const auto status = std::filesystem::status(absolute, ignored);
  if (std::filesystem::is_directory(status)) return refused("is a directory; expected a file");
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    return refused("is not a regular file");
  if (!std::filesystem::exists(absolute.parent_path(), ignored))
    return refused("cannot be created: its directory does not exist");
  const std::uintmax_t size = std::filesystem::file_size(absolute, ignored);
  const bool exists_with_bytes = !ignored && size > 0;

  auto impl = std::make_shared<Impl>();
  sqlite3* db = nullptr;
  constexpr int kFlags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code = sqlite3_open_v2(absolute.c_str(), &db, kFlags, nullptr);
  impl->db.reset(db);
  const auto failed = [&](int why) {
    return refused(db ? sentence_of(why, sqlite3_errmsg(db), sqlite3_system_errno(db))
                      : sentence_of(why, sqlite3_errstr(why), 0));
  };
  if ((code & 0xFF) == SQLITE_CANTOPEN && db && sqlite3_system_errno(db) == ENOENT)
    return refused(sentence_of_missing(absolute));
  if (code != SQLITE_OK) return failed(code);

  const auto header = read_header(db, exists_with_bytes);
  if (!header) return failed(header.error());
  if (!header->empty && !header->ours)
    return refused("is not a store of giosim's disks; it was not changed");
  if (!header->empty && header->format > kFormat)
    return refused("was written by a newer giosim: its format is " +
                   std::to_string(header->format) + ", this giosim knows " +
                   std::to_string(kFormat) + "; it was not changed");
  if (sqlite3_db_readonly(db, "main") == 1) return failed(SQLITE_READONLY);

  sqlite3_busy_timeout(db, kBusyTimeoutMs);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if ((code = execute(db, kSettings))) return failed(code);
  constexpr int kPure = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  if ((code = sqlite3_create_function_v2(db, "giosim_crc", 1, kPure, nullptr, &crc_of, nullptr, nullptr,
                                         nullptr)))
    return failed(code);
  for (Statement* statement : {&impl->begin, &impl->commit, &impl->rollback})
    if ((code = statement->prepare(db))) return failed(code);

  code = impl->attempt([&] {
    // Only now is it certain that the file is empty: a power loss while it was created is undone
    // when the lock is taken, and another giosim may have been faster.
    bool unused = false;
    constexpr const char* kUnused =
        "SELECT (SELECT count(*) FROM sqlite_schema) = 0 AND application_id = 0"
        " FROM pragma_application_id";
    int result = for_each_row(db, kUnused,
                              [&](sqlite3_stmt* row) { unused = sqlite3_column_int(row, 0) == 1; });
    if (result == SQLITE_OK) result = unused ? impl->create(program) : impl->check();
    if (result == SQLITE_OK) result = impl->bring_up_to_date();
    if (result == SQLITE_OK) result = impl->check_sums();
    if (result == SQLITE_OK) result = impl->prepare();
    // A true write, in any case, finds out now whether the host lets us write. (What is equal to
    // what is there SQLite does not write.)
    for (const std::string_view user : {std::string_view(), program})
      if (result == SQLITE_OK) result = impl->set_meta.run({text("last used by"), text(user)});
    if (result == SQLITE_OK) result = impl->load();
    return result;
  });
  if (code != SQLITE_OK) return refused(sentence_of(code, impl->failure, sqlite3_system_errno(db)));
  return SqliteStore(std::move(impl));
}

std::unique_ptr<Disk> SqliteStore::disk(Kernel& kernel, std::string name) {
  MUST(!name.empty());
  return std::make_unique<StoredDisk>(kernel, impl_, std::move(name));
}

std::vector<std::string> SqliteStore::disks() const {
  std::vector<std::string> names;
  for (const auto& [name, disk] : impl_->disks) names.push_back(name);
  return names;
}

SqliteStore::Placements SqliteStore::placements() const {
  Placements placements;
  for (const auto& [name, disk] : impl_->disks)
    if (!disk.machine.empty()) placements.emplace(name, disk.machine);
  return placements;
}

std::expected<void, DiskError> SqliteStore::place(const Placements& moves) {
  Placements after = placements();
  for (const auto& [disk, machine] : moves) after.insert_or_assign(disk, machine);
  std::set<std::string_view> taken;
  for (const auto& [disk, machine] : after) MUST(machine.empty() || taken.insert(machine).second);

  const int code = impl_->transaction([&] {
    int result = SQLITE_OK;
    // All leave first, so that two disks can change places.
    for (const auto& [disk, machine] : moves) {
      if (result == SQLITE_OK) result = impl_->add_disk.run({text(disk)});
      if (result == SQLITE_OK) result = impl_->set_machine.run({text(disk), text_or_null("")});
    }
    for (const auto& [disk, machine] : moves)
      if (result == SQLITE_OK) result = impl_->set_machine.run({text(disk), text_or_null(machine)});
    return result;
  });
  if (code != SQLITE_OK) return std::unexpected(disk_error(code));
  for (const auto& [disk, machine] : moves) impl_->disks[disk].machine = machine;
  return {};
}

const SqliteStore::Descriptions& SqliteStore::machines() const { return impl_->machines; }

std::expected<void, DiskError> SqliteStore::describe(const Descriptions& machines) {
  Descriptions after = impl_->machines;
  for (const auto& [name, description] : machines) after.insert_or_assign(name, description);
  if (after == impl_->machines) return {};

  const int code = impl_->transaction([&] {
    int result = SQLITE_OK;
    for (const auto& [name, description] : machines)
      if (result == SQLITE_OK) result = impl_->describe.run({text(name), text(description)});
    return result;
  });
  if (code != SQLITE_OK) return std::unexpected(disk_error(code));
  impl_->machines = std::move(after);
  return {};
}

const std::map<std::string, std::string>& SqliteStore::meta() const { return impl_->meta; }

}  // namespace giosim::sim
