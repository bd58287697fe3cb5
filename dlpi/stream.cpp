#include "dlpi/stream.hpp"

namespace giosim::dlpi {

std::vector<PpaInfo> DlpiStream::ppa_list() const {
  std::vector<PpaInfo> list;
  for (const DlpiInstance& one : provider_.instances())
    list.push_back({one.ppa, one.hw_path, one.driver, one.mac, one.nm_id});
  return list;
}

// Assumed: an interface that goes away takes its streams back to DL_UNATTACHED; HP's way to tell
// them (DL_HP_EVENT_OLD) reaches drivers, and what the user sees is not public.
const DlpiInstance* DlpiStream::attached_to() const {
  if (!attached_) return nullptr;
  const DlpiInstance* const found = provider_.find(attached_->hw_path);
  return found && found->nm_id == attached_->nm_id ? found : nullptr;
}

std::expected<void, DlErrno> DlpiStream::attach(Ppa ppa) {
  if (attached_to()) return std::unexpected(DlErrno::DL_OUTSTATE);
  const DlpiInstance* const found = provider_.find(ppa);
  if (!found) return std::unexpected(DlErrno::DL_BADPPA);
  attached_ = Attached{found->hw_path, found->nm_id};
  return {};
}

std::expected<void, DlErrno> DlpiStream::detach() {
  if (!attached_to()) return std::unexpected(DlErrno::DL_OUTSTATE);
  attached_.reset();
  return {};
}

std::expected<MacAddress, DlErrno> DlpiStream::phys_addr(DlAddress which) {
  const DlpiInstance* const interface = attached_to();
  if (!interface) return std::unexpected(DlErrno::DL_OUTSTATE);
  const MacAddress mac =
      which == DlAddress::DL_FACT_PHYS_ADDR ? interface->factory_mac : interface->mac;
  if (!mac.can_be_a_nic()) return std::unexpected(DlErrno::DL_NOTSUPPORTED);
  return mac;
}

DlState DlpiStream::state() const {
  return attached_to() ? DlState::DL_UNBOUND : DlState::DL_UNATTACHED;
}

}  // namespace giosim::dlpi
