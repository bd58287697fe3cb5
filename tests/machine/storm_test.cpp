// Anything at any time: cards, switches, saves and power, in orders that a seed chooses. Whatever
// happens, no state changes silently (the Mirror of the Lab), nobody meets a bug, and the
// invariants of docs/RULES.md hold at rest.
#include <set>

#include "tests/machine/lab.hpp"

using namespace giosim;
using namespace giosim::machine;

namespace {

constexpr const char* kDrivers[] = {"igelan", "ixgbe", "iether", "btlan", "igssn"};

class Storm {
 public:
  explicit Storm(std::uint64_t seed, const gio::Policies& readings = {})
      : choices_(seed), lab_(choices_, readings), default_readings_(readings == gio::Policies()) {
    machines_ = {&lab_.machine("first", {}), &lab_.machine("second", {})};
  }

  void blow(int gusts) {
    for (int i = 0; i < gusts; ++i) {
      gust(*machines_[pick(2)]);
      for (std::size_t steps = pick(40); steps > 0 && lab_.step(); --steps) {
      }
    }
    lab_.settle();
    if (default_readings_)
      for (const Machine* machine : machines_) look_at(*machine);
  }

 private:
  std::size_t pick(std::size_t options) {
    return choices_.pick(options, sim::ChoiceKind::other, "what the weather does");
  }
  HwPath slot() { return HwPath("0").child(static_cast<int>(pick(4))); }

  hdm::Card card() {
    hdm::Card card = nic(MacAddress::from_bits(0x306E000000u + pick(6)), kDrivers[pick(5)]);
    if (pick(8) == 0) card.fails_at = static_cast<InitStage>(pick(4));
    if (pick(8) == 0) card.mac = MacAddress();
    if (pick(4) == 0) card.answers_after = std::chrono::milliseconds(pick(20));
    if (pick(10) == 0) return {"fc", "fcd", {}, {}, {}};
    return card;
  }

  void gust(Machine& machine) {
    if (!machine.running()) {
      if (machine.disk() && pick(3) > 0) return machine.power_on();
      Machine& other = *machines_[machine.name() == "first" ? 1 : 0];
      if (!other.running() && machine.disk() != other.disk()) swap_disks(machine, other);
      return;
    }
    // Who has no shell yet can only pull plugs.
    const bool has_shell = machine.os()->krs.loaded();
    switch (pick(9)) {
      case 0:
        return machine.power_off(PowerOff::power_cut);
      case 1:
        if (has_shell) machine.shutdown();
        return;
      case 2:
        if (has_shell)
          machine.start("hpuxpitool",
                        Lab::ignoring_the_result(machine.os()->portable_image.save()));
        return;
      case 3:
        return reset(machine);
      case 4:
        if (has_shell)
          machine.os()->tunables.set(krs::kPortableImage, static_cast<std::int64_t>(pick(4) > 0));
        return;
      default:
        return change_slot(machine);
    }
  }

  void reset(Machine& machine) {
    hdm::LanDriver* const driver = machine.os()->driver(slot());
    if (driver && !driver->failed() && !driver->in_init())
      machine.start("lanadmin", driver->reset(MacAddress::from_bits(0x020000000000u + pick(3))));
  }

  void change_slot(Machine& machine) {
    const HwPath where = slot();
    if (machine.hardware().contains(where))
      machine.pull_out(where);
    else
      machine.plug_in(where, card());
  }

  void swap_disks(Machine& a, Machine& b) {
    auto disk = a.take_disk();
    a.insert_disk(b.take_disk());
    b.insert_disk(std::move(disk));
  }

  void look_at(const Machine& machine) const {
    if (!machine.running()) return;
    const Os& os = *machine.os();
    std::set<std::pair<DeviceClass, Instance>> instances, records, entries;
    std::set<std::pair<DeviceClass, HwPath>> paths;
    for (const gio::IoNode& node : os.gio.tree())
      if (node.instance.given()) CHECK(instances.emplace(node.device_class, node.instance).second);
    for (const IoconfigRow& row : os.gio.ioconfig().records()) {
      CHECK(records.emplace(row.device_class, row.instance).second);
      CHECK(paths.emplace(row.device_class, row.hw_path).second);
    }
    std::set<Ppa> ppas;
    for (const dlpi::DlpiInstance& row : os.dlpi.instances()) {
      CHECK(row.ppa == ppa_of(const_cast<Os&>(os).gio.node(row.hw_path)->instance));
      CHECK(ppas.insert(row.ppa).second);
    }
    std::set<MacAddress> macs;
    for (const krs::PiEntry& one : os.pi_config.entries()) {
      CHECK(entries.emplace(one.device_class, one.instance).second);
      for (const MacAddress mac : one.macs) CHECK(macs.insert(mac).second);
    }
  }

  sim::Seeded choices_;
  Lab lab_;
  bool default_readings_;  // under others the invariants need not hold
  std::vector<Machine*> machines_;
};

}  // namespace

TEST_CASE("whatever happens under whatever readings, nobody meets a bug", "[machine]") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    sim::Seeded readings(seed);
    gio::Policies policies;
    for (const gio::PolicyRow& row : gio::policy_table())
      if (row.name != "flush")  // krsd never comes to rest
        row.set(policies, readings.pick(row.readings.size(), sim::ChoiceKind::other, "a reading"));

    INFO("seed " << seed);
    Storm storm(seed, policies);
    for (int calm = 0; calm < 4; ++calm) storm.blow(15);
  }
}

TEST_CASE("whatever happens to two machines, they are in order at rest", "[machine]") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    INFO("seed " << seed);
    Storm storm(seed);
    for (int calm = 0; calm < 4; ++calm) storm.blow(15);
  }
}
