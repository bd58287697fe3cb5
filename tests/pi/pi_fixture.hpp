// libhpuxpi above a DLPI and a KRS: NICs come and go as the test says.
#pragma once

#include "pi/portable_image.hpp"
#include "tests/krs/krs_fixture.hpp"

namespace giosim::pi {

inline const MacAddress kMacA = "0x00306E00000A";
inline const MacAddress kMacB = "0x00306E00000B";
inline const MacAddress kMacC = "0x00306E00000C";
inline const MacAddress kStation = "0x020000000001";

inline krs::PiEntry entry(HwPath hw_path, int instance, std::vector<MacAddress> macs,
                          DriverName driver = "igelan") {
  return {hw_path, kLan, Instance{instance}, driver, std::move(macs)};
}

using Lines = std::vector<std::string>;

inline Lines texts(const std::vector<krs::PiEntry>& entries) {
  Lines texts;
  for (const krs::PiEntry& one : entries) texts.push_back(one.text());
  return texts;
}

struct PiFixture : krs::KrsFixture {
  explicit PiFixture(const gio::Policies& readings = {}, std::vector<sim::DiskFault> faults = {})
      : krs::KrsFixture(std::move(faults)), policies(readings) {}
  // A process that hangs refers to what is declared here.
  ~PiFixture() { processes.kill_all(); }

  void nic(HwPath hw_path, int instance, MacAddress factory, MacAddress station = {},
           DriverName driver = "igelan") {
    provider.create(hw_path, driver, Ppa{instance});
    const MacAddress current = station.is_zero() ? factory : station;
    if (!current.is_zero()) REQUIRE(provider.dlpi_prop(hw_path, dlpi::SetMac{factory, current}));
  }
  void saved(std::vector<krs::PiEntry> entries) {
    config.replace(std::move(entries));
    facts.clear();
  }
  Lines entries() const { return texts(portable_image.get()); }

  template <class Result>
  static sim::Task<> note(sim::Task<Result> task, std::optional<Result>& result) {
    result.emplace(co_await std::move(task));
  }
  // What the task returned; nothing when it hangs because the power is gone.
  template <class Result>
  std::optional<Result> run(sim::Task<Result> task) {
    std::optional<Result> result;
    processes.spawn("hpuxpitool", note(std::move(task), result));
    kernel.run();
    return result;
  }
  Saved save() {
    const auto saved = run(portable_image.save());
    REQUIRE(saved.value());
    return **saved;
  }

  gio::Policies policies;
  dlpi::DlpiProvider provider{trace};
  Nettl nettl{kernel, disk, trace};
  PortableImage portable_image{krs, tunables, config, provider, disk, nettl, policies, trace};
};

}  // namespace giosim::pi
