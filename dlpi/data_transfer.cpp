// Data transfer: UNITDATA, TEST and XID, from the user to the wire and back.
//
// A DLSAP is the MAC address and what the stream is bound to, the most significant byte first:
// an Ethertype (8 bytes in all), a DSAP (7), or 0xAA and the five bytes of SNAP (12).
#include <algorithm>

#include "base/must.hpp"
#include "dlpi/streams.hpp"

namespace giosim::dlpi {
namespace {

constexpr std::size_t kLlc = 3, kSnap = 8;  // headers within the MTU

std::uint8_t low(unsigned value) { return static_cast<std::uint8_t>(value); }

}  // namespace

std::optional<Stream::Destination> Stream::destination(std::optional<Bytes> address) const {
  if (!address || address->size() <= kMacSize) return std::nullopt;
  Destination to;
  to.mac = mac_of(*address);
  if (to.mac.is_zero()) return std::nullopt;

  const Bytes sap = address->subspan(kMacSize);
  if (bound_->is_ethertype()) {
    if (sap.size() != 2) return std::nullopt;
    to.sap = static_cast<std::uint16_t>(sap[0] << 8 | sap[1]);
    return to.sap > kMaxLength ? std::optional(to) : std::nullopt;
  }
  to.sap = sap[0];
  if (sap.size() == 1) return to;
  if (sap.size() != 1 + std::tuple_size_v<Snap> || to.sap != kSnapSap || bound_->sap != kSnapSap)
    return std::nullopt;
  to.snap.emplace();
  std::ranges::copy(sap.subspan(1), to.snap->begin());
  return to;
}

Buffer Stream::dlsap(MacAddress mac, std::uint16_t sap, const std::optional<Snap>& snap) const {
  Buffer address(mac.bytes().begin(), mac.bytes().end());
  if (sap > kMaxLength) address.push_back(low(sap >> 8));
  address.push_back(low(sap));
  if (snap) address.insert(address.end(), snap->begin(), snap->end());
  return address;
}

Buffer Stream::own_dlsap() const {
  const DlpiInstance* const of = interface();
  MUST(of != nullptr && bound_.has_value());
  return dlsap(of->mac, bound_->sap, bound_->snap);
}

std::size_t Stream::max_sdu() const {
  const DlpiInstance* const of = interface();
  const std::size_t mtu = of ? streams_->link(*of).mtu : LinkState().mtu;
  if (!bound_) return mtu;
  if (bound_->mode == Mode::raw) return kEtherHeader + mtu;
  // The length of an 802.3 frame is at most 1500, whatever the MTU is.
  if (bound_->is_ethertype()) return mtu;
  return std::min<std::size_t>(mtu, kMaxLength) - (bound_->snap ? kSnap : kLlc);
}

Stream::Answer Stream::unitdata(Bytes control, Bytes data) {
  if (bound_->mode == Mode::raw) return Refusal{DlErrno::DL_UNSUPPORTED};
  const auto request = read_as<dl_unitdata_req_t>(control);
  const auto to = destination(
      part_of(control, sizeof(request), request.dl_dest_addr_offset, request.dl_dest_addr_length));
  if (!to) return Refusal{DlErrno::DL_BADADDR};
  if (data.empty() || data.size() > max_sdu()) return Refusal{DlErrno::DL_BADDATA};
  const DlpiInstance& by = *interface();
  if (by.mac.is_zero()) return Refusal{DlErrno::DL_UNDELIVERABLE};  // between two resets

  if (bound_->is_ethertype())
    transmit(ethertype_frame(to->mac, by.mac, to->sap, data));
  else if (to->snap)
    transmit(snap_frame(to->mac, by.mac, *to->snap, data));
  else
    transmit(llc_frame(to->mac, by.mac, low(to->sap), low(bound_->sap), kUi, data));
  return Silence{};
}

// TEST_REQ, TEST_RES, XID_REQ and XID_RES. An Ethertype has no LLC that could be tested.
Stream::Answer Stream::llc(std::uint32_t primitive, Bytes control, Bytes data) {
  const bool tests = primitive == DL_TEST_REQ || primitive == DL_TEST_RES;
  const bool responds = primitive == DL_TEST_RES || primitive == DL_XID_RES;
  if (bound_->mode == Mode::raw || bound_->is_ethertype()) return Refusal{DlErrno::DL_UNSUPPORTED};
  if (tests && bound_->auto_test) return Refusal{DlErrno::DL_TESTAUTO};
  if (!tests && bound_->auto_xid) return Refusal{DlErrno::DL_XIDAUTO};
  const auto request = read_as<dl_test_req_t>(control);
  const auto to = destination(
      part_of(control, sizeof(request), request.dl_dest_addr_offset, request.dl_dest_addr_length));
  if (!to) return Refusal{DlErrno::DL_BADADDR};
  // DL_BADDATA is not among the errors of these requests.
  if (data.size() > max_sdu()) return system_error(std::errc::invalid_argument);
  const DlpiInstance& by = *interface();
  if (by.mac.is_zero()) return system_error(std::errc::no_such_device_or_address);

  if (!tests && data.empty()) data = kXidType1;
  const unsigned poll = (request.dl_flag & DL_POLL_FINAL) != 0 ? kPollFinal : 0;
  const unsigned ssap = bound_->sap | (responds ? kResponse : 0u);
  transmit(llc_frame(to->mac, by.mac, low(to->sap), low(ssap), low((tests ? kTest : kXid) | poll),
                     data));
  return Silence{};
}

void Stream::transmit(Frame frame) {
  if (attached_->vlan) frame = tagged(frame, attached_->vlan->tag);
  streams_->transmit(*interface(), std::move(frame), this);
}

// Raw streams of the interface itself are given frames of every VLAN, tag and all.
bool Stream::is_my_vlan(const Parsed& frame) const {
  if (attached_->vlan) return dlpi::vlan_id(frame) == vlan_id();
  return dlpi::vlan_id(frame) == 0 || bound_->mode == Mode::raw;
}

bool Stream::is_my_sap(const Parsed& frame) const {
  switch (frame.kind) {
    case Parsed::Kind::ethertype: return frame.ethertype == bound_->sap;
    case Parsed::Kind::snap: return bound_->sap == kSnapSap && bound_->snap == frame.snap;
    case Parsed::Kind::llc:
      return frame.dsap == bound_->sap || (frame.dsap == kGlobalSap && !bound_->is_ethertype());
  }
  return false;
}

bool Stream::take(const Parsed& parsed, const Frame& frame, const DlpiInstance& interface,
                  Origin origin) {
  if (!bound_ || state_ != DlState::DL_IDLE) return false;
  // Who is on a VLAN hears nothing else, however curious.
  if (attached_->vlan && !is_my_vlan(parsed)) return false;
  // PHYS implies the other two, MULTI and SAP.
  const bool all = promiscuous_ == DL_PROMISC_PHYS;
  if (origin == Origin::mine && !all) return false;
  const bool for_me =
      parsed.to == interface.mac || parsed.to == kBroadcast ||
      (parsed.to.is_group() &&
       (promiscuous_ == DL_PROMISC_MULTI || std::ranges::binary_search(multicasts_, parsed.to)));
  const bool mine = for_me && is_my_sap(parsed) && is_my_vlan(parsed);
  if (!mine && !all && !(for_me && promiscuous_ == DL_PROMISC_SAP)) return false;

  if (bound_->mode == Mode::raw)
    indicate(interface, laid_out(dl_hp_rawdata_ind_t{DL_HP_RAWDATA_IND}),
             attached_->vlan ? untagged(frame) : frame);
  else if (mine && parsed.kind == Parsed::Kind::llc && parsed.command() != kUi)
    llc_ind(parsed, interface);
  else
    unitdata_ind(parsed, interface);
  return true;
}

// Indications are lost, and counted, when the user does not read them.
void Stream::indicate(const DlpiInstance& interface, Buffer control, Bytes data) {
  MUST(next_state(read_as<std::uint32_t>(control), state_) == state_);
  if (!head_.has_room()) return streams_->discarded(interface);
  send(MessageType::M_PROTO, std::move(control), data);
}

void Stream::unitdata_ind(const Parsed& frame, const DlpiInstance& interface) {
  const bool typed = frame.kind == Parsed::Kind::ethertype;
  const auto snap = frame.kind == Parsed::Kind::snap ? std::optional(frame.snap) : std::nullopt;
  const Buffer to = dlsap(frame.to, typed ? frame.ethertype : frame.dsap, snap);
  const Buffer from =
      dlsap(frame.from, typed ? frame.ethertype : low(frame.ssap & ~kResponse), snap);
  dl_unitdata_ind_t ind{};
  ind.dl_primitive = DL_UNITDATA_IND;
  ind.dl_dest_addr_length = static_cast<std::uint32_t>(to.size());
  ind.dl_dest_addr_offset = sizeof(ind);
  ind.dl_src_addr_length = static_cast<std::uint32_t>(from.size());
  ind.dl_src_addr_offset = static_cast<std::uint32_t>(sizeof(ind) + to.size());
  ind.dl_group_address = frame.to.is_group() ? 1 : 0;
  indicate(interface, laid_out(ind, to, from), frame.payload);
}

// A command is answered here when the user asked for that at the bind, else it is the user's.
// Other LLC frames belong to connections, which nobody here has.
void Stream::llc_ind(const Parsed& frame, const DlpiInstance& interface) {
  const bool tests = frame.command() == kTest;
  if (!tests && frame.command() != kXid) return;
  if (!frame.is_response() && (tests ? bound_->auto_test : bound_->auto_xid))
    return transmit(answer_to(frame, interface.mac));

  const Buffer to = dlsap(frame.to, frame.dsap, std::nullopt);
  const Buffer from = dlsap(frame.from, low(frame.ssap & ~kResponse), std::nullopt);
  dl_test_ind_t ind{};
  if (frame.is_response())
    ind.dl_primitive = tests ? DL_TEST_CON : DL_XID_CON;
  else
    ind.dl_primitive = tests ? DL_TEST_IND : DL_XID_IND;
  ind.dl_flag = frame.polls() ? DL_POLL_FINAL : 0;
  ind.dl_dest_addr_length = static_cast<std::uint32_t>(to.size());
  ind.dl_dest_addr_offset = sizeof(ind);
  ind.dl_src_addr_length = static_cast<std::uint32_t>(from.size());
  ind.dl_src_addr_offset = static_cast<std::uint32_t>(sizeof(ind) + to.size());
  indicate(interface, laid_out(ind, to, from), frame.payload);
}

}  // namespace giosim::dlpi
