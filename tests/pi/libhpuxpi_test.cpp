// libhpuxpi.so from outside: a machine's disk in a file, and the C functions on it.
#include "pi/libhpuxpi.h"

#include "krs/pi_config.hpp"
#include "krs/tunables.hpp"
#include "pi/software.hpp"
#include "sim/durable_file.hpp"
#include "tests/sim/sqlite_fixture.hpp"

using namespace giosim;

namespace {

using Tree = krs::Krs::Tree;

// A store in which the disk `source` sits in the machine `target`.
struct LibFixture : sim::SqliteFixture {
  LibFixture() {
    put(std::string(krs::kSystemKrs),
        sim::DurableFile::seal(krs::Krs::encode(
            {{"gio/pi/entry/lan/00000000", "0/1/1/0 lan 0 igelan 0x00306E00000A,0x00306E00000C"},
             {"gio/pi/entry/lan/00000018", "0/0/0/3/0/0/1 lan 18 iexgbe 0x00306E00000B"},
             {krs::Tunables::krs_path(krs::kPortableImage), std::int64_t{1}}})));
    REQUIRE(open().place("source", "target"));
  }
  ~LibFixture() { hpuxpi_close(pi); }

  void put(const std::string& file, const std::string& bytes) {
    REQUIRE(open().disk(kernel, "source")->apply({{file, bytes}}));
  }
  void damage(const std::string& file) { put(file, "rubbish"); }
  int open_library(const char* machine = "target") {
    hpuxpi_close(pi);
    return hpuxpi_open(path.c_str(), machine, &pi);
  }
  std::string message() const { return hpuxpi_message(pi); }

  // What the next boot would find; the library lets go of the file first.
  Tree on_disk() {
    hpuxpi_close(pi);
    pi = nullptr;
    const auto disk = open().disk(kernel, "source");
    return krs::Krs::decode(sim::DurableFile(std::string(krs::kSystemKrs)).load(*disk).body).value();
  }

  hpuxpi* pi = nullptr;
};

}  // namespace

TEST_CASE("libhpuxpi shows the entries of the disk that sits in a machine", "[pi]") {
  LibFixture f;
  REQUIRE(f.open_library() == HPUXPI_OK);

  std::size_t count = 0, index = 9;
  REQUIRE(hpuxpi_count(f.pi, &count) == HPUXPI_OK);
  CHECK(count == 2);
  hpuxpi_entry entry;
  REQUIRE(hpuxpi_get(f.pi, 1, &entry) == HPUXPI_OK);
  CHECK(std::string(entry.hw_path) == "0/0/0/3/0/0/1");
  CHECK(std::string(entry.device_class) == "lan");
  CHECK(entry.instance == 18);
  CHECK(std::string(entry.driver) == "iexgbe");
  CHECK(entry.macs == 1);
  char mac[HPUXPI_MAC_SIZE];
  REQUIRE(hpuxpi_mac(f.pi, 0, 1, mac) == HPUXPI_OK);
  CHECK(std::string(mac) == "0x00306E00000C");
  REQUIRE(hpuxpi_search(f.pi, "00:30:6e:00:00:0c", &index) == HPUXPI_OK);
  CHECK(index == 0);
  int enabled = 7;
  REQUIRE(hpuxpi_enabled(f.pi, &enabled) == HPUXPI_OK);
  CHECK(enabled == 1);
  CHECK(f.message().empty());
}

TEST_CASE("what libhpuxpi changes is on the disk when it returns", "[pi]") {
  LibFixture f;
  REQUIRE(f.open_library() == HPUXPI_OK);

  REQUIRE(hpuxpi_add(f.pi, "0x00306E00000B", "0x2A2E5A050ABA") == HPUXPI_OK);
  REQUIRE(hpuxpi_remove(f.pi, "0x00306E00000A") == HPUXPI_OK);
  REQUIRE(hpuxpi_disable(f.pi) == HPUXPI_OK);

  CHECK(f.on_disk() ==
        Tree{{"gio/pi/entry/lan/00000018",
              "0/0/0/3/0/0/1 lan 18 iexgbe 0x00306E00000B,0x2A2E5A050ABA"},
             {krs::Tunables::krs_path(krs::kPortableImage), std::int64_t{0}}});
  REQUIRE(f.open_library() == HPUXPI_OK);
  REQUIRE(hpuxpi_remove(f.pi, nullptr) == HPUXPI_OK);
  REQUIRE(hpuxpi_enable(f.pi) == HPUXPI_OK);
  CHECK(f.on_disk() == Tree{{krs::Tunables::krs_path(krs::kPortableImage), std::int64_t{1}}});
}

TEST_CASE("what libhpuxpi refuses has a code and a sentence, and changes nothing", "[pi]") {
  LibFixture f;
  const Tree before = f.on_disk();
  REQUIRE(f.open_library() == HPUXPI_OK);
  std::size_t index = 0;
  hpuxpi_entry entry;
  char mac[HPUXPI_MAC_SIZE];

  CHECK(hpuxpi_add(f.pi, "0x00306E00000F", "0x2A2E5A050ABA") == HPUXPI_EUNKNOWNMAC);
  CHECK(f.message() == "no entry has this MAC address");
  CHECK(hpuxpi_add(f.pi, "0x00306E00000A", "0x00306E00000B") == HPUXPI_EOTHERENTRY);
  CHECK(hpuxpi_add(f.pi, "0x00306E00000A", "0x01005E000001") == HPUXPI_ENONICMAC);
  CHECK(hpuxpi_add(f.pi, "rubbish", "0x00306E00000B") == HPUXPI_EBADMAC);
  CHECK(f.message().find("'rubbish' is not a MAC address") == 0);
  CHECK(hpuxpi_add(f.pi, nullptr, "0x00306E00000B") == HPUXPI_EINVAL);
  CHECK(hpuxpi_remove(f.pi, "0x00306E00000F") == HPUXPI_EUNKNOWNMAC);
  CHECK(hpuxpi_search(f.pi, "0x00306E00000F", &index) == HPUXPI_EUNKNOWNMAC);
  CHECK(hpuxpi_get(f.pi, 2, &entry) == HPUXPI_EINVAL);
  CHECK(hpuxpi_mac(f.pi, 0, 2, mac) == HPUXPI_EINVAL);
  CHECK(hpuxpi_count(f.pi, nullptr) == HPUXPI_EINVAL);
  CHECK(hpuxpi_save(f.pi) == HPUXPI_ENOTRUNNING);
  CHECK(hpuxpi_update(f.pi) == HPUXPI_ENOTRUNNING);
  CHECK(f.message() == hpuxpi_strerror(HPUXPI_ENOTRUNNING));
  CHECK(f.on_disk() == before);
}

TEST_CASE("libhpuxpi does not enable Portable Image without the patch", "[pi]") {
  LibFixture f;
  f.put(std::string(pi::kInstalledProducts),
        pi::encode_products(pi::first_products({2010, 9}, {})));
  REQUIRE(f.open_library() == HPUXPI_OK);
  REQUIRE(hpuxpi_disable(f.pi) == HPUXPI_OK);

  CHECK(hpuxpi_enable(f.pi) == HPUXPI_EPATCH);

  CHECK(f.message().find("PHKL_41525") != std::string::npos);
  int enabled = 1;
  REQUIRE(hpuxpi_enabled(f.pi, &enabled) == HPUXPI_OK);
  CHECK(enabled == 0);
}

TEST_CASE("a file that libhpuxpi cannot open is said, and stays as it is", "[pi]") {
  LibFixture f;

  SECTION("one that is not there is not made") {
    const std::string missing = (f.directory / "missing").string();
    CHECK(hpuxpi_open(missing.c_str(), "target", &f.pi) == HPUXPI_EOPEN);
    CHECK(f.message() == "'" + missing + "' does not exist");
    CHECK_FALSE(std::filesystem::exists(missing));
  }
  SECTION("one without such a machine") {
    CHECK(f.open_library("source") == HPUXPI_ENOMACHINE);  // its disk sits elsewhere
    CHECK(f.open_library("other") == HPUXPI_ENOMACHINE);
    CHECK(f.message().find("has no disk of a machine 'other'") != std::string::npos);
  }
  SECTION("one that is in use") {
    const auto in_use = f.open();
    CHECK(f.open_library() == HPUXPI_EOPEN);
    CHECK(f.message().find("in use") != std::string::npos);
  }
  SECTION("one that is something else") {
    f.write("this is not a store of disks");
    const auto before = f.files();
    CHECK(f.open_library() == HPUXPI_EOPEN);
    CHECK_FALSE(f.message().empty());
    CHECK(f.files() == before);
  }
  SECTION("a failed handle takes no calls") {
    CHECK(f.open_library("other") == HPUXPI_ENOMACHINE);
    std::size_t count = 0;
    CHECK(hpuxpi_count(f.pi, &count) == HPUXPI_EINVAL);
    CHECK(hpuxpi_save(f.pi) == HPUXPI_EINVAL);
  }
}

TEST_CASE("K9: a damaged KRS is said. Its last known good copy is used when there is one", "[pi]") {
  LibFixture f;
  f.put("/stand/krs/system.krs.lkg",
        sim::DurableFile::seal(krs::Krs::encode(
            {{"gio/pi/entry/lan/00000000", "0/1/1/0 lan 0 igelan 0x00306E00000A"}})));
  f.damage("/stand/krs/system.krs");

  REQUIRE(f.open_library() == HPUXPI_OK);
  CHECK(f.message() == "/stand/krs/system.krs is damaged; the last known good copy is used");
  std::size_t count = 0;
  REQUIRE(hpuxpi_count(f.pi, &count) == HPUXPI_OK);
  CHECK(count == 1);

  hpuxpi_close(f.pi);
  f.pi = nullptr;
  f.damage("/stand/krs/system.krs.lkg");
  CHECK(f.open_library() == HPUXPI_EDAMAGED);
  CHECK(f.message().find("/stand/krs/system.krs") != std::string::npos);
}

TEST_CASE("every code of libhpuxpi has a sentence of its own", "[pi]") {
  std::map<std::string, int> sentences;
  for (int code = HPUXPI_OK; code <= HPUXPI_EINTERNAL; ++code) ++sentences[hpuxpi_strerror(code)];

  CHECK(sentences.size() == HPUXPI_EINTERNAL + 1);
  CHECK_FALSE(sentences.contains("unknown error"));
  CHECK(std::string(hpuxpi_strerror(-1)) == "unknown error");
  CHECK(std::string(hpuxpi_strerror(999)) == "unknown error");
  CHECK(hpuxpi_open(nullptr, "x", nullptr) == HPUXPI_EINVAL);
  CHECK(hpuxpi_count(nullptr, nullptr) == HPUXPI_EINVAL);
  CHECK(std::string(hpuxpi_message(nullptr)).empty());
  hpuxpi_close(nullptr);
}
