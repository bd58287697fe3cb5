// LanDriver: an Ethernet driver (HDM) for one card; one coroutine shaped by a DriverProfile.
//
// The drivers differ in when they learn their MAC address and in how long they take; what they
// do is the same: attach, init, tell ILAN. What fails is up to the card.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>

#include "base/dump.hpp"
#include "hdm/card.hpp"
#include "hdm/catalog.hpp"
#include "hdm/link_settings.hpp"
#include "ilan/ilan.hpp"
#include "sim/event.hpp"
#include "sim/mutex.hpp"
#include "sim/process.hpp"

namespace giosim::hdm {

class LanDriver;

// What the drivers of an OS have around them. It outlives them.
struct DriverWorld {
  sim::Kernel& kernel;
  sim::Trace& trace;
  gio::Gio& gio;
  ilan::Ilan& ilan;
  // Hears of each init that is over, whether it went well or failed.
  std::function<void(const LanDriver&)> init_over = [](const LanDriver&) {};
};

class LanDriver : public ilan::Hdm {
 public:
  // The node is claimed; card and node outlive the driver.
  LanDriver(const DriverWorld& world, gio::IoNode& node, const Card& card,
            const DriverProfile& profile);

  // Makes the interface in ILAN and DLPI, with the initial instance as PPA. No MAC address yet.
  void attach();

  // The driver's init() entry point, called once. Ends when the interface is up or has failed.
  sim::Task<> init();

  // A link reset with this station address (the factory one when all zero). It waits for an init
  // or a reset under way; nothing happens when the driver has given the card up.
  sim::Task<> reset(MacAddress station_address);

  // The card was pulled out. An init or reset under way fails at its next contact with the card.
  void card_gone();

  // olrad: lets go of the card, which may be replaced then. The interface stays, with its PPA and
  // without a MAC address. Nothing happens when the driver has given the card up.
  sim::Task<> suspend();
  // Goes on with this card, whose MAC address may be another one. GIO is not asked again (A1).
  sim::Task<> resume(const Card& card);
  bool suspended() const { return suspended_; }
  bool has_card() const { return card_ != nullptr; }
  // olrad -d: the driver gives the card up for good. MUST: it is at rest.
  void delete_instance();

  const HwPath& hw_path() const { return node_.hw_path; }
  bool awaits_init() const { return interface_ != nullptr && !init_called_; }
  bool in_init() const { return in_init_; }
  bool failed() const { return interface_ == nullptr; }

  // The interface in ILAN; nothing when the driver has given the card up.
  ilan::IlanInterface* interface() { return interface_; }

  // Until no init or reset is under way; not before may the driver be destroyed.
  sim::Task<> at_rest();
  bool rests() const { return uses_ == 0; }

  // --- The link. A setting holds until the driver gives the card up. ---
  Ppa ppa() const { return ppa_; }
  const LinkSettings& link() const { return link_; }
  const DriverProfile& profile() const { return profile_; }
  std::expected<void, LinkRefusal> set_mtu(int mtu);
  std::expected<void, LinkRefusal> set_speed(LinkSpeed speed);

  MacAddress factory_mac() const override { return factory_mac_; }
  MacAddress current_mac() const override;
  std::expected<void, ilan::HdmError> set_property(Ppa ppa) override;

  void dump(Dump& dump) const;

 private:
  // A process runs within this driver as long as this lives.
  class Use {
   public:
    explicit Use(LanDriver& driver) : driver_(driver) {
      if (driver_.uses_++ == 0) driver_.at_rest_.reset();
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() {
      if (--driver_.uses_ == 0) driver_.at_rest_.set();
    }

   private:
    LanDriver& driver_;
  };

  sim::Task<> run_init();
  sim::Mutex::Lock its_turn();
  sim::Suspension runs_up_to_mac() const;
  sim::Suspension reads_mac() const;
  sim::Suspension waits_for_late_answer() const;
  sim::Suspension lets_others_run(const ilan::Reset& reset) const;
  sim::Suspension runs_the_rest() const;
  void learn_mac();
  bool fails(InitStage stage) const;
  bool gives_up(InitStage stage);  // if it fails at that stage
  void give_up(InitStage stage);
  void fail(InitStage stage);
  void detach();
  HdmRow row() const;

  const DriverWorld& world_;
  gio::IoNode& node_;
  const Card* card_;  // nothing when it was pulled out, or the driver is suspended
  const DriverProfile& profile_;
  ilan::IlanInterface* interface_ = nullptr;
  Ppa ppa_;
  MacAddress factory_mac_;
  MacAddress station_address_;
  LinkSettings link_;
  bool init_called_ : 1 = false;  // in one byte: eight less for each of a million drivers
  bool in_init_ : 1 = false;
  bool suspended_ : 1 = false;
  std::uint16_t uses_ = 0;
  sim::Event at_rest_;
  sim::Mutex resetting_;  // init counts as a reset
};

}  // namespace giosim::hdm
