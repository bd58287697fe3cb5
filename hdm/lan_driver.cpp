#include "hdm/lan_driver.hpp"

#include "base/must.hpp"

namespace giosim::hdm {
namespace {

// Assumed: how long a driver takes to quiesce its card.
constexpr sim::Duration kSuspend = std::chrono::milliseconds(100);

}  // namespace

LanDriver::LanDriver(sim::Kernel& kernel, sim::Trace& trace, gio::Gio& gio, ilan::Ilan& ilan,
                     gio::IoNode& node, const Card& card, const DriverProfile& profile)
    : kernel_(kernel),
      trace_(trace),
      gio_(gio),
      ilan_(ilan),
      node_(node),
      card_(&card),
      profile_(profile),
      ppa_(ppa_of(node.instance)),
      at_rest_(kernel),
      resetting_(kernel) {
  link_.up = card.linked;
  at_rest_.set();
}

void LanDriver::attach() {
  interface_ = &ilan_.attach(node_, *this);
  trace_.put(row());
  trace_.record(DriverAttached{node_.hw_path, node_.driver, ppa_});
  ilan_.show_to_dlpi(*interface_);
}

sim::Task<> LanDriver::init() {
  MUST(awaits_init());
  init_called_ = true;
  return run_init();
}

sim::Task<> LanDriver::run_init() {
  const Use use(*this);
  const sim::Mutex::Guard one_at_a_time = co_await resetting_.lock("another reset ends");
  if (failed()) co_return;  // pulled out before it could begin

  in_init_ = true;
  trace_.record(InitStarted{node_.hw_path, node_.driver});
  const std::optional<InitStage> failed_at = co_await init_stages();
  in_init_ = false;
  if (failed_at)
    fail(*failed_at);
  else
    trace_.record(InitEnded{node_.hw_path, ppa_});
}

sim::Task<std::optional<InitStage>> LanDriver::init_stages() {
  if (const sim::Duration first = before_mac(profile_); first.count() > 0)
    co_await kernel_.delay(first, "runs its init");
  if (fails(InitStage::early)) co_return InitStage::early;
  co_await read_mac();
  if (fails(InitStage::early)) co_return InitStage::early;

  const auto reset = co_await ilan_.internal_reset(*interface_);
  if (!reset || fails(InitStage::mid)) co_return InitStage::mid;

  co_await kernel_.delay(profile_.init - before_mac(profile_), "runs the rest of its init");
  if (fails(InitStage::late)) co_return InitStage::late;
  co_return std::nullopt;
}

sim::Task<> LanDriver::read_mac() {
  // The nominal time, or up to twice as long: a choice, so that a seed can vary it.
  const auto slower = static_cast<int>(
      kernel_.choices().pick(3, sim::ChoiceKind::latency, "how fast the card answers"));
  co_await kernel_.delay(profile_.mac_read + profile_.mac_read * slower / 2, "reads its MAC address");
  if (card_ && card_->answers_after.count() > 0)
    co_await kernel_.delay(card_->answers_after, "waits for a card that answers late");

  if (card_) factory_mac_ = card_->mac;
  trace_.put(row());
  if (factory_mac_.is_zero())
    trace_.record(MacNotLearnt{node_.hw_path});
  else
    trace_.record(MacLearnt{node_.hw_path, factory_mac_});
}

sim::Task<> LanDriver::reset(MacAddress station_address) {
  const Use use(*this);
  const sim::Mutex::Guard one_at_a_time = co_await resetting_.lock("another reset ends");
  if (failed() || suspended_) co_return;

  station_address_ = station_address;
  const auto reset = co_await ilan_.internal_reset(*interface_);
  if (!reset || !card_) fail(InitStage::late);
}

void LanDriver::card_gone() {
  card_ = nullptr;
  if (uses_ == 0 && !failed() && !suspended_) detach();
}

sim::Task<> LanDriver::suspend() {
  const Use use(*this);
  const sim::Mutex::Guard one_at_a_time = co_await resetting_.lock("another reset ends");
  if (failed() || suspended_) co_return;

  co_await kernel_.delay(kSuspend, "suspends");
  if (!card_) co_return fail(InitStage::late);
  ilan_.take_down(*interface_);
  suspended_ = true;
  card_ = nullptr;
  link_.up = false;
  trace_.put(row());
  trace_.record(DriverSuspended{node_.hw_path});
}

void LanDriver::delete_instance() {
  MUST(uses_ == 0);
  card_ = nullptr;
  suspended_ = false;
  if (!failed()) detach();
}

sim::Task<> LanDriver::resume(const Card& card) {
  const Use use(*this);
  const sim::Mutex::Guard one_at_a_time = co_await resetting_.lock("another reset ends");
  MUST(suspended_);
  card_ = &card;
  suspended_ = false;
  link_.up = card.linked;

  co_await read_mac();
  if (fails(InitStage::early)) co_return fail(InitStage::early);
  const auto reset = co_await ilan_.internal_reset(*interface_);
  if (!reset || fails(InitStage::mid)) co_return fail(InitStage::mid);
  if (fails(InitStage::late)) co_return fail(InitStage::late);
  trace_.record(DriverResumed{node_.hw_path, ppa_});
}

sim::Task<> LanDriver::at_rest() { co_await at_rest_.wait("the driver is at rest"); }

std::expected<void, LinkRefusal> LanDriver::set_mtu(int mtu) {
  MUST(!failed());
  LinkSettings wanted = link_;
  if (const auto may = change_mtu(wanted, profile_, mtu); !may) return may;
  link_ = wanted;
  trace_.put(row());
  return {};
}

std::expected<void, LinkRefusal> LanDriver::set_speed(LinkSpeed speed) {
  MUST(!failed());
  LinkSettings wanted = link_;
  if (const auto may = change_speed(wanted, profile_, speed); !may) return may;
  link_ = wanted;
  trace_.put(row());
  return {};
}

MacAddress LanDriver::current_mac() const {
  return station_address_.is_zero() ? factory_mac_ : station_address_;
}

std::expected<void, ilan::HdmError> LanDriver::set_property(Ppa ppa) {
  if (!suspended_ && fails(InitStage::mid))
    return std::unexpected(ilan::HdmError::hardware_failed);
  const Ppa from = ppa_;
  ppa_ = ppa;
  trace_.put(row());
  trace_.record(HdmPpaSet{node_.hw_path, from, ppa});
  return {};
}

bool LanDriver::fails(InitStage stage) const { return !card_ || card_->fails_at == stage; }

// D5: no stale PPA stays behind; in GIO the node keeps its instance (policy late_init_failure).
void LanDriver::fail(InitStage stage) {
  trace_.record(InitFailed{node_.hw_path, stage});
  detach();
  gio_.init_failed(node_);
}

void LanDriver::detach() {
  ilan_.detach(*interface_);
  interface_ = nullptr;
  trace_.drop(row());
}

HdmRow LanDriver::row() const {
  return {node_.hw_path, node_.driver, ppa_, factory_mac_, link_.mtu, link_.speed, link_.up};
}

void LanDriver::dump(Dump& dump) const {
  if (interface_) dump.row(row());
}

}  // namespace giosim::hdm
