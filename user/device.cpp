#include "user/device.hpp"

#include <algorithm>

#include "user/files.hpp"

namespace giosim::user {
namespace {

constexpr DeviceKind kKinds[] = {
    {"btlan", "HP PCI 10/100Base-TX Core", -1, true},
    {"intl100", "Intel PCI Pro 10/100Tx Server Adapter", -1, false},
    {"gelan", "HP A4926A PCI 1000Base-SX Adapter", -1, false},
    {"igelan", "HP PCI 1000Base-T Core", -1, false},
    {"iether", "HP PCI-X 1000Mbps Dual-port Built-in", -1, false},
    {"ixgbe", "HP AB287A PCI-X 10GbE-SR Adapter", -1, false},
    {"icxgbe", "HP AD385A PCIe 10GbE Adapter", -1, false},
    {"iexgbe", "HP PCIe 2-p 10GbE Built-in FLEX-10", -1, false},
    {"iocxgbe", "HP PCIe 2-p 10GbE FlexFabric Built-in", -1, false},
    {"iqxgbe", "HP PCIe 2-p 10GbE QLogic Adapter", -1, false},
    {"igssn", "HPVM AVIO LAN Adapter", -1, false},
    {"fcd", "HP A6826-60001 2Gb Dual Port PCI/PCI-X Fibre Channel Adapter", 58, false},
    {"fclp", "HP 456972-B21 8Gb PCIe 2-port LPe1205 FC Mezzanine Adapter", 19, false},
    {"gvsd", "HPVM AVIO Stor Adapter", 22, false},
    {"sasd", "HP PCI/PCI-X SAS MPT Adapter", -1, false},
    {"c8xx", "SCSI C1010 Ultra160 Wide LVD", -1, false},
};

constexpr DeviceKind kUnknown{"", "", -1, false};

}  // namespace

const DeviceKind& kind_of(DriverName driver) {
  const auto found = std::ranges::find(kKinds, driver.view(), &DeviceKind::driver);
  return found == std::end(kKinds) ? kUnknown : *found;
}

std::vector<std::string> special_files(DriverName driver, Instance instance) {
  if (!kind_of(driver).network_files || !instance.given()) return {};
  const std::string number = std::to_string(instance.number);
  return {"/dev/diag/lan" + number, "/dev/ether" + number, "/dev/lan" + number};
}

std::vector<std::string> special_files_on_disk(const Session& session, DriverName driver,
                                               Instance instance) {
  std::vector<std::string> files = special_files(driver, instance);
  std::erase_if(files, [&](const std::string& file) { return !read_file(session, file); });
  return files;
}

bool at_or_below(HwPath hw_path, HwPath above) {
  if (hw_path.size() < above.size()) return false;
  for (std::size_t i = 0; i < above.size(); ++i)
    if (hw_path.element(i) != above.element(i)) return false;
  return true;
}

}  // namespace giosim::user
