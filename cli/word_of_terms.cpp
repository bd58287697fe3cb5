// The field's own words, for who meets them first: what each is, and the document's definition.

#include <string>

#include "cli/word.hpp"

namespace giosim::cli {
namespace {

struct Term {
  std::string_view name;
  std::string_view sentence;
  std::string_view definition;  // word for word; empty: the document uses it and defines it not
  std::string_view section = "Acronyms and glossary";
};

constexpr Term kTerms[] = {
    {"DLPI",
     "what programs see of a network port: streams at a PPA, messages in the standard's form",
     "Data Link Provider Interface"},
    {"H/W path",
     "where a card sits, as a way through the machine's buses: 0/4/2/0. A card in another slot, or in "
     "another machine, has another one",
     ""},
    {"HW", "in a story: the machine itself, its cards and cables and its disk", ""},
    {"MAC",
     "the address of a network card that is burnt into it (0x00306E00000A), so that it goes where the "
     "card goes; a guest or a blade of Virtual Connect is given one",
     ""},
    {"Portable Image",
     "HP-UX's way to keep lan0 lan0 when a disk moves: save who had which number, by MAC address, and "
     "reserve the numbers at the next boot",
     "The HP-UX Portable Image (PI) tool resolves first challenge to make networking portable by "
     "retaining instance numbers between source and target.",
     "Key challenges"},
    {"GIO",
     "the part of the kernel that knows all devices, and gives each its instance number",
     "General Input Output. Refers to the generic module in the I/O subsystem. The kernel interfaces "
     "with the I/O subsystem through this module."},
    {"HDM", "the driver of one kind of card; it reads the card's MAC address", "Hardware Driver Module"},
    {"ILAN",
     "what all LAN drivers have in common; it asks GIO for the reserved instance and tells HDM and "
     "DLPI",
     "Infrastructure LAN"},
    {"IOI", "the kernel's I/O as a whole, of which GIO is a part",
     "HP-UX IO infrastructure. Its components such as: GIO (General IO), WSIO (Work Station IO), OL "
     "infrastructure, IO Commands, LibIO and Driver products such as: Async disk, Ramdisk, Partition "
     "Filter, Tape, and Changer Drivers."},
    {"KRS",
     "the kernel's registry on the disk, in which Portable Image keeps its entries",
     "Kernel Registry Services is a kernel-specific mechanism that facilitates the maintenance of "
     "structured data. Subsystems within the kernel can use KRS to maintain static or dynamic data. "
     "This data can be either volatile or persistent across system reboot."},
    {"NIC", "a card, or a port of one, that is attached to a network", "Network Interface Card"},
    {"P2V", "a move of an image from a server to a guest, where all H/W paths are others",
     "Physical to Virtual Machine"},
    {"PPA",
     "the number of a network port as programs and configuration files say it: the 0 of lan0. It is "
     "the instance number",
     "Physical Point of Attachment. It is an instance number of the NIC that is involved in sending "
     "and receiving of data. When lanscan is performed, under the “Net-Interface” column of the "
     "results, each instance of the device is listed with its name immediately followed (no spaces "
     "in between) by its PPA. The number listed for the PPA is the instance number of the device."},
    {"V2P", "a move of an image from a guest to a server", "Virtual Machine to Physical"},
    {"claim", "a driver takes a device that the scan has found for its own: its software state is CLAIMED",
     ""},
    {"entry",
     "what Portable Image saves of a NIC in KRS: H/W path, class, instance, driver, MAC addresses",
     "As part of the move when the source is shut down, the HP-UX PI tool saves the H/W path, MAC "
     "address, and instance number association for all “lan” class devices in the KRS.",
     "HP-UX IO Infrastructure (IOI)"},
    {"equivalent",
     "a further MAC address of an entry: a NIC that has it counts as the one that was saved "
     "(hpuxpitool -a)",
     "Add equivalent MAC address to PI configuration in persistent KRS database",
     "Appendix 1—/opt/network/bin/hpuxpitool"},
    {"gio_portable_image",
     "the kernel tunable that switches Portable Image on (1) or off (0)",
     "A new KC tunable called `portable_image` introduced that defaults to 0 (disable).",
     "Flow of operation"},
    {"init",
     "a driver sets up its card, and learns its MAC address on the way, each at its own time",
     "Different Ethernet drivers (HDM) determine the MAC address at different points in the `init` "
     "sequence.",
     "Flow of operation"},
    {"instance", "the number of a device within its class: lan0 is instance 0 of class lan", ""},
    {"ioconfig",
     "the file in which GIO keeps what instance each H/W path has, so that it is the same at the next "
     "boot",
     ""},
    {"node", "a device as GIO knows it, at a H/W path: class, driver, software state, instance", ""},
    {"rc",
     "the scripts that run at startup and at shutdown, in the order of their names: S302hpuxpi, then "
     "S340net",
     ""},
    {"reservation",
     "a number that GIO keeps back at the scan, until the NIC with the saved MAC address asks for it",
     "When the system is booted up, GIO reserves the instance numbers specified in the PI KRS.",
     "HP-UX IO Infrastructure (IOI)"},
    {"scan", "GIO walks over the buses and finds the devices, in the order of their H/W paths", ""},
    {"tunable", "a setting of the kernel (kctune); gio_portable_image is one", ""},
};

}  // namespace

std::vector<Word> term_words() {
  std::vector<Word> words;
  for (const Term& term : kTerms) {
    Word& word = words.emplace_back(std::string(term.name), std::string(term.sentence));
    if (!term.definition.empty())
      word.more.emplace_back("Document", '"' + std::string(term.definition) + "\" (section \"" +
                                             std::string(term.section) + "\")");
  }
  return words;
}

}  // namespace giosim::cli
