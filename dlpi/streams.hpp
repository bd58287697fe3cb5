// Streams: what is open to DLPI, and the way of frames between the cards and the streams.
//
// /dev/dlpi is a clone device: each open is a stream of its own, with the lowest minor number that
// is free from 100 on, 900 of them at most. /dev/dlpi0 … /dev/dlpi99 have the minor number in their
// name, and who opens one that is open shares its stream. A stream is closed when the last holder
// lets it go, and its number is free again.
//
// A VLAN is an interface on an interface: who attaches to its PPA is on the NIC below it, sends
// frames with the VLAN's tag, and hears those that have it.
//
// Streams that the provider does not outlive are told so (EIO).
#pragma once

#include <expected>
#include <map>
#include <memory>
#include <system_error>
#include <vector>

#include "dlpi/provider.hpp"
#include "dlpi/stream.hpp"
#include "dlpi/traffic.hpp"

namespace giosim::dlpi {

using OpenStream = std::shared_ptr<Stream>;

// It follows its interface as a stream does, not the PPA.
struct Vlan {
  HwPath hw_path;
  std::int32_t nm_id = 0;
  VlanTag tag;
};

class Streams {
 public:
  static constexpr int kNamed = 100, kClones = 900;

  explicit Streams(DlpiProvider& provider) : provider_(provider) {}
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;
  ~Streams();

  // open("/dev/dlpi"). Assumed: ENXIO when all numbers are taken.
  std::expected<OpenStream, std::errc> open_clone(Opener opener = Opener::root);
  // open("/dev/dlpiN"). ENXIO: there is no such device.
  std::expected<OpenStream, std::errc> open(int minor, Opener opener = Opener::root);
  std::size_t open_count() const { return open_.size(); }
  // Every request that a stream has made is answered.
  bool all_answered() const;
  std::size_t lines() const { return lines_.size(); }  // interfaces that were used

  // What is open, and what was counted.
  void add_to(Image& image) const;

  // VLANs, whose PPAs no interface has. Making one again changes its tag for who attaches from then
  // on; removing it hangs its streams up.
  void make_vlan(Ppa ppa, const DlpiInstance& over, VlanTag tag);
  void remove_vlan(Ppa ppa);
  const Vlan* vlan(Ppa ppa) const;  // nullptr: none, or what it stood on is gone

  // Who does what only a driver can do.
  void driven_by(DriverCalls calls) { calls_ = std::move(calls); }
  LinkState link(const DlpiInstance& interface) const;
  void set_phys_addr(const DlpiInstance& interface, MacAddress mac, Done done);
  void hw_reset(const DlpiInstance& interface, Done done);

  // Holds the answers to requests back, as if a driver took its time over each;
  // Stream::answer_held() lets one go. The pending states of the table are only seen so.
  void hold_answers(bool held) { holds_answers_ = held; }
  bool holds_answers() const { return holds_answers_; }

  void on_transmit(Transmit transmit) { transmit_ = std::move(transmit); }
  // A frame leaves by the interface; the sender does not hear it itself, but promiscuous streams
  // do. To the interface's own address it comes back and is not on the wire.
  void transmit(const DlpiInstance& interface, Frame frame, const Stream* sender);
  void receive(HwPath hw_path, const Frame& frame);
  Counters counters(HwPath hw_path) const;
  void reset_counters(const DlpiInstance& interface);
  void discarded(const DlpiInstance& interface) {
    ++lines_[interface.hw_path].counters.in_discards;
  }

  // The interface goes away, and its traffic is forgotten.
  void interface_gone(const DlpiInstance& interface);

  // For Stream.
  DlpiProvider& provider() const { return provider_; }
  void attached(Stream& stream, const DlpiInstance& interface);
  void left(Stream& stream, const DlpiInstance& interface);
  void closed(int minor) { open_.erase(minor); }
  // Those attached to the interface, by minor number.
  const std::vector<Stream*>& attached_to(const DlpiInstance& interface) const;

 private:
  bool is_member(const DlpiInstance& interface, std::uint16_t vlan_id) const;
  // An interface that was used: a stream is attached, or something was counted.
  struct Line {
    Counters counters;
    std::vector<Stream*> streams;  // by minor number
  };
  OpenStream make(int minor, Opener opener);
  bool belongs_to(const Vlan& vlan, const DlpiInstance& interface) const {
    return vlan.hw_path == interface.hw_path && vlan.nm_id == interface.nm_id;
  }
  static bool heard(const DlpiInstance& interface, const Line& line, const Parsed& frame);
  bool answer_for_the_station(const DlpiInstance& interface, const Parsed& frame);

  DlpiProvider& provider_;
  DriverCalls calls_;
  Transmit transmit_;
  bool holds_answers_ = false;
  std::map<int, Stream*> open_;
  std::map<HwPath, Line> lines_;
  std::map<Ppa, Vlan> vlans_;
};

}  // namespace giosim::dlpi
