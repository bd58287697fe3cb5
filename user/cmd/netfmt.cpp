// netfmt(1M): prints the log of NetTL.

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "pi/nettl.hpp"
#include "user/clock.hpp"
#include "user/cmd/commands.hpp"
#include "user/input.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

constexpr std::size_t kWidth = 76;

// "Wed Aug 18 PDT 2004 09:37:56.600031", of "Wed Aug 18 09:37:56 PDT 2004" and the microseconds.
std::string timestamp(sim::Time time) {
  const Date date = date_at(time);
  const std::string text = date_text(date);
  const auto year = text.rfind(' '), zone = text.rfind(' ', year - 1),
             clock = text.rfind(' ', zone - 1);
  const auto fraction = date - std::chrono::floor<std::chrono::seconds>(date);
  return fmt::format("{}{}{} {}.{:06}", text.substr(0, clock), text.substr(zone, year - zone),
                     text.substr(year), text.substr(clock + 1, zone - clock - 1),
                     fraction.count());
}

// The rule above a record bears the product, and ends with a sign that programs look for.
std::string title(std::string_view subsystem) {
  const std::string name =
      fmt::format("{}/9000 Networking", subsystem == pi::kPiSubsystem ? "Portable Image" : subsystem);
  const std::size_t dashes = kWidth - 3 - std::min(kWidth - 3, name.size());
  const std::size_t right = dashes > 8 ? (dashes - 8) / 2 : 0;
  return std::string(dashes - right, '-') + name + std::string(right, '-') + "@#%\n";
}

std::string process(std::int64_t id) { return id < 0 ? "[ICS]" : std::to_string(id); }

std::string formatted(const pi::NettlRecord& record) {
  const auto row = [](std::string_view left, std::string_view value, std::string_view right,
                      std::string_view other) {
    return fmt::format("  {:<21}: {:<19}{:<17}: {}\n", left, value, right, other);
  };
  return title(record.subsystem) +
         fmt::format("  {:<21}: {}\n", "Timestamp", timestamp(record.time)) +
         row("Process ID", process(record.process_id), "Subsystem", record.subsystem) +
         row("User ID ( UID )", std::to_string(record.user_id), "Log Class",
             word(record.log_class)) +
         row("Device ID", std::to_string(record.device_id), "Path ID", "0") +
         row("Connection ID", "0", "Log Instance", "0") + std::string(kWidth, '~') + '\n' +
         fmt::format("<{}> {}\n", record.number, record.text);
}

int netfmt(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kNetfmt, arguments, "f:t:");
  if (!options) return 1;
  const std::string* const value = options->value('t');
  const auto last = value ? count_in(*value) : std::optional<std::size_t>(SIZE_MAX);
  Arguments files = options->operands();
  if (const std::string* const named = options->value('f')) files.insert(files.begin(), *named);
  if (!last || files.size() > 1) {
    complain_of_usage(session, kNetfmt);
    return 1;
  }
  const auto log = read_input(session, kNetfmt, files.empty() ? "-" : files.front());
  if (!log) return 1;

  int status = 0, number = 0;
  std::vector<pi::NettlRecord> records;
  for (const std::string_view line : lines_of(*log)) {
    auto record = pi::decode_nettl(line);
    ++number;
    if (record)
      records.push_back(std::move(*record));
    else
      status = fail(session, kNetfmt, fmt::format("record {}: {}", number, record.error()));
  }
  const std::size_t skipped = records.size() - std::min(records.size(), *last);
  for (std::size_t i = skipped; i < records.size(); ++i)
    session.print((i > skipped ? "\n" : "") + formatted(records[i]));
  return status;
}

}  // namespace

constinit const Command kNetfmt{
    "netfmt", "/usr/sbin/netfmt", "format the log of NetTL", "netfmt [-t records] [[-f] file]",
    "Prints the records of a log file; of standard input without a file.\n"
    "  -f file     the file; /var/adm/nettl.LOG000 is the log, nettl.LOG001 the one before\n"
    "  -t records  only the last ones\n"
    "\n"
    "Device ID is the PPA that a record is about, or -1. Portable Image logs with the\n"
    "subsystem HP_PI: messages 2xxx are errors, 3xxx warnings, 4xxx informative.\n"
    "\n"
    "Exit code 0, or 1 when the file cannot be read, or a record in it.\n"
    "\n"
    "Ours: the subsystem and its messages; the log file is text, where HP's is binary;\n"
    "the blanks between the columns; no filters, and no tracing.",
    Plain(&netfmt)};

}  // namespace giosim::user
