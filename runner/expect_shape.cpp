// The table of expectations: what a scenario can demand.

#include "runner/expect.hpp"
#include "runner/golden.hpp"
#include "runner/machine_spec.hpp"
#include "runner/report/invariants.hpp"
#include "runner/shape_list.hpp"
#include "runner/shape_map.hpp"
#include "runner/shape_scalar.hpp"

namespace giosim::runner {
namespace {

template <class Claims>
MapShape<Claims> on_machine(const std::string& name, const std::string& sentence) {
  MapShape<Claims> shape(name, sentence);
  shape.required("machine", &Claims::machine, given_name(Named::machine), "On which machine.");
  return shape;
}

const Shape<int>& instance_or_none() {
  static const Shape<int> shape = integer<int>(-1, kMaxInstance);
  return shape;
}

// A MAC address, or none for an interface that publishes none.
const Shape<std::optional<MacAddress>>& published_mac() {
  static const Shape<std::optional<MacAddress>> shape = parsed(
      {.name = "MAC address or none",
       .sentence = "What DLPI shows; none: no MAC address is published.",
       .pattern = {},
       .examples = {"0x00306E4A1B2C", "none"}},
      [](std::string_view text) -> std::expected<std::optional<MacAddress>, std::string> {
        if (text == "none") return std::optional<MacAddress>();
        const auto mac = MacAddress::parse(text);
        if (!mac) return std::unexpected(mac.error());
        return std::optional(*mac);
      });
  return shape;
}

const Shape<std::string>& lan_name() {
  static const Shape<std::string> shape = parsed(
      {.name = "interface name",
       .sentence = "lan and a PPA.",
       .pattern = "^lan[0-9]+$",
       .examples = {"lan0"}},
      [](std::string_view text) -> std::expected<std::string, std::string> {
        if (user::ppa_named(text).given()) return std::string(text);
        return std::unexpected(in_quotes(text) + " names no interface; expected lan and a PPA, "
                                                 "as in lan0");
      });
  return shape;
}

const Shape<std::optional<std::string>>& network_or_none() {
  using Network = std::optional<std::string>;
  static const Shape<Network> shape = [] {
    const Shape<std::string> name = given_name(Named::network);
    return Shape<Network>(name.description(),
                          [name](const YamlNode& node, const ShapeDescription&,
                                 Reading& reading) -> std::optional<Network> {
                            if (node.text == "none") return Network();
                            std::optional<std::string> given = name.load(node, reading);
                            if (!given) return std::nullopt;
                            return Network(std::move(*given));
                          });
  }();
  return shape;
}

std::expected<void, std::string> expects(bool anything, const std::string& keys) {
  if (anything) return {};
  return std::unexpected("this expects nothing; expected the key " + keys);
}

const Shape<std::string>& invariant_shape() {
  static const Shape<std::string> shape = [] {
    std::vector<std::string> ids;
    for (const auto& row : report::invariant_table()) ids.emplace_back(row.id);
    ids.emplace_back("I13");  // of all orders: giosim explore judges it
    return made_of<std::string>(
        word_index("invariant", ids),
        std::function<std::string(std::size_t)>([ids](std::size_t i) { return ids[i]; }));
  }();
  return shape;
}

// The word golden stands for the scenario's own.
const Shape<std::string>& golden_name() {
  static const Shape<std::string> shape = parsed(
      {.name = "golden",
       .sentence = "golden: the scenario's own name with the ending .golden; else a file's name "
                   "with that ending.",
       .pattern = "^golden$|^[^/]+\\.golden$",
       .examples = {"golden", "boot.golden"}},
      [](std::string_view text) -> std::expected<std::string, std::string> {
        if (text == "golden") return std::string();
        if (text.size() > kGolden.size() && text.ends_with(kGolden) &&
            text.find('/') == std::string_view::npos)
          return std::string(text);
        return std::unexpected(in_quotes(text) + " names no golden; expected golden, or the name "
                                                 "of a file beside the scenario, as in boot.golden");
      });
  return shape;
}

const Shape<report::Topic>& topic_shape() {
  static const Shape<report::Topic> shape = enum_of<report::Topic>("topic");
  return shape;
}

struct Claims {
  template <class Kind>
  void operator()(Expectation& expectation, Kind kind, const Mark& where) const {
    expectation.claim = std::move(kind);
    expectation.key = key;
    expectation.where = where;
  }
  std::string key;
};

Shape<LogExpectation> log_shape(bool present) {
  return made_of<LogExpectation>(
      Shape<LogExpectation>(
          on_machine<LogExpectation>(present ? "log" : "no_log", "A text in /etc/rc.log.")
              .required("line", &LogExpectation::line, text(), "The text, or a part of it.")),
      std::function<LogExpectation(LogExpectation)>([present](LogExpectation log) {
        log.present = present;
        return log;
      }));
}

Shape<PowerExpectation> power_shape(bool on) {
  return made_of<PowerExpectation>(
      Shape<PowerExpectation>(
          on_machine<PowerExpectation>(on ? "running" : "off", "Whether it runs.").short_form("machine")),
      std::function<PowerExpectation(PowerExpectation)>([on](PowerExpectation power) {
        power.on = on;
        return power;
      }));
}

}  // namespace

const Shape<Expectation>& expectation_shape() {
  static const Shape<Expectation> shape = [] {
    const Shape<IoconfigExpectation> ioconfig =
        on_machine<IoconfigExpectation>("ioconfig", "The listing of one class, complete.")
            .defaulted("class", [](IoconfigExpectation& e, std::string name) {
                        e.device_class = DeviceClass::parse(name).value_or(kLan);
                      }, identifier("device class"), "The class.", {.by_default = "lan"})
            .required("records", &IoconfigExpectation::records,
                      map_of(integer<int>(0, kMaxInstance), hw_path_shape()),
                      "Instance and H/W path of every row.",
                      {.example = "records: {0: 0/4/2/0, 1: 0/4/1/0}"});
    const Shape<InstancesExpectation> instances =
        on_machine<InstancesExpectation>("instances", "The instances of some nodes.")
            .required("at", &InstancesExpectation::at, not_empty(map_of(hw_path_shape(), instance_or_none())),
                      "Instance by H/W path; -1 for none.", {.example = "at: {0/4/2/0: 0}"});
    const Shape<NodesExpectation> nodes =
        on_machine<NodesExpectation>("nodes", "The software states of some nodes.")
            .required("at", &NodesExpectation::at,
                      not_empty(map_of(hw_path_shape(), enum_of<NodeState>("S/W state"))),
                      "S/W state by H/W path, as ioscan prints it.",
                      {.example = "at: {0/4/2/0: CLAIMED}"});
    const Shape<DlpiExpectation> dlpi =
        on_machine<DlpiExpectation>("dlpi", "What lanscan would print.")
            .optional("interfaces", &DlpiExpectation::interfaces,
                      map_of(lan_name(), published_mac()), "MAC address by interface.",
                      {.example = "interfaces: {lan0: 0x00306E4A1B2C}"})
            .optional("missing", &DlpiExpectation::missing, list_of(lan_name()),
                      "Interfaces that must not be there.", {.example = "missing: [lan2]"})
            .check([](const DlpiExpectation& one) {
              return expects(!one.interfaces.empty() || !one.missing.empty(),
                             "'interfaces' or 'missing'");
            });
    const Shape<NetworksExpectation> networks =
        on_machine<NetworksExpectation>("networks", "Which networks interfaces reach.")
            .required("of", &NetworksExpectation::of,
                      not_empty(map_of(lan_name(), network_or_none())),
                      "Network by interface; none: it has no cable.",
                      {.example = "of: {lan0: blue, lan1: none}"});
    const Shape<SavedExpectation> saved =
        on_machine<SavedExpectation>("saved", "The entries of Portable Image in KRS.")
            .optional("entries", &SavedExpectation::entries,
                      map_of(identifier("interface"), not_empty(one_or_many(mac_shape()))),
                      "MAC addresses by interface: the NIC's own first, then its equivalents.",
                      {.example = "entries: {lan0: 0x00306E4A1B2C}"})
            .optional("count", &SavedExpectation::count, integer<int>(0, kMaxInstance),
                      "How many entries there are.")
            .check([](const SavedExpectation& one) {
              return expects(!one.entries.empty() || one.count, "'entries' or 'count'");
            });
    const Shape<EventExpectation> event =
        MapShape<EventExpectation>("event", "A fact that was stated.")
            .required("is", &EventExpectation::pattern, fact_pattern_shape(), "Which one.")
            .optional("times", &EventExpectation::times, integer<std::uint64_t>(0, 1'000'000'000),
                      "How often; at least once, when left out.")
            .short_form("is");
    const Shape<NoEventExpectation> no_event = made_of<NoEventExpectation>(
        fact_pattern_shape(), std::function<NoEventExpectation(FactPattern)>([](FactPattern fact) {
          return NoEventExpectation{std::move(fact)};
        }));
    const Shape<OrderExpectation> order =
        MapShape<OrderExpectation>("order", "Facts that came one after the other.")
            .required("facts", &OrderExpectation::facts, not_empty(list_of(fact_pattern_shape())),
                      "In this order; others may stand between them.")
            .short_form("facts");
    const Shape<TraceExpectation> trace =
        MapShape<TraceExpectation>("trace", "What the trace says, as a golden has kept it.")
            .defaulted("golden", &TraceExpectation::golden, golden_name(),
                      "The file beside the scenario that keeps it.", {.by_default = "golden"})
            .defaulted("about", &TraceExpectation::about, one_or_many(topic_shape()),
                      "The topics; the trace must say something about each.",
                      {.by_default = "[instances, dlpi]", .example = "about: [instances, log]"})
            .optional("machines", &TraceExpectation::machines,
                      one_or_many(given_name(Named::machine)),
                      "Of which machines; all, when left out.")
            .short_form("golden");
    const Shape<BreaksExpectation> breaks =
        MapShape<BreaksExpectation>("breaks", "Invariants that the chosen reading breaks.")
            .required("invariants", &BreaksExpectation::invariants,
                      not_empty(one_or_many(invariant_shape())), "Their ids.")
            .short_form("invariants");

    return Shape<Expectation>(
        MapShape<Expectation>("expectation", "Something that must be true.")
            .alternative("ioconfig", Claims{"ioconfig"}, ioconfig,
                         "The ioconfig listing of a class is exactly this; a reservation that is "
                         "not handed over is a row of it.",
                         {.example = "ioconfig: {machine: target, records: {0: 0/4/2/0}}"})
            .alternative("instances", Claims{"instances"}, instances,
                         "These nodes have these instances.",
                         {.example = "instances: {machine: target, at: {0/4/2/0: 0}}"})
            .alternative("nodes", Claims{"nodes"}, nodes, "These nodes have these S/W states.",
                         {.example = "nodes: {machine: target, at: {0/4/2/0: CLAIMED}}"})
            .alternative("dlpi", Claims{"dlpi"}, dlpi, "DLPI shows these interfaces.",
                         {.example = "dlpi: {machine: target, interfaces: {lan0: "
                                     "0x00306E4A1B2C}, missing: [lan2]}"})
            .alternative("networks", Claims{"networks"}, networks,
                         "These interfaces are plugged into these networks.",
                         {.example = "networks: {machine: target, of: {lan0: blue}}"})
            .alternative("saved", Claims{"saved"}, saved, "KRS holds these entries.",
                         {.example = "saved: {machine: source, entries: {lan0: 0x00306E4A1B2C}, "
                                     "count: 1}"})
            .alternative("event", Claims{"event"}, event, "This has happened.",
                         {.example = "event: {is: {name: gio.instance_reassigned, with: {to: 0}}, "
                                     "times: 1}"})
            .alternative("no_event", Claims{"no_event"}, no_event, "This has not happened.",
                         {.example = "no_event: net.interface_missing"})
            .alternative("order", Claims{"order"}, order, "These happened in this order.",
                         {.example = "order: [dlpi.ppa_set, dlpi.mac_set]"})
            .alternative("log", Claims{"log"}, log_shape(true), "/etc/rc.log says this.",
                         {.example = "log: {machine: target, line: \"lan18 interface\"}"})
            .alternative("no_log", Claims{"no_log"}, log_shape(false),
                         "/etc/rc.log does not say this.",
                         {.example = "no_log: {machine: target, line: FAILED}"})
            .alternative("running", Claims{"running"}, power_shape(true), "The machine runs.",
                         {.example = "running: target"})
            .alternative("off", Claims{"off"}, power_shape(false), "The machine is off.",
                         {.example = "off: source"})
            .alternative("trace", Claims{"trace"}, trace,
                         "What the trace says about some topics is what a golden beside the "
                         "scenario says (docs/GOLDENS.md).",
                         {.example = "trace: golden"})
            .alternative("breaks", Claims{"breaks"}, breaks,
                         "Under a reading other than the default these invariants are broken in "
                         "this run, and no others.",
                         {.example = "breaks: [I15]"}));
  }();
  return shape;
}

}  // namespace giosim::runner
