// The closed lists of words that facts, rows and scenarios share.
//
// Each enumeration has one table of the words a person reads; word() and parse_word() are the
// only two ways between them. The spelling is HP-UX's where HP-UX has one (NO_HW), else the
// rule book's (docs/RULES.md).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace giosim {

template <class Enum>
inline constexpr auto kWords = nullptr;

template <class Enum>
constexpr std::string_view word(Enum value) {
  return kWords<Enum>[static_cast<std::size_t>(value)];
}

template <class Enum>
constexpr std::optional<Enum> parse_word(std::string_view text) {
  for (std::size_t i = 0; i < kWords<Enum>.size(); ++i)
    if (kWords<Enum>[i] == text) return static_cast<Enum>(i);
  return std::nullopt;
}

template <std::size_t N>
using WordTable = std::array<std::string_view, N>;

// S/W State of a node, as ioscan prints it.
enum class NodeState : std::uint8_t { unclaimed, claimed, no_hw, suspended, unusable, error };
template <>
inline constexpr auto kWords<NodeState> =
    WordTable<6>{"UNCLAIMED", "CLAIMED", "NO_HW", "SUSPENDED", "UNUSABLE", "ERROR"};

// State of one instance number of a class (gio/instance_map.hpp).
enum class NumberState : std::uint8_t { free, reserved, initial, reassigned, recorded, given_up };
template <>
inline constexpr auto kWords<NumberState> =
    WordTable<6>{"free", "reserved", "initial", "reassigned", "recorded", "given_up"};

// Why GIO left the initial instance in place (A4).
enum class Because { tunable_off, no_entry, not_replaceable, already_taken, no_mac };
template <>
inline constexpr auto kWords<Because> =
    WordTable<5>{"tunable_off", "no_entry", "not_replaceable", "already_taken", "no_mac"};

// Why a saved entry reserved nothing at this boot (R4, R5).
enum class SkipReason {
  not_replaceable,
  duplicate_instance,
  duplicate_mac,
  bad_path,
  unknown_class,
  bad_instance,
  bad_mac,
  unreadable
};
template <>
inline constexpr auto kWords<SkipReason> =
    WordTable<8>{"not_replaceable", "duplicate_instance", "duplicate_mac", "bad_path",
                 "unknown_class",   "bad_instance",       "bad_mac",       "unreadable"};

// Where the number of a scanned node came from (S2, S3).
enum class AssignedBy { record, lowest_free, above_reserved };
template <>
inline constexpr auto kWords<AssignedBy> =
    WordTable<3>{"record", "lowest_free", "above_reserved"};

// What became of one number that GIO looked at while it decided.
enum class CandidateCode {
  reserved,     // kept for a MAC address from a saved entry
  held,         // another node has it
  recorded,     // an ioconfig record keeps it for another path
  given_up,     // a reassign gave it up in this boot
  below_range,  // free, but not above the highest reserved number (policy initial_instance)
  record,       // chosen: the node's own record
  outranked,    // free, but the node has a record
  first_free,   // chosen: the lowest number left
  above_range,  // chosen: the lowest number above all reserved ones (policy initial_instance)
  not_first,    // free, but a lower one comes first
  match,        // chosen: reserved for this very MAC address
  superseded,   // the initial instance, replaced by the reserved one
  kept,         // chosen: the initial instance stays
  other_mac,    // reserved, but for another MAC address
  not_matched,  // free, but a MAC address has no claim to a number that is not reserved for it
  taken         // reserved for this MAC address, but not to be had (already_taken, not_replaceable)
};
template <>
inline constexpr auto kWords<CandidateCode> = WordTable<16>{
    "reserved",  "held",       "recorded",    "given_up",  "below_range", "record",
    "outranked", "first_free", "above_range", "not_first", "match",       "superseded",
    "kept",      "other_mac",  "not_matched", "taken"};

// Which copy of a durable file was good (K9).
enum class StoreCopy { current, last_known_good, none };
template <>
inline constexpr auto kWords<StoreCopy> =
    WordTable<3>{"current", "last_known_good", "none"};

// What an interface without a card of its own is made of: one interface, or several.
enum class LogicalKind { vlan, aggregate };
template <>
inline constexpr auto kWords<LogicalKind> = WordTable<2>{"vlan", "aggregate"};

// How an OS came to its end (K10).
enum class PowerOff { shutdown, reboot, panic, power_cut };
template <>
inline constexpr auto kWords<PowerOff> =
    WordTable<4>{"shutdown", "reboot", "panic", "power_cut"};

// What becomes of a frame that was sent into a network.
enum class FrameFate { travels, lost, not_admitted };
template <>
inline constexpr auto kWords<FrameFate> = WordTable<3>{"travels", "lost", "not_admitted"};

// When in its init a driver is (D3); the moment at which a card can make it fail.
enum class InitStage : std::uint8_t { attach, early, mid, late };
template <>
inline constexpr auto kWords<InitStage> = WordTable<4>{"attach", "early", "mid", "late"};

// Speed and duplex of a link as the driver configuration files and nwmgr write them.
enum class LinkSpeed : std::uint8_t { auto_on, hd10, fd10, hd100, fd100, fd1000 };
template <>
inline constexpr auto kWords<LinkSpeed> =
    WordTable<6>{"auto_on", "10HD", "10FD", "100HD", "100FD", "1000FD"};

// Why an entry left the saved configuration or was not written (K3, K6, K8).
enum class EntryFate { absent_dropped, instance_taken, contested, removed };
template <>
inline constexpr auto kWords<EntryFate> =
    WordTable<4>{"absent_dropped", "instance_taken", "contested", "removed"};

}  // namespace giosim
