// Local management: INFO, ATTACH, DETACH, GET_STATISTICS, PROMISCON and PROMISCOFF.
#include <algorithm>

#include "base/must.hpp"
#include "dlpi/streams.hpp"

namespace giosim::dlpi {
namespace {

constexpr std::uint32_t kEthernetCsmacd = 6;  // ifType of MIB-II
constexpr std::uint32_t kUp = 1, kDown = 2;   // ifAdmin, ifOper

// MIB-II's counters have 32 bits and begin again.
std::uint32_t counter(std::uint64_t count) { return static_cast<std::uint32_t>(count); }

void put_counters(mib_ifEntry& entry, const Counters& counters) {
  entry.ifInOctets = counter(counters.in_octets);
  entry.ifInUcastPkts = counter(counters.in_unicast);
  entry.ifInNUcastPkts = counter(counters.in_nonunicast);
  entry.ifInDiscards = counter(counters.in_discards);
  entry.ifInErrors = counter(counters.in_errors);
  entry.ifInUnknownProtos = counter(counters.in_unknown_protos);
  entry.ifOutOctets = counter(counters.out_octets);
  entry.ifOutUcastPkts = counter(counters.out_unicast);
  entry.ifOutNUcastPkts = counter(counters.out_nonunicast);
  entry.ifOutDiscards = counter(counters.out_discards);
  entry.ifOutErrors = counter(counters.out_errors);
}

}  // namespace

Stream::Answer Stream::info() {
  dl_info_ack_t ack{};
  ack.dl_primitive = DL_INFO_ACK;
  ack.dl_max_sdu = static_cast<std::uint32_t>(max_sdu());
  ack.dl_min_sdu = 1;
  ack.dl_mac_type = DL_ETHER;
  ack.dl_current_state = static_cast<std::uint32_t>(state_);
  ack.dl_service_mode = std::uint32_t{DL_CLDLS} | std::uint32_t{DL_HP_RAWDLS};
  ack.dl_provider_style = DL_STYLE2;
  ack.dl_version = DL_VERSION_2;

  Buffer address;
  if (bound_) {
    address = own_dlsap();
    ack.dl_service_mode = DL_CLDLS;
    if (bound_->mode == Mode::raw) ack.dl_service_mode = DL_HP_RAWDLS;
    ack.dl_sap_length = -static_cast<std::int32_t>(address.size() - kMacSize);
    ack.dl_addr_length = static_cast<std::uint32_t>(address.size());
    ack.dl_addr_offset = sizeof(ack);
  }
  Bytes broadcast;
  if (interface()) {
    broadcast = kBroadcast.bytes();
    ack.dl_brdcst_addr_length = kMacSize;
    ack.dl_brdcst_addr_offset = static_cast<std::uint32_t>(sizeof(ack) + address.size());
  }
  return laid_out(ack, address, broadcast);
}

Stream::Answer Stream::attach(const dl_attach_req_t& request) {
  const Ppa ppa{static_cast<std::int32_t>(request.dl_ppa)};
  const DlpiInstance* found = ppa.given() ? streams_->provider().find(ppa) : nullptr;
  std::optional<OnVlan> on_vlan;
  if (const Vlan* const vlan = found ? nullptr : streams_->vlan(ppa)) {
    found = streams_->provider().find(vlan->hw_path);
    on_vlan = OnVlan{ppa, vlan->tag};
  }
  if (!found) return Refusal{DlErrno::DL_BADPPA};
  attached_ = Attached{found->hw_path, found->nm_id, on_vlan};
  streams_->attached(*this, *found);
  return Ok{};
}

Stream::Answer Stream::detach() {
  leave();
  return Ok{};
}

Stream::Answer Stream::statistics() {
  dl_get_statistics_ack_t ack{DL_GET_STATISTICS_ACK, 0, 0};
  const DlpiInstance* const of = interface();
  if (!of) return laid_out(ack);  // a stream that is attached to nothing has none

  const LinkState link = streams_->link(*of);
  mib_ifEntry entry{};
  entry.ifIndex = static_cast<std::uint32_t>(of->nm_id);
  const std::string description =
      interface_name(kLan, Instance{of->ppa.number}) + " " + std::string(of->driver.view());
  std::ranges::copy(description.substr(0, sizeof(entry.ifDescr) - 1), entry.ifDescr);
  entry.ifType = kEthernetCsmacd;
  entry.ifMtu = link.mtu;
  // A rate that 32 bits cannot say is said to be the largest (RFC 2863).
  entry.ifSpeed =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(link.bits_per_second, 0xffff'ffff));
  entry.ifPhysAddress.o_length = kMacSize;
  std::ranges::copy(of->mac.bytes(), entry.ifPhysAddress.o_bytes);
  entry.ifAdmin = of->mac.is_zero() ? kDown : kUp;
  entry.ifOper = of->mac.is_zero() || !link.up ? kDown : kUp;
  put_counters(entry, streams_->counters(of->hw_path));
  ack.dl_stat_length = sizeof(entry);
  ack.dl_stat_offset = sizeof(ack);
  return laid_out(ack, bytes_of(entry));
}

// Assumed: HP says that a second level at once is an error, not which one.
Stream::Answer Stream::promisc_on(std::uint32_t level) {
  if (level < DL_PROMISC_PHYS || level > DL_PROMISC_MULTI) return Refusal{DlErrno::DL_NOTSUPPORTED};
  if (!privileged()) return system_error(std::errc::operation_not_permitted);
  if (promiscuous_) return system_error(std::errc::device_or_resource_busy);
  promiscuous_ = level;
  return Ok{};
}

Stream::Answer Stream::promisc_off(std::uint32_t level) {
  if (level < DL_PROMISC_PHYS || level > DL_PROMISC_MULTI) return Refusal{DlErrno::DL_NOTSUPPORTED};
  if (promiscuous_ != level) return Refusal{DlErrno::DL_NOTENAB};
  promiscuous_.reset();
  return Ok{};
}

}  // namespace giosim::dlpi
