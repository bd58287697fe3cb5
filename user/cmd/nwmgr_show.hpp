// What nwmgr shows: tables, attributes, and the same for scripts.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "user/cmd/nwmgr_request.hpp"
#include "user/lan_list.hpp"

namespace giosim::user {

struct NwmgrAttribute {
  std::string name;   // "mtu", on the command line and for scripts
  std::string label;  // "MTU", for people
  std::string value;
};

// All attributes of the interface that have values of this kind, in the order in which -v shows
// them. An error is a sentence: the driver's configuration file cannot be read.
std::expected<std::vector<NwmgrAttribute>, std::string> attributes_of(const machine::Os& os,
                                                                      const ListedInterface& one,
                                                                      NwmgrValues values);

// "lan0 current values:" and a line for each attribute.
std::string attribute_block(const ListedInterface& one, NwmgrValues values,
                            const std::vector<NwmgrAttribute>& attributes);
// "igelan!lan0#mtu#current#1500", a line for each attribute.
std::string script_lines(const ListedInterface& one, NwmgrValues values,
                         const std::vector<NwmgrAttribute>& attributes);

// The tables of nwmgr, of nwmgr -S apa and of nwmgr -S vlan.
std::string interface_table(const std::vector<ListedInterface>& list);
std::string aggregate_table(const std::vector<ListedInterface>& list);
std::string vlan_table(const std::vector<ListedInterface>& list);

}  // namespace giosim::user
