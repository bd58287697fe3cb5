// Programs outside, end to end: C programs on /dev/dlpi of a machine's file, and of a giosim serve.

#include <sched.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <catch2/catch.hpp>

#include "dlpi/packet.hpp"
#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

// Where a program looks for its machine.
using Environment = std::map<std::string, std::string>;

Program::Setup with(const Environment& environment) {
  return [environment] {
    for (const char* name : {"GIOSIM_SOCKET", "GIOSIM_MACHINE", "GIOSIM_MACHINE_NAME"})
      unsetenv(name);
    setenv("GIOSIM_PROGRAM", program_under_test().c_str(), 1);
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  };
}

Ended c_program(const TempFolder& folder, const char* name, const Environment& environment,
                const std::vector<std::string>& arguments = {}) {
  return Program(folder, giosim::c_program(name), arguments, with(environment)).ends();
}

// Two machines on one network: `one` has three NICs, the last one without a driver's MAC address.
const char* const kTwoMachines = R"(scenario: two machines
says: Two machines share a network.
networks: {blue: {}}
machines:
  one:
    slots:
      0/1/1/0: {driver: igelan, mac: 0x00306E00000A}
      0/1/2/0: {driver: iexgbe, mac: 0x00306E00000B}
      0/1/3/0: {driver: igelan, mac: none}
    cables: {0/1/1/0: blue}
  two:
    slots: {0/1/1/0: {driver: igelan, mac: 0x00306E00000C}}
    cables: {0/1/1/0: blue}
steps: [{boot: one}, {boot: two}, {shutdown: one}, {shutdown: two}]
)";

void make_disk(const TempFolder& folder) {
  folder.write("two.yaml", kTwoMachines);
  const Ended run = giosim(folder, {"run", "-q", "--disk", "m.db", "two.yaml"});
  INFO(run.err);
  REQUIRE(run.code == 0);
}

Environment machine_file(const TempFolder& folder, const std::string& machine) {
  return {{"GIOSIM_MACHINE", (folder / "m.db").string()}, {"GIOSIM_MACHINE_NAME", machine}};
}

// A giosim that serves while it lives.
class Server {
 public:
  explicit Server(std::vector<std::string> arguments, const char* prepared = kTwoMachines) {
    folder_.write("play.yaml", prepared);
    arguments.insert(arguments.begin(), {"serve", "--socket", "s"});
    program_ = std::make_unique<Program>(folder_, arguments);
    REQUIRE(program_->has_said("serves /dev/dlpi at s"));
  }
  Environment environment(const std::string& machine = "") const {
    return {{"GIOSIM_SOCKET", (folder_ / "s").string()}, {"GIOSIM_MACHINE_NAME", machine}};
  }
  const TempFolder& folder() const { return folder_; }
  Ended ends(int signal = SIGTERM) {
    program_->send(signal);
    return program_->ends();
  }

 private:
  TempFolder folder_;
  std::unique_ptr<Program> program_;
};

const char* const kList =
    "3 interfaces\n"
    "from the start by dl_next_offset:\n"
    "  lan0 0/1/1/0 igelan 0x00306E00000A\n"
    "  lan1 0/1/2/0 iexgbe 0x00306E00000B\n"
    "  lan2 0/1/3/0 igelan DOWN\n"
    "from the entry by dl_next_offset:\n"
    "  lan0 0/1/1/0 igelan 0x00306E00000A\n"
    "  lan1 0/1/2/0 iexgbe 0x00306E00000B\n"
    "  leads to byte 1260 of 1260\n"
    "n times sizeof:\n"
    "  lan0 0/1/1/0 igelan 0x00306E00000A\n"
    "  lan1 0/1/2/0 iexgbe 0x00306E00000B\n"
    "  lan2 0/1/3/0 igelan DOWN\n";

}  // namespace

TEST_CASE("a C program lists the interfaces of a machine's file, in three walks", "[cli][dlpi]") {
  const TempFolder folder;
  make_disk(folder);

  const Ended first = c_program(folder, "list_interfaces", machine_file(folder, "one"));
  const Ended again = c_program(folder, "list_interfaces", machine_file(folder, "two"));

  CHECK(first.code == 0);
  CHECK(first.err == "");
  CHECK(first.out == kList);
  CHECK(again.code == 0);  // the file is free again: the first one's machine has been shut down
  CHECK_THAT(again.out, StartsWith("1 interfaces\n"));
  CHECK(giosim(folder, {"exec", "--disk", "m.db", "--machine", "one", "cat /etc/rc.log"}).out != "");
}

TEST_CASE("a C program lists the interfaces of a running giosim, on each machine", "[cli][dlpi]") {
  Server server({"--machine", "one", "play.yaml"});
  const TempFolder folder;

  const Ended one = c_program(folder, "list_interfaces", server.environment());
  const Ended two = c_program(folder, "list_interfaces", server.environment("two"));
  const Ended nobody = c_program(folder, "list_interfaces", server.environment("three"));
  const Ended ended = server.ends();

  CHECK(one.code == 0);
  CHECK(one.out == kList);
  CHECK(two.code == 0);
  CHECK_THAT(two.out, StartsWith("1 interfaces\n") && Contains("0x00306E00000C"));
  CHECK(nobody.code == 1);
  CHECK_THAT(nobody.err, StartsWith("/dev/dlpi: No such device or address"));
  CHECK(ended.code == 0);
  CHECK_FALSE(fs::exists(server.folder() / "s"));
}

TEST_CASE("a C program calls everything in every way, on a machine's file", "[cli][dlpi]") {
  const TempFolder folder;
  make_disk(folder);

  const Ended run = c_program(folder, "outside", machine_file(folder, "one"), {"3"});

  CHECK(run.err == "");
  CHECK(run.out == "all well\n");
  CHECK(run.code == 0);
}

TEST_CASE("a C program calls everything in every way, on a running giosim", "[cli][dlpi]") {
  Server server({"--machine", "two", "play.yaml"});
  const TempFolder folder;

  const Ended run = c_program(folder, "outside", server.environment(), {"1"});

  CHECK(run.err == "");
  CHECK(run.out == "all well\n");
  CHECK(server.ends().code == 0);
}

TEST_CASE("what a machine's file cannot be is told, and open() fails", "[cli][dlpi]") {
  const TempFolder folder;
  make_disk(folder);
  folder.write("rubbish", "no disk at all");
  const auto opened = [&](const Environment& environment) {
    const Ended run = c_program(folder, "list_interfaces", environment);
    CHECK(run.code == 1);
    CHECK(run.out == "");
    CHECK_THAT(run.err, EndsWith("/dev/dlpi: No such device or address\n"));
    return run.err;
  };

  CHECK_THAT(opened({{"GIOSIM_MACHINE", "nothing.db"}}), Contains("there is no file 'nothing.db'"));
  CHECK_THAT(opened({{"GIOSIM_MACHINE", "rubbish"}}), Contains("is not a store of giosim's disks"));
  CHECK_THAT(opened(machine_file(folder, "tow")), Contains("there is no machine 'tow'") &&
                                                      Contains("'two'"));
  CHECK_THAT(opened({{"GIOSIM_MACHINE", "m.db"}, {"GIOSIM_PROGRAM", "/nowhere/giosim"}}),
             Contains("cannot start /nowhere/giosim: No such file or directory"));
  CHECK_THAT(opened({{"GIOSIM_SOCKET", "nobody"}}), StartsWith("/dev/dlpi"));
  const Ended without = c_program(folder, "list_interfaces", {});
  CHECK(without.code == 1);
  CHECK(without.err == "/dev/dlpi: No such file or directory\n");  // as Linux says
}

TEST_CASE("a giosim that has given up before anybody calls it is no device either", "[cli][dlpi]") {
  const TempFolder folder;
  const Program::Setup setup = with({{"GIOSIM_MACHINE", "m.db"}, {"GIOSIM_PROGRAM", "/nowhere"}});
  // On one processor it has often ended by then, on two rarely.
  const Program::Setup on_one_processor = [&setup] {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof(one), &one);
    setup();
  };

  for (int tried = 0; tried < 20; ++tried) {
    const Ended run =
        Program(folder, giosim::c_program("list_interfaces"), {}, on_one_processor).ends();
    CHECK_THAT(run.err, EndsWith("/dev/dlpi: No such device or address\n"));
  }
}

TEST_CASE("a program whose machine loses its power gets EIO", "[cli][dlpi]") {
  Server server({"--machine", "two", "play.yaml"});
  const TempFolder folder;
  int to_program[2];
  REQUIRE(pipe(to_program) == 0);
  Program program(folder, giosim::c_program("outside"), {"power"},
                  [setup = with(server.environment()), to_program] {
                    setup();
                    dup2(to_program[0], 0);
                  });
  REQUIRE(program.has_said("ready"));

  CHECK(server.ends().code == 0);
  CHECK(write(to_program[1], "\n", 1) == 1);
  const Ended run = program.ends();
  close(to_program[0]);
  close(to_program[1]);

  CHECK(run.err == "");
  CHECK(run.code == 0);
}

TEST_CASE("a running giosim hangs up on what is no packet, and serves on", "[cli][dlpi]") {
  Server server({"--machine", "two", "play.yaml"});
  const TempFolder folder;
  const std::string path = (server.folder() / "s").string();
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  path.copy(name.sun_path, sizeof(name.sun_path) - 1);
  dlpi::Packet wrong_size, wrong_kind, too_long, early;
  wrong_size.kind = dlpi::Packet::putmsg;
  wrong_size.size = 7;
  wrong_kind.kind = 0;
  too_long.kind = dlpi::Packet::putmsg;
  too_long.control = 1 << 30;
  too_long.size += 1u << 30;
  early.kind = dlpi::Packet::getmsg;

  for (const dlpi::Packet& packet : {wrong_size, wrong_kind, too_long, early}) {
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    REQUIRE(connect(fd, reinterpret_cast<const sockaddr*>(&name), sizeof(name)) == 0);
    REQUIRE(write(fd, &packet, sizeof(packet)) == sizeof(packet));
    dlpi::Packet answer;
    const ssize_t got = read(fd, &answer, sizeof(answer));
    if (packet.kind == dlpi::Packet::getmsg) {
      CHECK(got == sizeof(answer));
      CHECK(answer.error == EBADF);  // nothing is open yet
    } else {
      CHECK(got <= 0);
    }
    close(fd);
  }

  CHECK(c_program(folder, "list_interfaces", server.environment()).code == 0);
  CHECK(server.ends().code == 0);
}

TEST_CASE("where giosim serve cannot listen it says why, and takes nothing away", "[cli][dlpi]") {
  Server server({"--machine", "two", "play.yaml"});
  const TempFolder folder;
  folder.write("play.yaml", kTwoMachines);
  folder.write("file", "mine");
  const auto refusal = [&](const std::vector<std::string>& arguments) {
    std::vector<std::string> all{"serve"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Ended run = giosim(folder, all);
    CHECK(run.code == 2);
    return run.err;
  };
  const std::string taken = (server.folder() / "s").string();

  CHECK_THAT(refusal({"--socket", "s"}), Contains("which machine?"));
  CHECK_THAT(refusal({"--socket", "file", "--machine", "one", "play.yaml"}),
             Contains("'file' is there already, and no socket"));
  CHECK(text_of(folder / "file") == "mine");
  CHECK_THAT(refusal({"--socket", taken, "--machine", "one", "play.yaml"}),
             Contains("belongs to another giosim that runs"));
  CHECK_THAT(refusal({"--socket", "nowhere/s", "--machine", "one", "play.yaml"}),
             Contains("cannot be made: No such file or directory"));
  CHECK_THAT(refusal({"--socket", std::string(200, 'x'), "--machine", "one", "play.yaml"}),
             Contains("is too long for a socket's name; at most 107 bytes are possible"));
  CHECK_THAT(refusal({"--socket", "fd:x", "--machine", "one", "play.yaml"}),
             Contains("'fd:x' is no descriptor; expected one like fd:3"));
  CHECK(server.ends(SIGINT).code == 0);
}

TEST_CASE("a socket that a killed giosim has left is replaced", "[cli][dlpi]") {
  const TempFolder folder;
  folder.write("play.yaml", kTwoMachines);
  const std::vector<std::string> arguments{"serve", "--socket", "s", "--machine", "two", "play.yaml"};
  {
    Program first(folder, arguments);
    REQUIRE(first.has_said("serves"));
    first.send(SIGKILL);
    CHECK(first.ends().signal == SIGKILL);
  }
  REQUIRE(fs::exists(folder / "s"));

  Program second(folder, arguments);
  CHECK(second.has_said("serves"));
  second.send(SIGTERM);
  CHECK(second.ends().code == 0);
}

}  // namespace giosim::cli
