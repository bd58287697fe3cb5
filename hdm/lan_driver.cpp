#include "hdm/lan_driver.hpp"

#include "base/must.hpp"

namespace giosim::hdm {
namespace {

// Assumed: how long a driver takes to quiesce its card.
constexpr sim::Duration kSuspend = std::chrono::milliseconds(100);

}  // namespace

LanDriver::LanDriver(const DriverWorld& world, gio::IoNode& node, const Card& card,
                     const DriverProfile& profile)
    : world_(world),
      node_(node),
      card_(&card),
      profile_(profile),
      ppa_(ppa_of(node.instance)),
      at_rest_(world.kernel),
      resetting_(world.kernel) {
  link_.up = card.linked;
  at_rest_.set();
}

void LanDriver::attach() {
  interface_ = &world_.ilan.attach(node_, *this);
  world_.trace.put(row());
  world_.trace.record(DriverAttached{node_.hw_path, node_.driver, ppa_});
  world_.ilan.show_to_dlpi(*interface_);
}

sim::Task<> LanDriver::init() {
  MUST(awaits_init());
  init_called_ = true;
  return run_init();
}

// One coroutine, and not one for each part: a million of them wait at once.
sim::Task<> LanDriver::run_init() {
  const Use use(*this);
  const sim::Mutex::Guard one_at_a_time = co_await its_turn();
  if (failed()) co_return world_.init_over(*this);  // pulled out before it could begin

  in_init_ = true;
  world_.trace.record(InitStarted{node_.hw_path, node_.driver});
  if (before_mac(profile_).count() > 0) co_await runs_up_to_mac();
  if (gives_up(InitStage::early)) co_return;

  co_await reads_mac();
  if (card_ && card_->answers_after.count() > 0) co_await waits_for_late_answer();
  learn_mac();
  if (gives_up(InitStage::early)) co_return;

  ilan::Reset reset = world_.ilan.internal_reset(*interface_);
  while (reset.step(world_.ilan)) co_await lets_others_run(reset);
  if (reset.failed() || fails(InitStage::mid)) co_return give_up(InitStage::mid);

  co_await runs_the_rest();
  if (gives_up(InitStage::late)) co_return;

  in_init_ = false;
  world_.trace.record(InitEnded{node_.hw_path, ppa_});
  world_.init_over(*this);
}

// The waits stand in functions of their own: what a co_await is given stays in the frame.
sim::Mutex::Lock LanDriver::its_turn() { return resetting_.lock("another reset ends"); }

sim::Suspension LanDriver::runs_up_to_mac() const {
  return world_.kernel.delay(before_mac(profile_), "runs its init");
}

// The nominal time, or up to twice as long: a choice, so that a seed can vary it.
sim::Suspension LanDriver::reads_mac() const {
  const auto slower = static_cast<int>(
      world_.kernel.choices().pick(3, sim::ChoiceKind::latency, "how fast the card answers"));
  return world_.kernel.delay(profile_.mac_read + profile_.mac_read * slower / 2,
                             "reads its MAC address");
}

sim::Suspension LanDriver::waits_for_late_answer() const {
  return world_.kernel.delay(card_->answers_after, "waits for a card that answers late");
}

sim::Suspension LanDriver::lets_others_run(const ilan::Reset& reset) const {
  return world_.kernel.yield(reset.label());
}

sim::Suspension LanDriver::runs_the_rest() const {
  return world_.kernel.delay(profile_.init - before_mac(profile_), "runs the rest of its init");
}

void LanDriver::learn_mac() {
  if (card_) factory_mac_ = card_->mac;
  world_.trace.put(row());
  if (factory_mac_.is_zero())
    world_.trace.record(MacNotLearnt{node_.hw_path});
  else
    world_.trace.record(MacLearnt{node_.hw_path, factory_mac_});
}

bool LanDriver::gives_up(InitStage stage) {
  if (!fails(stage)) return false;
  give_up(stage);
  return true;
}

void LanDriver::give_up(InitStage stage) {
  in_init_ = false;
  fail(stage);
  world_.init_over(*this);
}

sim::Task<> LanDriver::reset(MacAddress station_address) {
  const Use use(*this);
  const sim::Mutex::Guard one_at_a_time = co_await its_turn();
  if (failed() || suspended_) co_return;

  station_address_ = station_address;
  ilan::Reset reset = world_.ilan.internal_reset(*interface_);
  while (reset.step(world_.ilan)) co_await lets_others_run(reset);
  if (reset.failed() || !card_) fail(InitStage::late);
}

void LanDriver::card_gone() {
  card_ = nullptr;
  if (uses_ == 0 && !failed() && !suspended_) detach();
}

sim::Task<> LanDriver::suspend() {
  const Use use(*this);
  const sim::Mutex::Guard one_at_a_time = co_await its_turn();
  if (failed() || suspended_) co_return;

  co_await world_.kernel.delay(kSuspend, "suspends");
  if (!card_) co_return fail(InitStage::late);
  world_.ilan.take_down(*interface_);
  suspended_ = true;
  card_ = nullptr;
  link_.up = false;
  world_.trace.put(row());
  world_.trace.record(DriverSuspended{node_.hw_path});
}

void LanDriver::delete_instance() {
  MUST(uses_ == 0);
  card_ = nullptr;
  suspended_ = false;
  if (!failed()) detach();
}

sim::Task<> LanDriver::resume(const Card& card) {
  const Use use(*this);
  const sim::Mutex::Guard one_at_a_time = co_await its_turn();
  MUST(suspended_);
  card_ = &card;
  suspended_ = false;
  link_.up = card.linked;

  co_await reads_mac();
  if (card_ && card_->answers_after.count() > 0) co_await waits_for_late_answer();
  learn_mac();
  if (fails(InitStage::early)) co_return fail(InitStage::early);
  ilan::Reset reset = world_.ilan.internal_reset(*interface_);
  while (reset.step(world_.ilan)) co_await lets_others_run(reset);
  if (reset.failed() || fails(InitStage::mid)) co_return fail(InitStage::mid);
  if (fails(InitStage::late)) co_return fail(InitStage::late);
  world_.trace.record(DriverResumed{node_.hw_path, ppa_});
}

sim::Task<> LanDriver::at_rest() { co_await at_rest_.wait("the driver is at rest"); }

std::expected<void, LinkRefusal> LanDriver::set_mtu(int mtu) {
  MUST(!failed());
  LinkSettings wanted = link_;
  if (const auto may = change_mtu(wanted, profile_, mtu); !may) return may;
  link_ = wanted;
  world_.trace.put(row());
  return {};
}

std::expected<void, LinkRefusal> LanDriver::set_speed(LinkSpeed speed) {
  MUST(!failed());
  LinkSettings wanted = link_;
  if (const auto may = change_speed(wanted, profile_, speed); !may) return may;
  link_ = wanted;
  world_.trace.put(row());
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
  world_.trace.put(row());
  world_.trace.record(HdmPpaSet{node_.hw_path, from, ppa});
  return {};
}

bool LanDriver::fails(InitStage stage) const { return !card_ || card_->fails_at == stage; }

// D5: no stale PPA stays behind; in GIO the node keeps its instance (policy late_init_failure).
void LanDriver::fail(InitStage stage) {
  world_.trace.record(InitFailed{node_.hw_path, stage});
  detach();
  world_.gio.init_failed(node_);
}

void LanDriver::detach() {
  world_.ilan.detach(*interface_);
  interface_ = nullptr;
  world_.trace.drop(row());
}

HdmRow LanDriver::row() const {
  return {node_.hw_path, node_.driver, ppa_, factory_mac_, link_.mtu, link_.speed, link_.up};
}

void LanDriver::dump(Dump& dump) const {
  if (interface_) dump.row(row());
}

}  // namespace giosim::hdm
