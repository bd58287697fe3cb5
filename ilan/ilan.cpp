#include "ilan/ilan.hpp"

#include "base/must.hpp"

namespace giosim::ilan {

IlanInterface& Ilan::attach(gio::IoNode& node, Hdm& hdm) {
  const auto [interface, added] = interfaces_.add(
      node.hw_path, IlanInterface{&node, &hdm, ppa_of(node.instance), false});
  MUST(added);
  trace_.put(row_of(*interface));
  return *interface;
}

void Ilan::show_to_dlpi(const IlanInterface& interface) {
  dlpi_.create(interface.node->hw_path, interface.node->driver, interface.ppa);
}

bool Reset::step(Ilan& ilan) {
  switch (next_) {
    case Step::start: return start(ilan);
    case Step::reassign: return reassign(ilan);
    case Step::ppa_into_hdm: return ppa_into_hdm();
    case Step::ppa_into_dlpi: return ppa_into_dlpi(ilan);
    case Step::mac_into_dlpi: return mac_into_dlpi(ilan);
  }
  return false;
}

sim::Label Reset::label() const {
  switch (next_) {
    case Step::start:
    case Step::reassign: return "ILAN has the MAC address";
    case Step::ppa_into_hdm: return "ILAN tells the HDM its PPA";
    case Step::ppa_into_dlpi: return "ILAN tells DLPI the PPA";
    case Step::mac_into_dlpi: break;
  }
  return "ILAN tells DLPI the MAC address";
}

bool Reset::start(Ilan& ilan) {
  mac_ = interface_.hdm->factory_mac();
  ilan.trace_.record(ResetStarted{interface_.node->hw_path, mac_});
  ilan.take_down(interface_);
  return then(Step::reassign);
}

bool Reset::reassign(Ilan& ilan) {
  gio::IoNode& node = *interface_.node;
  if (node.state != NodeState::claimed) return fail();
  if (!node.reassign_asked) {
    ilan.trace_.record(ReassignAsked{node.hw_path, mac_, node.instance});
    ilan.gio_.io_node_reassign_instance(node, mac_);
  }

  const Ppa from = interface_.ppa;
  const Ppa to = ppa_of(node.instance);
  if (from == to) return then(Step::mac_into_dlpi);
  interface_.ppa = to;
  ilan.trace_.put(ilan.row_of(interface_));
  ilan.trace_.record(IlanPpaSet{node.hw_path, from, to});
  return then(Step::ppa_into_hdm);
}

bool Reset::ppa_into_hdm() {
  if (!interface_.hdm->set_property(interface_.ppa)) return fail();
  return then(Step::ppa_into_dlpi);
}

bool Reset::ppa_into_dlpi(Ilan& ilan) {
  const dlpi::SetPpa property{interface_.ppa};
  MUST(ilan.dlpi_.dlpi_prop(interface_.node->hw_path, property).has_value());
  return then(Step::mac_into_dlpi);
}

bool Reset::mac_into_dlpi(Ilan& ilan) {
  ilan.publish_mac(interface_);
  ilan.trace_.record(ResetEnded{interface_.node->hw_path, interface_.ppa});
  return false;
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
  for (const IlanInterface& interface : interfaces_) dump.row(row_of(interface));
}

}  // namespace giosim::ilan
