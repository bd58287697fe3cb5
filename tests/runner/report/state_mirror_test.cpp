#include "runner/report/state_mirror.hpp"

#include <catch2/catch.hpp>

#include "runner/report/json_trace.hpp"
#include "runner/report/sha256.hpp"
#include "tests/runner/report/stage.hpp"

namespace giosim::report {
namespace {

// Notes what changed with each fact, as short texts.
struct Notes : sim::TraceSink {
  StateMirror mirror;
  std::vector<std::string> changes;  // of the last fact

  void row(const sim::Life& life, sim::RowChange change, const Row& row) override {
    mirror.row(life, change, row);
  }
  void fact(const sim::Stamped& stamped) override {
    changes.clear();
    mirror.settle(stamped, [this](const RowDelta& delta) {
      const std::string row = std::string(delta.table) + " " + delta.key;
      if (!delta.before) changes.push_back("+ " + row);
      if (!delta.after) changes.push_back("- " + row);
      if (delta.before && delta.after)
        for (const auto& [field, before, after] : differences(*delta.before, *delta.after))
          changes.push_back("~ " + row + " " + std::string(field) + " " + text_of(before) + " " +
                            text_of(after));
    });
  }
};

using Changes = std::vector<std::string>;

struct Mirrored {
  Stage stage;
  Notes notes;
  Actor target{stage, "target"};

  Mirrored() { stage.attach(notes); }
};

const IoconfigRow kRecord{"0/4/1/0", kLan, Instance{1}};

TEST_CASE("a fact brings what was put and dropped since the last one", "[report]") {
  Mirrored m;

  m.target.put(kRecord).put(ReservationRow{kLan, Instance{0}, "0/1/1/0", {kMacA}, {}, {}});
  m.target.says(ScanEnded{1});
  CHECK(m.notes.changes == Changes{"+ ioconfig 0/4/1/0 lan", "+ reservation lan 0"});

  m.target.put(IoconfigRow{"0/4/1/0", kLan, Instance{0}}).says(ScanEnded{1});
  CHECK(m.notes.changes == Changes{"~ ioconfig 0/4/1/0 lan instance 1 0"});

  m.target.drop(kRecord).says(ScanEnded{1});
  CHECK(m.notes.changes == Changes{"- ioconfig 0/4/1/0 lan"});

  m.target.says(ScanEnded{1});
  CHECK(m.notes.changes == Changes{});
}

TEST_CASE("what comes and goes between two facts never was", "[report]") {
  Mirrored m;

  m.target.put(kRecord).drop(kRecord).says(ScanEnded{1});
  CHECK(m.notes.changes == Changes{});

  m.target.put(kRecord).says(ScanEnded{1});
  m.target.drop(kRecord).put(kRecord).says(ScanEnded{1});
  CHECK(m.notes.changes == Changes{});
  m.target.put(IoconfigRow{"0/4/1/0", kLan, Instance{5}}).put(kRecord).says(ScanEnded{1});
  CHECK(m.notes.changes == Changes{});
  m.target.drop(IoconfigRow{"0/9/1/0", kLan, {}}).says(ScanEnded{1});
  CHECK(m.notes.changes == Changes{});
}

TEST_CASE("a machine that is off has no rows. The others keep theirs", "[report]") {
  Mirrored m;
  Actor source(m.stage, "source");
  source.put(kRecord).says(ScanEnded{1});
  m.target.put(kRecord).says(ScanEnded{1});

  m.target.powers_off();

  CHECK(m.notes.changes == Changes{"- ioconfig 0/4/1/0 lan"});
  CHECK(m.notes.mirror.find("target", kRecord) == nullptr);
  CHECK(m.notes.mirror.find("source", kRecord) != nullptr);
}

TEST_CASE("a row remembers the fact that wrote it last, and not the one under way", "[report]") {
  Mirrored m;

  m.target.says(ScanEnded{0}).put(kRecord);
  CHECK(m.notes.mirror.writer("target", kRecord) == 0);
  m.target.says(ScanEnded{1});
  CHECK(m.notes.mirror.writer("target", kRecord) == 2);
  m.target.put(IoconfigRow{"0/4/1/0", kLan, Instance{7}});
  CHECK(m.notes.mirror.writer("target", kRecord) == 2);
  m.target.says(ScanEnded{1});
  CHECK(m.notes.mirror.writer("target", kRecord) == 3);
  m.target.put(IoconfigRow{"0/4/1/0", kLan, Instance{7}}).says(ScanEnded{1});
  CHECK(m.notes.mirror.writer("target", kRecord) == 3);
  CHECK(m.notes.mirror.writer("nowhere", kRecord) == 0);
}

TEST_CASE("rows come by machine, table and key, in the order of their bytes", "[report]") {
  Mirrored m;
  Actor source(m.stage, "source");
  m.target.put(NodeRow{"0/10/1/0", kLan, {}, {}, {}}).put(NodeRow{"0/2/1/0", kLan, {}, {}, {}});
  m.target.put(kRecord).says(ScanEnded{2});
  source.put(kRecord).says(ScanEnded{1});

  Changes rows;
  m.notes.mirror.each(
      [&](const std::string& machine, std::string_view table, const std::string& key, const Row&) {
        rows.push_back(machine + " " + std::string(table) + " " + key);
      });

  CHECK(rows == Changes{"source ioconfig 0/4/1/0 lan", "target ioconfig 0/4/1/0 lan",
                        "target node 0/10/1/0", "target node 0/2/1/0"});
}

TEST_CASE("the hash of a state is that of its canonical JSON", "[report]") {
  Mirrored m;
  CHECK(state_sha256(m.notes.mirror) == sha256_of("{}"));

  m.target.put(TunableRow{"b", 1}).put(TunableRow{"a", 0}).says(ScanEnded{0});
  m.target.put(DlpiRow{"0/4/1/0", Ppa{1}, {}, 3}).says(ScanEnded{0});
  Actor(m.stage, "source").put(kRecord).says(ScanEnded{1});

  CHECK(state_sha256(m.notes.mirror) ==
        sha256_of(R"({"source":{"ioconfig":{"0/4/1/0 lan":{"instance":1}}},)"
                  R"("target":{"dlpi":{"0/4/1/0":{"mac":null,"nm_id":3,"ppa":1}},)"
                  R"("tunable":{"a":{"value":0},"b":{"value":1}}}})"));
}

TEST_CASE("SHA-256 is SHA-256", "[report]") {
  CHECK(sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace giosim::report
