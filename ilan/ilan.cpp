#include "ilan/ilan.hpp"

#include "base/must.hpp"

namespace giosim::ilan {

Ilan::Ilan(sim::Kernel& kernel, gio::Gio& gio, dlpi::DlpiProvider& dlpi, sim::Trace& trace)
    : kernel_(kernel), gio_(gio), dlpi_(dlpi), trace_(trace) {}

IlanInterface& Ilan::attach(gio::IoNode& node, Hdm& hdm) {
  const auto [at, added] = interfaces_.try_emplace(node.hw_path);
  MUST(added);
  at->second = {&node, &hdm, ppa_of(node.instance), false};
  trace_.put(row_of(at->second));
  return at->second;
}

void Ilan::show_to_dlpi(const IlanInterface& interface) {
  dlpi_.create(interface.node->hw_path, interface.node->driver, interface.ppa);
}

sim::Task<std::expected<void, HdmError>> Ilan::internal_reset(IlanInterface& interface) {
  gio::IoNode& node = *interface.node;
  const MacAddress mac = interface.hdm->factory_mac();
  trace_.record(ResetStarted{node.hw_path, mac});

  take_down(interface);

  co_await kernel_.yield("ILAN has the MAC address");
  if (node.state != NodeState::claimed) co_return std::unexpected(HdmError::hardware_failed);
  if (!node.reassign_asked) {
    trace_.record(ReassignAsked{node.hw_path, mac, node.instance});
    gio_.io_node_reassign_instance(node, mac);
  }

  if (interface.ppa != ppa_of(node.instance)) {
    const Ppa from = interface.ppa;
    const Ppa to = ppa_of(node.instance);
    interface.ppa = to;
    trace_.put(row_of(interface));
    trace_.record(IlanPpaSet{node.hw_path, from, to});

    co_await kernel_.yield("ILAN tells the HDM its PPA");
    if (const auto told = interface.hdm->set_property(to); !told)
      co_return std::unexpected(told.error());

    co_await kernel_.yield("ILAN tells DLPI the PPA");
    MUST(dlpi_.dlpi_prop(node.hw_path, dlpi::SetPpa{to}).has_value());
  }

  co_await kernel_.yield("ILAN tells DLPI the MAC address");
  publish_mac(interface);
  trace_.record(ResetEnded{node.hw_path, interface.ppa});
  co_return std::expected<void, HdmError>{};
}

// D6.
void Ilan::take_down(IlanInterface& interface) {
  if (!interface.up) return;
  interface.up = false;
  trace_.put(row_of(interface));
  const dlpi::SetMac none{interface.hdm->factory_mac(), MacAddress()};
  MUST(dlpi_.dlpi_prop(interface.node->hw_path, none).has_value());
}

void Ilan::publish_mac(IlanInterface& interface) {
  const MacAddress current = interface.hdm->current_mac();
  if (!current.can_be_a_nic()) return;
  const dlpi::SetMac published{interface.hdm->factory_mac(), current};
  MUST(dlpi_.dlpi_prop(interface.node->hw_path, published).has_value());
  interface.up = true;
  trace_.put(row_of(interface));
}

void Ilan::instances_forced(const std::vector<IlanInterface*>& interfaces) {
  std::vector<std::pair<HwPath, Ppa>> ppas;
  for (IlanInterface* interface : interfaces) {
    MUST(!interface->up);
    const Ppa from = interface->ppa;
    interface->ppa = ppa_of(interface->node->instance);
    trace_.put(row_of(*interface));
    trace_.record(IlanPpaSet{interface->node->hw_path, from, interface->ppa});
    MUST(interface->hdm->set_property(interface->ppa).has_value());
    ppas.emplace_back(interface->node->hw_path, interface->ppa);
  }
  dlpi_.set_ppas(ppas);
  for (IlanInterface* interface : interfaces)
    if (interface->node->state == NodeState::claimed) publish_mac(*interface);
}

void Ilan::detach(IlanInterface& interface) {
  const HwPath hw_path = interface.node->hw_path;
  dlpi_.withdraw(hw_path);
  trace_.drop(row_of(interface));
  interfaces_.erase(hw_path);
}

IlanRow Ilan::row_of(const IlanInterface& interface) const {
  return {interface.node->hw_path, interface.ppa, interface.up};
}

void Ilan::dump(Dump& dump) const {
  for (const auto& [hw_path, interface] : interfaces_) dump.row(row_of(interface));
}

}  // namespace giosim::ilan
