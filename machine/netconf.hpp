// netconf: the interfaces that S340net is asked to configure.
//
// The file is POSIX shell, one assignment a line: INTERFACE_NAME[0]="lan0". The index only
// holds the variables of one interface together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"

namespace giosim::machine {

inline constexpr std::string_view kNetconf = "/etc/rc.config.d/netconf";

struct NetconfInterface {
  std::string name;     // "lan0"
  std::string address;  // "192.0.2.10"; may be empty
};

// By index. Lines that set no interface name or address are not for us.
std::vector<NetconfInterface> parse_netconf(std::string_view text);

std::string write_netconf(const std::vector<NetconfInterface>& interfaces);

// "lan18" -> 18; no PPA for any other word.
Ppa ppa_named(std::string_view interface_name);

}  // namespace giosim::machine
