#include "runner/report/narrator.hpp"

#include <fmt/format.h>

#include <array>
#include <concepts>
#include <cstdint>
#include <utility>

#include "base/must.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::report {
namespace {

using fmt::format;

// ---- Words -------------------------------------------------------------------------------------

// What a script of HP-UX's rc exits with when it is switched off.
constexpr std::int64_t kNothingToDo = 2;

std::string number(Instance instance) { return std::to_string(instance.number); }
std::string number(Ppa ppa) { return std::to_string(ppa.number); }

// "reserve 0"; the bare word when the number makes it too long.
std::string label(std::string_view text, Instance instance) {
  std::string both = format("{} {}", text, instance.number);
  return both.size() <= Telling::kLongestLabel ? both : std::string(text);
}
std::string label(std::string_view text, Ppa ppa) { return label(text, Instance{ppa.number}); }

std::string moves(std::string_view text, std::int32_t from, std::int32_t to) {
  std::string both = format("{}{}→{}", text, from, to);
  return characters(both) <= Telling::kLongestLabel ? both : std::string("renumber");
}

// A device in a sentence: "the lan device at 0/4/1/0", or lan0 once it has a number.
std::string node(const HwPath& hw_path) { return hw_path.text(); }
std::string of_vlan(std::int32_t vlan) {
  return vlan == 0 ? std::string() : format(" of VLAN {}", vlan);
}

std::string article(DriverName driver) {
  if (driver.empty()) return "A";
  return std::string_view("aeiou").contains(driver.view().front()) ? "An" : "A";
}

std::string mac_of(MacAddress mac) { return mac.is_zero() ? "no MAC" : "MAC " + mac.text(); }

std::string first_mac(const std::vector<MacAddress>& macs) {
  if (macs.empty()) return "no MAC";
  if (macs.size() == 1) return "MAC " + macs.front().text();
  return format("MAC {} or its {}", macs.front().text(),
                macs.size() == 2 ? "equivalent" : "equivalents");
}

std::string entry(DeviceClass device_class, Instance instance) {
  if (device_class.empty()) return "A saved entry";
  if (!instance.given()) return format("A saved {} entry", device_class.view());
  return "The entry of " + interface_name(device_class, instance);
}

std::string_view reason(Because because) {
  switch (because) {
    case Because::tunable_off:
      return "gio_portable_image is 0";
    case Because::no_entry:
      return "no saved entry has";
    case Because::not_replaceable:
      return "its driver lacks DRV_INSTANCE_REPLACEABLE";
    case Because::already_taken:
      return "another NIC already has the number reserved for";
    case Because::no_mac:
      return "it has no MAC address";
  }
  MUST(false);
}

std::string_view reason(SkipReason because) {
  switch (because) {
    case SkipReason::not_replaceable:
      return "its driver lacks DRV_INSTANCE_REPLACEABLE";
    case SkipReason::duplicate_instance:
      return "another entry has the same instance";
    case SkipReason::duplicate_mac:
      return "another entry has the same MAC address";
    case SkipReason::bad_path:
      return "its H/W path is malformed";
    case SkipReason::unknown_class:
      return "GIO does not know its class";
    case SkipReason::bad_instance:
      return "its instance is no number GIO can give";
    case SkipReason::bad_mac:
      return "it has a MAC address that no NIC can have";
    case SkipReason::unreadable:
      return "it cannot be read";
  }
  MUST(false);
}

// "hpigelanconf", of "/etc/rc.config.d/hpigelanconf".
std::string file_name(const std::string& path) {
  return one_line(path.substr(path.find_last_of('/') + 1));
}

std::string command_name(const std::string& command) {
  const std::string name = file_name(command.substr(0, command.find(' ')));
  return name.empty() ? "command" : name;
}

std::string read_from(std::string_view what, StoreCopy copy, std::string_view amount) {
  switch (copy) {
    case StoreCopy::current:
      return format("{} is read from the disk: {}.", what, amount);
    case StoreCopy::last_known_good:
      return format("{} is read from its last known good copy: {}.", what, amount);
    case StoreCopy::none:
      return format("The disk holds no {}: it starts empty.", what);
  }
  MUST(false);
}

// "0 is reserved, 2 was given up in this boot, ": what a reader would have taken for the lowest.
std::string passed_over(const std::vector<Candidate>& considered) {
  constexpr int kMostTold = 3;
  std::string passed;
  int told = 0;
  for (const auto& [first, last, code] : considered) {
    const bool one = first == last;
    std::string_view how;
    if (code == CandidateCode::reserved)
      how = one ? "is reserved" : "are reserved";
    else if (code == CandidateCode::given_up)
      how = one ? "was given up in this boot" : "were given up in this boot";
    else
      continue;
    if (told++ == kMostTold) break;
    passed += format("{} {}, ", run_of_numbers("", first.number, last.number), how);
  }
  return passed;
}

// ---- One sentence for each fact ----------------------------------------------------------------

// A fact without an overload here does not compile: visit() wants them all.
struct Narrator {
  const sim::Stamped& stamped;

  std::string machine() const { return one_line(stamped.life->machine); }

  Telling operator()(const MachinePoweredOn&) const {
    return {format("{} is powered on: boot {}.", machine(), stamped.life->boot), "power on"};
  }
  Telling operator()(const MachinePoweredOff& f) const {
    switch (f.how) {
      case PowerOff::shutdown:
        return {format("{} has shut down and is off.", machine()), "off", {}, {}, "B2"};
      case PowerOff::reboot:
        return {format("{} goes down for a reboot.", machine()), "reboot"};
      case PowerOff::panic:
        return {.sentence = format("{} panics: no shutdown script runs.", machine()),
                .label = "panic",
                .weight = Weight::trouble};
      case PowerOff::power_cut:
        return {
            .sentence = format("The power of {} is cut: what is not on disk is lost.", machine()),
            .label = "power cut",
            .weight = Weight::trouble};
    }
    MUST(false);
  }
  Telling operator()(const BootEnded&) const { return {format("{} is up.", machine()), "up"}; }
  Telling operator()(const DiskMoved& f) const {
    return {format("The disk of {} is now in {}.", one_line(f.from), machine()), "move disk"};
  }
  Telling operator()(const DiskCloned& f) const {
    return {format("{} gets a copy of the disk of {}.", machine(), one_line(f.from)), "clone"};
  }
  Telling operator()(const NicPluggedIn& f) const {
    return {format("{} {} card is plugged in at {}.", article(f.driver), f.driver.view(),
                   node(f.hw_path)),
            "plug in"};
  }
  Telling operator()(const NicPulledOut& f) const {
    return {format("The card at {} is pulled out.", node(f.hw_path)), "pull out"};
  }
  Telling operator()(const CablePlugged& f) const {
    return {format("The cable of {} goes to network {}.", node(f.hw_path), one_line(f.network)),
            "cable"};
  }
  Telling operator()(const CablePulled& f) const {
    return {format("The cable of {} leaves network {}.", node(f.hw_path), one_line(f.network)),
            "no cable"};
  }
  Telling operator()(const FrameSent& f) const {
    static constexpr std::string_view kEnds[] = {".", ", which loses it.",
                                                 ", which does not admit it."};
    static constexpr std::string_view kWord[] = {"send", "lost", "refused"};
    const auto fate = static_cast<std::size_t>(f.fate);
    return {format("{} sends a frame of {} bytes{} into network {}{}", node(f.hw_path), f.bytes,
                   of_vlan(f.vlan), one_line(f.network), kEnds[fate]),
            std::string(kWord[fate])};
  }
  Telling operator()(const FrameReceived& f) const {
    return {format("{} receives a frame of {} bytes{} out of network {}.", node(f.hw_path), f.bytes,
                   of_vlan(f.vlan), one_line(f.network)),
            "receive"};
  }

  Telling operator()(const KrsLoaded& f) const {
    Telling telling{read_from("KRS", f.copy, counted(f.values, "value")), "load"};
    if (f.copy == StoreCopy::none) telling.rule = "T3";
    if (f.copy == StoreCopy::last_known_good) telling.weight = Weight::trouble;
    return telling;
  }
  Telling operator()(const StoreDamaged& f) const {
    return {.sentence = format("{} is damaged: its checksum is wrong.", one_line(f.file)),
            .label = "damaged",
            .weight = Weight::trouble};
  }
  Telling operator()(const KrsCommitted& f) const {
    return {format("KRS is on the disk, whole: {}.", counted(f.values, "value")), "commit"};
  }
  Telling operator()(const KrsCommitFailed& f) const {
    return {.sentence = format("KRS is not written: {}. The disk keeps the state before.",
                               one_line(f.error)),
            .label = "no commit",
            .weight = Weight::trouble};
  }
  Telling operator()(const TunableSet& f) const {
    return {
        format("The tunable {} goes from {} to {}, at once.", one_line(f.tunable), f.from, f.to),
        f.from >= 0 && f.from <= 9 && f.to >= 0 && f.to <= 9 ? format("tune {}→{}", f.from, f.to)
                                                             : "tune"};
  }

  Telling operator()(const EntrySaved& f) const {
    return {format("{} is saved for MAC {}: {} at {}.", interface_name(f.device_class, f.instance),
                   f.mac.text(), f.driver.view(), node(f.hw_path)),
            label("save", f.instance)};
  }
  Telling operator()(const EntryDropped& f) const {
    const std::string which = entry(f.device_class, f.instance);
    switch (f.fate) {
      case EntryFate::absent_dropped:
        return {.sentence =
                    format("{} is dropped: the NIC with MAC {} is not here.", which, f.mac.text()),
                .label = label("drop", f.instance),
                .rule = "K3"};
      case EntryFate::instance_taken:
        return {.sentence = format("{} (MAC {}) is dropped: a NIC that is here has this number.",
                                   which, f.mac.text()),
                .label = label("drop", f.instance),
                .weight = Weight::trouble};
      case EntryFate::contested:
        return {.sentence = format("{} with MAC {} is not saved: another NIC holds the number of "
                                   "its entry.",
                                   node(f.hw_path), f.mac.text()),
                .label = "not saved",
                .rule = "K3",
                .weight = Weight::trouble};
      case EntryFate::removed:
        return {.sentence = format("{} (MAC {}) is removed.", which, f.mac.text()),
                .label = label("remove", f.instance),
                .rule = "K6"};
    }
    MUST(false);
  }
  Telling operator()(const EquivalentAdded& f) const {
    return {format("{} now has {} as an equivalent of {}.", entry(f.device_class, f.instance),
                   f.equivalent.text(), f.mac.text()),
            "equivalent"};
  }
  Telling operator()(const ConfigurationSaved& f) const {
    return {format("The saved configuration has {} now.", counted(f.entries, "entry", "entries")),
            "saved"};
  }

  Telling operator()(const IoconfigLoaded& f) const {
    Telling telling{read_from("ioconfig", f.copy, counted(f.records, "record")), "load"};
    if (f.copy == StoreCopy::last_known_good) telling.weight = Weight::trouble;
    return telling;
  }
  Telling operator()(const IoconfigWritten& f) const {
    return {.sentence = format("ioconfig is on the disk: {}.", counted(f.records, "record")),
            .label = "ioconfig",
            .weight = Weight::plumbing};
  }
  Telling operator()(const IoconfigWriteFailed& f) const {
    return {.sentence = format("ioconfig is not written: {}.", one_line(f.error)),
            .label = "not saved",
            .weight = Weight::trouble};
  }
  Telling operator()(const InstanceReserved& f) const {
    const std::string name = interface_name(f.device_class, f.instance);
    return {.sentence = format("{} is reserved for {}.", name, first_mac(f.macs)),
            .label = label("reserve", f.instance),
            .subject = name,
            .weight = Weight::decision};
  }
  Telling operator()(const EntrySkipped& f) const {
    return {.sentence = format("{} reserves nothing: {}.", entry(f.device_class, f.instance),
                               reason(f.because)),
            .label = "skip entry",
            .rule = f.because == SkipReason::not_replaceable ? "R4" : "R5",
            .weight = f.because == SkipReason::not_replaceable ? Weight::step : Weight::trouble};
  }
  Telling operator()(const RecordFreed& f) const {
    return {format("The ioconfig record <{}, {}, {}> is freed.", node(f.hw_path),
                   f.device_class.view(), number(f.instance)),
            label("free", f.instance)};
  }
  Telling operator()(const NodeFound& f) const {
    return {.sentence =
                format("The scan finds a {} device at {}.", f.device_class.view(), node(f.hw_path)),
            .label = "found",
            .weight = Weight::plumbing};
  }
  Telling operator()(const NodeClaimed& f) const {
    return {.sentence = format("{} claims {}.", f.driver.view(), node(f.hw_path)),
            .label = "claim",
            .weight = Weight::plumbing};
  }
  Telling operator()(const NodeNotClaimed& f) const {
    return {.sentence = f.driver.empty()
                            ? format("No driver claims {}: its instance is -1.", node(f.hw_path))
                            : format("{} does not attach to {}: its instance is -1.",
                                     f.driver.view(), node(f.hw_path)),
            .label = "no driver",
            .weight = Weight::trouble};
  }
  Telling operator()(const InstanceAssigned& f) const {
    const std::string name = interface_name(f.device_class, f.instance);
    Telling telling{.label = label("assign", f.instance), .weight = Weight::decision};
    switch (f.by) {
      case AssignedBy::record:
        telling.sentence = format("{} is {}, as its ioconfig record says.", node(f.hw_path), name);
        telling.rule = "S2";
        return telling;
      case AssignedBy::lowest_free: {
        const std::string passed = passed_over(f.considered);
        telling.sentence =
            passed.empty() ? format("{} gets {}, the lowest number left.", node(f.hw_path), name)
                           : format("{} gets {}: {}{} is the lowest left.", node(f.hw_path), name,
                                    passed, f.instance.number);
        return telling;
      }
      case AssignedBy::above_reserved:
        telling.sentence =
            format("{} gets {}, the first number above all reserved ones.", node(f.hw_path), name);
        return telling;
    }
    MUST(false);
  }
  Telling operator()(const ScanEnded& f) const {
    return {
        format("The scan is over: {}. The drivers start their init.", counted(f.nodes, "device")),
        "scanned"};
  }
  Telling operator()(const InstanceReassigned& f) const {
    return {.sentence = format("{} gives up {} for {}, reserved for its MAC.", node(f.hw_path),
                               interface_name(f.device_class, f.from),
                               interface_name(f.device_class, f.to)),
            .label = moves(f.device_class.view(), f.from.number, f.to.number),
            .weight = Weight::decision};
  }
  Telling operator()(const InstanceKept& f) const {
    const std::string who =
        format("{} stays {}", node(f.hw_path), interface_name(f.device_class, f.instance));
    Telling telling{.label = label("keep", f.instance), .weight = Weight::decision};
    const bool about_mac = f.because == Because::no_entry || f.because == Because::already_taken;
    telling.sentence = about_mac ? format("{}: {} MAC {}.", who, reason(f.because), f.mac.text())
                                 : format("{}: {}.", who, reason(f.because));
    if (f.because == Because::tunable_off) telling.rule = "T2";
    if (f.because == Because::already_taken) telling.rule = "A5";
    if (f.because == Because::not_replaceable) telling.rule = "R4";
    return telling;
  }
  Telling operator()(const InstanceTakenBack& f) const {
    return {.sentence = format("{} loses {} to another NIC; for GIO it is {} again.",
                               node(f.hw_path), interface_name(f.device_class, f.from),
                               interface_name(f.device_class, f.to)),
            .label = moves(f.device_class.view(), f.from.number, f.to.number),
            .weight = Weight::trouble};
  }
  Telling operator()(const ReservationRestored& f) const {
    return {.sentence = format("{} is reserved again: its NIC at {} has failed.",
                               interface_name(f.device_class, f.instance), node(f.hw_path)),
            .label = label("reserve", f.instance),
            .weight = Weight::trouble};
  }
  Telling operator()(const NodeStateChanged& f) const {
    return {format("{} was {} and is {} now.", node(f.hw_path), word(f.from), word(f.to)),
            std::string(word(f.to))};
  }

  Telling operator()(const DriverAttached& f) const {
    return {.sentence = format("{} attaches to {} with PPA {}.", f.driver.view(), node(f.hw_path),
                               number(f.ppa)),
            .label = "attach",
            .weight = Weight::plumbing};
  }
  Telling operator()(const InitStarted& f) const {
    return {.sentence = format("{} starts the init of {}.", f.driver.view(), node(f.hw_path)),
            .label = "init",
            .weight = Weight::plumbing};
  }
  Telling operator()(const MacLearnt& f) const {
    return {format("The driver of {} has read its MAC: {}.", node(f.hw_path), f.mac.text()),
            "MAC read"};
  }
  Telling operator()(const MacNotLearnt& f) const {
    return {.sentence = format("The card at {} tells no MAC address.", node(f.hw_path)),
            .label = "no MAC",
            .weight = Weight::trouble};
  }
  Telling operator()(const HdmPpaSet& f) const {
    return {.sentence = format("The driver of {} sets its PPA from {} to {}.", node(f.hw_path),
                               number(f.from), number(f.to)),
            .label = moves("", f.from.number, f.to.number),
            .weight = Weight::plumbing};
  }
  Telling operator()(const InitEnded& f) const {
    return {.sentence = format("The init of {} is done: PPA {}.", node(f.hw_path), number(f.ppa)),
            .label = "init done",
            .weight = Weight::plumbing};
  }
  Telling operator()(const InitFailed& f) const {
    return {.sentence = f.stage == InitStage::attach
                            ? format("The driver of {} fails to attach.", node(f.hw_path))
                            : format("The init of {} fails, {} in its course.", node(f.hw_path),
                                     word(f.stage)),
            .label = "init fails",
            .weight = Weight::trouble};
  }

  Telling operator()(const ResetStarted& f) const {
    return {.sentence =
                f.mac.is_zero()
                    ? format("ILAN resets {}, which has no MAC.", node(f.hw_path))
                    : format("ILAN resets {} to make MAC {} known.", node(f.hw_path), f.mac.text()),
            .label = "reset",
            .weight = Weight::plumbing};
  }
  Telling operator()(const ReassignAsked& f) const {
    return {.sentence = format("ILAN asks GIO: {} has instance {} and {}, is that right?",
                               node(f.hw_path), number(f.instance), mac_of(f.mac)),
            .label = "ask GIO",
            .weight = Weight::plumbing};
  }
  Telling operator()(const IlanPpaSet& f) const {
    return {.sentence = format("ILAN calls {} PPA {}, no longer {}.", node(f.hw_path), number(f.to),
                               number(f.from)),
            .label = moves("", f.from.number, f.to.number),
            .weight = Weight::plumbing};
  }
  Telling operator()(const ResetEnded& f) const {
    return {.sentence = format("The reset of {} is over: PPA {}.", node(f.hw_path), number(f.ppa)),
            .label = "reset done",
            .weight = Weight::plumbing};
  }
  Telling operator()(const DlpiInstanceCreated& f) const {
    return {.sentence =
                format("DLPI knows {} as PPA {}, without a MAC.", node(f.hw_path), number(f.ppa)),
            .label = label("create", f.ppa),
            .weight = Weight::plumbing};
  }
  Telling operator()(const DlpiPpaSet& f) const {
    return {format("DLPI calls {} PPA {}, no longer {}.", node(f.hw_path), number(f.to),
                   number(f.from)),
            moves("PPA ", f.from.number, f.to.number)};
  }
  Telling operator()(const DlpiMacSet& f) const {
    return {format("DLPI shows MAC {} as PPA {}.", f.mac.text(), number(f.ppa)),
            label("MAC", f.ppa)};
  }
  Telling operator()(const DlpiMacWithdrawn& f) const {
    return {format("DLPI no longer shows MAC {} as PPA {}.", f.mac.text(), number(f.ppa)),
            "MAC gone"};
  }
  Telling operator()(const DlpiInstanceWithdrawn& f) const {
    return {.sentence = format("DLPI forgets {}: PPA {} is gone.", node(f.hw_path), number(f.ppa)),
            .label = "withdrawn",
            .weight = Weight::trouble};
  }

  Telling operator()(const ScriptStarted& f) const {
    const std::string name = one_line(script_name(f.script));
    Telling telling{format("rc runs {}.", one_line(f.script)),
                    name.empty() ? "script" : cut(name, Telling::kLongestLabel)};
    if (is_shutdown_script(f.script)) telling.rule = "B2";
    return telling;
  }
  Telling operator()(const ScriptEnded& f) const {
    const std::string script = one_line(f.script);
    Telling telling{format("{} is done.", script), "done"};
    telling.weight = Weight::plumbing;
    if (f.exit_code == kNothingToDo) {
      telling = {format("{} has nothing to do.", script), "skipped"};
    } else if (f.exit_code != 0) {
      telling = {format("{} fails with exit code {}.", script, f.exit_code), "fails"};
      telling.weight = Weight::trouble;
    }
    if (is_shutdown_script(f.script)) telling.rule = "B2";
    return telling;
  }
  Telling operator()(const LogLineWritten& f) const {
    Telling telling{format("rc.log: {}", one_line(f.line)), "rc.log"};
    if (f.line.contains("ERROR:")) telling.rule = "B3";
    return telling;
  }
  Telling operator()(const InterfaceConfigured& f) const {
    return {format("{} is configured, on the NIC with {}.", one_line(f.interface), mac_of(f.mac)),
            "configure", one_line(f.interface)};
  }
  Telling operator()(const InterfaceMissing& f) const {
    return {.sentence = format("{} is to be configured, but no NIC has that number.",
                               one_line(f.interface)),
            .label = "missing",
            .subject = one_line(f.interface),
            .weight = Weight::trouble};
  }

  Telling operator()(const CommandStarted& f) const {
    const std::string command = one_line(f.command);
    return {f.user == "root" ? format("# {}", command)
                             : format("{} runs: {}", one_line(f.user), command),
            cut(command_name(command), Telling::kLongestLabel)};
  }
  Telling operator()(const CommandEnded& f) const {
    const std::string command = one_line(f.command);
    if (f.exit_code == 0)
      return {.sentence = format("{} is done.", command),
              .label = "done",
              .weight = Weight::plumbing};
    return {format("{} ends with exit code {}.", command, f.exit_code), "exit code"};
  }
  Telling operator()(const CommandCutOff& f) const {
    return {format("{} never ends: the power goes.", one_line(f.command)), "cut off"};
  }
  Telling operator()(const RunLevelEntered& f) const {
    return {.sentence = format("The system is at run level {}.", one_line(f.level)),
            .label = "run level",
            .weight = Weight::plumbing};
  }
  Telling operator()(const SettingCarried& f) const {
    return {format("{} of {} goes from {} to {}: {}.", one_line(f.setting), one_line(f.interface),
                   file_name(f.from_file), file_name(f.to_file), one_line(f.value)),
            "carry", one_line(f.interface)};
  }
  Telling operator()(const SettingIgnored& f) const {
    return {.sentence = format("{} of {} stays in {}: only that driver has it.",
                               one_line(f.setting), one_line(f.interface), file_name(f.file)),
            .label = "not ours",
            .subject = one_line(f.interface),
            .weight = Weight::plumbing};
  }
  Telling operator()(const ConfigurationRefused& f) const {
    return {.sentence = f.line > 0 ? format("{} stays as it is; line {}: {}.", one_line(f.file),
                                            f.line, one_line(f.because))
                                   : format("{} stays as it is: {}.", one_line(f.file),
                                            one_line(f.because)),
            .label = "refused",
            .weight = Weight::trouble};
  }
  Telling operator()(const ConfigurationFixed& f) const {
    return {format("{} is replaced, whole.", one_line(f.file)), "fixed up"};
  }
  Telling operator()(const NettlLogged& f) const {
    return {.sentence = format("nettl, {} of {}: {}", one_line(f.log_class),
                               one_line(f.subsystem), one_line(f.message)),
            .label = "nettl",
            .weight = Weight::plumbing};
  }
  Telling operator()(const SettingApplied& f) const {
    return {format("{} of {} is now {}.", one_line(f.setting), one_line(f.interface),
                   one_line(f.value)),
            "set", one_line(f.interface)};
  }
  Telling operator()(const ClusterInterfaceMissing& f) const {
    return {.sentence = format("The cluster file wants {} on {}; it is not there.",
                               one_line(f.interface), one_line(f.node)),
            .label = "missing",
            .subject = one_line(f.interface),
            .weight = Weight::trouble};
  }
  Telling operator()(const TunableHeld& f) const {
    return {format("The tunable {} is to be {} from the next boot on.", one_line(f.tunable),
                   f.value),
            "hold"};
  }
  Telling operator()(const RecordRemoved& f) const {
    return {format("The stale record <{}, {}, {}> is removed.", node(f.hw_path),
                   f.device_class.view(), number(f.instance)),
            label("free", f.instance)};
  }
  Telling operator()(const InstanceForced& f) const {
    return {format("ioinit turns {} at {} into {}.", interface_name(f.device_class, f.from),
                   node(f.hw_path), interface_name(f.device_class, f.to)),
            moves(f.device_class.view(), f.from.number, f.to.number)};
  }
  Telling operator()(const InstanceRefused& f) const {
    return {.sentence = format("ioinit may not give {} to {}: {}.",
                               interface_name(f.device_class, f.instance), node(f.hw_path),
                               one_line(f.because)),
            .label = "refused",
            .weight = Weight::trouble};
  }
  Telling operator()(const DriverSuspended& f) const {
    return {format("The driver of {} is suspended; its instance stays.", node(f.hw_path)),
            "suspend"};
  }
  Telling operator()(const DriverResumed& f) const {
    return {format("The driver of {} goes on: PPA {}.", node(f.hw_path), number(f.ppa)), "resume"};
  }
};

// The lane of a kind, by the first word of its name. Commands, libhpuxpi and net are user space.
constexpr std::pair<std::string_view, Lane> kLaneOf[] = {
    {"machine", Lane::hw}, {"krs", Lane::krs}, {"pi", Lane::rc},
    {"gio", Lane::gio},    {"hdm", Lane::hdm}, {"ilan", Lane::ilan},
    {"dlpi", Lane::dlpi},  {"rc", Lane::rc},   {"net", Lane::rc},
    {"cmd", Lane::rc},     {"nettl", Lane::rc}, {"wire", Lane::hw}};

Lane lane_of(std::string_view kind) {
  const std::string_view first = kind.substr(0, kind.find('.'));
  for (const auto& [name, lane] : kLaneOf)
    if (name == first) return lane;
  MUST(false);
}

constexpr std::string_view kRoles[] = {
    "the machine, its cards and cables and its disk",
    "startup and shutdown scripts, and the tools they run",
    "Kernel Registry Services: what was saved",
    "General I/O: nodes and instance numbers",
    "hardware dependent modules: the drivers",
    "Infrastructure LAN: the common part of the drivers",
    "Data Link Provider Interface: what programs see",
};

enum class Fate { chosen, rejected, foil };

struct CodeRow {
  CandidateCode code;
  Fate fate;
  std::string_view why;
};

constexpr CodeRow kCodes[] = {
    {CandidateCode::reserved, Fate::rejected, "reserved for a saved MAC address"},
    {CandidateCode::held, Fate::rejected, "another device has it"},
    {CandidateCode::recorded, Fate::rejected, "ioconfig keeps it for another H/W path"},
    {CandidateCode::given_up, Fate::rejected, "given up in this boot, not handed out again"},
    {CandidateCode::below_range, Fate::rejected, "free, but below the highest reserved number"},
    {CandidateCode::record, Fate::chosen, "the ioconfig record of this H/W path"},
    {CandidateCode::outranked, Fate::foil, "free, but this H/W path has a record"},
    {CandidateCode::first_free, Fate::chosen, "the lowest number left"},
    {CandidateCode::above_range, Fate::chosen, "the lowest number above all reserved ones"},
    {CandidateCode::not_first, Fate::foil, "free, but a lower number comes first"},
    {CandidateCode::match, Fate::chosen, "reserved for this very MAC address"},
    {CandidateCode::superseded, Fate::rejected, "its initial instance, which gives way to the reserved one"},
    {CandidateCode::kept, Fate::chosen, "the initial instance stays"},
    {CandidateCode::other_mac, Fate::rejected, "reserved, but for another MAC address"},
    {CandidateCode::not_matched, Fate::foil,
     "free, but only a reserved number replaces the initial one"},
    {CandidateCode::taken, Fate::rejected, "reserved for this MAC address, but refused"},
};

const CodeRow& row_of(CandidateCode code) {
  const CodeRow& row = kCodes[static_cast<std::size_t>(code)];
  MUST(row.code == code);
  return row;
}

template <class AnyFact>
concept AboutAPath = requires(const AnyFact& fact) {
  { fact.hw_path } -> std::convertible_to<HwPath>;
};

template <class AnyFact>
concept Deciding = requires(const AnyFact& fact) { fact.considered; };

}  // namespace

Telling tell(const sim::Stamped& stamped) {
  return visit(
      [&](const auto& fact) {
        Telling telling = Narrator{stamped}(fact);
        std::string cut_off = cut(telling.sentence, Telling::kLongestSentence);
        if (cut_off != telling.sentence) telling.uncut = std::move(telling.sentence);
        telling.sentence = std::move(cut_off);
        telling.lane = lane_of(fact.name);
        if (telling.rule.empty()) telling.rule = fact.rule;
        if constexpr (AboutAPath<std::decay_t<decltype(fact)>>)
          if (telling.subject.empty()) telling.subject = fact.hw_path.text();
        return telling;
      },
      *stamped.fact);
}

std::string_view kind_of(const Fact& fact) {
  return visit([](const auto& alternative) { return alternative.name; }, fact);
}

std::string_view role_of(Lane lane) { return kRoles[static_cast<std::size_t>(lane)]; }

std::span<const Lane> lanes() {
  static constexpr Lane kLanes[] = {Lane::hw,  Lane::rc,   Lane::krs, Lane::gio,
                                    Lane::hdm, Lane::ilan, Lane::dlpi};
  static_assert(std::size(kLanes) == kWords<Lane>.size() && std::size(kRoles) == std::size(kLanes));
  return kLanes;
}

std::string question(const Fact& fact) {
  if (const auto* assigned = get_if<InstanceAssigned>(&fact))
    return format("{} needs its first {} number. Which one does GIO give it?",
                  node(assigned->hw_path), assigned->device_class.view());
  const auto asks = [](const HwPath& hw_path, DeviceClass device_class, MacAddress mac) {
    return mac.is_zero() ? format("{} has no MAC address. Which {} number does GIO answer?",
                                  node(hw_path), device_class.view())
                         : format("{} says that its MAC is {}. Which {} number does GIO answer?",
                                  node(hw_path), mac.text(), device_class.view());
  };
  if (const auto* moved = get_if<InstanceReassigned>(&fact))
    return asks(moved->hw_path, moved->device_class, moved->mac);
  if (const auto* kept = get_if<InstanceKept>(&fact))
    return asks(kept->hw_path, kept->device_class, kept->mac);
  return {};
}

std::string_view why(CandidateCode code) { return row_of(code).why; }
bool is_chosen(CandidateCode code) { return row_of(code).fate == Fate::chosen; }
bool is_foil(CandidateCode code) { return row_of(code).fate == Fate::foil; }

std::span<const Candidate> considered(const Fact& fact) {
  return visit(
      [](const auto& alternative) -> std::span<const Candidate> {
        if constexpr (Deciding<std::decay_t<decltype(alternative)>>)
          return alternative.considered;
        else
          return {};
      },
      fact);
}

bool is_shutdown_script(std::string_view script) { return script_name(script).starts_with('K'); }

std::string_view script_name(std::string_view script) {
  const std::string_view program = script.substr(0, script.find(' '));
  return program.substr(program.find_last_of('/') + 1);
}

}  // namespace giosim::report
