// Lab: machines on one kernel, with an operator who plugs cards, presses switches and moves disks.
//
// A Mirror listens to every run: each test here also tests that no state changes silently.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "machine/machine.hpp"
#include "sim/faulty_disk.hpp"
#include "tests/fact_log.hpp"
#include "tests/machine/mirror.hpp"
#include "user/netconf.hpp"
#include "user/rc/rc.hpp"
#include "user/sh/user_land.hpp"

namespace giosim::machine {

inline const MacAddress kMacA = "0x00306E00000A";
inline const MacAddress kMacB = "0x00306E00000B";
inline const MacAddress kMacC = "0x00306E00000C";

inline hdm::Card nic(MacAddress mac, DriverName driver = "igelan") {
  return {kLan, driver, mac, {}, {}};
}
inline krs::PiEntry entry(HwPath hw_path, int instance, std::vector<MacAddress> macs,
                          DriverName driver = "igelan") {
  return {hw_path, kLan, Instance{instance}, driver, std::move(macs)};
}

// What the disk of a machine holds before its first boot.
struct Image {
  std::int64_t tunable = 1;
  std::vector<krs::PiEntry> entries = {};
  std::vector<IoconfigRow> ioconfig = {};
  std::vector<user::NetconfInterface> netconf = {};
  std::vector<std::pair<std::string, std::string>> others = {};  // text by path

  sim::Disk::Changes files() const {
    krs::Krs::Tree tree;
    tree[krs::Tunables::krs_path(krs::kPortableImage)] = tunable;
    for (const krs::PiEntry& one : entries) tree[krs::PiConfig::krs_path(one)] = one.text();
    sim::Disk::Changes files = {
        {std::string(krs::kSystemKrs), sim::DurableFile::seal(krs::Krs::encode(tree))},
        {std::string(gio::kStandIoconfig), sim::DurableFile::seal(gio::Ioconfig::encode(ioconfig))},
        {std::string(user::kNetconf), user::write_netconf(netconf)}};
    for (const auto& [path, text] : others) files[path] = text;
    return files;
  }
};

class Lab {
 public:
  explicit Lab(const gio::Policies& readings = {}) : Lab(in_order_, readings) {}
  explicit Lab(sim::Choices& choices, const gio::Policies& readings = {})
      : kernel(choices), policies_(readings) {
    recorder.attach(mirror);
    recorder.attach(facts);
  }
  // Every test ends with this check.
  ~Lab() {
    mirror.compare_now();
    for (const std::string& difference : mirror.differences()) UNSCOPED_INFO(difference);
    CHECK(mirror.differences().empty());
  }

  Machine& machine(const std::string& name, Hardware hardware, const Image& image = {},
                   std::vector<sim::DiskFault> faults = {}) {
    auto& made = machines_[name];
    MUST(made == nullptr);
    made = std::make_unique<Machine>(kernel, recorder, switchboard_, name, policies_,
                                     user::user_land());
    mirror.watch(*made);
    made->hardware() = std::move(hardware);
    auto disk = std::make_unique<sim::MemoryDisk>(kernel);
    REQUIRE(disk->apply(image.files()));
    if (faults.empty()) {
      made->insert_disk(std::move(disk));
    } else {
      Machine* const its_machine = made.get();
      auto faulty =
          std::make_unique<sim::FaultyDisk>(kernel, std::move(disk), std::move(faults),
                                            [this, its_machine](sim::DiskFaultKind, std::uint64_t) {
                                              if (faulty_disks_.at(its_machine)->power_is_gone())
                                                its_machine->request_off(PowerOff::power_cut);
                                            });
      faulty_disks_[its_machine] = faulty.get();
      made->insert_disk(std::move(faulty));
    }
    return *made;
  }

  // One step of the kernel, or the power going off. False when nothing is left to happen.
  bool step() {
    if (switchboard_.waiting > 0) {
      for (const auto& [name, machine] : machines_) machine->obey_switch();
      for (const auto& [machine, disk] : faulty_disks_) disk->power_restored();
      return true;
    }
    if (kernel.idle()) return false;
    const std::size_t count = kernel.ready();
    kernel.step(count == 1 ? 0
                           : kernel.choices().pick(count, sim::ChoiceKind::order, "who is next"));
    return true;
  }
  void settle() {
    while (step()) {
    }
  }
  bool run_until(const auto& reached) {
    while (!reached())
      if (!step()) return false;
    return true;
  }

  void boot(Machine& machine) {
    machine.power_on();
    settle();
    REQUIRE(machine.running());
  }
  void shut_down(Machine& machine) {
    machine.shutdown();
    settle();
    REQUIRE_FALSE(machine.running());
  }
  void move_disk(Machine& from, Machine& to) {
    static_cast<void>(to.take_disk());
    to.insert_disk(from.take_disk());
  }
  void save(Machine& machine) {
    machine.start("hpuxpitool", ignoring_the_result(machine.os()->portable_image.save()));
    settle();
  }
  template <class Result>
  static sim::Task<> ignoring_the_result(sim::Task<Result> task) {
    static_cast<void>(co_await std::move(task));
  }

  sim::InOrder in_order_;
  sim::Kernel kernel;
  sim::Recorder recorder{kernel};
  Mirror mirror;
  FactLog facts;

 private:
  gio::Policies policies_;
  Switchboard switchboard_;
  std::map<std::string, std::unique_ptr<Machine>> machines_;
  std::map<Machine*, sim::FaultyDisk*> faulty_disks_;
};

using Lines = std::vector<std::string>;

// What lanscan would print: "0/4/1/0 0x00306E00000A lan0", by H/W path.
inline Lines lanscan(const Machine& machine) {
  std::map<HwPath, std::string> lines;
  if (machine.running())
    for (const dlpi::DlpiInstance& row : machine.os()->dlpi.instances())
      lines[row.hw_path] = row.hw_path.text() + ' ' + (row.mac.is_zero() ? "-" : row.mac.text()) +
                           " lan" + std::to_string(row.ppa.number);
  Lines in_order;
  for (const auto& [path, line] : lines) in_order.push_back(line);
  return in_order;
}

inline Lines entries_of(const Machine& machine) {
  Lines lines;
  if (machine.running())
    for (const krs::PiEntry& one : machine.os()->pi_config.entries()) lines.push_back(one.text());
  return lines;
}

inline krs::Krs::Tree krs_on_disk(const Machine& machine) {
  const sim::DurableFile::Loaded loaded =
      sim::DurableFile(std::string(krs::kSystemKrs)).load(*machine.disk());
  return krs::Krs::decode(loaded.body).value();
}

}  // namespace giosim::machine
