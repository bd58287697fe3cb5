#include "user/rc/present.hpp"

namespace giosim::user {

std::map<Ppa, MacAddress> nics_present(const machine::Os& os) {
  std::map<Ppa, MacAddress> nics;
  for (const dlpi::DlpiInstance& instance : os.dlpi.instances())
    if (!instance.mac.is_zero()) nics.emplace(instance.ppa, instance.mac);
  return nics;
}

std::map<Ppa, MacAddress> interfaces_present(const machine::Os& os) {
  std::map<Ppa, MacAddress> interfaces = nics_present(os);
  for (const auto& [name, logical] : os.logical)
    if (logical.kind == LogicalKind::aggregate)
      for (Ppa port : logical.members) interfaces.erase(port);
  for (const auto& [name, logical] : os.logical) interfaces.emplace(logical.ppa, logical.mac);
  return interfaces;
}

std::set<Ppa> ppas_of(const std::map<Ppa, MacAddress>& interfaces) {
  std::set<Ppa> ppas;
  for (const auto& [ppa, mac] : interfaces) ppas.insert(ppa);
  return ppas;
}

}  // namespace giosim::user
