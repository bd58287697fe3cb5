// Binding: BIND, UNBIND, SUBS_BIND and SUBS_UNBIND. What a stream is bound to is whose frames it
// gets.
#include <algorithm>

#include "base/must.hpp"
#include "dlpi/streams.hpp"

namespace giosim::dlpi {

// These come before the state, as in illumos. There is no LLC to answer for under an Ethertype or
// in raw frames.
std::optional<Stream::Refusal> Stream::wrong_bind(const dl_bind_req_t& request) const {
  const std::uint32_t automatic = request.dl_xidtest_flg;
  if ((automatic & ~std::uint32_t{DL_AUTO_XID | DL_AUTO_TEST}) != 0)
    return Refusal{DlErrno::DL_NOAUTO};
  const bool raw = request.dl_service_mode == DL_HP_RAWDLS;
  if (raw || request.dl_sap > kMaxLength) {
    if ((automatic & DL_AUTO_XID) != 0) return Refusal{DlErrno::DL_NOXIDAUTO};
    if ((automatic & DL_AUTO_TEST) != 0) return Refusal{DlErrno::DL_NOTESTAUTO};
  }
  if ((!raw && request.dl_service_mode != DL_CLDLS) || request.dl_conn_mgmt != 0)
    return Refusal{DlErrno::DL_UNSUPPORTED};
  return std::nullopt;
}

// A SAP is an Ethertype, or the DSAP of one station: even, and not the null SAP, which belongs to
// the LLC itself. Raw frames may be bound to any number; programs try one after the other.
Stream::Answer Stream::bind(const dl_bind_req_t& request) {
  const DlpiInstance* const to = interface();
  MUST(to != nullptr);
  const bool raw = request.dl_service_mode == DL_HP_RAWDLS;
  if (raw && !privileged()) return Refusal{DlErrno::DL_ACCESS};
  if (to->mac.is_zero()) return Refusal{DlErrno::DL_NOTINIT};

  const std::uint32_t sap = request.dl_sap;
  const bool is_dsap = sap > kNullSap && sap < kGlobalSap && sap % 2 == 0;
  const bool is_ethertype = sap > kMaxLength && sap <= 0xffff;
  if (!is_dsap && !is_ethertype && !(raw && sap > 0 && sap <= 0xffff))
    return Refusal{DlErrno::DL_BADADDR};

  const Bound wanted{raw ? Mode::raw : Mode::cldls, static_cast<std::uint16_t>(sap), std::nullopt,
                     (request.dl_xidtest_flg & DL_AUTO_XID) != 0,
                     (request.dl_xidtest_flg & DL_AUTO_TEST) != 0};
  if (taken_by_another(wanted)) return system_error(std::errc::device_or_resource_busy);
  bound_ = wanted;
  const Buffer address = own_dlsap();
  return laid_out(dl_bind_ack_t{DL_BIND_ACK, sap, static_cast<std::uint32_t>(address.size()),
                                sizeof(dl_bind_ack_t), 0, request.dl_xidtest_flg},
                  address);
}

// One stream for each SAP of an interface, in each of its VLANs. Those of SNAP share 0xAA and differ in what follows it.
bool Stream::taken_by_another(const Bound& wanted) const {
  if (wanted.sap == kSnapSap && !wanted.snap) return false;
  const auto& others = streams_->attached_to(*interface());
  return std::ranges::any_of(others, [&](const Stream* other) {
    return other != this && other->bound_ && other->bound_->sap == wanted.sap &&
           other->bound_->snap == wanted.snap && other->vlan_id() == vlan_id();
  });
}

Stream::Answer Stream::unbind() {
  bound_.reset();
  return Ok{};
}

// Assumed: SNAP is the only subsequent bind; HP's guide knows it as the hierarchical one.
Stream::Answer Stream::subs_bind(Bytes control) {
  const auto request = read_as<dl_subs_bind_req_t>(control);
  if (bound_->mode == Mode::raw || bound_->sap != kSnapSap ||
      request.dl_subs_bind_class != DL_HIERARCHICAL_BIND)
    return Refusal{DlErrno::DL_UNSUPPORTED};
  const auto sap =
      part_of(control, sizeof(request), request.dl_subs_sap_offset, request.dl_subs_sap_length);
  Bound wanted = *bound_;
  if (!sap || sap->size() != std::tuple_size_v<Snap>) return Refusal{DlErrno::DL_BADADDR};
  if (bound_->snap) return Refusal{DlErrno::DL_TOOMANY};
  wanted.snap.emplace();
  std::ranges::copy(*sap, wanted.snap->begin());
  if (taken_by_another(wanted)) return system_error(std::errc::device_or_resource_busy);
  bound_ = wanted;
  return laid_out(dl_subs_bind_ack_t{DL_SUBS_BIND_ACK, sizeof(dl_subs_bind_ack_t),
                                     static_cast<std::uint32_t>(sap->size())},
                  *sap);
}

Stream::Answer Stream::subs_unbind(Bytes control) {
  const auto request = read_as<dl_subs_unbind_req_t>(control);
  const auto sap =
      part_of(control, sizeof(request), request.dl_subs_sap_offset, request.dl_subs_sap_length);
  if (!sap || !bound_->snap || !std::ranges::equal(*sap, *bound_->snap))
    return Refusal{DlErrno::DL_BADADDR};
  bound_->snap.reset();
  return Ok{};
}

}  // namespace giosim::dlpi
