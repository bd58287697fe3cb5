// The table of steps: what a scenario's author can do.

#include "runner/machine_spec.hpp"
#include "runner/shape_list.hpp"
#include "runner/shape_map.hpp"
#include "runner/shape_scalar.hpp"
#include "runner/step.hpp"

namespace giosim::runner {
namespace {

// A step that only needs a machine: `boot: target`.
template <class StepKind>
MapShape<StepKind> step_on_machine(const std::string& name, const std::string& sentence) {
  MapShape<StepKind> shape(name, sentence);
  shape.required("machine", &StepKind::machine, given_name(Named::machine), "Its name.");
  return shape;
}

template <class StepKind>
Shape<StepKind> only_machine(const std::string& name, const std::string& sentence) {
  return step_on_machine<StepKind>(name, sentence).short_form("machine");
}

template <class StepKind>
Shape<StepKind> from_to(const std::string& name, const std::string& sentence) {
  return MapShape<StepKind>(name, sentence)
      .required("from", &StepKind::from, given_name(Named::machine), "The machine it comes from.")
      .required("to", &StepKind::to, given_name(Named::machine), "The machine it goes to.");
}

template <class StepKind>
Shape<StepKind> card_at(const std::string& name, const std::string& sentence) {
  return step_on_machine<StepKind>(name, sentence)
      .required("at", &StepKind::at, hw_path_shape(), "The slot.")
      .required("card", &StepKind::card, card_shape(), "What is plugged in.");
}

template <class StepKind>
Shape<StepKind> with(Shape<StepKind> shape, std::function<StepKind(StepKind)> change) {
  return made_of<StepKind>(shape, std::move(change));
}

// The action of a step, whichever it is.
struct Acts {
  template <class Kind>
  void operator()(Step& step, Kind kind, const Mark& where) const {
    step.action = std::move(kind);
    step.where = where;
  }
};

Shape<PowerCutStep> power_cut_shape(PowerOff how) {
  return with<PowerCutStep>(only_machine<PowerCutStep>(std::string(word(how)), "Power is gone."),
                            [how](PowerCutStep step) {
                              step.how = how;
                              return step;
                            });
}

Shape<TunableStep> tunable_shape(int value) {
  return with<TunableStep>(
      only_machine<TunableStep>(value ? "enable_pi" : "disable_pi", "Sets the tunable."),
      [value](TunableStep step) {
        step.value = value;
        return step;
      });
}

}  // namespace

const Shape<Step>& step_shape() {
  static const Shape<Step> shape = [] {
    const Shape<std::vector<Step>> steps = list_of(recursive<Step>("step", step_shape));
    const Shape<WaitStep> wait =
        MapShape<WaitStep>("wait", "A pause.")
            .required("for", &WaitStep::duration, duration(), "How long.")
            .short_form("for");
    const Shape<PullOutStep> pull_out =
        step_on_machine<PullOutStep>("pull_out", "A card leaves its slot.")
            .required("at", &PullOutStep::at, hw_path_shape(), "The slot.");
    const Shape<MoveCardStep> move_card =
        step_on_machine<MoveCardStep>("move_card", "A card goes to another slot.")
            .required("from", &MoveCardStep::from, hw_path_shape(), "The slot it leaves.")
            .required("to", &MoveCardStep::to, hw_path_shape(), "The slot it goes to.");
    const Shape<PlugCableStep> plug_cable =
        step_on_machine<PlugCableStep>("plug_cable", "A cable goes into a network.")
            .required("at", &PlugCableStep::at, hw_path_shape(), "The slot of the NIC.")
            .required("network", &PlugCableStep::network, given_name(Named::network),
                      "Its new network.");
    const Shape<PullCableStep> pull_cable =
        step_on_machine<PullCableStep>("pull_cable", "A cable is pulled.")
            .required("at", &PullCableStep::at, hw_path_shape(), "The slot of the NIC.");
    const Shape<AddEquivalentStep> add_equivalent =
        step_on_machine<AddEquivalentStep>("add_equivalent", "Two MAC addresses become one NIC.")
            .required("mac", &AddEquivalentStep::mac, mac_shape(), "One that an entry has.")
            .required("equivalent", &AddEquivalentStep::equivalent, mac_shape(),
                      "One that means the same NIC.");
    const Shape<RemoveEntryStep> remove_entry =
        step_on_machine<RemoveEntryStep>("remove_entry", "An entry leaves KRS.")
            .optional("mac", &RemoveEntryStep::mac, mac_shape(),
                      "The entry's MAC address, or an equivalent; all entries, when left out.")
            .short_form("machine");
    const Shape<StationAddressStep> station_address =
        step_on_machine<StationAddressStep>("station_address", "An administrator's own MAC address.")
            .required("at", &StationAddressStep::at, hw_path_shape(), "The NIC.")
            .required("mac", &StationAddressStep::mac, mac_shape(), "Its new station address.");
    const Shape<DamageStep> damage =
        step_on_machine<DamageStep>("damage", "Bit rot.")
            .required("file", &DamageStep::file, text(), "The file, by its path on the disk.",
                      {.example = "file: /stand/krs/system.krs"});
    const Shape<RunStep> run =
        step_on_machine<RunStep>("run", "A command line at a terminal of the machine.")
            .required("command", &RunStep::command, text("command line"),
                      "What is typed; the shell knows | > >> < ; && || and quotes.",
                      {.example = "command: lanscan | grep lan0"})
            .defaulted("user", &RunStep::user, identifier("user"), "Who types it.",
                      {.by_default = "root"})
            .defaulted("exit", &RunStep::exit_code, integer<int>(0, 255),
                      "The exit code that it must have.", {.by_default = "0"})
            .optional("output", &RunStep::output, text_or_nothing("output"),
                      "All that the terminal must show; the blank ends of lines do not count.",
                      {.example = "output: HP-UX"})
            .optional("has", &RunStep::has, one_or_many(text("output")),
                      "What it must show among other things.")
            .optional("lacks", &RunStep::lacks, one_or_many(text("output")),
                      "What it must not show.");
    const Shape<ExpectStep> expect =
        MapShape<ExpectStep>("expect", "What must be true now.")
            .required("all", &ExpectStep::expectations, one_or_many(expectation_shape()),
                      "The expectations.")
            .short_form("all");
    const Shape<RepeatStep> repeat =
        MapShape<RepeatStep>("repeat", "Steps that are done several times.")
            .required("times", &RepeatStep::times, integer<int>(1, 1'000'000), "How often.")
            .required("steps", &RepeatStep::steps, steps, "The steps.");
    const Shape<TogetherStep> together =
        MapShape<TogetherStep>("together", "Several tracks of steps at the same time.")
            .required("tracks", &TogetherStep::tracks, list_of(one_or_many(
                          recursive<Step>("step", step_shape))), "One list of steps for each.")
            .short_form("tracks");

    return Shape<Step>(
        MapShape<Step>("step", "One thing that the operator does.")
            .alternative("boot", Acts(),
                         only_machine<BootStep>("boot", "Power on, and wait for the boot."),
                         "Powers the machine on and waits until rc has run its last script.",
                         {.example = "boot: target"})
            .alternative("shutdown", Acts(), only_machine<ShutdownStep>("shutdown", "A clean end."),
                         "Runs the shutdown scripts, which save, and powers off.",
                         {.example = "shutdown: source"})
            .alternative("reboot", Acts(), only_machine<RebootStep>("reboot", "The command."),
                         "Boots again without running any shutdown script.",
                         {.example = "reboot: target"})
            .alternative("power_cut", Acts(), power_cut_shape(PowerOff::power_cut),
                         "The power goes: nothing is saved.", {.example = "power_cut: target"})
            .alternative("panic", Acts(), power_cut_shape(PowerOff::panic),
                         "The kernel gives up: nothing is saved.", {.example = "panic: target"})
            .alternative("wait", Acts(), wait, "Lets virtual time pass.", {.example = "wait: 5ms"})
            .alternative("move_disk", Acts(),
                         from_to<MoveDiskStep>("move_disk", "The image of a logical server."),
                         "Takes the disk out of one machine and puts it into another; both are off.",
                         {.example = "move_disk: {from: source, to: target}"})
            .alternative("clone_disk", Acts(),
                         from_to<CloneDiskStep>("clone_disk", "A copy of the image."),
                         "Copies the disk into another machine; both are off.",
                         {.example = "clone_disk: {from: source, to: target}"})
            .alternative("plug_in", Acts(),
                         card_at<PlugInStep>("plug_in", "A card comes into a free slot."),
                         "Plugs a card in; a running system finds, claims and initialises it.",
                         {.example = "plug_in: {machine: target, at: 0/5/1/0, card: {driver: "
                                     "igelan, mac: 0x00306E00000C}}"})
            .alternative("pull_out", Acts(), pull_out, "Pulls a card out of its slot.",
                         {.example = "pull_out: {machine: target, at: 0/5/1/0}"})
            .alternative("move_card", Acts(), move_card, "Moves a card to another slot.",
                         {.example = "move_card: {machine: source, from: 0/1/1/0, to: 0/2/1/0}"})
            .alternative("replace_card", Acts(),
                         card_at<ReplaceCardStep>("replace_card", "Another card in the same slot."),
                         "Replaces the card in a slot by another one.",
                         {.example = "replace_card: {machine: source, at: 0/1/1/0, card: {driver: "
                                     "igelan, mac: 0x00306E00000D}}"})
            .alternative("plug_cable", Acts(), plug_cable,
                         "Plugs the cable of a NIC into a network, out of the one it was in.",
                         {.example = "plug_cable: {machine: target, at: 0/4/1/0, network: blue}"})
            .alternative("pull_cable", Acts(), pull_cable, "Pulls the cable of a NIC.",
                         {.example = "pull_cable: {machine: target, at: 0/4/1/0}"})
            .alternative("enable_pi", Acts(), tunable_shape(1),
                         "hpuxpitool -e: sets gio_portable_image to 1.",
                         {.example = "enable_pi: source"})
            .alternative("disable_pi", Acts(), tunable_shape(0),
                         "hpuxpitool -d: sets gio_portable_image to 0; the entries stay.",
                         {.example = "disable_pi: source"})
            .alternative("save", Acts(), only_machine<SaveStep>("save", "The PI save command."),
                         "hpuxpitool -s: saves the entries in KRS.", {.example = "save: source"})
            .alternative("add_equivalent", Acts(), add_equivalent,
                         "hpuxpitool -a: declares two MAC addresses equivalent.",
                         {.example = "add_equivalent: {machine: source, mac: 0x0017A4770020, "
                                     "equivalent: 0x2A2E5A050ABA}"})
            .alternative("remove_entry", Acts(), remove_entry,
                         "hpuxpitool -r: removes one entry, or all.",
                         {.example = "remove_entry: {machine: source, mac: 0x0017A4770020}"})
            .alternative("station_address", Acts(), station_address,
                         "Sets a station address and resets the link.",
                         {.example = "station_address: {machine: target, at: 0/4/1/0, mac: "
                                     "0x02306E00000A}"})
            .alternative("damage", Acts(), damage,
                         "Flips a bit in a file of the disk of a machine that is off.",
                         {.example = "damage: {machine: source, file: /stand/krs/system.krs}"})
            .alternative("run", Acts(), run,
                         "Types a command line at a terminal of the running machine.",
                         {.example = "run: {machine: target, command: lanscan, has: lan0}"})
            .alternative("expect", Acts(), expect, "Judges expectations now.",
                         {.example = "expect: [{dlpi: {machine: target, interfaces: {lan0: "
                                     "0x00306E00000A}}}]"})
            .alternative("repeat", Acts(), repeat, "Does steps several times.",
                         {.example = "repeat: {times: 3, steps: [{reboot: target}]}"})
            .alternative("together", Acts(), together, "Does several lists of steps at once.",
                         {.example = "together: [[{boot: target}], [{wait: 1ms}, {power_cut: "
                                     "target}]]"})
            .optional("says", &Step::says, text(), "What to tell the reader before it."));
  }();
  return shape;
}

}  // namespace giosim::runner
