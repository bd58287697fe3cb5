#include "runner/machine_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/nearest_word.hpp"
#include "hdm/catalog.hpp"
#include "runner/machine_model.hpp"
#include "runner/shape_list.hpp"
#include "runner/shape_map.hpp"
#include "runner/shape_scalar.hpp"
#include "user/net.hpp"

namespace giosim::runner {
namespace {

constexpr std::string_view kNone = "none";

const Shape<DriverName>& driver_shape() {
  static const Shape<DriverName> shape = [] {
    std::vector<std::string> names{std::string(kNone)};
    for (const hdm::DriverProfile& profile : hdm::driver_catalog())
      names.emplace_back(profile.name);
    return made_of<DriverName>(
        word_index("driver", names), std::function<DriverName(std::size_t)>([names](std::size_t i) {
          return i == 0 ? DriverName() : DriverName(std::string_view(names[i]));
        }));
  }();
  return shape;
}

const Shape<DeviceClass>& class_shape() {
  static const Shape<DeviceClass> shape = parsed(
      {.name = "device class",
       .sentence = "A class of devices as ioscan names it.",
       .pattern = "^[A-Za-z0-9_-]{1,15}$",
       .examples = {"lan", "ext_bus"}},
      [](std::string_view text) -> std::expected<DeviceClass, std::string> {
        const auto name = DeviceClass::parse(text);
        if (name) return *name;
        return std::unexpected(in_quotes(text) +
                               " is no device class; expected up to 15 letters, as in ext_bus");
      });
  return shape;
}

const Shape<MacAddress>& mac_or_none_shape() {
  static const Shape<MacAddress> shape = parsed(
      {.name = "MAC address or none",
       .sentence = "What a card answers when its driver asks for the MAC address.",
       .pattern = {},
       .examples = {"0x00306E4A1B2C", "none"}},
      [](std::string_view text) -> std::expected<MacAddress, std::string> {
        if (text == kNone) return MacAddress();
        return MacAddress::parse(text);
      });
  return shape;
}

// An entry as a scenario writes it, under the name of its interface.
struct SavedEntry {
  HwPath at;
  DriverName driver;
  std::vector<MacAddress> macs;
};

using InterfaceName = std::pair<DeviceClass, int>;

// "lan0" -> class lan, instance 0.
std::expected<InterfaceName, std::string> parse_interface(std::string_view text) {
  const std::size_t digits = text.find_last_not_of("0123456789") + 1;
  int number = 0;
  const auto [end, error] =
      std::from_chars(text.data() + digits, text.data() + text.size(), number);
  const auto device_class = DeviceClass::parse(text.substr(0, digits));
  if (!device_class || error != std::errc() || number > kMaxInstance)
    return std::unexpected(in_quotes(text) +
                           " names no interface; expected a class and an instance, as in lan0");
  return InterfaceName{*device_class, number};
}

const Shape<InterfaceName>& interface_shape() {
  static const Shape<InterfaceName> shape =
      parsed({.name = "interface name",
              .sentence = "Class and instance in one word.",
              .pattern = "^[A-Za-z_-][A-Za-z0-9_-]*[0-9]+$",
              .examples = {"lan0"}},
             parse_interface);
  return shape;
}

const Shape<SavedEntry>& saved_entry_shape() {
  static const Shape<SavedEntry> shape =
      MapShape<SavedEntry>("saved entry", "One entry of Portable Image in KRS.")
          .required("at", &SavedEntry::at, hw_path_shape(), "Where the NIC sat when it was saved.")
          .required("driver", &SavedEntry::driver, driver_shape(), "Its driver at that time.")
          .required("macs", &SavedEntry::macs, not_empty(one_or_many(mac_shape())),
                    "Its MAC address, and the equivalents of it.",
                    {.example = "macs: [0x0017A4770020, 0x2A2E5A050ABA]"});
  return shape;
}

void add_saved(MachineSpec& spec, std::vector<std::pair<InterfaceName, SavedEntry>> entries) {
  for (auto& [name, entry] : entries)
    spec.saved.push_back(
        {entry.at, name.first, Instance{name.second}, entry.driver, std::move(entry.macs)});
}

using RecordsOfClass = std::vector<std::pair<int, HwPath>>;

void add_ioconfig(MachineSpec& spec, std::vector<std::pair<DeviceClass, RecordsOfClass>> classes) {
  for (const auto& [device_class, records] : classes)
    for (const auto& [instance, hw_path] : records)
      spec.ioconfig.push_back({hw_path, device_class, Instance{instance}});
}

const Shape<VirtualConnect>& virtual_connect_shape() {
  static const Shape<VirtualConnect> shape =
      MapShape<VirtualConnect>("virtual connect",
                               "MAC addresses that Virtual Connect assigns to the ports of "
                               "blades: over all blades, then all ports, then the sub-ports.")
          .required("first", &VirtualConnect::first, mac_shape(), "The first address.",
                    {.example = "first: 0x0017A4770020"})
          .required("count", &VirtualConnect::count, integer<int>(1, 64),
                    "How many connections the profile has.")
          .defaulted("step", &VirtualConnect::step, integer<int>(1, 256),
                    "From one address to the next: each connection also keeps an iSCSI address.",
                    {.by_default = "2"})
          .optional("networks", &VirtualConnect::networks, list_of(given_name(Named::network)),
                    "The networks of the connections, in their order.",
                    {.example = "networks: [blue, red]"})
          .check([](const VirtualConnect& vc) -> std::expected<void, std::string> {
            if (vc.networks.size() <= static_cast<std::size_t>(vc.count)) return {};
            return std::unexpected("there are more networks than connections; expected " +
                                   std::to_string(vc.count) + " at most");
          }, "networks");
  return shape;
}

constexpr std::size_t kLevelsOfMany = 3;

std::expected<void, std::string> has_room_below(const ManyNics& many) {
  if (many.under.size() + kLevelsOfMany <= HwPath::kMaxElements) return {};
  return std::unexpected(fmt::format(
      "{} is too long for bus, device and function below it; expected {} numbers at most",
      many.under.text(), HwPath::kMaxElements - kLevelsOfMany));
}

std::expected<void, std::string> has_mac_addresses(const ManyNics& many) {
  const std::uint64_t last = many.first_mac.bits() + static_cast<std::uint64_t>(many.count) - 1;
  const bool is_one = last >> 48 == 0 && MacAddress::from_bits(last).can_be_a_nic();
  if (is_one && last >> 40 == many.first_mac.bits() >> 40) return {};
  return std::unexpected(fmt::format("there are no {} MAC addresses of NICs from {} on", many.count,
                                     many.first_mac.text()));
}

const Shape<ManyNics>& many_shape() {
  static const Shape<ManyNics> shape =
      MapShape<ManyNics>("many", "Many NICs alike, eight functions to a card.")
          .required("count", &ManyNics::count, integer<int>(1, 524'288), "How many.")
          .required("under", &ManyNics::under, hw_path_shape(),
                    "Below this path they sit, at <under>/<bus>/<device>/<function>.")
          .required("driver", &ManyNics::driver, driver_shape(), "The driver of them all.")
          .required("first_mac", &ManyNics::first_mac, mac_shape(),
                    "The MAC address of the first; each has the next one.")
          .check(has_room_below, "under")
          .check(has_mac_addresses, "first_mac");
  return shape;
}

// Why this is no path of a file that a scenario may write; nothing if it is one.
std::optional<std::string> wrong_with(std::string_view path) {
  if (!path.starts_with('/') || path.ends_with('/') || path.contains("//") ||
      path.contains("/../") || path.contains("/./") || path.ends_with("/..") ||
      path.ends_with("/."))
    return "is no path of a file; expected one from the root, as in /etc/rc.config.d/netconf";
  if (path.contains('\0')) return "has a NUL in it";
  if (path.starts_with(krs::kSystemKrs))
    return "is KRS; expected the keys 'saved', 'krs' and 'gio_portable_image'";
  if (path.starts_with(gio::kStandIoconfig)) return "is ioconfig; expected the key 'ioconfig'";
  return std::nullopt;
}

const Shape<std::string>& file_path_shape() {
  static const Shape<std::string> shape = parsed(
      {.name = "path",
       .sentence = "A file, from the root; not one that other keys write.",
       .pattern = "^/.*[^/]$",
       .examples = {"/etc/rc.config.d/hpigelanconf"},
       .json_types = {"string"}},
      [](std::string_view text) -> std::expected<std::string, std::string> {
        if (const auto wrong = wrong_with(text))
          return std::unexpected(in_quotes(text) + ' ' + *wrong);
        return std::string(text);
      });
  return shape;
}

std::expected<void, std::string> one_netconf(const MachineSpec& spec) {
  for (const auto& [path, content] : spec.files)
    if (path == user::kNetconf && !spec.netconf.empty())
      return std::unexpected("the key 'netconf' writes " + path + ", too; expected one of the two");
  return {};
}

std::expected<void, std::string> one_record_for_each(const MachineSpec& spec) {
  std::vector<std::pair<DeviceClass, HwPath>> paths;
  for (const IoconfigRow& row : spec.ioconfig) paths.emplace_back(row.device_class, row.hw_path);
  std::ranges::sort(paths);
  const auto twice = std::ranges::adjacent_find(paths);
  if (twice == paths.end()) return {};
  return std::unexpected(twice->second.text() + " has two ioconfig records of class " +
                         std::string(twice->first.view()) + "; expected one at most");
}

std::expected<void, std::string> connected_ports(const MachineSpec& spec) {
  if (!spec.virtual_connect || spec.model.starts_with("BL")) return {};
  return std::unexpected("virtual_connect needs the ports of a blade; expected a model such as "
                         "BL860c i2");
}

const Shape<std::string>& ip_address_shape() {
  static const Shape<std::string> shape =
      parsed({.name = "IP address",
              .sentence = "An address of IPv4: four numbers from 0 to 255.",
              .pattern = "^[0-9]{1,3}(\\.[0-9]{1,3}){3}$",
              .examples = {"192.0.2.10"}},
             [](std::string_view text) -> std::expected<std::string, std::string> {
               if (user::Ipv4::parse(text)) return std::string(text);
               return std::unexpected(in_quotes(text) +
                                      " is no IP address; expected one such as 192.0.2.10");
             });
  return shape;
}

std::expected<void, std::string> nic_has_mac(const hdm::Card& card) {
  const bool nic = card.device_class == kLan && !card.driver.empty();
  if (nic && card.mac == MacAddress::from_bits(1))
    return std::unexpected("a NIC needs a MAC address; expected the key 'mac', "
                           "or mac: none for a card that has none");
  return {};
}

// A card begins with a MAC address that nobody can write by accident, to see that one was given.
hdm::Card without_forgotten_mac(hdm::Card card) {
  if (card.mac == MacAddress::from_bits(1)) card.mac = MacAddress();
  return card;
}

struct CardAsWritten : hdm::Card {
  CardAsWritten() { mac = MacAddress::from_bits(1); }
};

void set_driver(CardAsWritten& card, DriverName driver) {
  card.driver = driver;
  if (const hdm::DriverProfile* profile = hdm::find_driver(driver))
    card.device_class = DeviceClass(profile->device_class);
}

const Shape<pi::OsRelease>& os_release_shape() {
  static const Shape<pi::OsRelease> shape =
      parsed({.name = "OS release",
              .sentence = "A release of HP-UX 11i v3: 11.31, then year and month of the update.",
              .pattern = "^11\\.31\\.[0-9]{4}$",
              .examples = {"11.31.1009"}},
             [](std::string_view text) { return pi::OsRelease::parse(text); });
  return shape;
}

const Shape<std::string>& software_shape() {
  static const Shape<std::string> shape = [] {
    std::vector<std::string> tags;
    for (const pi::Product& known : pi::known_software()) tags.push_back(known.tag);
    return made_of<std::string>(
        word_index("software", tags),
        std::function<std::string(std::size_t)>([tags](std::size_t i) { return tags[i]; }));
  }();
  return shape;
}

}  // namespace

const Shape<HwPath>& hw_path_shape() {
  static const Shape<HwPath> shape =
      parsed({.name = "H/W path",
              .sentence = "Where a device sits: up to 14 numbers from 0 to 255.",
              .pattern = "^[0-9]{1,3}(/[0-9]{1,3}){0,13}$",
              .examples = {"0/4/1/0"}},
             [](std::string_view text) { return HwPath::parse(text); });
  return shape;
}

const Shape<MacAddress>& mac_shape() {
  static const Shape<MacAddress> shape = parsed(
      {.name = "MAC address",
       .sentence = "Six bytes; one that a NIC can have.",
       .pattern = "^(0[xX][0-9A-Fa-f]{12}|[0-9A-Fa-f]{12}|[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5})$",
       .examples = {"0x00306E4A1B2C"}},
      [](std::string_view text) -> std::expected<MacAddress, std::string> {
        const auto mac = MacAddress::parse(text);
        if (mac && mac->is_zero())
          return std::unexpected(in_quotes(text) + " is all zero: no NIC has this MAC address");
        if (mac && mac->is_group())
          return std::unexpected(in_quotes(text) +
                                 " is a group address: no NIC has it; expected an even first byte");
        return mac;
      });
  return shape;
}

const Shape<hdm::Card>& card_shape() {
  static const Shape<hdm::Card> shape = made_of<hdm::Card>(
      Shape<CardAsWritten>(
          MapShape<CardAsWritten>("card", "What is plugged into a slot.")
              .required("driver", set_driver, driver_shape(),
                        "The driver that knows this hardware; none: no driver does.",
                        {.example = "driver: igelan"})
              .optional("class", &CardAsWritten::device_class, class_shape(),
                        "The device class; by default that of the driver.")
              .optional("mac", &CardAsWritten::mac, mac_or_none_shape(),
                        "The MAC address that the card answers with. A NIC must have this key; "
                        "none: it answers that it has no address.",
                        {.example = "mac: 0x00306E4A1B2C"})
              .optional("answers_after", &CardAsWritten::answers_after, duration(),
                        "How much later than usual it answers.", {.example = "answers_after: 5ms"})
              .optional("fails", &CardAsWritten::fails_at, enum_of<InitStage>("init stage"),
                        "Where it makes its driver fail: attach; early, before the MAC address "
                        "is known; mid, between GIO's answer and DLPI; late, after all that.",
                        {.example = "fails: mid"})
              .defaulted("linked", &CardAsWritten::linked, boolean(),
                        "Whether something is at the other end of its cable.",
                        {.by_default = "true"})
              .check([](const CardAsWritten& card) { return nic_has_mac(card); })),
      std::function<hdm::Card(CardAsWritten)>(
          [](CardAsWritten card) { return without_forgotten_mac(card); }));
  return shape;
}

const Shape<wire::SegmentSettings>& network_shape() {
  static const Shape<wire::SegmentSettings> shape =
      MapShape<wire::SegmentSettings>("network", "A network: a frame sent there reaches all others.")
          .defaulted("latency", &wire::SegmentSettings::latency, duration(),
                    "How long a frame is on its way.", {.by_default = "10us"})
          .defaulted("loses_every", &wire::SegmentSettings::loses_every,
                    integer<int>(0, 1'000'000),
                    "3: every third frame is lost; 1: all are; 0: none.", {.by_default = "0"})
          .optional("stations", &wire::SegmentSettings::stations, list_of(mac_shape()),
                    "Other hosts there, which answer linkloop.",
                    {.example = "stations: [0x00306EF30D45]"})
          .optional("vlans", &wire::SegmentSettings::vlans, list_of(integer<int>(1, 4094)),
                    "The VLANs whose frames it carries; by default all. Frames without a tag travel "
                    "anyway.",
                    {.example = "vlans: [75, 76]"});
  return shape;
}

const Shape<MachineSpec>& machine_shape() {
  static const Shape<MachineSpec> shape = [] {
    std::vector<std::string> models;
    for (const MachineModel& model : machine_models()) models.emplace_back(model.name);
    const Shape<std::string> model_shape = made_of<std::string>(
        word_index("model", models),
        std::function<std::string(std::size_t)>([models](std::size_t i) { return models[i]; }));

    return Shape<MachineSpec>(
        MapShape<MachineSpec>("machine", "A computer: what is plugged in, and what its disk holds.")
            .optional("model", &MachineSpec::model, model_shape,
                      "A model that brings its ports along.", {.example = "model: BL860c i2"})
            .optional("slots", &MachineSpec::slots, map_of(hw_path_shape(), card_shape()),
                      "The cards by H/W path; they replace what the model has there.",
                      {.example = "slots: {0/4/1/0: {driver: igelan, mac: 0x00306E4A1B2C}}"})
            .optional("empty_slots", &MachineSpec::empty_slots, list_of(hw_path_shape()),
                      "Ports of the model that are not there.")
            .optional("virtual_connect", &MachineSpec::virtual_connect, virtual_connect_shape(),
                      "MAC addresses assigned to the model's ports.",
                      {.example = "virtual_connect: {first: 0x0017A4770020, count: 4}"})
            .optional("many", &MachineSpec::many, one_or_many(many_shape()),
                      "Many NICs alike, for large machines.")
            .optional("cables", &MachineSpec::cables,
                      map_of(hw_path_shape(), given_name(Named::network)),
                      "The networks that NICs are plugged into, by H/W path.",
                      {.example = "cables: {0/4/1/0: blue}"})
            .optional("not_replaceable", &MachineSpec::not_replaceable, list_of(driver_shape()),
                      "Drivers that lack DRV_INSTANCE_REPLACEABLE on this machine.",
                      {.example = "not_replaceable: [igelan]"})
            .optional("os", &MachineSpec::os, os_release_shape(),
                      "The release of HP-UX 11i v3 on its disk, by year and month; by default "
                      "11.31.1103, March 2011.",
                      {.example = "os: 11.31.1009"})
            .optional("software", &MachineSpec::software, list_of(software_shape()),
                      "The software on its disk besides HP-UX itself: HPPortableImage, and "
                      "PHKL_41525, which an OS of September 2010 or earlier needs; by default "
                      "both.",
                      {.example = "software: [HPPortableImage]"})
            .defaulted("gio_portable_image", &MachineSpec::gio_portable_image, integer<int>(0, 1),
                      "The tunable on its disk.", {.by_default = "0"})
            .optional("ioconfig", add_ioconfig,
                      map_of(class_shape(),
                             map_of(integer<int>(0, kMaxInstance), hw_path_shape())),
                      "The ioconfig records on its disk, by class and instance.",
                      {.example = "ioconfig: {lan: {0: 0/1/1/0}}"})
            .optional("saved", add_saved, map_of(interface_shape(), saved_entry_shape()),
                      "The entries of Portable Image in KRS on its disk.",
                      {.example = "saved: {lan0: {at: 0/1/1/0, driver: igelan, macs: "
                                  "0x00306E4A1B2C}}"})
            .optional("krs", &MachineSpec::krs_text, map_of(text("KRS path"), text()),
                      "Raw values in KRS on its disk, for what no tool would write.",
                      {.example = "krs: {gio/pi/entry/lan/7: rubbish}"})
            .defaulted("rc", &MachineSpec::rc, enum_of<RcOrder>("order of scripts"),
                      "How rc runs the scripts of a run level; parallel: as far as their "
                      "dependencies allow, with those that the products bring along.",
                      {.by_default = "sequential"})
            .optional("netconf",
                      [](MachineSpec& spec, std::vector<std::pair<std::string, std::string>> all) {
                        for (auto& [name, address] : all)
                          spec.netconf.push_back({std::move(name), std::move(address)});
                      },
                      map_of(identifier("interface"), ip_address_shape()),
                      "The interfaces that S340net configures, with their addresses.",
                      {.example = "netconf: {lan0: 192.0.2.10}"})
            .optional("files", &MachineSpec::files, map_of(file_path_shape(), text()),
                      "Any other files on its disk, by path, with their text.",
                      {.example = "files: {/etc/rc.config.d/hpigelanconf: "
                                  "'HP_IGELAN_INTERFACE_NAME[0]=lan0'}"})
            .check(one_netconf)
            .check(one_record_for_each, "ioconfig")
            .check(connected_ports, "virtual_connect"));
  }();
  return shape;
}

namespace {

std::vector<ModelPort> ports_of(const MachineSpec& spec) {
  const MachineModel* model = find_model(spec.model);
  return model ? model->ports() : std::vector<ModelPort>();
}

bool is_flex_nic(const ModelPort& port) { return port.driver == DriverName("iexgbe"); }

// Where the connections of a profile are: over all blades, then all ports, then the sub-ports.
std::vector<HwPath> connections_of(std::vector<ModelPort> ports, const VirtualConnect& vc) {
  std::erase_if(ports, std::not_fn(is_flex_nic));
  std::ranges::stable_sort(ports, {}, [](const ModelPort& port) {
    return std::tuple(port.sub_port, port.port, port.blade);
  });
  if (ports.size() > static_cast<std::size_t>(vc.count))
    ports.resize(static_cast<std::size_t>(vc.count));
  std::vector<HwPath> paths;
  for (const ModelPort& port : ports) paths.push_back(port.hw_path);
  return paths;
}

}  // namespace

std::map<HwPath, std::string> cables_of(const MachineSpec& spec) {
  std::map<HwPath, std::string> cables;
  if (const auto& vc = spec.virtual_connect) {
    const std::vector<HwPath> connections = connections_of(ports_of(spec), *vc);
    for (std::size_t i = 0; i < connections.size() && i < vc->networks.size(); ++i)
      cables[connections[i]] = vc->networks[i];
  }
  for (const auto& [hw_path, network] : spec.cables) cables[hw_path] = network;
  return cables;
}

machine::Hardware hardware_of(const MachineSpec& spec, int order) {
  machine::Hardware hardware;
  const std::vector<ModelPort> ports = ports_of(spec);

  // Factory addresses: an HP OUI, the machine, the port. No two machines of a scenario share one.
  const auto factory = 0x984BE1'000000u + (static_cast<std::uint64_t>(order) << 8);
  for (std::size_t i = 0; i < ports.size(); ++i) {
    hdm::Card card{.driver = ports[i].driver};
    card.device_class = DeviceClass(hdm::find_driver(ports[i].driver)->device_class);
    if (card.device_class == kLan) card.mac = MacAddress::from_bits(factory + i);
    hardware.emplace(ports[i].hw_path, card);
  }
  if (spec.virtual_connect) {
    const VirtualConnect& vc = *spec.virtual_connect;
    const std::vector<HwPath> connections = connections_of(ports, vc);
    // FlexNICs without a connection keep their factory addresses and have no link.
    for (const ModelPort& port : ports)
      if (is_flex_nic(port)) hardware.at(port.hw_path).linked = false;
    for (std::size_t i = 0; i < connections.size(); ++i) {
      hdm::Card& card = hardware.at(connections[i]);
      card.mac = MacAddress::from_bits(vc.first.bits() + i * static_cast<std::uint64_t>(vc.step));
      card.linked = true;
    }
  }
  for (HwPath hw_path : spec.empty_slots) hardware.erase(hw_path);
  for (const ManyNics& many : spec.many)
    for (int i = 0; i < many.count; ++i)
      hardware.insert_or_assign(
          many.under.child(i / 2048).child(i / 8 % 256).child(i % 8),
          hdm::Card{.driver = many.driver,
                    .mac = MacAddress::from_bits(many.first_mac.bits() +
                                                 static_cast<std::uint64_t>(i))});
  for (const auto& [hw_path, card] : spec.slots) hardware.insert_or_assign(hw_path, card);
  return hardware;
}

}  // namespace giosim::runner
