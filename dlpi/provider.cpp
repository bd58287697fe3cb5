#include "dlpi/provider.hpp"

#include <algorithm>

#include "base/must.hpp"
#include "dlpi/streams.hpp"

namespace giosim::dlpi {
namespace {

DlpiRow row_of(const DlpiInstance& instance) {
  return {instance.hw_path, instance.ppa, instance.mac, instance.nm_id};
}

}  // namespace

DlpiProvider::DlpiProvider(sim::Trace& trace)
    : trace_(trace), streams_(std::make_unique<Streams>(*this)) {}

DlpiProvider::~DlpiProvider() = default;

void DlpiProvider::create(HwPath hw_path, DriverName driver, Ppa ppa) {
  MUST(ppa.given());
  const auto [created, added] =
      instances_.add(hw_path, DlpiInstance{hw_path, driver, ppa, {}, {}, last_nm_id_ + 1});
  MUST(added);
  ++last_nm_id_;
  list_by_ppa(*created);
  trace_.put(row_of(*created));
  trace_.record(DlpiInstanceCreated{hw_path, ppa});
}

std::expected<void, DlErrno> DlpiProvider::dlpi_prop(HwPath hw_path,
                                                     const DlpiProperty& property) {
  DlpiInstance* const found = instances_.find(hw_path);
  if (!found) return std::unexpected(DlErrno::DL_NOTINIT);
  DlpiInstance& instance = *found;

  if (const auto* to = std::get_if<SetPpa>(&property)) {
    if (!to->ppa.given()) return std::unexpected(DlErrno::DL_BADPPA);
    const Ppa from = instance.ppa;
    give_ppa(instance, to->ppa);
    trace_.put(row_of(instance));
    trace_.record(DlpiPpaSet{hw_path, from, to->ppa});
    return {};
  }

  const auto& to = std::get<SetMac>(property);
  const MacAddress before = instance.mac;
  if (!to.current.is_zero() && !to.current.can_be_a_nic())
    return std::unexpected(DlErrno::DL_BADADDR);
  instance.factory_mac = to.factory;
  instance.mac = to.current;
  trace_.put(row_of(instance));
  if (to.current.is_zero())
    trace_.record(DlpiMacWithdrawn{hw_path, instance.ppa, before});
  else
    trace_.record(DlpiMacSet{hw_path, instance.ppa, to.current});
  return {};
}

void DlpiProvider::list_by_ppa(const DlpiInstance& instance) {
  MUST(by_ppa_.add(PpaOfInstance()(&instance), &instance).second);
}

void DlpiProvider::give_ppa(DlpiInstance& instance, Ppa ppa) {
  by_ppa_.erase(PpaOfInstance()(&instance));
  instance.ppa = ppa;
  list_by_ppa(instance);
}

void DlpiProvider::set_ppas(const std::vector<std::pair<HwPath, Ppa>>& ppas) {
  std::vector<DlpiPpaSet> facts;
  for (const auto& [hw_path, ppa] : ppas) {
    DlpiInstance* const found = instances_.find(hw_path);
    MUST(found != nullptr && ppa.given());
    DlpiInstance& instance = *found;
    facts.push_back({hw_path, instance.ppa, ppa});
    give_ppa(instance, ppa);
    trace_.put(row_of(instance));
  }
  for (DlpiPpaSet& fact : facts) trace_.record(std::move(fact));
}

void DlpiProvider::withdraw(HwPath hw_path) {
  const DlpiInstance* const found = instances_.find(hw_path);
  if (!found) return;
  const DlpiInstance instance = *found;
  by_ppa_.erase(PpaOfInstance()(found));
  instances_.erase(hw_path);
  trace_.drop(row_of(instance));
  trace_.record(DlpiInstanceWithdrawn{hw_path, instance.ppa});
  streams_->interface_gone(instance);
}

const DlpiInstance* DlpiProvider::find(HwPath hw_path) const {
  return instances_.find(hw_path);
}

const DlpiInstance* DlpiProvider::find(Ppa ppa) const {
  const auto found = by_ppa_.from(std::pair(ppa, std::int32_t{0}));
  return found == by_ppa_.end() || (*found)->ppa != ppa ? nullptr : *found;
}

std::vector<DlpiInstance> DlpiProvider::instances() const {
  std::vector<DlpiInstance> instances;
  instances.reserve(instances_.size());
  for (const DlpiInstance& instance : instances_) instances.push_back(instance);
  std::ranges::sort(instances, {}, &DlpiInstance::nm_id);
  return instances;
}

void DlpiProvider::on_transmit(Transmit transmit) { streams_->on_transmit(std::move(transmit)); }

void DlpiProvider::receive(HwPath hw_path, const Frame& frame) {
  streams_->receive(hw_path, frame);
}

Counters DlpiProvider::counters(HwPath hw_path) const { return streams_->counters(hw_path); }

void DlpiProvider::dump(Dump& dump) const {
  for (const DlpiInstance& instance : instances_) dump.row(row_of(instance));
}

}  // namespace giosim::dlpi
