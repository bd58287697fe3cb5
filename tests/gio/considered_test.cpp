// What GIO looked at while it decided.
#include "gio/considered.hpp"

#include <sstream>

#include "tests/gio/gio_fixture.hpp"

using namespace giosim;
using namespace giosim::gio;

namespace {

// "0 reserved, 1-2 held, 3 first_free, 4 not_first"
std::string text(const std::vector<Candidate>& runs) {
  std::ostringstream text;
  for (const Candidate& run : runs) {
    if (&run != &runs.front()) text << ", ";
    text << run.first.number;
    if (run.last != run.first) text << '-' << run.last.number;
    text << ' ' << word(run.code);
  }
  return text.str();
}

template <class AnyFact>
std::string last_considered(const GioFixture& f) {
  return text(f.facts.all<AnyFact>().back().considered);
}

}  // namespace

TEST_CASE("a scan names each number below the one it gives, and why it was not given", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/9/0", kLan, Instance{2}}});
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();
  f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA);  // gives up 1

  f.claim("0/4/2/0");
  CHECK(last_considered<InstanceAssigned>(f) ==
        "0 held, 1 given_up, 2 recorded, 3 first_free, 4 not_first");
  f.claim("0/4/3/0");
  CHECK(last_considered<InstanceAssigned>(f) ==
        "0 held, 1 given_up, 2 recorded, 3 held, 4 first_free, 5 not_first");
}

TEST_CASE("a scan that starts above the reserved range names the free numbers below it", "[gio]") {
  GioFixture f({.initial_instance = InitialInstance::above_highest});
  f.saved({entry("0/1/1/0", 2, {kMacA})});
  f.reserve();

  f.claim("0/4/1/0");

  CHECK(last_considered<InstanceAssigned>(f) ==
        "0-1 below_range, 2 reserved, 3 above_range, 4 not_first");
}

TEST_CASE("a record is compared with the number the scan would have given", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/4/1/0", kLan, Instance{7}}});
  f.reserve();

  f.claim("0/4/1/0");

  CHECK(last_considered<InstanceAssigned>(f) == "0 outranked, 7 record");
}

TEST_CASE("a match names the number that was reserved and the one it replaces", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();

  f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA);

  CHECK(last_considered<InstanceReassigned>(f) == "0 match, 1 superseded");
}

TEST_CASE("a NIC that is in no entry is compared with all reservations of its class", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA}), entry("0/1/2/0", 1, {kMacC})});
  f.reserve();

  f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacB);

  CHECK(last_considered<InstanceKept>(f) == "0-1 other_mac, 2 kept");
}

TEST_CASE("the next number that is free is named, too, however far it is", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 1, {kMacA}), entry("0/1/2/0", 2, {kMacC})});
  f.reserve();

  f.claim("0/4/1/0");

  CHECK(last_considered<InstanceAssigned>(f) == "0 first_free, 3 not_first");
}

TEST_CASE("where nothing is reserved, the lowest other number says why it is none for this NIC", "[gio]") {
  GioFixture f;
  f.ioconfig_has({{"0/9/0", kLan, Instance{0}}});
  f.reserve();

  f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacB);
  CHECK(last_considered<InstanceKept>(f) == "0 recorded, 1 kept");

  GioFixture alone;
  alone.reserve();
  alone.gio.io_node_reassign_instance(alone.claim("0/4/1/0"), kMacB);
  CHECK(last_considered<InstanceKept>(alone) == "0 kept, 1 not_matched");
}

TEST_CASE("a NIC that matches in vain is told which number it did not get", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.reserve();

  f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA);
  f.gio.io_node_reassign_instance(f.claim("0/4/2/0"), kMacA);

  CHECK(last_considered<InstanceKept>(f) == "0 taken, 2 kept");
}

TEST_CASE("a decision among many numbers stays one line long", "[gio]") {
  GioFixture f;
  std::vector<krs::PiEntry> entries;
  for (int number = 0; number < 2000; ++number)
    if (number % 2 == 0 || number > 10)
      entries.push_back(
          entry("0/1/1/0", number, {MacAddress::from_bits(1000u + unsigned(number))}));
  f.saved(entries);
  f.reserve();

  for (int element = 0; element < 6; ++element) f.claim(HwPath("0/4").child(element));
  CHECK(f.gio.node("0/4/5")->instance == Instance{2000});
  const auto scan = f.facts.all<InstanceAssigned>().back().considered;
  CHECK(scan.size() < 20);
  CHECK(scan[scan.size() - 3].last == Instance{1999});

  f.gio.io_node_reassign_instance(*f.gio.node("0/4/5"), kMacA);
  CHECK(f.facts.only<InstanceKept>().considered.size() <= 12);
}

TEST_CASE("nobody listens: nothing is considered", "[gio]") {
  GioFixture f;
  f.saved({entry("0/1/1/0", 0, {kMacA})});
  f.recorder.detach(f.facts);
  f.reserve();

  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA) == Instance{0});
  CHECK(f.facts.heard().empty());
}
