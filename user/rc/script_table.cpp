#include <fmt/format.h>

#include "user/rc/scripts.hpp"
#include "user/rc_order.hpp"

namespace giosim::user {
namespace {

// The scripts of LAN drivers stand between hpuxpi and what is built on LAN interfaces.
// Assumed: their numbers, and that every driver has a kill link; HP's are not public.
constexpr int kFirstDriver = 320, kLastDriverKill = 680;

Script lan_driver_script(const hdm::DriverProfile& driver, int place) {
  return {.name = fmt::format("hp{}", driver.name),
          .start = {2, kFirstDriver + place},
          .kill = {1, kLastDriverKill - place},
          .start_msg = fmt::format("Configure {} LAN interfaces", driver.name),
          .stop_msg = fmt::format("Stop {} LAN interfaces", driver.name),
          .start_does = fmt::format("applies /etc/rc.config.d/{}", driver.configuration),
          .stop_does = "nothing",
          .there = lan_driver_there,
          .run = run_lan_driver,
          .driver = &driver};
}

// Assumed: all messages; the names of hpapa, vlan and cmcluster; all kill links but that of hpuxpi.
std::vector<Script> make_table() {
  std::vector<Script> table;
  table.push_back({.name = "hpuxpi",
                   .start = {2, 302},
                   .kill = {1, 692},
                   .start_msg = "Update the HP-UX Portable Image configuration",
                   .stop_msg = "Save the HP-UX Portable Image configuration",
                   .start_does = "/opt/network/bin/hpuxpitool -u",
                   .stop_does = "/opt/network/bin/hpuxpitool -s",
                   .there = hpuxpi_there,
                   .run = run_hpuxpi,
                   .may_come_early = true});
  int place = 0;
  for (const hdm::DriverProfile& driver : hdm::driver_catalog())
    if (!driver.configuration.empty()) table.push_back(lan_driver_script(driver, place++));
  table.push_back({.name = "hpapa",
                   .start = {2, 334},
                   .kill = {1, 666},
                   .start_msg = "Configure link aggregates",
                   .stop_msg = "Stop link aggregates",
                   .start_does = "makes what hp_apaconf and hp_apaportconf name",
                   .stop_does = "takes it away",
                   .there = aggregates_there,
                   .run = run_aggregates});
  table.push_back({.name = "vlan",
                   .start = {2, 336},
                   .kill = {1, 664},
                   .start_msg = "Configure VLAN interfaces",
                   .stop_msg = "Stop VLAN interfaces",
                   .start_does = "makes what vlanconf names",
                   .stop_does = "takes it away",
                   .there = vlans_there,
                   .run = run_vlans});
  table.push_back({.name = "net",
                   .start = {2, 340},
                   .kill = {1, 660},
                   .start_msg = "Configure LAN interfaces",
                   .stop_msg = "Stop LAN interfaces",
                   .start_does = "ifconfig for each interface of /etc/rc.config.d/netconf",
                   .stop_does = "ifconfig down for each of them",
                   .there = net_there,
                   .run = run_net});
  table.push_back({.name = "cmcluster",
                   .start = {3, 800},
                   .kill = {2, 200},
                   .start_msg = "Check the Serviceguard cluster configuration",
                   .stop_msg = "Stop Serviceguard",
                   .start_does = "looks for the interfaces of this node in the cluster's file",
                   .stop_does = "nothing",
                   .there = cmcluster_there,
                   .run = run_cmcluster});
  return table;
}

}  // namespace

std::span<const Script> script_table() {
  static const std::vector<Script> kTable = make_table();
  return kTable;
}

std::string default_dependencies() {
  RcDependencies all;
  const std::string& hpuxpi_start = script_table().front().link(Direction::start);
  const std::string& hpuxpi_kill = script_table().front().link(Direction::stop);
  all.start[hpuxpi_start] = {};
  for (const Script& script : script_table()) {
    if (!script.driver) continue;
    all.start[script.link(Direction::start)] = {hpuxpi_start};
    all.kill[script.link(Direction::stop)] = {hpuxpi_kill};
  }
  return all.text();
}

}  // namespace giosim::user
