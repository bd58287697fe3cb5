#include "user/cluster_file.hpp"

#include <algorithm>
#include <optional>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "user/netconf.hpp"

namespace giosim::user {
namespace {

class Parser {
 public:
  // False after a line that makes no sense.
  bool line(std::string_view text, int number) {
    text = text.substr(0, text.find('#'));
    const std::string_view keyword = next_word(text);
    const std::string value(next_word(text));
    if (keyword != "CLUSTER_NAME" && keyword != "NODE_NAME" && keyword != "NETWORK_INTERFACE" &&
        keyword != "HEARTBEAT_IP" && keyword != "STATIONARY_IP")
      return true;

    const std::string word(keyword);
    if (value.empty()) return refuse(number, word + " has no value");
    if (keyword == "CLUSTER_NAME") file.name = value;
    if (keyword == "NODE_NAME") return node(value, number);
    if (keyword == "NETWORK_INTERFACE") return interface(value, number);
    if (keyword == "HEARTBEAT_IP" || keyword == "STATIONARY_IP") return ip(word, value, number);
    return true;
  }

  ClusterFile file;
  pi::Unreadable problem;

 private:
  bool node(const std::string& name, int number) {
    if (std::ranges::find(file.nodes, name, &ClusterNode::name) != file.nodes.end())
      return refuse(number, "the node " + name + " is there already");
    file.nodes.push_back({name, {}});
    return true;
  }

  bool interface(const std::string& name, int number) {
    if (file.nodes.empty()) return refuse(number, "NETWORK_INTERFACE stands before any NODE_NAME");
    if (!ppa_named(name).given()) return refuse(number, '\'' + name + "' is no interface");
    auto& interfaces = file.nodes.back().interfaces;
    if (std::ranges::find(interfaces, name, &ClusterInterface::name) != interfaces.end())
      return refuse(number, name + " is there already");
    interfaces.push_back({name, {}, {}, number});
    return true;
  }

  bool ip(const std::string& keyword, const std::string& address, int number) {
    if (file.nodes.empty() || file.nodes.back().interfaces.empty())
      return refuse(number, keyword + " stands before any NETWORK_INTERFACE");
    ClusterInterface& last = file.nodes.back().interfaces.back();
    if (!last.is_standby()) return refuse(number, last.name + " has an address already");
    (keyword == "HEARTBEAT_IP" ? last.heartbeat_ip : last.stationary_ip) = address;
    return true;
  }

  bool refuse(int number, std::string because) {
    problem = {number, std::move(because)};
    return false;
  }
};

}  // namespace

std::expected<ClusterFile, pi::Unreadable> parse_cluster_file(std::string_view text) {
  Parser parser;
  int number = 0;
  for (const std::string_view line : lines_of(text))
    if (!parser.line(line, ++number)) return std::unexpected(parser.problem);
  return std::move(parser.file);
}

std::vector<ClusterInterface> missing_of(const ClusterFile& cluster, std::string_view node,
                                         const std::set<Ppa>& present) {
  std::vector<ClusterInterface> missing;
  const auto found = std::ranges::find(cluster.nodes, node, &ClusterNode::name);
  if (found == cluster.nodes.end()) return missing;
  for (const ClusterInterface& interface : found->interfaces)
    if (!present.contains(ppa_named(interface.name))) missing.push_back(interface);
  return missing;
}

}  // namespace giosim::user
