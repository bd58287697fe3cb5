// giosim run --pcap and --network, end to end.

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;

namespace giosim::cli {
namespace {

// Two machines, each on two networks; lan0 is in VLAN 75, too.
const char* const kPlay = R"(scenario: frames
says: Frames on two networks.
networks: {blue: {latency: 5us}, red: {loses_every: 1}}
machines:
  one:
    slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}, 0/1/2/0: {driver: igelan, mac: 0x00306E00000B}}
    cables: {0/1/1/0: blue, 0/1/2/0: red}
    files: &vlan {/etc/rc.config.d/vlanconf: "VLAN_PHY_INTERFACE[0]=lan0\nVLAN_ID[0]=75\nVLAN_PRIORITY[0]=5\n"}
  two:
    slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000C}, 0/1/2/0: {driver: igelan, mac: 0x00306E00000D}}
    cables: {0/1/1/0: blue, 0/1/2/0: red}
    files: *vlan
steps:
  - boot: one
  - boot: two
  - run: {machine: one, command: linkloop -s 3 0x00306E00000C, has: OK}
  - run: {machine: one, command: linkloop -s 100 -i 5000 0x00306E00000C, has: OK}
  - run: {machine: one, command: linkloop -i 1 0x00306E00000D, exit: 1}
)";

struct Record {
  std::uint64_t nanoseconds = 0;
  std::string bytes;
};

std::uint32_t word_at(const std::string& text, std::size_t at) {
  REQUIRE(at + 4 <= text.size());
  std::uint32_t word = 0;
  for (int i = 3; i >= 0; --i)
    word = word << 8 | static_cast<std::uint8_t>(text[at + static_cast<std::size_t>(i)]);
  return word;
}

// Every byte of the file is looked at.
std::vector<Record> read_pcap(const std::string& file) {
  REQUIRE(file.substr(0, 24) == std::string("\x4d\x3c\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0"
                                            "\xff\xff\0\0\x01\0\0\0", 24));
  std::vector<Record> records;
  std::size_t at = 24;
  while (at < file.size()) {
    const std::uint32_t size = word_at(file, at + 8);
    CHECK(word_at(file, at + 12) == size);
    CHECK(word_at(file, at + 4) < 1'000'000'000);
    REQUIRE(at + 16 + size <= file.size());
    records.push_back({word_at(file, at) * std::uint64_t{1'000'000'000} + word_at(file, at + 4),
                       file.substr(at + 16, size)});
    at += 16 + size;
  }
  return records;
}

const std::string kOne("\x00\x30\x6e\x00\x00\x0a", 6), kTwo("\x00\x30\x6e\x00\x00\x0c", 6);

Ended run(const TempFolder& folder, std::vector<std::string> arguments) {
  folder.write("play.yaml", kPlay);
  arguments.insert(arguments.begin(), {"run", "-q"});
  arguments.push_back("play.yaml");
  return giosim(folder, arguments);
}

}  // namespace

TEST_CASE("run --pcap writes every frame of every network, as it was on the wire", "[cli][pcap]") {
  const TempFolder folder;

  REQUIRE(run(folder, {"--pcap", "all.pcap"}).code == 0);
  REQUIRE(run(folder, {"--pcap", "blue.pcap", "--network", "blue"}).code == 0);
  REQUIRE(run(folder, {"--pcap", "red.pcap", "--network=red"}).code == 0);
  const auto all = read_pcap(text_of(folder / "all.pcap"));
  const auto blue = read_pcap(text_of(folder / "blue.pcap"));
  const auto red = read_pcap(text_of(folder / "red.pcap"));

  CHECK(all.size() == 5);
  REQUIRE(blue.size() == 4);
  CHECK(red.size() == 1);  // it was sent, and is lost
  const std::string padding(60 - 14 - 3 - 3, '\0');
  // DSAP 0, SSAP 22, TEST with the poll bit; and back.
  CHECK(blue[0].bytes == kTwo + kOne + std::string("\0\x06\0\x16\xf3\0\1\2", 8) + padding);
  CHECK(blue[1].bytes == kOne + kTwo + std::string("\0\x06\x16\x01\xf3\0\1\2", 8) + padding);
  CHECK(blue[1].nanoseconds == blue[0].nanoseconds + 5'000);
  // Priority 5, VLAN 75; 103 bytes with their LLC header.
  CHECK(blue[2].bytes.substr(0, 21) ==
        kTwo + kOne + std::string("\x81\0\xa0\x4b\0\x67\0\x16\xf3", 9));
  CHECK(blue[2].bytes.size() == 14 + 4 + 103);
  CHECK(blue[3].bytes.substr(12, 4) == std::string("\x81\0\0\x4b", 4));
  // The emulated date.
  CHECK(blue[0].nanoseconds / 1'000'000'000 / 86'400 == 14'909);  // 2010-10-27
}

TEST_CASE("tshark reads what --pcap writes", "[cli][pcap]") {
  const TempFolder folder;
  REQUIRE(run(folder, {"--pcap", "blue.pcap", "--network", "blue"}).code == 0);
  if (std::system("command -v tshark >/dev/null 2>&1") != 0) {
    WARN("tshark is not installed; --pcap was checked by a reader of our own alone");
    return;
  }

  const std::string command = "cd '" + folder.path().string() +
                              "' && tshark -n -r blue.pcap -T fields -E separator=, -e eth.dst "
                              "-e vlan.id -e vlan.priority -e llc.control.u_modifier_cmd "
                              "-e llc.control.u_modifier_resp >fields 2>errors";
  REQUIRE(std::system(command.c_str()) == 0);

  CHECK(text_of(folder / "fields") ==
        "00:30:6e:00:00:0c,,,0x38,\n"
        "00:30:6e:00:00:0a,,,,0x38\n"
        "00:30:6e:00:00:0c,75,5,0x38,\n"
        "00:30:6e:00:00:0a,75,0,,0x38\n");
}

TEST_CASE("where --pcap cannot write it says so, and the run fails", "[cli][pcap]") {
  const TempFolder folder;
  fs::create_directory(folder / "folder");
  folder.write("mine", "mine");

  const Ended full = run(folder, {"--pcap", "/dev/full"});
  const Ended nowhere = run(folder, {"--pcap", "nowhere/a.pcap"});
  const Ended a_folder = run(folder, {"--pcap", "folder"});
  const Ended alone = run(folder, {"--network", "blue"});
  const Ended unknown = run(folder, {"--pcap", "mine", "--network", "blu"});

  CHECK(full.code == 2);
  CHECK_THAT(full.err, Contains("cannot write /dev/full: No space left on device"));
  CHECK(nowhere.code == 2);
  CHECK_THAT(nowhere.err, Contains("nowhere/a.pcap") && Contains("No such file or directory"));
  CHECK(a_folder.code == 2);
  CHECK_THAT(a_folder.err, Contains("folder") && Contains("Is a directory"));
  CHECK(alone.code == 2);
  CHECK_THAT(alone.err, Contains("--network") && Contains("--pcap"));
  CHECK(unknown.code == 2);
  CHECK_THAT(unknown.err, Contains("has no network 'blu'") && Contains("'blue'"));
}

TEST_CASE("a pulled cable stays pulled in the machine's file, one that was plugged stays plugged",
          "[cli][pcap]") {
  const TempFolder folder;
  folder.write("first.yaml", R"(scenario: first
says: Cables go elsewhere.
networks: {blue: {stations: [0x00306EF30D45]}, red: {loses_every: 3, stations: [0x00306EF30D46]}}
machines:
  host:
    slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000A}, 0/1/2/0: {driver: igelan, mac: 0x00306E00000B}}
    cables: {0/1/1/0: blue, 0/1/2/0: blue}
steps:
  - boot: host
  - pull_cable: {machine: host, at: 0/1/1/0}
  - plug_cable: {machine: host, at: 0/1/2/0, network: red}
  - shutdown: host
)");
  REQUIRE(giosim(folder, {"run", "-q", "--disk", "m.db", "first.yaml"}).code == 0);
  const auto exec = [&](const std::string& command) {
    return giosim(folder, {"exec", "--disk", "m.db", command}).code;
  };

  for (int i = 0; i < 2; ++i) {
    CHECK(exec("linkloop -i 0 0x00306EF30D45") == 1);
    CHECK(exec("linkloop -i 1 0x00306EF30D45") == 1);  // that is in blue
    CHECK(exec("linkloop -i 1 0x00306EF30D46") == 0);
    CHECK(exec("linkloop -i 1 -n 3 0x00306EF30D46") == 1);  // it still loses every third frame
  }
}

}  // namespace giosim::cli
