// HP's own primitives: PPA_REQ, MULTICAST_LIST, RAWDATA, HW_RESET and RESET_STATS.
#include <algorithm>
#include <string>

#include "base/must.hpp"
#include "dlpi/streams.hpp"

namespace giosim::dlpi {
namespace {

constexpr std::uint32_t kDlpiMajor = 119;

template <std::size_t size>
void put_text(std::uint8_t (&field)[size], std::string_view text) {
  std::ranges::copy(text.substr(0, size - 1), field);
}

dl_hp_ppa_info_t info_of(const DlpiInstance& instance, std::uint32_t mtu) {
  dl_hp_ppa_info_t info{};
  info.dl_ppa = static_cast<std::uint32_t>(instance.ppa.number);
  put_text(info.dl_hw_path, instance.hw_path.text());
  info.dl_mac_type = DL_ETHER;
  std::ranges::copy(instance.mac.bytes(), info.dl_phys_addr);
  info.dl_addr_length = kMacSize;
  info.dl_mjr_num = kDlpiMajor;
  put_text(info.dl_name, instance.driver.view());
  info.dl_instance_num = static_cast<std::uint32_t>(instance.ppa.number);
  info.dl_mtu = mtu;
  info.dl_hdw_state = instance.mac.is_zero() ? HDW_DEAD : HDW_UP;
  put_text(info.dl_module_id_1, "lan");
  put_text(info.dl_module_id_2, "snap");
  info.dl_nmid = static_cast<std::uint8_t>(instance.nm_id);
  return info;
}

// One entry behind the other, in the order of the NM IDs. dl_next_offset counts from the start of
// the list, as HP's guide says; programs that add it to the entry they stand on go right for two
// entries and no further.
class PpaList final : public Unlaid {
 public:
  PpaList(std::vector<DlpiInstance> instances, std::vector<std::uint32_t> mtus)
      : instances_(std::move(instances)), mtus_(std::move(mtus)) {}

  std::size_t size() const override {
    return (instances_.size() - next_) * sizeof(dl_hp_ppa_info_t);
  }

  void lay_out_next(Buffer& to) override {
    dl_hp_ppa_info_t info = info_of(instances_[next_], mtus_[next_]);
    if (++next_ < instances_.size())
      info.dl_next_offset = static_cast<std::uint32_t>(next_ * sizeof(info));
    append(to, bytes_of(info));
  }

 private:
  std::vector<DlpiInstance> instances_;
  std::vector<std::uint32_t> mtus_;
  std::size_t next_ = 0;
};

}  // namespace

Stream::Answer Stream::ppa_list() {
  std::vector<DlpiInstance> instances = streams_->provider().instances();
  std::vector<std::uint32_t> mtus;
  mtus.reserve(instances.size());
  for (const DlpiInstance& one : instances) mtus.push_back(streams_->link(one).mtu);

  const auto count = static_cast<std::uint32_t>(instances.size());
  const dl_hp_ppa_ack_t ack{DL_HP_PPA_ACK, count * std::uint32_t{sizeof(dl_hp_ppa_info_t)}, count,
                            sizeof(dl_hp_ppa_ack_t)};
  return List{laid_out(ack), std::make_unique<PpaList>(std::move(instances), std::move(mtus))};
}

// What all streams of the interface have enabled.
Stream::Answer Stream::multicast_list() {
  const DlpiInstance* const of = interface();
  MUST(of != nullptr);
  std::vector<MacAddress> enabled;
  for (const Stream* stream : streams_->attached_to(*of))
    enabled.insert(enabled.end(), stream->multicasts().begin(), stream->multicasts().end());
  std::ranges::sort(enabled);
  enabled.erase(std::ranges::unique(enabled).begin(), enabled.end());

  const auto length = static_cast<std::uint32_t>(enabled.size() * kMacSize);
  Buffer list = laid_out(dl_hp_multicast_list_ack_t{DL_HP_MULTICAST_LIST_ACK,
                                                    sizeof(dl_hp_multicast_list_ack_t), length,
                                                    static_cast<std::uint32_t>(enabled.size())});
  for (const MacAddress mac : enabled) append(list, mac.bytes());
  return list;
}

// A whole frame, with the headers that its sender gave it. No answer but an error.
Stream::Answer Stream::raw_data(Bytes data) {
  if (bound_->mode != Mode::raw) return Refusal{DlErrno::DL_UNSUPPORTED};
  const auto parsed = parse(data);
  if (!parsed || data.size() > max_sdu() + (parsed->vlan ? kVlanTag : 0))
    return Refusal{DlErrno::DL_BADDATA};
  const DlpiInstance& by = *interface();
  if (by.mac.is_zero()) return Refusal{DlErrno::DL_UNDELIVERABLE};
  Frame frame(data.begin(), data.end());
  if (frame.size() < kMinFrame) frame.resize(kMinFrame);
  transmit(std::move(frame));
  return Silence{};
}

Stream::Answer Stream::hw_reset() {
  const DlpiInstance* const of = interface();
  MUST(of != nullptr);
  if (!privileged()) return system_error(std::errc::operation_not_permitted);
  if (attached_->vlan) return system_error(std::errc::operation_not_supported);
  return ask_driver([&](Done done) { streams_->hw_reset(*of, std::move(done)); });
}

Stream::Answer Stream::reset_statistics() {
  if (!privileged()) return system_error(std::errc::operation_not_permitted);
  streams_->reset_counters(*interface());
  return Ok{};
}

}  // namespace giosim::dlpi
