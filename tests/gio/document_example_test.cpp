// A8: the example of the document's "Flow of operation", with its own H/W paths.
#include "tests/gio/gio_fixture.hpp"

using namespace giosim;
using namespace giosim::gio;

namespace {

const HwPath kHwpA = "0/1/1/0", kHwp1 = "0/4/1/0", kHwp2 = "0/4/2/0";

// "Source has one igelan adapter at lan0 with ioconfig record <HWP-A, lan, 0>.
// <HWP-A, lan, 0, igelan, MAC-A> is saved by HP-UX PI shutdown script on the source."
struct Target : GioFixture {
  explicit Target(const Policies& readings = {}) : GioFixture(readings) {
    ioconfig_has({{kHwpA, kLan, Instance{0}}});
    saved({entry(kHwpA, 0, {kMacA})});
    reserve();
  }
};

const Lines kAfterReserve = {"<0/1/1/0, lan, 0>"};
const Lines kAfterScan = {"<0/1/1/0, lan, 0>", "<0/4/1/0, lan, 1>", "<0/4/2/0, lan, 2>"};
const Lines kAtTheEnd = {"<0/4/2/0, lan, 0>", "<0/4/1/0, lan, 1>"};

}  // namespace

TEST_CASE("A8: lan2 takes lan0 back by its MAC address, as in the document's example", "[gio]") {
  Target f;
  CHECK(f.listing() == kAfterReserve);

  IoNode& first = f.claim(kHwp1);
  IoNode& second = f.claim(kHwp2);
  CHECK(first.instance == Instance{1});
  CHECK(second.instance == Instance{2});
  CHECK(f.listing() == kAfterScan);

  CHECK(f.gio.io_node_reassign_instance(first, kMacB) == Instance{1});
  CHECK(f.listing() == kAfterScan);
  CHECK(f.gio.io_node_reassign_instance(second, kMacA) == Instance{0});
  CHECK(f.listing() == kAtTheEnd);
}

TEST_CASE("A8: the example ends alike whichever driver is first", "[gio]") {
  Target f;
  IoNode& first = f.claim(kHwp1);
  IoNode& second = f.claim(kHwp2);

  f.gio.io_node_reassign_instance(second, kMacA);
  CHECK(f.listing() == kAtTheEnd);
  f.gio.io_node_reassign_instance(first, kMacB);

  CHECK(f.listing() == kAtTheEnd);
}

TEST_CASE("A8: the example's three listings are the same when the record itself stays", "[gio]") {
  Target f({.freed_record = FreedRecord::record_stays});
  CHECK(f.records() == kAfterReserve);

  IoNode& first = f.claim(kHwp1);
  IoNode& second = f.claim(kHwp2);
  CHECK(f.records() == kAfterScan);
  f.gio.io_node_reassign_instance(first, kMacB);
  f.gio.io_node_reassign_instance(second, kMacA);

  CHECK(f.records() == kAtTheEnd);
}

TEST_CASE("A8: the facts of the example say what was looked for and what was found", "[gio]") {
  Target f;
  IoNode& first = f.claim(kHwp1);
  IoNode& second = f.claim(kHwp2);
  f.gio.io_node_reassign_instance(first, kMacB);
  f.gio.io_node_reassign_instance(second, kMacA);

  const InstanceKept kept = f.facts.only<InstanceKept>();
  CHECK(kept.hw_path == kHwp1);
  CHECK(kept.mac == kMacB);
  CHECK(kept.instance == Instance{1});
  CHECK(kept.because == Because::no_entry);
  const InstanceReassigned reassigned = f.facts.only<InstanceReassigned>();
  CHECK(reassigned.hw_path == kHwp2);
  CHECK(reassigned.from == Instance{2});
  CHECK(reassigned.to == Instance{0});
  CHECK(reassigned.formerly_at == kHwpA);
}
