#include "pi/nettl.hpp"

#include "tests/pi/pi_fixture.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

struct NettlFixture : krs::KrsFixture {
  explicit NettlFixture(std::vector<sim::DiskFault> faults = {}, std::size_t bound = Nettl::kBound)
      : krs::KrsFixture(std::move(faults)), nettl(kernel, disk, trace, bound) {}
  ~NettlFixture() { processes.kill_all(); }  // one that hangs refers to nettl

  static sim::Task<> write_and_note(Nettl& nettl, krs::Flushed& written) {
    written = co_await nettl.write();
  }
  krs::Flushed write() {
    krs::Flushed written;
    processes.spawn("nettl", write_and_note(nettl, written));
    kernel.run();
    return written;
  }
  void log(std::string text) {
    nettl.log({.subsystem = "HP_PI", .log_class = LogClass::warning, .device_id = 4,
               .number = 3001, .text = std::move(text)});
  }
  // The texts in a log file.
  Lines texts_in(std::string_view path) const {
    Lines texts;
    std::string_view rest;
    const std::string file = disk.read(path).value_or("");
    for (rest = file; !rest.empty();) {
      const std::size_t end = rest.find('\n') + 1;
      texts.push_back(decode_nettl(rest.substr(0, end)).value().text);
      rest.remove_prefix(end);
    }
    return texts;
  }

  Nettl nettl;
};

}  // namespace

TEST_CASE("K3: a record is heard at once and in the log file when it is written", "[pi]") {
  NettlFixture f;

  f.log("one");
  CHECK(f.facts.only<NettlLogged>().message == "one");
  CHECK(f.facts.only<NettlLogged>().log_class == "WARNING");
  CHECK(f.facts.only<NettlLogged>().device_id == 4);
  CHECK_FALSE(f.disk.read(kNettlLog));
  REQUIRE(f.write().value());
  f.log("two");
  REQUIRE(f.write().value());

  CHECK(f.texts_in(kNettlLog) == Lines{"one", "two"});
  CHECK(f.nettl.waiting() == 0);
}

TEST_CASE("without records nothing is written", "[pi]") {
  NettlFixture f;

  REQUIRE(f.write().value());

  CHECK(f.disk.commits() == 0);
}

TEST_CASE("records that the disk does not take wait, and the failure is a record, once", "[pi]") {
  NettlFixture f({{.kind = sim::DiskFaultKind::full}, {.kind = sim::DiskFaultKind::fails, .nth = 2}});
  f.log("one");

  CHECK(f.write()->error() == sim::DiskError::full);
  CHECK(f.nettl.waiting() == 2);
  f.log("two");
  CHECK(f.write()->error() == sim::DiskError::write_failed);
  CHECK(f.nettl.waiting() == 3);
  CHECK(f.facts.all<NettlLogged>().size() == 3);

  REQUIRE(f.write().value());
  CHECK(f.texts_in(kNettlLog) ==
        Lines{"one",
              "/var/adm/nettl.LOG000 cannot be written: no space left on device; the records wait "
              "in memory",
              "two"});
}

TEST_CASE("a log that would grow over its bound becomes the old one", "[pi]") {
  NettlFixture f({}, 200);
  for (const char* text : {"one", "two", "three", "four", "five", "six"}) {
    f.log(text);
    REQUIRE(f.write().value());
    CHECK(f.disk.read(kNettlLog)->size() <= 200);
  }

  // The newest ones are there, in order, and the old file was full.
  Lines both = f.texts_in(kNettlLogOld);
  CHECK(f.disk.read(kNettlLogOld)->size() > 100);
  for (const std::string& text : f.texts_in(kNettlLog)) both.push_back(text);
  const Lines all = {"one", "two", "three", "four", "five", "six"};
  REQUIRE(both.size() <= all.size());
  CHECK(both == Lines(all.end() - static_cast<std::ptrdiff_t>(both.size()), all.end()));
}

TEST_CASE("a power cut while the log changes its file loses nothing of it", "[pi]") {
  for (const auto kind : {sim::DiskFaultKind::power_before, sim::DiskFaultKind::power_after}) {
    NettlFixture f({{.kind = kind, .nth = 2}}, 60);
    f.log("one");
    REQUIRE(f.write().value());
    f.log("two");
    CHECK_FALSE(f.write());  // it hangs

    const bool before = kind == sim::DiskFaultKind::power_before;
    CHECK(f.texts_in(before ? kNettlLog : kNettlLogOld) == Lines{"one"});
    if (!before) CHECK(f.texts_in(kNettlLog) == Lines{"two"});
  }
}

TEST_CASE("a record in the file is what was logged, whatever stands in its texts", "[pi]") {
  const NettlRecord record{sim::Time(std::chrono::microseconds(1'600'031)), "A\tB",
                           LogClass::disaster, 903, 42, 0, 1234, "a\ttab, a\nline \\n and \\"};

  CHECK(decode_nettl(encode(record)) == record);
  CHECK(encode(record).find('\n') == encode(record).size() - 1);
}

TEST_CASE("a damaged record is refused, and says why", "[pi]") {
  const std::string good = encode({.subsystem = "HP_PI", .text = "x"});

  CHECK(decode_nettl("rubbish").error() == "the record does not begin as one of NetTL");
  CHECK(decode_nettl(good.substr(0, good.size() - 4)).error() == "the record is cut off");
  CHECK(decode_nettl(good.substr(0, good.size() - 1) + "\tmore").error() ==
        "the record has too many fields");
  CHECK(decode_nettl("nettl1\tnow\tHP_PI\t1\t0\t0\t0\t0\tx").error() ==
        "the record has a field that is no number");
  CHECK(decode_nettl("nettl1\t0\tHP_PI\t3\t0\t0\t0\t0\tx").error() == "the record has no log class");
  CHECK(decode_nettl("nettl1\t0\tHP_PI\t1\t0\t0\t0\t0\tx\\y").error() ==
        "the record has a text that cannot be read");
}
