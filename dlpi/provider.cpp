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
  const auto [at, added] = instances_.try_emplace(hw_path);
  MUST(added);
  at->second = {hw_path, driver, ppa, {}, {}, ++last_nm_id_};
  by_ppa_.emplace(std::pair(ppa, last_nm_id_), hw_path);
  trace_.put(row_of(at->second));
  trace_.record(DlpiInstanceCreated{hw_path, ppa});
}

std::expected<void, DlErrno> DlpiProvider::dlpi_prop(HwPath hw_path,
                                                     const DlpiProperty& property) {
  const auto found = instances_.find(hw_path);
  if (found == instances_.end()) return std::unexpected(DlErrno::DL_NOTINIT);
  DlpiInstance& instance = found->second;

  if (const auto* to = std::get_if<SetPpa>(&property)) {
    if (!to->ppa.given()) return std::unexpected(DlErrno::DL_BADPPA);
    const Ppa from = instance.ppa;
    by_ppa_.erase({from, instance.nm_id});
    by_ppa_.emplace(std::pair(to->ppa, instance.nm_id), hw_path);
    instance.ppa = to->ppa;
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

void DlpiProvider::set_ppas(const std::vector<std::pair<HwPath, Ppa>>& ppas) {
  std::vector<DlpiPpaSet> facts;
  for (const auto& [hw_path, ppa] : ppas) {
    DlpiInstance& instance = instances_.at(hw_path);
    MUST(ppa.given());
    facts.push_back({hw_path, instance.ppa, ppa});
    by_ppa_.erase({instance.ppa, instance.nm_id});
    instance.ppa = ppa;
    by_ppa_.emplace(std::pair(ppa, instance.nm_id), hw_path);
    trace_.put(row_of(instance));
  }
  for (DlpiPpaSet& fact : facts) trace_.record(std::move(fact));
}

void DlpiProvider::withdraw(HwPath hw_path) {
  const auto found = instances_.find(hw_path);
  if (found == instances_.end()) return;
  const DlpiInstance instance = found->second;
  instances_.erase(found);
  by_ppa_.erase({instance.ppa, instance.nm_id});
  trace_.drop(row_of(instance));
  trace_.record(DlpiInstanceWithdrawn{hw_path, instance.ppa});
  streams_->interface_gone(instance);
}

const DlpiInstance* DlpiProvider::find(HwPath hw_path) const {
  const auto found = instances_.find(hw_path);
  return found == instances_.end() ? nullptr : &found->second;
}

const DlpiInstance* DlpiProvider::find(Ppa ppa) const {
  const auto found = by_ppa_.lower_bound({ppa, 0});
  return found == by_ppa_.end() || found->first.first != ppa ? nullptr : find(found->second);
}

std::vector<DlpiInstance> DlpiProvider::instances() const {
  std::vector<DlpiInstance> instances;
  instances.reserve(instances_.size());
  for (const auto& [hw_path, instance] : instances_) instances.push_back(instance);
  std::ranges::sort(instances, {}, &DlpiInstance::nm_id);
  return instances;
}

void DlpiProvider::on_transmit(Transmit transmit) { streams_->on_transmit(std::move(transmit)); }

void DlpiProvider::receive(HwPath hw_path, const Frame& frame) {
  streams_->receive(hw_path, frame);
}

Counters DlpiProvider::counters(HwPath hw_path) const { return streams_->counters(hw_path); }

void DlpiProvider::dump(Dump& dump) const {
  for (const auto& [hw_path, instance] : instances_) dump.row(row_of(instance));
}

}  // namespace giosim::dlpi
