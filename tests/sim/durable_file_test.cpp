#include "sim/durable_file.hpp"

#include <catch2/catch.hpp>

#include "sim/faulty_disk.hpp"
#include "tests/sim/disk_fixture.hpp"

using namespace giosim;
using namespace giosim::sim;

namespace {

const std::string kPath = "/stand/ioconfig";
const std::string kCopy = "/stand/ioconfig.lkg";

std::string with_flipped_bit(std::string bytes, std::size_t bit) {
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
  return bytes;
}

// A disk on which `bodies` were written by one OS, one commit after the other.
struct WrittenFile : DiskFixture {
  MemoryDisk disk{kernel};

  explicit WrittenFile(const std::vector<std::string>& bodies) {
    DurableFile file(kPath);
    for (const std::string& body : bodies) {
      const Bytes sealed = DurableFile::seal(body);
      REQUIRE(disk.apply(file.changes_to(sealed)));
      file.committed(sealed);
    }
  }

  void put(const std::string& path, const std::string& bytes) {
    REQUIRE(disk.apply({{path, bytes}}));
  }
  DurableFile::Loaded load() { return DurableFile(kPath).load(disk); }
};

}  // namespace

TEST_CASE("a sealed body comes out as it went in", "[durable_file]") {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);

  for (const std::string& body : {std::string(), std::string("one line\n"), every_byte}) {
    CHECK(DurableFile::unseal(DurableFile::seal(body)) == body);
  }
}

TEST_CASE("the seal is one line of text before the body", "[durable_file]") {
  CHECK(DurableFile::seal("123456789") == "giosim-durable 1 cbf43926 9\n123456789");
}

TEST_CASE("every flipped bit, every cut and every addition breaks the seal", "[durable_file]") {
  const std::string sealed = DurableFile::seal("0/4/1/0 lan 0\n0/4/2/0 lan 1\n");

  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit)
    CHECK_FALSE(DurableFile::unseal(with_flipped_bit(sealed, bit)).has_value());
  for (std::size_t length = 0; length < sealed.size(); ++length)
    CHECK_FALSE(DurableFile::unseal(sealed.substr(0, length)).has_value());
  for (int byte = 0; byte < 256; ++byte)
    CHECK_FALSE(DurableFile::unseal(sealed + static_cast<char>(byte)).has_value());
}

TEST_CASE("the last body that was committed is loaded", "[durable_file]") {
  WrittenFile file({"first", "second", "third"});

  const auto loaded = file.load();

  CHECK(loaded.copy == StoreCopy::current);
  CHECK(loaded.body == "third");
  CHECK(loaded.damaged.empty());
}

TEST_CASE("a file that was never written is no damage", "[durable_file]") {
  WrittenFile file({});

  const auto loaded = file.load();

  CHECK(loaded.copy == StoreCopy::none);
  CHECK(loaded.body.empty());
  CHECK(loaded.damaged.empty());
}

TEST_CASE("the first body has no copy, each later one has the body before it", "[durable_file]") {
  CHECK(WrittenFile({"first"}).disk.list() == std::vector<std::string>{kPath});
  CHECK(WrittenFile({"first", "second"}).disk.read(kCopy) == DurableFile::seal("first"));
  CHECK(WrittenFile({"first", "second", "third"}).disk.read(kCopy) == DurableFile::seal("second"));
}

TEST_CASE("any flipped bit is noticed and the body before it used", "[durable_file]") {
  WrittenFile file({"before", "after"});
  const std::string sealed = *file.disk.read(kPath);

  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    file.put(kPath, with_flipped_bit(sealed, bit));

    const auto loaded = file.load();

    CHECK(loaded.copy == StoreCopy::last_known_good);
    CHECK(loaded.body == "before");
    CHECK(loaded.damaged == std::vector<std::string>{kPath});
  }
}

TEST_CASE("a missing file is replaced by its copy", "[durable_file]") {
  WrittenFile file({"before", "after"});
  REQUIRE(file.disk.apply({{kPath, std::nullopt}}));

  const auto loaded = file.load();

  CHECK(loaded.copy == StoreCopy::last_known_good);
  CHECK(loaded.body == "before");
}

TEST_CASE("damage to the copy alone costs nothing", "[durable_file]") {
  WrittenFile file({"before", "after"});
  file.put(kCopy, "rubbish");

  const auto loaded = file.load();

  CHECK(loaded.copy == StoreCopy::current);
  CHECK(loaded.body == "after");
}

TEST_CASE("when both copies are damaged there is none, and both are named", "[durable_file]") {
  WrittenFile file({"before", "after"});
  file.put(kPath, "rubbish");
  file.put(kCopy, "");

  const auto loaded = file.load();

  CHECK(loaded.copy == StoreCopy::none);
  CHECK(loaded.body.empty());
  CHECK(loaded.damaged == std::vector<std::string>{kPath, kCopy});
}

TEST_CASE("what was good on one disk is not kept as the copy on another", "[durable_file]") {
  WrittenFile good({"body"});
  WrittenFile empty({});
  DurableFile file(kPath);
  file.load(good.disk);

  file.load(empty.disk);

  CHECK(file.changes_to(DurableFile::seal("new")).size() == 1);
}

TEST_CASE("a change after damage keeps the good copy as it was", "[durable_file]") {
  WrittenFile written({"before", "after"});
  written.put(kPath, "rubbish");
  DurableFile file(kPath);
  file.load(written.disk);

  REQUIRE(written.disk.apply(file.changes_to(DurableFile::seal("repaired"))));

  CHECK(written.load().body == "repaired");
  CHECK(written.disk.read(kCopy) == DurableFile::seal("before"));
}

// The heart of rule K9: whichever file is torn, and after whichever byte, the state before is what
// loads. (Torn behind the last byte of the last file, the commit is whole.)
TEST_CASE("torn at every byte, a durable file holds the body before", "[durable_file]") {
  const std::string older = "0/4/1/0 lan 0\n", before = older + "0/4/2/0 lan 1\n";
  const std::string after = before + "0/5/1/0 lan 2\n";

  for (const std::string& torn : {kCopy, kPath}) {
    const std::size_t size = DurableFile::seal(torn == kCopy ? before : after).size();
    for (std::size_t kept = 0; kept <= size; ++kept) {
      WrittenFile written({older, before});
      auto inner = std::make_unique<MemoryDisk>(written.kernel);
      for (const std::string& path : written.disk.list())
        REQUIRE(inner->apply({{path, written.disk.read(path)}}));
      FaultyDisk disk(written.kernel, std::move(inner),
                      {{.kind = DiskFaultKind::torn, .file = torn, .at = kept}});
      DurableFile file(kPath);
      file.load(disk);

      const auto result = written.commit(disk, file.changes_to(DurableFile::seal(after)));
      const auto loaded = DurableFile(kPath).load(disk);

      INFO(torn << " after " << kept << " of " << size << " bytes");
      CHECK_FALSE(result.has_value());
      CHECK(loaded.body == (torn == kPath && kept == size ? after : before));
    }
  }
}

TEST_CASE("torn at its very first commit, a durable file holds nothing", "[durable_file]") {
  const std::size_t size = DurableFile::seal("first").size();
  for (std::size_t kept = 0; kept < size; ++kept) {
    DiskFixture fixture;
    FaultyDisk disk(fixture.kernel, std::make_unique<MemoryDisk>(fixture.kernel),
                    {{.kind = DiskFaultKind::torn, .at = kept}});

    fixture.commit(disk, DurableFile(kPath).changes_to(DurableFile::seal("first")));
    const auto loaded = DurableFile(kPath).load(disk);

    CHECK(loaded.copy == StoreCopy::none);
    CHECK(loaded.damaged == std::vector<std::string>{kPath});
  }
}
