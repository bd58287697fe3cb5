#include "dlpi/streams.hpp"

#include <algorithm>

#include "base/must.hpp"
#include "dlpi/station.hpp"

namespace giosim::dlpi {

Streams::~Streams() {
  for (const auto& [minor, stream] : open_) stream->shut_down();
}

OpenStream Streams::make(int minor, Opener opener) {
  OpenStream stream(new Stream(*this, minor, opener), [](Stream* last) {
    last->close();
    delete last;
  });
  open_.emplace(minor, stream.get());
  return stream;
}

std::expected<OpenStream, std::errc> Streams::open_clone(Opener opener) {
  int minor = kNamed;
  for (auto at = open_.lower_bound(kNamed); at != open_.end() && at->first == minor; ++at) ++minor;
  if (minor >= kNamed + kClones) return std::unexpected(std::errc::no_such_device_or_address);
  return make(minor, opener);
}

std::expected<OpenStream, std::errc> Streams::open(int minor, Opener opener) {
  if (minor < 0 || minor >= kNamed) return std::unexpected(std::errc::no_such_device_or_address);
  if (const auto found = open_.find(minor); found != open_.end())
    return found->second->shared_from_this();
  return make(minor, opener);
}

bool Streams::all_answered() const {
  return std::ranges::none_of(open_, [](const auto& item) { return item.second->is_asked(); });
}

void Streams::make_vlan(Ppa ppa, const DlpiInstance& over, VlanTag tag) {
  vlans_[ppa] = Vlan{over.hw_path, over.nm_id, tag};
}

void Streams::remove_vlan(Ppa ppa) {
  const Vlan* const gone = vlan(ppa);
  if (gone) {
    const std::vector<Stream*> streams = attached_to(*provider_.find(gone->hw_path));
    for (Stream* const stream : streams)
      if (stream->vlan_ppa() == ppa) stream->hang_up();
  }
  vlans_.erase(ppa);
}

const Vlan* Streams::vlan(Ppa ppa) const {
  const auto found = vlans_.find(ppa);
  if (found == vlans_.end()) return nullptr;
  const DlpiInstance* const interface = provider_.find(found->second.hw_path);
  return interface && belongs_to(found->second, *interface) ? &found->second : nullptr;
}

bool Streams::is_member(const DlpiInstance& interface, std::uint16_t vlan_id) const {
  return vlan_id == 0 || std::ranges::any_of(vlans_, [&](const auto& item) {
    return item.second.tag.id == vlan_id && belongs_to(item.second, interface);
  });
}

LinkState Streams::link(const DlpiInstance& interface) const {
  return calls_.link ? calls_.link(interface.hw_path) : LinkState();
}

void Streams::set_phys_addr(const DlpiInstance& interface, MacAddress mac, Done done) {
  if (calls_.set_phys_addr) return calls_.set_phys_addr(interface.hw_path, mac, std::move(done));
  const auto set = provider_.dlpi_prop(interface.hw_path, SetMac{interface.factory_mac, mac});
  done(set ? std::errc() : std::errc::invalid_argument);
}

void Streams::hw_reset(const DlpiInstance& interface, Done done) {
  if (calls_.hw_reset) return calls_.hw_reset(interface.hw_path, std::move(done));
  done(std::errc());
}

void Streams::transmit(const DlpiInstance& interface, Frame frame, const Stream* sender) {
  Line& line = lines_[interface.hw_path];
  const auto parsed = parse(frame);
  if (!parsed) {
    ++line.counters.out_errors;
    return;
  }
  line.counters.out_octets += frame.size();
  ++(parsed->to.is_group() ? line.counters.out_nonunicast : line.counters.out_unicast);

  for (Stream* const stream : line.streams)
    if (stream != sender) stream->take(*parsed, frame, interface, Stream::Origin::mine);
  if (parsed->to == interface.mac)
    receive(interface.hw_path, frame);
  else if (transmit_)
    transmit_(interface.hw_path, std::move(frame));
}

bool Streams::heard(const DlpiInstance& interface, const Line& line, const Parsed& frame) {
  if (frame.to == interface.mac || frame.to == kBroadcast) return true;
  return std::ranges::any_of(line.streams, [&](const Stream* stream) {
    if (stream->promiscuous() == DL_PROMISC_PHYS) return true;
    if (!frame.to.is_group()) return false;
    return stream->promiscuous() == DL_PROMISC_MULTI ||
           std::ranges::binary_search(stream->multicasts(), frame.to);
  });
}

void Streams::receive(HwPath hw_path, const Frame& frame) {
  const DlpiInstance* const interface = provider_.find(hw_path);
  if (!interface || interface->mac.is_zero()) return;
  Line& line = lines_[hw_path];
  const auto parsed = parse(frame);
  const std::size_t longest = kEtherHeader + link(*interface).mtu;
  if (!parsed || frame.size() > longest + (parsed->vlan ? kVlanTag : 0)) {
    ++line.counters.in_errors;
    return;
  }
  if (!heard(*interface, line, *parsed)) return;

  line.counters.in_octets += frame.size();
  ++(parsed->to.is_group() ? line.counters.in_nonunicast : line.counters.in_unicast);
  bool taken = false;
  for (Stream* const stream : line.streams)
    taken |= stream->take(*parsed, frame, *interface, Stream::Origin::wire);
  const bool to_the_station = parsed->to == interface->mac || parsed->to == kBroadcast;
  if (to_the_station) taken |= answer_for_the_station(*interface, *parsed);
  if (!taken) ++line.counters.in_unknown_protos;
}

bool Streams::answer_for_the_station(const DlpiInstance& interface, const Parsed& frame) {
  if (!is_member(interface, vlan_id(frame))) return false;
  std::optional<Frame> answer = station_answer(frame, interface.mac);
  if (answer) transmit(interface, std::move(*answer), nullptr);
  return answer.has_value();
}

Counters Streams::counters(HwPath hw_path) const {
  const auto found = lines_.find(hw_path);
  return found == lines_.end() ? Counters() : found->second.counters;
}

void Streams::reset_counters(const DlpiInstance& interface) {
  lines_[interface.hw_path].counters = {};
}

void Streams::interface_gone(const DlpiInstance& interface) {
  const auto found = lines_.find(interface.hw_path);
  if (found == lines_.end()) return;
  const std::vector<Stream*> streams = std::move(found->second.streams);
  lines_.erase(found);
  for (Stream* const stream : streams) stream->hang_up();
}

void Streams::attached(Stream& stream, const DlpiInstance& interface) {
  auto& streams = lines_[interface.hw_path].streams;
  streams.insert(std::ranges::upper_bound(streams, stream.minor(), {}, &Stream::minor), &stream);
}

// hpuxpitool attaches to every NIC once: a line that says nothing is not kept.
void Streams::left(Stream& stream, const DlpiInstance& interface) {
  const auto found = lines_.find(interface.hw_path);
  MUST(found != lines_.end());
  Line& line = found->second;
  MUST(std::erase(line.streams, &stream) == 1);
  if (line.streams.empty() && line.counters == Counters()) lines_.erase(found);
}

const std::vector<Stream*>& Streams::attached_to(const DlpiInstance& interface) const {
  static const std::vector<Stream*> kNone;
  const auto found = lines_.find(interface.hw_path);
  return found == lines_.end() ? kNone : found->second.streams;
}

void Streams::add_to(Image& image) const {
  image.add(open_.size());
  for (const auto& [minor, stream] : open_) stream->add_to(image);
  image.add(lines_.size());
  for (const auto& [hw_path, line] : lines_) {
    image.add(std::string_view(hw_path.text()));
    const Counters& c = line.counters;
    for (const std::uint64_t count :
         {c.in_octets, c.in_unicast, c.in_nonunicast, c.in_discards, c.in_errors,
          c.in_unknown_protos, c.out_octets, c.out_unicast, c.out_nonunicast, c.out_discards,
          c.out_errors})
      image.add(count);
  }
  image.add(vlans_.size());
  for (const auto& [ppa, vlan] : vlans_) {
    image.add(static_cast<std::uint64_t>(ppa.number));
    image.add(std::string_view(vlan.hw_path.text()));
    image.add(static_cast<std::uint64_t>(vlan.nm_id));
    image.add(std::uint64_t{vlan.tag.id} << 8 | vlan.tag.priority);
  }
}

}  // namespace giosim::dlpi
