#include "runner/report/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/must.hpp"

namespace giosim::report {
namespace {

constexpr Reading conflict(std::string_view text, std::string_view policy = {}) {
  return {ReadingKind::conflict, text, policy};
}
constexpr Reading inferred(std::string_view text, std::string_view policy = {}) {
  return {ReadingKind::inferred, text, policy};
}
constexpr Reading silent(std::string_view text, std::string_view policy = {}) {
  return {ReadingKind::silent, text, policy};
}

constexpr std::string_view kIntroduction = "Introduction";
constexpr std::string_view kChallenges = "Key challenges";
constexpr std::string_view kArchitecture = "High-level architecture";
constexpr std::string_view kIoi = "HP-UX IO Infrastructure (IOI)";
constexpr std::string_view kDrivers = "Ethernet drivers";
constexpr std::string_view kDlpi = "Data Link Provider Interface (DLPI)";
constexpr std::string_view kFlow = "Flow of operation";
constexpr std::string_view kAfterUpgrade = "Post-upgrade procedure for PI";
constexpr std::string_view kGlossary = "Acronyms and glossary";
constexpr std::string_view kAppendix = "Appendix 1—/opt/network/bin/hpuxpitol";

constexpr auto kNone = std::nullopt;

constexpr Rule kRules[] = {
    // ---- T: the switch ---------------------------------------------------------------------
    {"T1", "The switch is a tunable",
     "The kernel tunable gio_portable_image is 0 or 1. It is 0 by default, and a change counts at "
     "once.",
     kFlow, 94, "A new KC tunable called `portable_image` introduced that defaults to 0 (disable).",
     conflict("Elsewhere the document calls it gio_portable_image; that name is the one used."),
     "If it were 1 by default, a system would keep numbers for NICs that its owner has long thrown "
     "away."},
    {"T2", "Switched off, nothing happens",
     "While the tunable is 0 nothing is reserved, reassigned, saved or fixed up: instances follow "
     "the H/W path alone.",
     kFlow, 94,
     "The HP-UX PI startup and shutdown scripts do not do anything (restore or save) if this KC "
     "tunable is not enabled.",
     kNone, "With the tunable at 1 a NIC with a saved MAC address would take its old number back."},
    {"T3", "Nothing saved, nothing reserved",
     "With the tunable at 1 but no saved entry, a boot is the same as with the tunable at 0; "
     "saving works.",
     kFlow, 98,
     "If there is no KRS entry, then IOI will default the instance number assignment to the "
     "traditional hardware path model.",
     kNone, "A first boot would have no numbers to start from."},
    {"T4", "hpuxpitool turns the switch",
     "hpuxpitool -e sets the tunable to 1, -d sets it to 0. Disabling leaves the entries in place.",
     kAppendix, 275, "`disable (or) -d`: Disable Portable Image functionality",
     conflict("The line below it says that -d invokes the library \"to enable\" PI: taken as a "
              "slip of the pen. That the entries stay is not said, nor is that they go."),
     "If disabling removed the entries, switching off for one boot would lose the way back."},

    // ---- K: the saved configuration in KRS -------------------------------------------------
    {"K1", "One entry for each physical NIC",
     "Each physical NIC that nwmgr shows has one entry; aggregates, VLANs and loopback have none.",
     kFlow, 96, "for every networking device (as determined by `nwmgr` output)",
     inferred("nwmgr shows aggregates and VLANs too; only physical NICs have a factory MAC "
              "address to save."),
     "An entry for lan900 would reserve a number that no card can ever claim."},
    {"K2", "An entry knows its NIC by the factory MAC",
     "The first MAC of an entry is the factory MAC, learnt through DLPI, never a station address "
     "set by an administrator. The driver is part of the entry.",
     kArchitecture, 66,
     "PI library interacts with DLPI to determine factory MAC address of all "
     "physical NIC",
     kNone,
     "A station address can be changed by a configuration file, so it says nothing about the "
     "card."},
    {"K3", "Saving merges",
     "Every NIC that is present is written with its present path, instance and driver, found again "
     "by its MAC. Equivalents and the entries of absent NICs stay. Of two present NICs that match "
     "one entry, the one that holds its instance is saved.",
     kAppendix, 251,
     "`savecfg (or) -s`: Save PI configuration (invoked by shutdown script) to persistent KRS "
     "database",
     silent("Whether the entries of absent NICs stay is not said. They stay, so that moving back "
            "works.",
            "absent_on_save"),
     "Clear-then-write would forget the NICs of the machine that the image came from."},
    {"K4", "Updating saves and fixes up",
     "hpuxpitool -u does what -s does, and fixes the driver configuration files. The startup "
     "script runs it.",
     kAppendix, 255,
     "`updatecfg (or) -u`: Update PI configuration and fix driver configuration file (invoked by "
     "startup script) to persistent KRS database",
     kNone, "Without the update the next boot would start from the paths of the old machine."},
    {"K5", "Equivalent MAC addresses",
     "hpuxpitool -a MAC1 MAC2 makes MAC2 an equivalent in the entry that has MAC1. An unknown "
     "MAC1, "
     "a MAC2 that another entry has, or a MAC that no NIC can have is refused.",
     kAppendix, 259,
     "`addcfg (or) -a`: Add equivalent MAC address to PI configuration in persistent KRS database",
     silent("What happens when MAC2 is already in another entry is not said. It is refused.",
            "two_entries_one_mac"),
     "One MAC in two entries would reserve two numbers for one card."},
    {"K6", "Removing entries",
     "hpuxpitool -r MAC removes the entry, or the equivalent, with that MAC; -r alone removes all.",
     kAppendix, 265,
     "`rmcfg (or) -r`: Remove one or all MAC address from PI configuration in persistent KRS "
     "database",
     kNone, "A card that was sold would keep its number reserved for ever."},
    {"K7",
     "Looking at the entries",
     "hpuxpitool -g prints the entries.",
     kAppendix,
     249,
     "`getcfg (or) -g` : Retrieve PI configuration from persistent KRS database",
     kNone,
     {}},
    {"K8",
     "One number, one entry; one MAC, one entry",
     "Never do two entries have one class and instance, or one MAC. A NIC that is present wins "
     "over the entry of an absent one that has its number; the loser is dropped with a warning.",
     {},
     0,
     {},
     silent("The document does not say what happens when two NICs have a claim to one number."),
     "Two entries with lan0 would reserve lan0 for two cards, and the order of events would "
     "decide."},
    {"K9", "A change is on disk whole or not at all",
     "A power cut leaves the state before or the state after. A damaged store is noticed, and the "
     "last known good copy is used; without one the machine boots as if nothing was saved.",
     kGlossary, 230, "This data can be either volatile or persistent across system reboot.",
     inferred("Persistent is taken to mean whole, too. The tool flushes before it returns.",
              "flush"),
     "A half-written registry would reserve half of the numbers."},
    {"K10", "Only a shutdown saves",
     "The shutdown script saves, the startup script updates. A reboot command, a panic and a power "
     "cut run neither.",
     kFlow, 96, "whenever the source is shutdown, HP-UX PI shutdown script is executed",
     inferred("reboot(1M) runs no shutdown scripts on HP-UX, and nothing runs after a power cut."),
     "A NIC added after the last save is then unknown on the next machine."},

    // ---- R: reserve ------------------------------------------------------------------------
    {"R1", "Numbers are reserved first",
     "Before any scan GIO reserves the class and instance of each entry.", kIoi, 80,
     "When the system is booted up, GIO reserves the instance numbers specified in the PI KRS.",
     kNone, "A card found early in the scan would take lan0 before its owner can say its MAC."},
    {"R2", "Old records give way",
     "ioconfig records that hold a reserved class and instance are freed.", kFlow, 98,
     "frees up `ioconfig` records that have these instance numbers",
     conflict("The example still lists <HWP-A, lan, 0> after the scan. Here the record is freed "
              "and the reservation is listed in its place until it is handed over.",
              "freed_record"),
     "Two lines of ioconfig would hold one number: the old path and the reservation."},
    {"R3", "What was read at boot counts",
     "GIO works from the entries as they were read at this boot; saving later in the same boot "
     "changes no reservation.",
     kFlow, 98, "IOI initially reads KRS and reserves the instance numbers",
     inferred("Initially, and not again."),
     "The outcome would depend on whether the startup script or a slow driver is first."},
    {"R4", "Only replaceable drivers reserve",
     "An entry whose driver lacks DRV_INSTANCE_REPLACEABLE reserves nothing.", kFlow, 100,
     "devices that have `DRV_INSTANCE_REPLACEABLE` flag set",
     silent("The document lets every entry reserve. Then such a NIC's own entry would push it to "
            "another number at every boot.",
            "unreplaceable_entry"),
     "Its own reservation would keep the NIC off its own number, one higher at every boot."},
    {"R5",
     "A bad entry harms nobody else",
     "An entry that cannot be honoured is skipped with a reason; the others hold.",
     {},
     0,
     {},
     silent("The document knows no bad entries."),
     "One unreadable entry would cost all other NICs their numbers."},

    // ---- S: scan and claim -----------------------------------------------------------------
    {"S1", "The scan goes by H/W path",
     "Nodes are found and claimed in the order of their H/W paths.", kFlow, 98,
     "When the devices are scanned and claimed (during attach), it assigns initial instance "
     "numbers",
     silent("The order is not said.", "claim_order"),
     "New NICs would swap their numbers from one boot to the next."},
    {"S2", "A recorded path keeps its number",
     "A node whose path and class have an ioconfig record keeps the recorded instance.", kFlow, 98,
     "it assigns initial instance numbers based on the new hardware paths and `ioconfig`", kNone,
     "Without the record the node would get the lowest number left."},
    {"S3", "A new path gets the lowest number left",
     "Any other node gets the lowest instance that is neither reserved, nor recorded, nor given up "
     "in this boot. It is recorded in ioconfig.",
     kIoi, 80,
     "When devices are initially scanned, GIO assigns instance numbers outside of the reserved "
     "range.",
     inferred("\"Outside\" does not say which number. The example (0 reserved, then 1 and 2) "
              "agrees with the lowest outside the reserved set.",
              "initial_instance"),
     "Were a reserved number given at the scan, a stranger would have it while its owner still reads "
     "its MAC address."},
    {"S4",
     "No driver, no number",
     "A node that no driver claims, or whose claim fails, has instance -1.",
     {},
     0,
     {},
     silent("So ioscan prints it."),
     "Cards without a driver would use up numbers."},
    {"S5", "First all claims, then all inits",
     "No driver's init starts before the boot scan is over.", kFlow, 100,
     "Later the driver `init()` entry point is invoked.",
     inferred("\"Later\" is taken as: after the whole scan.", "init_start"),
     "A quick driver could give up its number while the scan still hands out others."},
    {"S6",
     "A number outlives its card",
     "The record of hardware that is gone stays and keeps its number, until it is freed by a "
     "reservation, by rmsf or by ioinit.",
     {},
     0,
     {},
     silent("The document does not speak of stale records; HP-UX keeps them."),
     "Pulling a card would let another one slip into its number, and its configuration."},

    // ---- A: reassign -----------------------------------------------------------------------
    {"A1", "ILAN asks once, before DLPI hears",
     "ILAN calls io_node_reassign_instance() when the driver has learnt its MAC: once for each "
     "node and boot, before DLPI hears of that MAC.",
     kFlow, 100,
     "Prior to communicating the MAC address to DLPI, ILAN invokes a newly created GIO routine "
     "passing in the I/O node (from `isc`) and the MAC address.",
     kNone, "Programs would see the MAC address under a number that is about to change."},
    {"A2", "Only class and MAC must match",
     "A node matches an entry of its class that has its MAC. H/W path and driver play no part.",
     kIoi, 80,
     "it returns the reserved instance number if the MAC address matches with any entry in the PI "
     "KRS",
     conflict("Another sentence compares with \"the saved `/stand/<class>_ioconfig` information\". "
              "Here it is KRS."),
     "Matching by path would lose the number at the very move it is made for."},
    {"A3", "A match takes the reserved number",
     "The node gets the reserved instance and gives up its initial one; the reserved record now "
     "has the node's H/W path.",
     kFlow, 100,
     "updates the `ioconfig` information with the new hardware path, and returns the matching "
     "instance number, if any",
     kNone, "The NIC would be lan2 here and lan0 at home, and no configuration file would fit."},
    {"A4", "No match, no change",
     "In every other case the node keeps its initial instance, for a reason that has a name.", kIoi,
     80, "Otherwise, the initial assignment during scan is preserved.", kNone,
     "If its MAC were in an entry, the node would take the reserved number."},
    {"A5",
     "A reservation is handed over once",
     "A second node with a matching MAC keeps its initial instance, and a warning is logged.",
     {},
     0,
     {},
     silent("Duplicate MACs, or a MAC and its equivalent both present, are not spoken of. First "
            "come, first served.",
            "same_entry_twice"),
     "Two NICs would be lan0 at the same time."},
    {"A6",
     "A reserved number waits the whole boot",
     "If its NIC never appears, or its driver fails in init, the number stays reserved.",
     {},
     0,
     {},
     silent("How long a reservation lasts is not said."),
     "A slow card would find its number taken by a faster one."},
    {"A7",
     "A number given up rests for this boot",
     "An initial instance that a reassign gave up is not handed out again in this boot.",
     {},
     0,
     {},
     silent("When it is free again is not said. At the next boot.", "given_up_number"),
     "DLPI may still show lan2 while a newcomer already has it, and timing would decide."},
    {"A8", "The example",
     "With lan0 saved for MAC-A, two new NICs get 1 and 2; the one with MAC-B keeps 1, the one "
     "with MAC-A moves from 2 to 0.",
     kFlow, 106,
     "`lan2` determines its MAC address MAC-A and calls `io_node_reassign_instance()` and gets "
     "reassigned instance number 0.",
     kNone, "This is the whole trick in one scene."},

    // ---- D: ILAN, HDM and DLPI -------------------------------------------------------------
    {"D1", "First the number, then the MAC",
     "In one internal reset: MAC from the HDM, reassign; if the instance changed, the PPA into the "
     "HDM and into DLPI; then, always, the MAC into DLPI.",
     kDrivers, 86,
     "ILAN then invokes HDM property interface to reset the PPA in the HDM data structures, "
     "invokes DLPI property interface to set the new PPA for the DLPI instance and then "
     "communicates the MAC address for the DLPI instance.",
     kNone, "HDM, ILAN and DLPI would call one card by different numbers."},
    {"D2", "No MAC under a wrong number",
     "DLPI never shows a MAC under a PPA that belongs to somebody else, nor before the PPA is "
     "right.",
     kDlpi, 90,
     "DLPI is invoked with `dlpi_prop` call to update the instance number of the DLPI instance "
     "prior to setting the MAC address in the DLPI instance",
     kNone, "A program that looks at that moment would use the wrong card."},
    {"D3", "Every driver learns its MAC at its own time",
     "Inits of different NICs run concurrently and may finish in any order.", kFlow, 100,
     "Different Ethernet drivers (HDM) determine the MAC address at different points in the `init` "
     "sequence.",
     kNone, "If the order mattered, lan0 would be another card after every boot."},
    {"D4", "An observer sees a change whole",
     "lanscan, nwmgr and DLPI programs see PPA and MAC in one look, never half of a change.", kDlpi,
     90, "This will be reflected by tools such as `lanscan`.",
     inferred("That the look is one piece is not said; anything else could not be relied on."),
     "lanscan could print the old number beside the new MAC address."},
    {"D5",
     "A failure stays at home",
     "A failing interface leaves the others untouched and is reported. If it fails after the "
     "hand-over it keeps its instance in GIO, and DLPI forgets it.",
     {},
     0,
     {},
     silent("Failures are not spoken of.", "late_init_failure"),
     "A dead interface would leave a stale PPA behind."},
    {"D6",
     "A later reset does not reassign",
     "A link reset or a new station address asks GIO for nothing. While a new MAC is on its way, "
     "the old one is withdrawn first.",
     {},
     0,
     {},
     silent("Only the reset during init is described."),
     "A running interface would change its name under its users."},

    // ---- F: driver configuration files -----------------------------------------------------
    {"F1", "Common settings follow the number",
     "Where the driver changed, the settings of that lanN which every driver has (station address, "
     "MTU, speed) move into the target driver's file.",
     kFlow, 102,
     "updates the appropriate driver configuration file on the target with any non-driver specific "
     "configuration (e.g., MTU, station address, etc.)",
     kNone, "lan0 would come up with the MTU of the factory."},
    {"F2", "A driver's own settings stay behind",
     "Settings that only one driver has are not carried over, and stay in the old file.", kFlow,
     102, "Driver specific information (e.g., CKO, TSO, etc.) are ignored.", kNone,
     "The new driver would be given words that it does not know."},
    {"F3", "Fix-up comes first and changes files whole",
     "The fix-up runs before any LAN driver script and before net, twice is the same as once, and "
     "a file that cannot be parsed stays as it was.",
     kArchitecture, 70,
     "driver configuration files are appropriately fixed up before LAN configuration",
     inferred("Only the order is said."), "A half-written file would stop the network for good."},

    // ---- B: boot and shutdown --------------------------------------------------------------
    {"B1", "The order of a boot",
     "Power on, KRS, reserve, scan and claim, driver inits concurrently, then rc: S302hpuxpi "
     "before every LAN driver script and before S340net.",
     kArchitecture, 70, "The start-up script is invoked before any LAN interfaces are configured",
     inferred("The script is taken to start when all inits have ended or failed.", "update_start"),
     "An interface would be configured under a number that still changes."},
    {"B2", "Shutdown saves while DLPI is there",
     "K692hpuxpi saves while the DLPI instances, from which it learns the MACs, still exist.",
     kArchitecture, 72,
     "to save (but not update) the HP-UX PI configuration upon every shutdown in KRS", kNone,
     "Nothing would be left to save."},
    {"B3", "A missing lanN is one error, not the end",
     "A lanN of netconf without an interface gives two lines in /etc/rc.log; the other interfaces "
     "are still configured.",
     kAfterUpgrade, 193, "ERROR: lan18 interface: ifconfig: no such interface", kNone,
     "One lost card would take the whole network down."},

    // ---- O: other mechanisms ---------------------------------------------------------------
    {"O1", "ioinit may not take a reserved number",
     "ioinit -f may not take a reserved instance, and a used one only in a circular reassignment.",
     kIoi, 82,
     "GIO also ensures that a different mechanism to assign instance numbers do not conflict with "
     "each other (e.g., ioinit and HP-UX PI configuration).",
     kNone, "A number forced by hand would be taken away again when the MAC is read."},
    {"O2",
     "A card added later is like any other",
     "A node that is added while the system runs goes through scan and reassign too.",
     {},
     0,
     {},
     silent("Online addition is not spoken of."),
     "Its reserved number would wait for a reboot."},
    {"O3", "One set of taken numbers",
     "The allocator and the conflict check read the same set of taken numbers.", kIoi, 82,
     "do not conflict with each other",
     inferred("Two sets would drift apart; that is how Linux once lost names."),
     "A number could be free for one and taken for the other."},

    // ---- I: what holds in every run --------------------------------------------------------
    {"I1",
     "One holder for each number",
     "In a class no instance has two holders.",
     kIoi,
     82,
     "do not conflict with each other",
     kNone,
     {}},
    {"I2",
     "Reserved is never initial",
     "A reserved instance is never an initial instance.",
     kFlow,
     100,
     "will have instance numbers that do not conflict with the source configuration",
     kNone,
     {}},
    {"I3",
     "Reassigned at most once",
     "A node is reassigned at most once in a boot.",
     {},
     0,
     {},
     silent("Follows from A1."),
     {}},
    {"I4",
     "Who matches gets the number",
     "A present, matching, replaceable NIC holds the reserved instance, unless two NICs match one "
     "entry.",
     kFlow,
     100,
     "devices that have `DRV_INSTANCE_REPLACEABLE` flag set and have matching MAC addresses to the "
     "source configuration will have their instance numbers reassigned by IOI",
     kNone,
     {}},
    {"I5",
     "PPA and instance are one number",
     "DLPI's PPA of an interface is the instance of its node.",
     kGlossary,
     239,
     "The number listed for the PPA is the instance number of the device.",
     kNone,
     {}},
    {"I6",
     "No MAC under somebody else's number",
     "DLPI never publishes a MAC under a PPA that is not the interface's at that moment.",
     kDlpi,
     90,
     "prior to setting the MAC address in the DLPI instance",
     kNone,
     {}},
    {"I7",
     "Off is off",
     "With the tunable at 0 nothing is reserved or reassigned, and the scripts save nothing.",
     kFlow,
     94,
     "The HP-UX PI startup and shutdown scripts do not do anything (restore or save) if this KC "
     "tunable is not enabled.",
     kNone,
     {}},
    {"I8",
     "Every record is unique",
     "Every ioconfig record is unique by class and instance, and by path and class.",
     kIntroduction,
     32,
     "instance number—hardware path mappings are stored in I/O configuration files",
     inferred("A mapping has one value for each key."),
     {}},
    {"I9",
     "Only what was committed comes back",
     "What KRS says after a power cut was once committed.",
     kGlossary,
     230,
     "This data can be either volatile or persistent across system reboot.",
     kNone,
     {}},
    {"I10",
     "PI first, network after",
     "No interface is configured before S302hpuxpi has ended.",
     kArchitecture,
     70,
     "A dependency has been added to all LAN drivers on HP-UX PI in the parallel framework "
     "database to ensure that this ordering is strictly enforced.",
     kNone,
     {}},
    {"I11",
     "Booting again changes nothing",
     "Booting again with nothing changed changes nothing.",
     {},
     0,
     {},
     silent("Not said, but no administrator would accept anything else."),
     {}},
    {"I12",
     "A move keeps the numbers",
     "A NIC that is found again by its MAC has its number on the next machine, too; moving there "
     "and back, with nothing replaced, restores every instance.",
     kChallenges,
     59,
     "to make networking portable by retaining instance numbers between source and target",
     inferred("There and back is two moves."),
     {}},
    {"I13",
     "The order of events does not matter",
     "The instance of every NIC that matches an entry is the same for every order of events, "
     "unless two present NICs match one entry.",
     {},
     0,
     {},
     silent("Follows from what reserving is for."),
     {}},
    {"I14",
     "Numbers do not creep",
     "The number of records, entries and reservations is bounded by what is or was plugged in.",
     {},
     0,
     {},
     silent("Not said."),
     {}},
    {"I15",
     "One PPA, one interface",
     "No two DLPI instances have one PPA.",
     kGlossary,
     239,
     "The number listed for the PPA is the instance number of the device.",
     inferred("Instances are unique in their class, so PPAs are."),
     {}},
};

// Rows of the table by id, so that looking one up costs no search through sixty.
constexpr auto kById = [] {
  std::array<std::uint8_t, std::size(kRules)> order{};
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint8_t>(i);
  std::ranges::sort(order, {}, [](std::uint8_t i) { return kRules[i].id; });
  return order;
}();

constexpr std::string_view kChapters[] = {"T. The switch",
                                          "K. The saved configuration in KRS",
                                          "R. Reserve, before any scan",
                                          "S. Scan and claim",
                                          "A. Reassign by MAC address",
                                          "D. ILAN, HDM and DLPI",
                                          "F. Driver files",
                                          "B. Boot and shutdown",
                                          "O. Other mechanisms",
                                          "I. What holds in every run"};

}  // namespace

std::span<const Rule> rules() { return kRules; }

const Rule* find_rule(std::string_view id) {
  const auto found =
      std::ranges::lower_bound(kById, id, {}, [](std::uint8_t i) { return kRules[i].id; });
  if (found == kById.end() || kRules[*found].id != id) return nullptr;
  return &kRules[*found];
}

const Rule& rule(std::string_view id) {
  const Rule* found = find_rule(id);
  MUST(found != nullptr);
  return *found;
}

std::string rules_markdown() {
  std::string page =
      "# The rules of Portable Image\n\n"
      "Generated from `runner/report/rules.cpp`; do not edit. Every fact of a trace names one of\n"
      "these ids. A quote is the document's own sentence, word for word; a reading says where the\n"
      "document is silent, says two things, or leads there without saying so, and which policy\n"
      "(docs/SCENARIOS.md) chooses another reading.\n";
  char chapter = '\0';
  for (const Rule& row : kRules) {
    if (row.id.front() != chapter) {
      chapter = row.id.front();
      const auto title = std::ranges::find(kChapters, chapter, [](auto text) { return text[0]; });
      page += fmt::format("\n## {}\n", *title);
    }
    page += fmt::format("\n**{} {}.** {}\n", row.id, row.title, row.plain);
    if (!row.quote.empty()) page += fmt::format("> {} [{}]\n", row.quote, row.section);
    if (row.reading) {
      page += fmt::format("\n*{}:* {}", word(row.reading->kind), row.reading->text);
      if (!row.reading->policy.empty()) page += fmt::format(" Policy `{}`.", row.reading->policy);
      page += '\n';
    }
    if (!row.what_if.empty()) page += fmt::format("\n*Else:* {}\n", row.what_if);
  }
  return page;
}

}  // namespace giosim::report
