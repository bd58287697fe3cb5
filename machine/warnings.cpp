#include "machine/warnings.hpp"

#include "pi/message.hpp"

namespace giosim::machine {
namespace {

void log(Os& os, const pi::Message& message, std::int64_t device_id) {
  os.nettl.log({.subsystem = std::string(pi::kPiSubsystem),
                .log_class = pi::LogClass::warning,
                .device_id = device_id,
                .number = message.id.number,
                .text = pi::english(message)});
}

}  // namespace

void log_warnings(Os& os) {
  for (const gio::Gio::Warning& warning : os.gio.take_warnings())
    std::visit([&](const auto& one) { log(os, pi::message_of(one), one.instance.number); }, warning);
}

void log_damaged(Os& os, const std::vector<std::string>& files) {
  for (const std::string& file : files) log(os, pi::message_of(StoreDamaged{file}), -1);
}

}  // namespace giosim::machine
