#include "pi/message.hpp"

#include "base/must.hpp"

namespace giosim::pi {

std::span<const MessageId> all_messages() {
  static constexpr MessageId kAll[] = {
      kUsage,        kNoAction,     kUnknownAction, kNeedsTwoMacs, kTooMuch,
      kNoMac,        kMustBeRoot,   kOneAction,     kUnknownMac,   kInOtherEntry,
      kNoNicMac,     kPatchMissing, kNotWritten,    kDiskFull,     kReadOnly,
      kWriteError,   kWarning,      kLogWaits,      kFileRefused,  kLineRefused,
      kNotSaved,     kNotFixedUp,
      kNoFactoryMac, kContested,    kInstanceTaken, kAbsentDropped, kAlreadyTaken,
      kEntrySkipped, kEntryUnreadable, kStoreDamaged};
  return kAll;
}

std::string filled(std::string_view format, std::span<const std::string> arguments) {
  std::string text;
  while (!format.empty()) {
    if (format.starts_with("%%")) {
      text += '%';
      format.remove_prefix(2);
      continue;
    }
    const bool place = format.size() >= 4 && format[0] == '%' && format[1] >= '1' &&
                       format[1] <= '9' && format.substr(2, 2) == "$s";
    const std::size_t which = place ? static_cast<std::size_t>(format[1] - '1') : 0;
    if (place && which < arguments.size()) {
      text += arguments[which];
      format.remove_prefix(4);
      continue;
    }
    text += format.front();
    format.remove_prefix(1);
  }
  return text;
}

std::string english(const Message& message) { return filled(message.id.text, message.arguments); }

Message message_of(const NotLearnt& nic) {
  return {kNoFactoryMac,
          {interface_name(kLan, Instance{nic.ppa.number}), nic.hw_path.text(),
           std::string(dlpi::name_of(nic.error))}};
}

Message message_of(const EntryDropped& dropped) {
  const auto why = [&] {
    switch (dropped.fate) {
      case EntryFate::contested: return kContested;
      case EntryFate::instance_taken: return kInstanceTaken;
      case EntryFate::absent_dropped: return kAbsentDropped;
      case EntryFate::removed: break;
    }
    MUST(false);  // nobody is warned of what he asked for
  };
  return {why(),
          {interface_name(dropped.device_class, dropped.instance), dropped.hw_path.text(),
           dropped.mac.text()}};
}

Message message_of(const InstanceKept& kept) {
  return {kAlreadyTaken,
          {interface_name(kept.device_class, kept.instance), kept.hw_path.text(),
           kept.mac.text()}};
}

Message message_of(const EntrySkipped& skipped) {
  const auto why = [&]() -> std::string {
    switch (skipped.because) {
      case SkipReason::duplicate_instance: return "another entry has the instance";
      case SkipReason::duplicate_mac: return "another entry has the MAC address";
      case SkipReason::unknown_class: return "no driver is of this class";
      case SkipReason::not_replaceable: return "its driver lacks DRV_INSTANCE_REPLACEABLE";
      case SkipReason::bad_path: return "the H/W path";
      case SkipReason::bad_instance: return "the instance";
      case SkipReason::bad_mac: return "a MAC address";
      case SkipReason::unreadable: return "its fields";
    }
    MUST(false);
  }();
  if (skipped.hw_path.empty()) return {kEntryUnreadable, {why}};
  return {kEntrySkipped,
          {interface_name(skipped.device_class, skipped.instance), skipped.hw_path.text(), why}};
}

Message message_of(const StoreDamaged& damaged) { return {kStoreDamaged, {damaged.file}}; }

Message message_of(const ConfigurationRefused& refused) {
  const std::string where = refused.line > 0 ? "line " + std::to_string(refused.line) + ": " : "";
  return {kNotFixedUp, {refused.file, where + refused.because}};
}

Message message_of(PiError error, std::string about) {
  switch (error) {
    case PiError::unknown_mac: return {kUnknownMac, {std::move(about)}};
    case PiError::mac_in_other_entry: return {kInOtherEntry, {std::move(about)}};
    case PiError::no_nic_mac: return {kNoNicMac, {std::move(about)}};
    case PiError::patch_missing: return {kPatchMissing, {}};
    case PiError::write_failed: return {kWriteError, {}};
    case PiError::disk_full: return {kDiskFull, {}};
    case PiError::read_only: return {kReadOnly, {}};
  }
  MUST(false);
}

}  // namespace giosim::pi
