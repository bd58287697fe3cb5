// MachineSpec: a computer as a scenario describes it; models save the writing of its ports.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/row.hpp"
#include "hdm/card.hpp"
#include "krs/pi_config.hpp"
#include "machine/hardware.hpp"
#include "machine/os.hpp"
#include "pi/software.hpp"
#include "runner/shape.hpp"
#include "runner/source_file.hpp"
#include "user/netconf.hpp"
#include "wire/segment.hpp"

namespace giosim::runner {

using Slots = std::vector<std::pair<HwPath, hdm::Card>>;

// MAC addresses that Virtual Connect assigns to the ports of blades, one by one.
struct VirtualConnect {
  MacAddress first;
  int count = 1;
  int step = 2;  // each connection also keeps an iSCSI address
  std::vector<std::string> networks;  // of the connections, in their order; empty: of none
};

// Many NICs alike, for large machines.
struct ManyNics {
  int count = 0;
  HwPath under;
  DriverName driver;
  MacAddress first_mac;
};

// How rc runs the scripts of a run level.
enum class RcOrder { sequential, parallel };

struct MachineSpec {
  std::string model;  // empty: none
  Slots slots;        // those of the model are replaced by what the scenario says of the same path
  std::vector<HwPath> empty_slots;  // of the model
  std::optional<VirtualConnect> virtual_connect;
  std::vector<ManyNics> many;
  std::vector<std::pair<HwPath, std::string>> cables;  // the network of each
  std::vector<DriverName> not_replaceable;

  // What its own disk holds before the first boot. Without both: a later release with all software.
  std::optional<pi::OsRelease> os;
  std::optional<std::vector<std::string>> software;
  int gio_portable_image = 0;
  std::vector<IoconfigRow> ioconfig;
  std::vector<krs::PiEntry> saved;
  std::vector<std::pair<std::string, std::string>> krs_text;  // raw, for what no tool would write
  std::vector<user::NetconfInterface> netconf;
  std::vector<std::pair<std::string, std::string>> files;  // text by path

  RcOrder rc = RcOrder::sequential;

  Mark where;
};

const Shape<MachineSpec>& machine_shape();
const Shape<hdm::Card>& card_shape();
const Shape<wire::SegmentSettings>& network_shape();
const Shape<HwPath>& hw_path_shape();
const Shape<MacAddress>& mac_shape();

// The cards of the machine when the play begins. `order` is the machine's place in the file: it
// makes the factory addresses of model ports differ between machines.
machine::Hardware hardware_of(const MachineSpec& spec, int order);

// The networks by H/W path: those of Virtual Connect's connections, and the machine's own cables.
std::map<HwPath, std::string> cables_of(const MachineSpec& spec);

}  // namespace giosim::runner

namespace giosim {
template <>
inline constexpr auto kWords<runner::RcOrder> = WordTable<2>{"sequential", "parallel"};
}  // namespace giosim
