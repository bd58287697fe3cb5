#include "krs/krs.hpp"

#include "tests/krs/krs_fixture.hpp"
#include "tests/property.hpp"

using namespace giosim;
using namespace giosim::krs;
using std::int64_t;
using std::string;

namespace {

constexpr auto kPersistent = Half::persistent_half;
constexpr auto kVolatile = Half::volatile_half;

string text_at(const Krs& krs, std::string_view path) {
  const std::optional<ValueView> value = krs.get(path);
  if (!value) return "nothing";
  const auto* number = std::get_if<int64_t>(&*value);
  return number ? std::to_string(*number)
                : '"' + string(std::get<std::string_view>(*value)) + '"';
}

}  // namespace

TEST_CASE("K9: KRS is a tree of typed values", "[krs]") {
  KrsFixture f;
  f.krs.set("kc/one", int64_t{1}, kPersistent);
  f.krs.set("kc/word", "1", kPersistent);
  f.krs.set("kc/one", int64_t{2}, kPersistent);

  CHECK(text_at(f.krs, "kc/one") == "2");
  CHECK(text_at(f.krs, "kc/word") == "\"1\"");
  CHECK(text_at(f.krs, "kc") == "nothing");
}

TEST_CASE("the values below a path come in the order of their paths, from both halves", "[krs]") {
  KrsFixture f;
  for (const char* path : {"a/2", "a/10", "a/1", "b/1", "a"}) f.krs.set(path, path, kPersistent);
  f.krs.set("a/0", "a/0", kVolatile);

  std::vector<string> paths;
  for (const auto& [path, value] : f.krs.below("a/")) paths.emplace_back(path);

  CHECK(paths == std::vector<string>{"a/1", "a/10", "a/2", "a/0"});
}

TEST_CASE("what is erased is gone, and what is not there is not erased", "[krs]") {
  KrsFixture f;
  for (const char* path : {"a/1", "a/2", "b"}) f.krs.set(path, path, kPersistent);
  f.krs.set("a/3", "v", kVolatile);

  f.krs.erase_below("a/");

  CHECK(f.krs.below("a/").empty());
  CHECK(text_at(f.krs, "b") == "\"b\"");
  CHECK(f.krs.erase("b"));
  CHECK_FALSE(f.krs.erase("b"));
}

TEST_CASE("a path has one value, in one half", "[krs]") {
  KrsFixture f;
  f.krs.set("a", "v", kVolatile);

  CHECK_THROWS_AS(f.krs.set("a", "p", kPersistent), Bug);
}

TEST_CASE("what would break the file is a bug of ours", "[krs]") {
  KrsFixture f;
  CHECK_THROWS_AS(f.krs.set("", "v", kPersistent), Bug);
  CHECK_THROWS_AS(f.krs.set("a\nb", "v", kPersistent), Bug);
  CHECK_THROWS_AS(f.krs.set("a\tb", "v", kPersistent), Bug);
  CHECK_THROWS_AS(f.krs.set("a", "one\ntwo", kPersistent), Bug);
}

TEST_CASE("what is decoded is what was encoded, whatever it is", "[krs]") {
  check_property({.values = 2000}, [](const std::vector<std::pair<string, string>>& words,
                                      const std::vector<int64_t>& numbers) {
    const auto plain = [](string text) {
      std::erase_if(text, [](char c) { return c == '\n' || c == '\t'; });
      return text;
    };
    Krs::Tree tree;
    for (const auto& [path, word] : words) tree["s" + plain(path)] = plain(word);
    for (const int64_t number : numbers) tree["i" + std::to_string(tree.size())] = number;

    RC_ASSERT(Krs::decode(Krs::encode(tree)).value() == tree);
  });
}

TEST_CASE("a body that no KRS has written is refused", "[krs]") {
  for (const char* body :
       {"a", "a\n", "a\t1\n", "a\ti\n", "a\ti\tx\n", "a\ti\t1 \n", "a\ti\t\n",
        "a\ti\t9223372036854775808\n", "a\ts\tv", "a\tx\tv\n", "\ts\tv\n", "a\ts\tv\na\ts\tw\n"}) {
    INFO(body);
    CHECK_FALSE(Krs::decode(body).has_value());
  }
}

TEST_CASE("a flush puts the persistent half on the disk, and only that", "[krs]") {
  KrsFixture f;
  f.krs.set("p", int64_t{1}, kPersistent);
  f.krs.set("v", int64_t{1}, kVolatile);
  CHECK(f.krs.dirty());

  REQUIRE(f.flush().value());

  CHECK_FALSE(f.krs.dirty());
  CHECK(f.on_disk() == Krs::Tree{{"p", int64_t{1}}});
  CHECK(f.facts.only<KrsCommitted>().values == 1);
}

TEST_CASE("a flush with nothing changed writes nothing", "[krs]") {
  KrsFixture f;
  f.krs.set("p", int64_t{1}, kPersistent);
  REQUIRE(f.flush().value());
  f.krs.set("p", int64_t{1}, kPersistent);
  f.krs.set("v", int64_t{1}, kVolatile);

  REQUIRE(f.flush().value());

  CHECK(f.facts.all<KrsCommitted>().size() == 1);
}

TEST_CASE("a flush that fails is told, and the next one makes up for it", "[krs]") {
  KrsFixture f({{.kind = sim::DiskFaultKind::full}});
  f.krs.set("p", int64_t{1}, kPersistent);

  CHECK(f.flush()->error() == sim::DiskError::full);
  CHECK(f.krs.dirty());
  CHECK(f.facts.only<KrsCommitFailed>().error == "no space left on device");
  CHECK(f.on_disk().empty());

  REQUIRE(f.flush().value());
  CHECK(f.on_disk().size() == 1);
}

TEST_CASE("a flush behind another one returns when the disk has it, not before", "[krs]") {
  KrsFixture f;
  Flushed first, second;
  f.krs.set("p", int64_t{1}, kPersistent);
  f.processes.spawn("first", KrsFixture::flush_and_note(f.krs, first));
  f.processes.spawn("second", KrsFixture::flush_and_note(f.krs, second));
  f.kernel.step(), f.kernel.step();

  CHECK_FALSE(second.has_value());  // the commit is still under way
  f.kernel.run();

  CHECK((first && second));
  CHECK(f.facts.all<KrsCommitted>().size() == 1);
}

TEST_CASE("an older flush never overtakes a newer one, in no order of events", "[krs]") {
  sim::Exhaustive exhaustive;
  while (exhaustive.next_run()) {
    sim::Kernel kernel(exhaustive);
    sim::Recorder recorder(kernel);
    sim::Trace trace(recorder, "hp");
    sim::MemoryDisk disk(kernel);
    Krs krs(kernel, disk, trace);
    sim::ProcessGroup processes(kernel);
    Flushed first, second;

    krs.set("p", int64_t{1}, kPersistent);
    processes.spawn("first", KrsFixture::flush_and_note(krs, first));
    kernel.step();
    krs.set("p", int64_t{2}, kPersistent);  // while the first commit is under way
    processes.spawn("second", KrsFixture::flush_and_note(krs, second));
    kernel.run();

    Krs next(kernel, disk, trace);
    next.load();
    CHECK(text_at(next, "p") == "2");
  }
}

TEST_CASE("I9: a power cut leaves the state before or the state after", "[krs]") {
  for (const auto kind : {sim::DiskFaultKind::power_before, sim::DiskFaultKind::power_after,
                          sim::DiskFaultKind::torn}) {
    // A torn commit may end at any byte of either file.
    for (const char* file : {"/stand/krs/system.krs", "/stand/krs/system.krs.lkg"}) {
      for (std::size_t bytes = 0; bytes < 60; ++bytes) {
        KrsFixture f({{.kind = kind, .nth = 3, .file = file, .at = bytes}});
        for (int64_t value : {1, 2}) {
          f.krs.set("p", value, kPersistent);
          REQUIRE(f.flush().value());
        }
        f.krs.set("p", int64_t{3}, kPersistent);
        f.krs.set("q", "new", kPersistent);
        CHECK_FALSE(f.flush().has_value());

        const Krs::Tree before{{"p", int64_t{2}}}, after{{"p", int64_t{3}}, {"q", "new"}};
        const Krs::Tree now = f.on_disk();
        CHECK((now == before || now == after));
        CHECK((kind != sim::DiskFaultKind::power_before || now == before));
        CHECK((kind != sim::DiskFaultKind::power_after || now == after));
      }
    }
  }
}

TEST_CASE("a load finds what was flushed", "[krs]") {
  KrsFixture f;
  f.stored({{"a", int64_t{-5}}, {"b", "two words"}});

  bool shown = false;
  f.krs.load([&] { shown = text_at(f.krs, "a") == "-5" && f.facts.heard().empty(); });

  CHECK(shown);  // the rows are told before the fact
  CHECK(text_at(f.krs, "b") == "\"two words\"");
  CHECK(f.facts.only<KrsLoaded>().values == 2);
  CHECK_FALSE(f.krs.dirty());
}

TEST_CASE("K9: damage is noticed, told, and the last known good copy is used", "[krs]") {
  KrsFixture f;
  for (int64_t value : {1, 2}) {
    f.krs.set("p", value, kPersistent);
    REQUIRE(f.flush().value());
  }
  f.put(kSystemKrs, "rot");

  Krs next(f.kernel, f.disk, f.trace);
  next.load();

  CHECK(text_at(next, "p") == "1");
  CHECK(f.facts.only<StoreDamaged>().file == kSystemKrs);
  CHECK(f.facts.only<KrsLoaded>().copy == StoreCopy::last_known_good);
}

TEST_CASE("K9: with both copies damaged KRS is empty", "[krs]") {
  KrsFixture f;
  f.put(kSystemKrs, "rot");
  f.put("/stand/krs/system.krs.lkg", "rot");

  f.krs.load();

  CHECK(f.krs.below("").empty());
  CHECK(f.facts.all<StoreDamaged>().size() == 2);
  CHECK(f.facts.only<KrsLoaded>().copy == StoreCopy::none);
}

TEST_CASE("a KRS that a person has written wrongly counts as damaged", "[krs]") {
  KrsFixture f;
  f.put(kSystemKrs, sim::DurableFile::seal("no tabs here\n"));

  f.krs.load();

  CHECK(f.krs.below("").empty());
  CHECK(f.facts.only<StoreDamaged>().file == kSystemKrs);
  CHECK(f.facts.only<KrsLoaded>().copy == StoreCopy::none);
}
