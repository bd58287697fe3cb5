// Segment: what NICs are plugged into: a Virtual Connect network, a vswitch, a cable.
//
// A frame that one port sends reaches all others after the segment's latency, in the order of
// sending, as on a hub: each NIC picks out what is for it. A frame on its way belongs to the
// segment: it arrives although the machine that sent it has lost its power.
//
//   Segment blue(kernel, "blue", {.latency = 20us});
//   Port lan0(blue, [&](const Frame& frame) { os.dlpi.receive(path, frame); });
//   lan0.send(frame);
//
// A frame with the tag of a VLAN travels with it, where the segment admits that VLAN. Stations are in
// all of them.
//
// Assumed: no bridge learns who is where; HP's Virtual Connect modules do, and a promiscuous NIC
// hears less there.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/mac_address.hpp"
#include "base/words.hpp"
#include "dlpi/frame.hpp"
#include "dlpi/image.hpp"
#include "sim/event.hpp"
#include "sim/process.hpp"

namespace giosim::wire {

using dlpi::Frame;

class Port;

struct SegmentSettings {
  sim::Duration latency = std::chrono::microseconds(10);
  int loses_every = 0;               // 3: every third frame is lost; 0: none
  std::vector<MacAddress> stations = {};  // other hosts there, which answer TEST and XID
  // The VLANs whose frames it carries; nothing: all. Frames without a tag travel anyway.
  std::optional<std::vector<int>> vlans = std::nullopt;
};

class Segment {
 public:
  // Hears every frame that was sent, when it was sent.
  using Tap = std::function<void(sim::Time, const Frame&, FrameFate)>;

  Segment(sim::Kernel& kernel, std::string name, SegmentSettings settings = {});
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  const std::string& name() const { return name_; }
  const SegmentSettings& settings() const { return settings_; }
  void tap(Tap tap) { taps_.push_back(std::move(tap)); }
  // When the frame that was sent last arrives, or would have if it was lost.
  sim::Time last_arrival() const { return last_arrival_; }
  // What is on its way, and who comes in which order; of frames the order, not the time.
  void add_to(dlpi::Image& image) const;

 private:
  friend class Port;

  struct OnItsWay {
    sim::Time due{};
    std::uint64_t cause = 0;      // the fact behind it
    const Port* sender = nullptr; // nullptr: a station, or a port that is gone
    Frame frame;
  };

  FrameFate send(const Port* sender, Frame frame);
  bool admits(const Frame& frame) const;
  std::uint64_t place_of(const Port* port) const;  // among the ports, from 1; 0: it is none
  sim::Task<> carry();
  void arrive(const OnItsWay& arrived);
  void leave(const Port* port);

  sim::Kernel& kernel_;
  std::string name_;
  SegmentSettings settings_;
  std::vector<Port*> ports_;  // in the order of plugging
  std::vector<Tap> taps_;
  std::deque<OnItsWay> frames_;
  std::uint64_t sent_ = 0;
  sim::Time last_arrival_{};
  sim::Event something_travels_;
  sim::ProcessGroup carrier_;
};

// One end of a cable; the other one is in the segment, which must outlive it. It may be pulled out
// (destroyed) at any time but within its own `receive`.
class Port {
 public:
  using Receive = std::function<void(const Frame&)>;

  Port(Segment& segment, Receive receive);
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;
  ~Port();

  // On a real wire nobody is told what becomes of it.
  FrameFate send(Frame frame) { return segment_.send(this, std::move(frame)); }
  const Segment& segment() const { return segment_; }
  void add_to(dlpi::Image& image) const { image.add(segment_.place_of(this)); }

 private:
  friend class Segment;

  Segment& segment_;
  Receive receive_;
};

}  // namespace giosim::wire
