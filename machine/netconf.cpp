#include "machine/netconf.hpp"

#include <charconv>
#include <map>

namespace giosim::machine {
namespace {

struct Assignment {
  std::string_view variable;
  int index = 0;
  std::string value;
};

// NAME[index]=value; false for any other line.
bool parse_assignment(std::string_view line, Assignment& assignment) {
  const std::size_t open = line.find('[');
  const std::size_t close = line.find("]=", open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) return false;
  const std::string_view index = line.substr(open + 1, close - open - 1);
  const auto [end, error] =
      std::from_chars(index.data(), index.data() + index.size(), assignment.index);
  if (error != std::errc() || end != index.data() + index.size()) return false;

  std::string_view value = line.substr(close + 2);
  if (value.size() >= 2 && value.front() == value.back() &&
      (value.front() == '"' || value.front() == '\''))
    value = value.substr(1, value.size() - 2);
  assignment.variable = line.substr(0, open);
  assignment.value = value;
  return true;
}

}  // namespace

std::vector<NetconfInterface> parse_netconf(std::string_view text) {
  std::map<int, NetconfInterface> by_index;
  while (!text.empty()) {
    const std::size_t line_end = std::min(text.find('\n'), text.size());
    Assignment assignment;
    if (parse_assignment(text.substr(0, line_end), assignment)) {
      if (assignment.variable == "INTERFACE_NAME")
        by_index[assignment.index].name = assignment.value;
      if (assignment.variable == "IP_ADDRESS")
        by_index[assignment.index].address = assignment.value;
    }
    text.remove_prefix(std::min(line_end + 1, text.size()));
  }

  std::vector<NetconfInterface> interfaces;
  for (auto& [index, interface] : by_index)
    if (!interface.name.empty()) interfaces.push_back(std::move(interface));
  return interfaces;
}

std::string write_netconf(const std::vector<NetconfInterface>& interfaces) {
  std::string text;
  for (std::size_t i = 0; i < interfaces.size(); ++i) {
    const std::string index = '[' + std::to_string(i) + "]=";
    text += "INTERFACE_NAME" + index + '"' + interfaces[i].name + "\"\n";
    text += "IP_ADDRESS" + index + '"' + interfaces[i].address + "\"\n";
  }
  return text;
}

Ppa ppa_named(std::string_view interface_name) {
  Ppa ppa;
  if (!interface_name.starts_with("lan")) return ppa;
  const std::string_view number = interface_name.substr(3);
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), ppa.number);
  if (error != std::errc() || end != number.data() + number.size()) return Ppa{};
  return ppa;
}

}  // namespace giosim::machine
