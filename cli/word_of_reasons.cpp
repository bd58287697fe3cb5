// The closed lists of base/words.hpp, each word with its meaning.

#include <array>

#include "base/words.hpp"
#include "cli/word.hpp"
#include "runner/report/narrator.hpp"

namespace giosim::cli {
namespace {

template <class Enum>
using Meanings = std::array<std::string_view, kWords<Enum>.size()>;

constexpr Meanings<NodeState> kNodeStates = {
    "no driver has claimed the device",
    "a driver has claimed the device",
    "the device was there, and answers no more",
    "the device and its driver are suspended, as during an on-line replacement",
    "the device is no longer usable after an error from which it cannot recover",
    "the device answers, and is in an error state"};

constexpr Meanings<NumberState> kNumberStates = {
    "nobody has the number, and nobody keeps it",
    "the number is kept for the MAC addresses of a saved entry; the scan never gives it away",
    "a device got the number at the scan",
    "a device took the number over because its MAC address is in the saved entry",
    "a record of ioconfig keeps the number for a H/W path at which nothing was found",
    "a reassign gave the number up in this boot"};

constexpr Meanings<Because> kBecause = {
    "gio_portable_image is 0, so the instance stays as it is",
    "no saved entry has this MAC address, so the instance stays as it is",
    "the driver lacks DRV_INSTANCE_REPLACEABLE, so the instance stays as it is",
    "another device has the reserved number already, so the instance stays as it is",
    "the device has no MAC address, so the instance stays as it is"};

constexpr Meanings<SkipReason> kSkipReasons = {
    "a saved entry reserves nothing: its driver lacks DRV_INSTANCE_REPLACEABLE",
    "a saved entry reserves nothing: an entry before it has the same instance",
    "a saved entry reserves nothing: an entry before it has the same MAC address",
    "a saved entry reserves nothing: its H/W path cannot be read",
    "a saved entry reserves nothing: no driver of its class is installed",
    "a saved entry reserves nothing: its instance is no number of the range",
    "a saved entry reserves nothing: its MAC address cannot be read",
    "a saved entry reserves nothing: it is no entry at all"};

constexpr Meanings<AssignedBy> kAssignedBy = {
    "the instance comes from the ioconfig record of the H/W path",
    "the instance is the lowest number that is free",
    "the instance is the lowest free number above all that are reserved"};

constexpr Meanings<StoreCopy> kStoreCopies = {
    "the file itself was good", "the file was damaged; the last known good copy was taken",
    "neither the file nor its last known good copy was good, or there was none"};

constexpr Meanings<PowerOff> kPowerOffs = {
    "the shutdown scripts ran, which save, then the power went",
    "the machine was booted again without its shutdown scripts",
    "the kernel gave up; nothing was saved", "the power went; nothing was saved"};

constexpr Meanings<InitStage> kInitStages = {"while the driver attaches, before there is an init",
                                             "at the beginning of the init",
                                             "in the middle of the init", "at the end of the init"};

constexpr Meanings<EntryFate> kEntryFates = {
    "an entry left the saved configuration: its NIC was absent at the save",
    "an entry left the saved configuration: a NIC that is present has its instance",
    "two NICs match one saved entry; it stays with the one that holds its instance, and the other "
    "one is not saved",
    "an entry was removed by hpuxpitool -r"};

template <class Enum>
void add(std::vector<Word>& words, std::string_view of, const Meanings<Enum>& meanings) {
  for (std::size_t i = 0; i < meanings.size(); ++i) {
    Word& word = words.emplace_back(std::string(kWords<Enum>[i]), std::string(meanings[i]));
    word.more.emplace_back("Of", of);
  }
}

}  // namespace

std::vector<Word> reason_words() {
  std::vector<Word> words;
  add<NodeState>(words, "S/W State of a node, as ioscan prints it", kNodeStates);
  add<NumberState>(words, "state of an instance number", kNumberStates);
  add<Because>(words, "gio.instance_kept: why the initial instance stays", kBecause);
  add<SkipReason>(words, "gio.entry_skipped: why a saved entry reserves nothing", kSkipReasons);
  add<AssignedBy>(words, "gio.instance_assigned: where the number comes from", kAssignedBy);
  add<StoreCopy>(words, "which copy of a file on the disk was good", kStoreCopies);
  add<PowerOff>(words, "machine.powered_off: how a running system came to its end", kPowerOffs);
  add<InitStage>(words, "when in its life a driver fails or learns something", kInitStages);
  add<EntryFate>(words, "pi.entry_dropped: why an entry is gone, or was not written", kEntryFates);
  for (std::size_t i = 0; i < kWords<CandidateCode>.size(); ++i) {
    const auto code = static_cast<CandidateCode>(i);
    Word& word =
        words.emplace_back(std::string(giosim::word(code)), std::string(report::why(code)));
    word.more.emplace_back("Of", "a number that GIO considered in a decision");
    word.more.emplace_back("Chosen", report::is_chosen(code) ? "yes" : "no");
  }
  return words;
}

}  // namespace giosim::cli
