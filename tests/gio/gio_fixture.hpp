// GIO on a machine that has nothing else: a disk in memory, and drivers that only have names.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "gio/gio.hpp"
#include "tests/fact_log.hpp"

namespace giosim::gio {

inline constexpr DriverName kIgelan = "igelan";  // has DRV_INSTANCE_REPLACEABLE
inline constexpr DriverName kIether = "iether";  // has it, too
inline constexpr DriverName kBtlan = "btlan";    // lacks it
inline constexpr DriverName kC8xx = "c8xx";      // of class ext_bus
inline constexpr DeviceClass kExtBus = "ext_bus";

inline const MacAddress kMacA = "0x00306E00000A";
inline const MacAddress kMacB = "0x00306E00000B";
inline const MacAddress kMacC = "0x00306E00000C";

inline krs::PiEntry entry(HwPath hw_path, int instance, std::vector<MacAddress> macs,
                          DriverName driver = kIgelan) {
  return {hw_path, kLan, Instance{instance}, driver, std::move(macs)};
}

struct GioFixture {
  explicit GioFixture(const Policies& readings = {}) : policies(readings) {
    recorder.attach(facts);
    tunables.set(krs::kPortableImage, 1);
    for (DriverName replaceable : {kIgelan, kIether}) gio.install_driver({replaceable, kLan, true});
    gio.install_driver({kBtlan, kLan, false});
    gio.install_driver({kC8xx, kExtBus, false});
    facts.clear();
  }

  // --- What the boot before has left behind. ---
  void saved(std::vector<krs::PiEntry> entries) {
    for (const krs::PiEntry& one : entries)
      krs.set(krs::PiConfig::krs_path(one), one.text(), krs::Half::persistent_half);
  }
  void ioconfig_has(const std::vector<IoconfigRow>& records) {
    REQUIRE(disk.apply(
        {{std::string(kStandIoconfig), sim::DurableFile::seal(Ioconfig::encode(records))}}));
  }

  // --- The boot. ---
  void reserve() {
    gio.load_ioconfig();
    gio.reserve(pi_config);
  }
  IoNode& claim(HwPath hw_path, DriverName driver = kIgelan, DeviceClass device_class = kLan) {
    IoNode& node = gio.found(hw_path, device_class, driver);
    gio.claim(node);
    return node;
  }

  // Lines as the document writes them: "<0/4/1/0, lan, 1>".
  std::vector<std::string> listing() const { return lines(gio.listing()); }
  std::vector<std::string> records() const { return lines(gio.ioconfig().records()); }

  static std::vector<std::string> lines(const std::vector<IoconfigRow>& rows) {
    std::vector<std::string> lines;
    for (const IoconfigRow& row : rows)
      lines.push_back('<' + row.hw_path.text() + ", " + std::string(row.device_class.view()) +
                      ", " + std::to_string(row.instance.number) + '>');
    return lines;
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  FactLog facts;
  sim::Trace trace{recorder, "target"};
  sim::MemoryDisk disk{kernel};
  Policies policies;
  krs::Krs krs{kernel, disk, trace};
  krs::Tunables tunables{krs, trace};
  krs::PiConfig pi_config{krs, trace};
  Gio gio{kernel, disk, trace, tunables, policies};
};

using Lines = std::vector<std::string>;

}  // namespace giosim::gio
