#include "pi/nics_present.hpp"

#include <algorithm>
#include <set>

namespace giosim::pi {
namespace {

std::expected<MacAddress, dlpi::DlErrno> factory_mac(dlpi::DlpiClient& client, Ppa ppa) {
  if (const auto attached = client.attach(ppa); !attached) return std::unexpected(attached.error());
  const auto mac = client.phys_addr(dlpi::DlAddress::DL_FACT_PHYS_ADDR);
  static_cast<void>(client.detach());  // refused only when the interface has gone
  return mac;
}

// The PPAs that stand in the list more than once, in order.
std::vector<Ppa> repeated(const std::vector<dlpi::PpaInfo>& list) {
  std::vector<Ppa> ppas;
  ppas.reserve(list.size());
  for (const dlpi::PpaInfo& nic : list) ppas.push_back(nic.ppa);
  std::ranges::sort(ppas);
  std::vector<Ppa> repeated;
  for (auto at = std::ranges::adjacent_find(ppas); at != ppas.end();
       at = std::adjacent_find(at + 1, ppas.end()))
    repeated.push_back(*at);
  return repeated;
}

}  // namespace

NicsPresent nics_present(dlpi::DlpiClient& client, const std::vector<dlpi::PpaInfo>& list) {
  NicsPresent nics;
  nics.learnt.reserve(list.size());
  std::set<Ppa> asked;
  const std::vector<Ppa> doubtful = repeated(list);
  for (const dlpi::PpaInfo& nic : list) {
    const bool first = !std::ranges::binary_search(doubtful, nic.ppa) || asked.insert(nic.ppa).second;
    const auto mac = first ? factory_mac(client, nic.ppa)
                           : std::unexpected(dlpi::DlErrno::DL_BADPPA);
    if (mac)
      nics.learnt.push_back({nic.hw_path, kLan, Instance{nic.ppa.number}, nic.driver, {*mac}});
    else
      nics.not_learnt.push_back({nic.hw_path, nic.ppa, mac.error()});
  }
  return nics;
}

NicsPresent nics_present(dlpi::DlpiProvider& provider) {
  auto client = dlpi::DlpiClient::open(provider);
  if (client) return nics_present(*client, client->ppa_list());
  // Others hold all streams there are.
  NicsPresent none;
  for (const dlpi::DlpiInstance& nic : provider.instances())
    none.not_learnt.push_back({nic.hw_path, nic.ppa, dlpi::DlErrno::DL_SYSERR});
  return none;
}

}  // namespace giosim::pi
