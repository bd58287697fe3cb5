#include "gio/ioconfig.hpp"

#include "sim/faulty_disk.hpp"
#include "tests/gio/gio_fixture.hpp"

using namespace giosim;
using namespace giosim::gio;

namespace {

constexpr std::string_view kCopy = "/stand/ioconfig.lkg";

// Ioconfig alone, with its background process running.
struct IoconfigFixture {
  explicit IoconfigFixture(std::vector<sim::DiskFault> faults = {})
      : disk(kernel, std::make_unique<sim::MemoryDisk>(kernel), std::move(faults), {}) {
    recorder.attach(facts);
  }

  void start() {
    ioconfig.load();
    processes.spawn_background("ioconfig writer", ioconfig.write_through());
    kernel.run();
  }
  Lines on_disk() const {
    const auto body = sim::DurableFile::unseal(disk.bytes(kStandIoconfig).value_or(""));
    return GioFixture::lines(Ioconfig::decode(body.value_or("")).value());
  }
  void put(std::string_view path, const std::string& bytes) {
    REQUIRE(disk.apply({{std::string(path), bytes}}));
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  FactLog facts;
  sim::Trace trace{recorder, "target"};
  sim::FaultyDisk disk;
  Ioconfig ioconfig{kernel, disk, trace};
  sim::ProcessGroup processes{kernel};
};

std::string sealed(const std::vector<IoconfigRow>& records) {
  return sim::DurableFile::seal(Ioconfig::encode(records));
}

sim::Task<> note_when_written(Ioconfig& ioconfig, bool& written) {
  co_await ioconfig.written();
  written = true;
}

}  // namespace

TEST_CASE("records come back as they were written", "[gio]") {
  const std::vector<IoconfigRow> records = {{"0/4/1/0", kLan, Instance{0}},
                                            {"255/255/0", kLan, Instance{kMaxInstance}},
                                            {"0/4/1/0", kExtBus, Instance{0}}};

  const auto decoded = Ioconfig::decode(Ioconfig::encode(records));

  REQUIRE(decoded.has_value());
  CHECK(GioFixture::lines(*decoded) == GioFixture::lines(records));
}

TEST_CASE("what is no record is refused", "[gio]") {
  for (const char* body : {"0/4/1/0 lan 0", "0/4/1/0 lan\n", "\n", "0/4/1/0\n", "0/4/256/0 lan 0\n",
                           "0/4/1/0 l-a/n 0\n", "0/4/1/0 lan -1\n", "0/4/1/0 lan 0x1\n",
                           "0/4/1/0 lan 100000000\n", "0/4/1/0  lan 0\n", "0/4/1/0 lan 0 \n"}) {
    INFO(body);
    CHECK_FALSE(Ioconfig::decode(body).has_value());
  }
}

TEST_CASE("a second record of one path or of one instance is refused", "[gio]") {
  CHECK_FALSE(Ioconfig::decode("0/4/1/0 lan 0\n0/4/1/0 lan 1\n").has_value());
  CHECK_FALSE(Ioconfig::decode("0/4/1/0 lan 0\n0/4/2/0 lan 0\n").has_value());
  CHECK(Ioconfig::decode("0/4/1/0 lan 0\n0/4/1/0 fc 0\n").has_value());
}

TEST_CASE("every record is unique by instance and by path", "[gio]") {
  IoconfigFixture f;
  f.ioconfig.set("0/4/1/0", kLan, Instance{1});
  f.ioconfig.set("0/4/1/0", kLan, Instance{2});

  CHECK_FALSE(f.ioconfig.path_of(kLan, Instance{1}).has_value());
  CHECK(f.ioconfig.path_of(kLan, Instance{2}) == HwPath("0/4/1/0"));
  CHECK(f.ioconfig.size() == 1);
  CHECK_THROWS_AS(f.ioconfig.set("0/4/2/0", kLan, Instance{2}), Bug);
}

TEST_CASE("a new number is written through", "[gio]") {
  IoconfigFixture f;
  f.start();

  f.ioconfig.set("0/4/1/0", kLan, Instance{0});
  CHECK(f.on_disk().empty());
  f.kernel.run();

  CHECK(f.on_disk() == Lines{"<0/4/1/0, lan, 0>"});
  CHECK(f.facts.only<IoconfigWritten>().records == 1);
}

TEST_CASE("what changes while a commit is under way goes into the next one, in one commit",
          "[gio]") {
  IoconfigFixture f;
  f.start();
  f.ioconfig.set("0/4/1/0", kLan, Instance{0});
  f.kernel.step();  // the commit is under way

  f.ioconfig.set("0/4/2/0", kLan, Instance{1});
  f.ioconfig.set("0/4/3/0", kLan, Instance{2});
  bool written = false;
  f.processes.spawn("waiter", note_when_written(f.ioconfig, written));
  f.kernel.run_until([&] { return f.facts.all<IoconfigWritten>().size() == 1; });

  CHECK(f.on_disk() == Lines{"<0/4/1/0, lan, 0>"});
  CHECK_FALSE(written);
  f.kernel.run();
  CHECK(written);
  CHECK(f.on_disk().size() == 3);
  CHECK(f.facts.all<IoconfigWritten>().size() == 2);
}

TEST_CASE("a write that fails is told, and the next one makes up for it", "[gio]") {
  IoconfigFixture f({{.kind = sim::DiskFaultKind::full, .nth = 1}});
  f.start();
  bool written = false;

  f.ioconfig.set("0/4/1/0", kLan, Instance{0});
  f.processes.spawn("waiter", note_when_written(f.ioconfig, written));
  f.kernel.run();

  CHECK(written);  // nobody hangs
  CHECK(f.facts.only<IoconfigWriteFailed>().error == "no space left on device");
  CHECK(f.on_disk().empty());

  f.ioconfig.set("0/4/2/0", kLan, Instance{1});
  f.kernel.run();
  CHECK(f.on_disk() == Lines{"<0/4/1/0, lan, 0>", "<0/4/2/0, lan, 1>"});
}

TEST_CASE("who waits for ioconfig after a write that failed has it written", "[gio]") {
  IoconfigFixture f({{.kind = sim::DiskFaultKind::full, .nth = 1}});
  f.start();
  f.ioconfig.set("0/4/1/0", kLan, Instance{0});
  f.kernel.run();
  REQUIRE(f.on_disk().empty());

  bool written = false;
  f.processes.spawn("sync", note_when_written(f.ioconfig, written));
  f.kernel.run();

  CHECK(written);
  CHECK(f.on_disk() == Lines{"<0/4/1/0, lan, 0>"});
}

TEST_CASE("a damaged ioconfig gives way to the last known good one, and it is told", "[gio]") {
  IoconfigFixture f;
  f.put(kStandIoconfig, sealed({{"0/4/2/0", kLan, Instance{7}}}) + "x");
  f.put(kCopy, sealed({{"0/4/1/0", kLan, Instance{3}}}));

  f.start();

  CHECK(GioFixture::lines(f.ioconfig.records()) == Lines{"<0/4/1/0, lan, 3>"});
  CHECK(f.facts.only<StoreDamaged>().file == kStandIoconfig);
  CHECK(f.facts.only<IoconfigLoaded>().copy == StoreCopy::last_known_good);
}

TEST_CASE("with both copies damaged there is no record", "[gio]") {
  IoconfigFixture f;
  f.put(kStandIoconfig, "rot");
  f.put(kCopy, "rot");

  f.start();

  CHECK(f.ioconfig.records().empty());
  CHECK(f.facts.all<StoreDamaged>().size() == 2);
  CHECK(f.facts.only<IoconfigLoaded>().copy == StoreCopy::none);
}

TEST_CASE("an ioconfig that a person has written wrongly counts as damaged", "[gio]") {
  IoconfigFixture f;
  f.put(kStandIoconfig, sim::DurableFile::seal("0/4/1/0 lan 0\n0/4/2/0 lan 0\n"));

  f.start();

  CHECK(f.ioconfig.records().empty());
  CHECK(f.facts.only<StoreDamaged>().file == kStandIoconfig);
  CHECK(f.facts.only<IoconfigLoaded>().copy == StoreCopy::none);
}

TEST_CASE("the last known good ioconfig is the one before the newest", "[gio]") {
  IoconfigFixture f;
  f.start();
  for (int instance : {0, 1, 2}) {
    f.ioconfig.set(HwPath("0/4").child(instance), kLan, Instance{instance});
    f.kernel.run();
  }

  const auto copy = sim::DurableFile::unseal(f.disk.bytes(kCopy).value());
  REQUIRE(copy.has_value());
  CHECK(*copy == "0/4/0 lan 0\n0/4/1 lan 1\n");
}
