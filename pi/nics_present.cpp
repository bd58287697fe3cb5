#include "pi/nics_present.hpp"

#include <set>

namespace giosim::pi {
namespace {

std::expected<MacAddress, dlpi::DlErrno> factory_mac(dlpi::DlpiStream& stream, Ppa ppa) {
  if (const auto attached = stream.attach(ppa); !attached)
    return std::unexpected(attached.error());
  const auto mac = stream.phys_addr(dlpi::DlAddress::DL_FACT_PHYS_ADDR);
  static_cast<void>(stream.detach());  // refused only when the interface has gone
  return mac;
}

}  // namespace

NicsPresent nics_present(dlpi::DlpiStream& stream, const std::vector<dlpi::PpaInfo>& list) {
  NicsPresent nics;
  std::set<Ppa> asked;
  for (const dlpi::PpaInfo& nic : list) {
    const auto mac = asked.insert(nic.ppa).second
                         ? factory_mac(stream, nic.ppa)
                         : std::unexpected(dlpi::DlErrno::DL_BADPPA);
    if (mac)
      nics.learnt.push_back({nic.hw_path, kLan, Instance{nic.ppa.number}, nic.driver, {*mac}});
    else
      nics.not_learnt.push_back({nic.hw_path, nic.ppa, mac.error()});
  }
  return nics;
}

NicsPresent nics_present(const dlpi::DlpiProvider& provider) {
  dlpi::DlpiStream stream(provider);
  return nics_present(stream, stream.ppa_list());
}

}  // namespace giosim::pi
