// F3: files are replaced whole, and together, also on a disk that tears.
#include "pi/journal.hpp"

#include <catch2/catch.hpp>

#include "sim/faulty_disk.hpp"
#include "tests/sim/disk_fixture.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

const std::vector<ReplacedFile> kFiles = {{"/etc/a", "old a\n", "new and longer a\n"},
                                          {"/etc/b", std::nullopt, "new b\n"},
                                          {"/etc/c", "old c\n", ""}};

struct JournalFixture {
  explicit JournalFixture(std::vector<sim::DiskFault> faults)
      : disk(kernel, std::make_unique<sim::MemoryDisk>(kernel), std::move(faults), {}) {
    REQUIRE(disk.apply({{"/etc/a", "old a\n"}, {"/etc/c", "old c\n"}}));
  }

  static sim::Task<> replace(sim::Disk& disk, std::optional<bool>& well) {
    well = (co_await replace_files(disk, kFiles)).has_value();
  }
  static sim::Task<> finish(sim::Disk& disk, std::optional<std::vector<std::string>>& done) {
    auto finished = co_await finish_journal(disk);
    if (finished) done = std::move(*finished);
  }

  // Nothing when the power went.
  std::optional<bool> replaced() {
    std::optional<bool> well;
    sim::ProcessGroup os(kernel);
    os.spawn("update", replace(disk, well));
    kernel.run();
    return well;
  }
  std::optional<std::vector<std::string>> finished() {
    std::optional<std::vector<std::string>> done;
    sim::ProcessGroup os(kernel);
    os.spawn("next update", finish(disk, done));
    kernel.run();
    return done;
  }
  bool is(const std::string& a, const std::string& b, const std::string& c) const {
    return disk.read("/etc/a").value_or("-") == a && disk.read("/etc/b").value_or("-") == b &&
           disk.read("/etc/c").value_or("-") == c;
  }
  bool is_old() const { return is("old a\n", "-", "old c\n"); }
  bool is_new() const { return is("new and longer a\n", "new b\n", ""); }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::FaultyDisk disk;
};

}  // namespace

TEST_CASE("files are replaced, and the journal is gone", "[pi]") {
  JournalFixture f({});

  CHECK(f.replaced() == true);

  CHECK(f.is_new());
  CHECK_FALSE(f.disk.read(kJournal).has_value());
  CHECK(f.disk.commits() == 3);
}

TEST_CASE("whichever commit the power interrupts, and wherever a file is torn, the files are all old "
          "or all new in the end",
          "[pi]") {
  using enum sim::DiskFaultKind;
  for (const sim::DiskFaultKind kind : {torn, power_before, power_after})
    for (std::uint64_t nth = 1; nth <= 3; ++nth)
      for (const std::string file : {"/etc/a", "/etc/b", "/etc/c", ""})
        for (std::size_t at = 0; at <= 17; ++at) {
          JournalFixture f({{.kind = kind, .nth = nth, .file = file, .at = at}});
          INFO(sim::word(kind) << " at commit " << nth << ", " << file << " at " << at);

          CHECK_FALSE(f.replaced().has_value());
          f.disk.power_restored();
          const auto finished = f.finished();

          REQUIRE(finished.has_value());
          // From the first commit on it is a promise.
          const bool promised = nth > 1 || kind == power_after;
          CHECK(f.is_old() == !promised);
          CHECK(f.is_new() == promised);
          CHECK_FALSE(f.disk.read(kJournal).has_value());
          CHECK(f.finished() == std::vector<std::string>{});
        }
}

TEST_CASE("an error of the disk leaves the files as they were", "[pi]") {
  using enum sim::DiskFaultKind;
  for (const sim::DiskFaultKind kind : {fails, full, read_only})
    for (std::uint64_t nth = 1; nth <= 2; ++nth) {
      JournalFixture f({{.kind = kind, .nth = nth}});

      CHECK(f.replaced() == false);

      CHECK(f.is_old());
      CHECK_FALSE(f.disk.read(kJournal).has_value());
    }
}

TEST_CASE("a disk that is full for good keeps the files as they were", "[pi]") {
  JournalFixture f({{.kind = sim::DiskFaultKind::full, .nth = 1, .every = 1}});

  CHECK(f.replaced() == false);

  CHECK(f.is_old());
  CHECK(f.finished() == std::vector<std::string>{});
}

TEST_CASE("a file that somebody wrote meanwhile is left alone", "[pi]") {
  JournalFixture f({{.kind = sim::DiskFaultKind::power_after, .nth = 1}});
  f.replaced();
  f.disk.power_restored();
  REQUIRE(f.disk.apply({{"/etc/a", "by hand\n"}}));

  CHECK(f.finished() == std::vector<std::string>{"/etc/b", "/etc/c"});

  CHECK(f.is("by hand\n", "new b\n", ""));
}

TEST_CASE("a journal is read back. One that is damaged says nothing", "[pi]") {
  const std::string bytes = encode_journal(kFiles);
  const auto read = decode_journal(bytes);
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 3);
  CHECK(read->at(0).after == kFiles[0].after);
  CHECK(read->at(1).before == std::nullopt);
  CHECK(read->at(2).path == "/etc/c");

  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_FALSE(decode_journal(bytes.substr(0, size)).has_value());
  for (const char* body : {"3:abc", "x", "-:-:-:", "9:abc", "1:a1:b", "1:a-:-:"})
    CHECK_FALSE(decode_journal(sim::DurableFile::seal(body)).has_value());
}
