// Policies: every place where the document is silent or says two things, and how giosim reads it.
//
// Each reading is an enumeration with a default; a scenario may choose another one
// (policy: {given_up_number: at_once}). A policy is read in exactly one function of the
// mechanism. docs/CAVEATS.md says why each default was taken; the readings that break an
// invariant are there to be seen and taught.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "base/words.hpp"

namespace giosim {

namespace gio {

enum class FreedRecord { reservation_listed, record_stays };
enum class InitialInstance { outside_set, above_highest };
enum class SameEntryTwice { first_come, lowest_path, nobody };
enum class AbsentOnSave { keep, drop };
enum class LateInitFailure { keeps, returns_to_reserved };
enum class GivenUpNumber { next_boot, at_once };
enum class UnreplaceableEntry { reserves_nothing, reserves };
enum class TwoEntriesOneMac { refused, first_counts };
enum class InitStart { after_scan, on_claim };
enum class UpdateStart { after_inits, any_time };
enum class ClaimOrder { hw_path, any };
enum class Flush { at_once, krsd };

struct Policies {
  FreedRecord freed_record{};
  InitialInstance initial_instance{};
  SameEntryTwice same_entry_twice{};
  AbsentOnSave absent_on_save{};
  LateInitFailure late_init_failure{};
  GivenUpNumber given_up_number{};
  UnreplaceableEntry unreplaceable_entry{};
  TwoEntriesOneMac two_entries_one_mac{};
  InitStart init_start{};
  UpdateStart update_start{};
  ClaimOrder claim_order{};
  Flush flush{};

  bool operator==(const Policies&) const = default;
};

// One policy as a user meets it: its name, what the document says, and its readings.
struct PolicyRow {
  std::string_view name;
  std::string_view document;                   // the sentence it interprets, or "silent"
  std::span<const std::string_view> readings;  // the first one is the default
  std::span<const std::string_view> meanings;  // one sentence for each reading
  void (*set)(Policies&, std::size_t reading);
  std::size_t (*get)(const Policies&);
};

std::span<const PolicyRow> policy_table();

}  // namespace gio

template <>
inline constexpr auto kWords<gio::FreedRecord> =
    WordTable<2>{"reservation_listed", "record_stays"};
template <>
inline constexpr auto kWords<gio::InitialInstance> =
    WordTable<2>{"outside_set", "above_highest"};
template <>
inline constexpr auto kWords<gio::SameEntryTwice> =
    WordTable<3>{"first_come", "lowest_path", "nobody"};
template <>
inline constexpr auto kWords<gio::AbsentOnSave> = WordTable<2>{"keep", "drop"};
template <>
inline constexpr auto kWords<gio::LateInitFailure> =
    WordTable<2>{"keeps", "returns_to_reserved"};
template <>
inline constexpr auto kWords<gio::GivenUpNumber> = WordTable<2>{"next_boot", "at_once"};
template <>
inline constexpr auto kWords<gio::UnreplaceableEntry> =
    WordTable<2>{"reserves_nothing", "reserves"};
template <>
inline constexpr auto kWords<gio::TwoEntriesOneMac> = WordTable<2>{"refused", "first_counts"};
template <>
inline constexpr auto kWords<gio::InitStart> = WordTable<2>{"after_scan", "on_claim"};
template <>
inline constexpr auto kWords<gio::UpdateStart> = WordTable<2>{"after_inits", "any_time"};
template <>
inline constexpr auto kWords<gio::ClaimOrder> = WordTable<2>{"hw_path", "any"};
template <>
inline constexpr auto kWords<gio::Flush> = WordTable<2>{"at_once", "krsd"};

}  // namespace giosim
