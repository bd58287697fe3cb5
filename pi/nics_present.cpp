#include "pi/nics_present.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace giosim::pi {
namespace {

std::expected<MacAddress, dlpi::DlErrno> factory_mac(dlpi::DlpiClient& client, Ppa ppa) {
  if (const auto attached = client.attach(ppa); !attached) return std::unexpected(attached.error());
  const auto mac = client.phys_addr(dlpi::DlAddress::DL_FACT_PHYS_ADDR);
  static_cast<void>(client.detach());  // refused only when the interface has gone
  return mac;
}

// Which of the list have a PPA that one before them has, too.
std::vector<bool> repeated(const std::vector<dlpi::PpaInfo>& list) {
  std::vector<std::uint32_t> by_ppa(list.size());
  std::iota(by_ppa.begin(), by_ppa.end(), 0u);
  std::ranges::stable_sort(by_ppa, {}, [&](std::uint32_t nic) { return list[nic].ppa; });
  std::vector<bool> repeated(list.size());
  for (std::size_t i = 1; i < by_ppa.size(); ++i)
    repeated[by_ppa[i]] = list[by_ppa[i]].ppa == list[by_ppa[i - 1]].ppa;
  return repeated;
}

}  // namespace

NicsPresent nics_present(dlpi::DlpiClient& client, const std::vector<dlpi::PpaInfo>& list) {
  NicsPresent nics;
  nics.learnt.reserve(list.size());
  const std::vector<bool> not_asked = repeated(list);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const dlpi::PpaInfo& nic = list[i];
    const auto mac = not_asked[i] ? std::unexpected(dlpi::DlErrno::DL_BADPPA)
                                  : factory_mac(client, nic.ppa);
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
