#include "gio/policy.hpp"

#include <array>

namespace giosim::gio {
namespace {

template <class>
struct MemberOf;
template <class Enum>
struct MemberOf<Enum Policies::*> {
  using Type = Enum;
};

template <auto kMember, std::size_t N>
constexpr PolicyRow row(std::string_view name, std::string_view document,
                        const std::array<std::string_view, N>& meanings) {
  using Enum = typename MemberOf<decltype(kMember)>::Type;
  static_assert(kWords<Enum>.size() == N, "each reading has its meaning");
  return {name, document, kWords<Enum>, meanings,
          [](Policies& policies, std::size_t reading) {
            policies.*kMember = static_cast<Enum>(reading);
          },
          [](const Policies& policies) { return static_cast<std::size_t>(policies.*kMember); }};
}

using Meanings2 = std::array<std::string_view, 2>;
using Meanings3 = std::array<std::string_view, 3>;

constexpr Meanings2 kFreedRecord = {
    "the record is freed; the reservation is listed as a row of ioconfig until handed over",
    "the record itself stays in ioconfig until it is handed over"};
constexpr Meanings2 kInitialInstance = {
    "the lowest free number outside the set of reserved numbers",
    "the lowest free number above the highest reserved number"};
constexpr Meanings3 kSameEntryTwice = {
    "the first NIC that asks gets the reserved instance",
    "the NIC with the lowest H/W path gets it, even from one that asked before",
    "none of them gets it; one that has it loses it when the second asks"};
constexpr Meanings2 kAbsentOnSave = {"entries of absent NICs stay, so that moving back works",
                                     "entries of absent NICs are dropped"};
constexpr Meanings2 kLateInitFailure = {"the node keeps the reserved instance",
                                        "the instance returns to reserved"};
constexpr Meanings2 kGivenUpNumber = {
    "a number that a reassign gave up is not handed out again in this boot",
    "a number that a reassign gave up is free at once"};
constexpr Meanings2 kUnreplaceableEntry = {
    "an entry whose driver lacks DRV_INSTANCE_REPLACEABLE reserves nothing",
    "it reserves like every other entry"};
constexpr Meanings2 kTwoEntriesOneMac = {"a second entry with the same MAC address is refused",
                                         "both stand, and the first one counts"};
constexpr Meanings2 kInitStart = {"no init starts before the boot scan is over",
                                  "an init starts as soon as its device is claimed"};
constexpr Meanings2 kUpdateStart = {
    "the startup script runs when all inits have ended or failed",
    "the startup script runs at any time before S340net"};
constexpr Meanings2 kClaimOrder = {"devices are claimed in H/W path order",
                                   "devices are claimed in any order"};
constexpr Meanings2 kFlush = {"the tool flushes KRS before it returns",
                              "the tool leaves the writing to krsd, every 300 s"};

constexpr PolicyRow kPolicyTable[] = {
    row<&Policies::freed_record>(
        "freed_record",
        "\"frees up ioconfig records that have these instance numbers\", yet the example still "
        "lists <HWP-A, lan, 0> after the scan",
        kFreedRecord),
    row<&Policies::initial_instance>(
        "initial_instance", "\"GIO assigns instance numbers outside of the reserved range\"",
        kInitialInstance),
    row<&Policies::same_entry_twice>("same_entry_twice",
                                     "silent: two present NICs match one entry", kSameEntryTwice),
    row<&Policies::absent_on_save>(
        "absent_on_save", "silent: what a save does with the entries of NICs that are not there",
        kAbsentOnSave),
    row<&Policies::late_init_failure>(
        "late_init_failure", "silent: an init fails after the reassign", kLateInitFailure),
    row<&Policies::given_up_number>(
        "given_up_number",
        "silent: when an initial instance that was given up may be handed out again",
        kGivenUpNumber),
    row<&Policies::unreplaceable_entry>(
        "unreplaceable_entry", "\"reserves the instance numbers specified\", for all entries",
        kUnreplaceableEntry),
    row<&Policies::two_entries_one_mac>("two_entries_one_mac",
                                        "silent: one MAC address in two entries",
                                        kTwoEntriesOneMac),
    row<&Policies::init_start>(
        "init_start",
        "\"When the devices are scanned and claimed\" … \"Later the driver init() entry point is "
        "invoked\"",
        kInitStart),
    row<&Policies::update_start>(
        "update_start", "\"invoked before any LAN interfaces are configured\"", kUpdateStart),
    row<&Policies::claim_order>("claim_order", "silent: the order of the scan", kClaimOrder),
    row<&Policies::flush>("flush", "save and update write \"to persistent KRS database\"; krsd "
                                   "writes every 300 s",
                          kFlush),
};

}  // namespace

std::span<const PolicyRow> policy_table() { return kPolicyTable; }

}  // namespace giosim::gio
