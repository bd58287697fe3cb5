// A: io_node_reassign_instance().
#include "tests/gio/gio_fixture.hpp"

using namespace giosim;
using namespace giosim::gio;

namespace {

// lan0 is reserved for MAC-A and its equivalent MAC-C.
struct WithReservation : GioFixture {
  explicit WithReservation(const Policies& readings = {}) : GioFixture(readings) {
    saved({entry("0/1/1/0", 0, {kMacA, kMacC})});
    reserve();
  }
};

}  // namespace

TEST_CASE("A1: a node is asked for once in a boot", "[gio]") {
  WithReservation f;
  IoNode& node = f.claim("0/4/1/0");
  f.gio.io_node_reassign_instance(node, kMacB);

  CHECK_THROWS_AS(f.gio.io_node_reassign_instance(node, kMacA), Bug);
}

TEST_CASE("A1: only a claimed node is asked for", "[gio]") {
  WithReservation f;
  IoNode& node = f.claim("0/4/1/0");
  f.gio.hardware_gone("0/4/1/0");

  CHECK_THROWS_AS(f.gio.io_node_reassign_instance(node, kMacA), Bug);
}

TEST_CASE("A2: each MAC address of the entry matches", "[gio]") {
  for (const MacAddress mac : {kMacA, kMacC}) {
    WithReservation f;
    CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), mac) == Instance{0});
  }
}

TEST_CASE("A2: H/W path and driver take no part in the match", "[gio]") {
  WithReservation f;

  IoNode& at_its_path = f.claim("0/1/1/0", kIgelan);
  IoNode& of_another_driver = f.claim("0/4/1/0", kIether);

  CHECK(f.gio.io_node_reassign_instance(at_its_path, kMacB) == Instance{1});
  CHECK(f.gio.io_node_reassign_instance(of_another_driver, kMacA) == Instance{0});
}

TEST_CASE("A2: an entry of another class does not match", "[gio]") {
  GioFixture f;
  f.gio.install_driver({"fcd", "fc", true});
  f.saved({{"0/1/1/0", "fc", Instance{0}, "fcd", {kMacA}}});
  f.reserve();

  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA) == Instance{0});
  CHECK(f.facts.only<InstanceKept>().because == Because::no_entry);
}

TEST_CASE("A3: the reserved record takes the node's path and the initial record goes", "[gio]") {
  WithReservation f;
  IoNode& node = f.claim("0/4/1/0");

  f.gio.io_node_reassign_instance(node, kMacA);

  CHECK(node.instance == Instance{0});
  CHECK(f.records() == Lines{"<0/4/1/0, lan, 0>"});
  CHECK(f.listing() == f.records());
}

TEST_CASE("A3: a NIC that never moved is reassigned at its own path", "[gio]") {
  WithReservation f;

  CHECK(f.gio.io_node_reassign_instance(f.claim("0/1/1/0"), kMacA) == Instance{0});
  CHECK(f.records() == Lines{"<0/1/1/0, lan, 0>"});
}

TEST_CASE("A4: the initial instance stays, for a reason that has a name", "[gio]") {
  WithReservation f;
  IoNode& off = f.claim("0/4/1/0");
  IoNode& none = f.claim("0/4/2/0");
  IoNode& silent = f.claim("0/4/3/0");
  IoNode& fixed = f.claim("0/4/4/0", kBtlan);

  f.tunables.set(krs::kPortableImage, 0);
  f.gio.io_node_reassign_instance(off, kMacA);
  f.tunables.set(krs::kPortableImage, 1);
  f.gio.io_node_reassign_instance(none, kMacB);
  f.gio.io_node_reassign_instance(silent, MacAddress());
  f.gio.io_node_reassign_instance(fixed, kMacA);

  const auto kept = f.facts.all<InstanceKept>();
  REQUIRE(kept.size() == 4);
  CHECK(kept[0].because == Because::tunable_off);
  CHECK(kept[1].because == Because::no_entry);
  CHECK(kept[2].because == Because::no_mac);
  CHECK(kept[3].because == Because::not_replaceable);
  CHECK(f.facts.all<InstanceReassigned>().empty());
  CHECK(off.instance == Instance{1});
  CHECK(fixed.instance == Instance{4});
}

TEST_CASE("A5: a reservation is handed over once", "[gio]") {
  WithReservation f;
  IoNode& first = f.claim("0/4/2/0");
  IoNode& second = f.claim("0/4/1/0");

  CHECK(f.gio.io_node_reassign_instance(first, kMacA) == Instance{0});
  CHECK(f.gio.io_node_reassign_instance(second, kMacC) == Instance{2});
  CHECK(f.facts.only<InstanceKept>().because == Because::already_taken);
}

TEST_CASE("A6: a reservation whose device never appears stays for the whole boot", "[gio]") {
  WithReservation f;
  for (int element = 0; element < 5; ++element) {
    IoNode& node = f.claim(HwPath("0/4").child(element));
    f.gio.io_node_reassign_instance(node, kMacB);
    CHECK(node.instance == Instance{element + 1});
  }
  CHECK(f.listing().front() == "<0/1/1/0, lan, 0>");
}

TEST_CASE("A6: a reservation stays when the driver of its NIC fails in init", "[gio]") {
  WithReservation f;
  IoNode& failing = f.claim("0/4/1/0");

  f.gio.init_failed(failing);  // before it could tell its MAC address

  CHECK(f.claim("0/4/2/0").instance == Instance{2});
  CHECK(f.listing().front() == "<0/1/1/0, lan, 0>");
}

TEST_CASE("A7: a number that was given up is not handed out again in this boot", "[gio]") {
  WithReservation f;
  f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA);

  CHECK(f.claim("0/4/2/0").instance == Instance{2});
}

TEST_CASE("A7: at the next boot the number that was given up is free", "[gio]") {
  WithReservation f;
  f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA);

  GioFixture next;
  next.ioconfig_has(f.gio.ioconfig().records());
  next.saved({entry("0/4/1/0", 0, {kMacA})});
  next.reserve();

  CHECK(next.claim("0/4/1/0").instance == Instance{1});
}

TEST_CASE("a NIC that was pulled out after its reassign keeps the reserved instance", "[gio]") {
  WithReservation f;
  f.gio.io_node_reassign_instance(f.claim("0/4/1/0"), kMacA);
  f.gio.hardware_gone("0/4/1/0");

  CHECK(f.claim("0/4/1/0").instance == Instance{0});
  CHECK(f.gio.io_node_reassign_instance(f.claim("0/4/2/0"), kMacA) == Instance{2});
}
