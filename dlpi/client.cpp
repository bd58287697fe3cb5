#include "dlpi/client.hpp"

#include "base/must.hpp"

namespace giosim::dlpi {
namespace {

template <std::size_t size>
std::string text_of(const std::uint8_t (&field)[size]) {
  const std::string_view whole(reinterpret_cast<const char*>(field), size);
  return std::string(whole.substr(0, whole.find('\0')));
}

PpaInfo read_info(const dl_hp_ppa_info_t& info) {
  const auto path = HwPath::parse(text_of(info.dl_hw_path));
  MUST(path.has_value());
  return {Ppa{static_cast<std::int32_t>(info.dl_ppa)}, *path,
          DriverName(text_of(info.dl_name).c_str()), mac_of(info.dl_phys_addr)};
}

}  // namespace

std::expected<DlpiClient, std::errc> DlpiClient::open(DlpiProvider& provider) {
  auto stream = provider.streams().open_clone();
  if (!stream) return std::unexpected(stream.error());
  return DlpiClient(std::move(*stream));
}

std::expected<Buffer, DlErrno> DlpiClient::ask(Bytes request) {
  if (!stream_->putmsg(request)) return std::unexpected(DlErrno::DL_SYSERR);
  auto got = stream_->getmsg(kWhole, kLeave, kHipri);
  if (!got) return std::unexpected(DlErrno::DL_SYSERR);
  MUST(got->control && got->more == 0);
  const auto answer = read_as<dl_error_ack_t>(*got->control);
  if (answer.dl_primitive == DL_ERROR_ACK) return std::unexpected(DlErrno{answer.dl_errno});
  return std::move(*got->control);
}

std::vector<PpaInfo> DlpiClient::ppa_list() {
  std::vector<PpaInfo> list;
  if (!stream_->putmsg(bytes_of(dl_hp_ppa_req_t{DL_HP_PPA_REQ}))) return list;
  // Entry by entry, so that a long list is never in memory as a whole (Unlaid).
  const auto head = stream_->getmsg(sizeof(dl_hp_ppa_ack_t), kLeave, kHipri);
  if (!head || !head->control) return list;
  const auto ack = read_as<dl_hp_ppa_ack_t>(*head->control);
  MUST(ack.dl_primitive == DL_HP_PPA_ACK && ack.dl_offset == sizeof(ack));
  list.reserve(ack.dl_count);
  for (std::uint32_t i = 0; i < ack.dl_count; ++i) {
    const auto entry = stream_->getmsg(sizeof(dl_hp_ppa_info_t), kLeave, kHipri);
    MUST(entry && entry->control && entry->control->size() == sizeof(dl_hp_ppa_info_t));
    list.push_back(read_info(read_as<dl_hp_ppa_info_t>(*entry->control)));
  }
  return list;
}

std::expected<void, DlErrno> DlpiClient::attach(Ppa ppa) {
  const auto answer =
      ask(bytes_of(dl_attach_req_t{DL_ATTACH_REQ, static_cast<std::uint32_t>(ppa.number)}));
  if (!answer) return std::unexpected(answer.error());
  return {};
}

std::expected<void, DlErrno> DlpiClient::detach() {
  const auto answer = ask(bytes_of(dl_detach_req_t{DL_DETACH_REQ}));
  if (!answer) return std::unexpected(answer.error());
  return {};
}

std::expected<MacAddress, DlErrno> DlpiClient::phys_addr(DlAddress which) {
  const auto answer =
      ask(bytes_of(dl_phys_addr_req_t{DL_PHYS_ADDR_REQ, static_cast<std::uint32_t>(which)}));
  if (!answer) return std::unexpected(answer.error());
  const auto ack = read_as<dl_phys_addr_ack_t>(*answer);
  return mac_of(Bytes(*answer).subspan(ack.dl_addr_offset, ack.dl_addr_length));
}

}  // namespace giosim::dlpi
