// The messages of libhpuxpi and hpuxpitool: which there are, and one of them with its arguments.
//
// A message is found by set and number in a catalogue (pi/catalogue.hpp); its text here is the
// default, as catgets(3C) takes it, and the one of NetTL's log, which every reader must understand.
// %1$s, %2$s … are the places of the arguments, so that a translation may change their order.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pi/error.hpp"
#include "pi/nics_present.hpp"

namespace giosim::pi {

struct MessageId {
  int set;
  int number;
  std::string_view text;
};

// NL_SETD and up: what hpuxpitool says, and what goes to NetTL. The numbers of the latter are those
// between < and > in netfmt: 2xxx errors, 3xxx warnings, 4xxx informative.
inline constexpr int kToolSet = 1, kNettlSet = 2;

inline constexpr MessageId
    kUsage{kToolSet, 1,
           "usage: hpuxpitool -g|getcfg\n"
           "       hpuxpitool -s|savecfg\n"
           "       hpuxpitool -u|updatecfg\n"
           "       hpuxpitool -a|addcfg MAC1 MAC2\n"
           "       hpuxpitool -r|rmcfg [MAC]\n"
           "       hpuxpitool -e|enable\n"
           "       hpuxpitool -d|disable\n"},
    kNoAction{kToolSet, 2, "hpuxpitool: no action is given.\n"},
    kUnknownAction{kToolSet, 3, "hpuxpitool: '%1$s' is not an action.\n"},
    kNeedsTwoMacs{kToolSet, 4, "hpuxpitool: %1$s needs two MAC addresses, MAC1 and MAC2.\n"},
    kTooMuch{kToolSet, 5, "hpuxpitool: %1$s does not take the operand '%2$s'.\n"},
    kNoMac{kToolSet, 6,
           "hpuxpitool: '%1$s' is not a MAC address; expected 12 hex digits, as in "
           "0x00306E4A1B2C or 00:30:6e:4a:1b:2c.\n"},
    kMustBeRoot{kToolSet, 7, "hpuxpitool: permission denied; only root may do this.\n"},
    kOneAction{kToolSet, 8, "hpuxpitool: only one action at a time; found %1$s and %2$s.\n"},

    kUnknownMac{kToolSet, 11, "hpuxpitool: no entry has the MAC address %1$s.\n"},
    kInOtherEntry{kToolSet, 12,
                  "hpuxpitool: the MAC address %1$s is in another entry already; nothing is "
                  "changed.\n"},
    kNoNicMac{kToolSet, 13, "hpuxpitool: no NIC can have the MAC address %1$s.\n"},
    kPatchMissing{kToolSet, 14,
                  "hpuxpitool: Portable Image cannot be enabled: HP-UX 11i v3 of September 2010 or "
                  "earlier needs\nthe GIO cumulative patch PHKL_41525 first.\n"},
    kNotWritten{kToolSet, 15,
                "hpuxpitool: the configuration cannot be written to KRS on the disk: %1$s; it is "
                "in memory only.\n"},
    kDiskFull{kToolSet, 16, "no space left on device"},
    kReadOnly{kToolSet, 17, "read-only file system"},
    kWriteError{kToolSet, 18, "write error"},
    kWarning{kToolSet, 21, "hpuxpitool: WARNING: %1$s\n"},
    kLogWaits{kToolSet, 22,
              "/var/adm/nettl.LOG000 cannot be written; the warnings wait in memory."},
    kFileRefused{kToolSet, 31, "hpuxpitool: %1$s stays as it was: %2$s\n"},
    kLineRefused{kToolSet, 32, "hpuxpitool: %1$s stays as it was: line %2$s: %3$s\n"},

    kNotSaved{kNettlSet, 2001,
              "The configuration of Portable Image could not be written to KRS on the disk: %1$s."},
    kNotFixedUp{kNettlSet, 2002, "%1$s stays as it was: %2$s."},
    kNoFactoryMac{kNettlSet, 3001,
                  "%1$s at %2$s is not saved: DLPI tells no factory MAC address of it (%3$s)."},
    kContested{kNettlSet, 3002,
               "%1$s at %2$s with MAC address %3$s is not saved: another NIC has the entry."},
    kInstanceTaken{kNettlSet, 3003,
                   "The entry of %1$s at %2$s with MAC address %3$s is dropped: a NIC that is "
                   "present holds the instance."},
    kAbsentDropped{kNettlSet, 3004,
                   "The entry of %1$s at %2$s with MAC address %3$s is dropped: no such NIC is "
                   "present."},
    kAlreadyTaken{kNettlSet, 3005,
                  "%1$s at %2$s with MAC address %3$s keeps its instance: another NIC has the one "
                  "that is saved for this address."},
    kEntrySkipped{kNettlSet, 3006, "The entry of %1$s at %2$s reserves nothing in this boot: %3$s."},
    kEntryUnreadable{kNettlSet, 3007,
                     "An entry in KRS reserves nothing in this boot: it cannot be read (%1$s)."},
    kStoreDamaged{kNettlSet, 3008,
                  "%1$s is damaged; the last known good copy counts, if there is one."};

// Every one, by set and number.
std::span<const MessageId> all_messages();

struct Message {
  MessageId id;
  std::vector<std::string> arguments;
};

// "%1$s" and "%%" are replaced; a place without an argument stays as it is.
std::string filled(std::string_view format, std::span<const std::string> arguments);
std::string english(const Message& message);

// Of a NIC that was not saved, of an entry that had to go; see Saved.
Message message_of(const NotLearnt& nic);
Message message_of(const EntryDropped& dropped);
// Of what the kernel noticed: a NIC that came second (A5), an entry that is wrong (R5), a file of KRS
// that is damaged (K9).
Message message_of(const InstanceKept& kept);
Message message_of(const EntrySkipped& skipped);
Message message_of(const StoreDamaged& damaged);
// Of a configuration file that could not be fixed up.
Message message_of(const ConfigurationRefused& refused);
// Why hpuxpitool failed; `about` is the MAC address in question.
Message message_of(PiError error, std::string about);

}  // namespace giosim::pi
