#include "wire/segment.hpp"

#include <algorithm>
#include <utility>

#include "base/must.hpp"
#include "dlpi/station.hpp"
#include "dlpi/vlan_tag.hpp"

namespace giosim::wire {

Segment::Segment(sim::Kernel& kernel, std::string name, SegmentSettings settings)
    : kernel_(kernel),
      name_(std::move(name)),
      settings_(std::move(settings)),
      something_travels_(kernel),
      carrier_(kernel) {
  carrier_.spawn_background("network " + name_, carry());
}

FrameFate Segment::send(const Port* sender, Frame frame) {
  ++sent_;
  const auto every = static_cast<std::uint64_t>(settings_.loses_every);
  FrameFate fate = FrameFate::travels;
  if (every > 0 && sent_ % every == 0) fate = FrameFate::lost;
  if (!admits(frame)) fate = FrameFate::not_admitted;
  for (const Tap& tap : taps_) tap(kernel_.now(), frame, fate);
  last_arrival_ = kernel_.now() + settings_.latency;
  if (fate != FrameFate::travels) return fate;
  frames_.push_back({last_arrival_, kernel_.cause(), sender, std::move(frame)});
  something_travels_.set();
  return fate;
}

bool Segment::admits(const Frame& frame) const {
  if (!settings_.vlans) return true;
  const std::optional<dlpi::Parsed> parsed = dlpi::parse(frame);
  const int vlan = parsed ? dlpi::vlan_id(*parsed) : 0;
  return vlan == 0 || std::ranges::find(*settings_.vlans, vlan) != settings_.vlans->end();
}

// Each frame arrives in a step of its own, however many are due at once: how many steps there are must
// not depend on the time, of which a steered run (sim/steering.hpp) has none.
sim::Task<> Segment::carry() {
  while (true) {
    co_await something_travels_.wait("waits for frames");
    while (!frames_.empty()) {
      const sim::Duration left =
          std::max(sim::Duration::zero(), frames_.front().due - kernel_.now());
      co_await kernel_.delay(left, "carries a frame");
      const OnItsWay arrived = std::move(frames_.front());
      frames_.pop_front();
      arrive(arrived);
    }
    something_travels_.reset();
  }
}

void Segment::arrive(const OnItsWay& arrived) {
  // What the receivers state follows from the sending, one beside the other.
  for (std::size_t i = 0; i < ports_.size(); ++i) {
    kernel_.cause() = arrived.cause;
    if (ports_[i] != arrived.sender) ports_[i]->receive_(arrived.frame);
  }
  kernel_.cause() = arrived.cause;
  if (settings_.stations.empty()) return;
  const std::optional<dlpi::Parsed> parsed = dlpi::parse(arrived.frame);
  if (!parsed) return;
  for (const MacAddress station : settings_.stations)
    if (parsed->to == station || parsed->to == dlpi::kBroadcast)
      if (std::optional<Frame> answer = dlpi::station_answer(*parsed, station))
        send(nullptr, std::move(*answer));
}

void Segment::add_to(dlpi::Image& image) const {
  image.add(std::string_view(name_));
  image.add(ports_.size());
  if (settings_.loses_every > 0)
    image.add(sent_ % static_cast<std::uint64_t>(settings_.loses_every));
  image.add(frames_.size());
  for (const OnItsWay& frame : frames_) {
    image.add(place_of(frame.sender));
    image.add(dlpi::Bytes(frame.frame));
  }
}

std::uint64_t Segment::place_of(const Port* port) const {
  const auto found = std::ranges::find(ports_, port);
  return found == ports_.end() ? 0 : static_cast<std::uint64_t>(found - ports_.begin()) + 1;
}

void Segment::leave(const Port* port) {
  std::erase(ports_, port);
  for (OnItsWay& frame : frames_)
    if (frame.sender == port) frame.sender = nullptr;
}

Port::Port(Segment& segment, Receive receive) : segment_(segment), receive_(std::move(receive)) {
  segment_.ports_.push_back(this);
}

Port::~Port() { segment_.leave(this); }

}  // namespace giosim::wire
