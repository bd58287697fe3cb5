// Addresses: PHYS_ADDR, SET_PHYS_ADDR, ENABMULTI and DISABMULTI.
#include <algorithm>

#include "base/must.hpp"
#include "dlpi/streams.hpp"

namespace giosim::dlpi {
namespace {

constexpr std::size_t kMostMulticasts = 64;  // Assumed: of one stream

// SET_PHYS_ADDR, ENABMULTI and DISABMULTI have one layout.
std::expected<MacAddress, DlErrno> address_in(Bytes control) {
  const auto request = read_as<dl_enabmulti_req_t>(control);
  const auto part =
      part_of(control, sizeof(request), request.dl_addr_offset, request.dl_addr_length);
  if (!part) return std::unexpected(DlErrno::DL_BADPRIM);
  if (part->size() != kMacSize) return std::unexpected(DlErrno::DL_BADADDR);
  return mac_of(*part);
}

}  // namespace

Stream::Answer Stream::phys_addr(std::uint32_t type) {
  if (type != DL_FACT_PHYS_ADDR && type != DL_CURR_PHYS_ADDR)
    return Refusal{DlErrno::DL_NOTSUPPORTED};
  const DlpiInstance* const of = interface();
  MUST(of != nullptr);
  const MacAddress mac = type == DL_FACT_PHYS_ADDR ? of->factory_mac : of->mac;
  if (!mac.can_be_a_nic()) return Refusal{DlErrno::DL_NOTSUPPORTED};  // none, or none yet
  return laid_out(dl_phys_addr_ack_t{DL_PHYS_ADDR_ACK, kMacSize, sizeof(dl_phys_addr_ack_t)},
                  mac.bytes());
}

// The address is the interface's, so no stream of it may be bound, this one neither. The driver may
// take its time; until it is done the stream waits for its answer.
Stream::Answer Stream::set_phys_addr(Bytes control) {
  const auto mac = address_in(control);
  if (!mac) return Refusal{mac.error()};
  const DlpiInstance* const of = interface();
  MUST(of != nullptr);
  if (!mac->can_be_a_nic()) return Refusal{DlErrno::DL_BADADDR};
  if (!privileged()) return system_error(std::errc::operation_not_permitted);
  // Assumed: as of an aggregate's reset HP says; the card belongs to the interface below.
  if (attached_->vlan) return system_error(std::errc::operation_not_supported);
  const auto& streams = streams_->attached_to(*of);
  if (std::ranges::any_of(streams, [](const Stream* one) { return one->bound_.has_value(); }))
    return Refusal{DlErrno::DL_BUSY};
  if (of->mac.is_zero()) return system_error(std::errc::no_such_device_or_address);

  return ask_driver([&](Done done) { streams_->set_phys_addr(*of, *mac, std::move(done)); });
}

// For this stream only; the card hears what any of its streams has enabled.
Stream::Answer Stream::enable_multicast(Bytes control) {
  const auto mac = address_in(control);
  if (!mac) return Refusal{mac.error()};
  if (!mac->is_group()) return Refusal{DlErrno::DL_BADADDR};
  const auto at = std::ranges::lower_bound(multicasts_, *mac);
  if (at != multicasts_.end() && *at == *mac) return Ok{};
  if (multicasts_.size() == kMostMulticasts) return Refusal{DlErrno::DL_TOOMANY};
  multicasts_.insert(at, *mac);
  return Ok{};
}

Stream::Answer Stream::disable_multicast(Bytes control) {
  const auto mac = address_in(control);
  if (!mac) return Refusal{mac.error()};
  if (!mac->is_group()) return Refusal{DlErrno::DL_BADADDR};
  if (std::erase(multicasts_, *mac) == 0) return Refusal{DlErrno::DL_NOTENAB};
  return Ok{};
}

}  // namespace giosim::dlpi
