// netconf: the interfaces that S340net is asked to configure.
//
// The index only holds the variables of one interface together. An interface of the form lan1:1
// is a further IP address of lan1; lan900 is an aggregate, lan5000 a VLAN.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "pi/rc_config_file.hpp"

namespace giosim::user {

inline constexpr std::string_view kNetconf = "/etc/rc.config.d/netconf";

struct NetconfInterface {
  std::string name;                    // INTERFACE_NAME: "lan0", "lan1:1"
  std::string address = {};            // IP_ADDRESS: "192.0.2.10"; may be empty
  std::string subnet_mask = {};        // SUBNET_MASK: empty means that of the address's class
  std::string broadcast_address = {};  // BROADCAST_ADDRESS
  bool is_down = false;                // INTERFACE_STATE: "down"; empty and "up" are up
  bool asks_dhcp = false;              // DHCP_ENABLE: 1, the address comes from a server
  std::string modules = {};            // INTERFACE_MODULES
  int index = 0;

  friend bool operator==(const NetconfInterface&, const NetconfInterface&) = default;
};

// By index. Indices without an interface name are not for us, nor are routes.
std::expected<std::vector<NetconfInterface>, pi::Unreadable> parse_netconf(std::string_view text);
std::vector<NetconfInterface> netconf_interfaces(const pi::RcConfigFile& netconf);

// With indices from 0, in the order given; what is empty is left out.
std::string write_netconf(const std::vector<NetconfInterface>& interfaces);

// "lan18" -> 18; no PPA for any other word.
Ppa ppa_named(std::string_view interface_name);

// "lan18:1" -> "lan18", which has to be there first; any other word -> itself.
std::string_view primary_of(std::string_view interface_name);

}  // namespace giosim::user
