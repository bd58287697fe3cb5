#include "krs/pi_config.hpp"

#include "base/must.hpp"
#include "tests/krs/krs_fixture.hpp"

using namespace giosim;
using namespace giosim::krs;

namespace {

const MacAddress kMacA = "0x00306E00000A", kMacB = "0x00306E00000B";

PiEntry entry(HwPath hw_path, int instance, std::vector<MacAddress> macs) {
  return {hw_path, kLan, Instance{instance}, "igelan", std::move(macs)};
}

std::vector<std::string> texts(const std::vector<PiEntry>& entries) {
  std::vector<std::string> texts;
  for (const PiEntry& one : entries) texts.push_back(one.text());
  return texts;
}

using Texts = std::vector<std::string>;

// "+0" for each entry that was put, "-0" for each that was dropped.
struct Rows : sim::TraceSink {
  void fact(const sim::Stamped&) override {}
  void row(const sim::Life&, sim::RowChange change, const Row& row) override {
    told.push_back((change == sim::RowChange::put ? "+" : "-") +
                   std::to_string(get<EntryRow>(row).instance.number));
  }
  Texts told;
};

}  // namespace

TEST_CASE("an entry is path, class, instance, driver and MAC addresses", "[krs]") {
  const PiEntry one = entry("0/1/1/0", 3, {kMacA, kMacB});

  CHECK(one.text() == "0/1/1/0 lan 3 igelan 0x00306E00000A,0x00306E00000B");
  const PiEntry again = PiEntry::parse(one.text()).value();
  CHECK(again.text() == one.text());
  CHECK(again.has(kMacB));
  CHECK_FALSE(again.has("0x00306E00000C"));
}

TEST_CASE("entries come by class and instance, as numbers", "[krs]") {
  KrsFixture f;
  f.config.replace({entry("0/1", 10, {kMacA}), entry("0/2", 9, {kMacB})});

  CHECK(texts(f.config.entries()) ==
        Texts{"0/2 lan 9 igelan 0x00306E00000B", "0/1 lan 10 igelan 0x00306E00000A"});
  const auto read = f.config.read();
  CHECK(read.front()->instance == Instance{9});
}

TEST_CASE("what is not among the new entries goes, and what is new comes", "[krs]") {
  KrsFixture f;
  f.config.replace({entry("0/1", 0, {kMacA}), entry("0/2", 1, {kMacB})});
  f.config.replace({entry("0/9", 1, {kMacB})});

  CHECK(texts(f.config.entries()) == Texts{"0/9 lan 1 igelan 0x00306E00000B"});
  CHECK(f.krs.below(kEntries).size() == 1);
}

TEST_CASE("K8: two entries with one instance are a bug of ours", "[krs]") {
  KrsFixture f;
  CHECK_THROWS_AS(f.config.replace({entry("0/1", 0, {kMacA}), entry("0/2", 0, {kMacB})}), Bug);
}

TEST_CASE("an entry that cannot be read stays where it is", "[krs]") {
  KrsFixture f;
  const std::string broken = std::string(kEntries) + "lan/00000007";
  f.krs.set(broken, "nonsense", Half::persistent_half);
  f.krs.set(std::string(kEntries) + "number", std::int64_t{1}, Half::persistent_half);

  f.config.replace({entry("0/1", 0, {kMacA})});
  f.config.replace({});

  CHECK(f.config.entries().empty());
  CHECK(f.config.read().size() == 2);
  CHECK(f.krs.get(broken).has_value());
}

TEST_CASE("of two stored entries with one instance the first counts, and the next save tidies up",
          "[krs]") {
  KrsFixture f;
  f.krs.set(std::string(kEntries) + "a", "0/1 lan 0 igelan 0x00306E00000A", Half::persistent_half);
  f.krs.set(std::string(kEntries) + "b", "0/2 lan 0 igelan 0x00306E00000B", Half::persistent_half);
  CHECK(f.config.read().size() == 2);
  REQUIRE(texts(f.config.entries()) == Texts{"0/1 lan 0 igelan 0x00306E00000A"});

  f.config.replace(f.config.entries());

  CHECK(f.krs.below(kEntries).size() == 1);
  CHECK(f.krs.get("gio/pi/entry/lan/00000000").has_value());
}

TEST_CASE("writing the same entries again changes nothing", "[krs]") {
  KrsFixture f;
  f.config.replace({entry("0/1", 0, {kMacA})});
  REQUIRE(f.flush().value());

  f.config.replace(f.config.entries());

  CHECK_FALSE(f.krs.dirty());
}

TEST_CASE("a replacement one by one is made, and told, entry by entry, each once", "[krs]") {
  KrsFixture f;
  Rows rows;
  f.recorder.attach(rows);
  PiConfig::Replacement first(f.config, {entry("0/1", 0, {kMacA}), entry("0/2", 1, {kMacB})});
  CHECK(f.config.entries().empty());

  first.change(kLan, Instance{1});
  first.change(kLan, Instance{1});
  first.change(kLan, Instance{7});
  CHECK(rows.told == Texts{"+1"});
  CHECK(texts(f.config.entries()) == Texts{"0/2 lan 1 igelan 0x00306E00000B"});
  first.change_the_rest();
  CHECK(rows.told == Texts{"+1", "+0"});

  PiConfig::Replacement second(f.config, {entry("0/2", 1, {kMacB})});
  second.change_the_rest();
  CHECK(rows.told == Texts{"+1", "+0", "-0", "+1"});
  CHECK(texts(f.config.entries()) == Texts{"0/2 lan 1 igelan 0x00306E00000B"});
}
