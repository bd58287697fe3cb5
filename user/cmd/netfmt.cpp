// netfmt(1M): prints the log of NetTL.

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/lines.hpp"
#include "pi/nettl.hpp"
#include "user/clock.hpp"
#include "user/cmd/commands.hpp"
#include "user/input.hpp"
#include "user/netfmt_filter.hpp"
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

// Assumed: the layout; the manual says what is in it.
std::string summary(const std::vector<pi::NettlRecord>& records) {
  const auto line = [](std::string_view label, const std::string& value) {
    return fmt::format("  {:<21}: {}\n", label, value);
  };
  std::string text = line("Messages", std::to_string(records.size()));
  if (records.empty()) return text;
  text += line("From", timestamp(records.front().time));
  text += line("Through", timestamp(records.back().time));
  std::map<std::string, std::map<pi::LogClass, int>> count;
  for (const pi::NettlRecord& record : records) ++count[record.subsystem][record.log_class];
  for (const auto& [subsystem, classes] : count)
    for (const auto& [log_class, times] : classes)
      text += line(fmt::format("{} {}", subsystem, pi::word(log_class)), std::to_string(times));
  return text;
}

// The filter of the configuration file, or one that passes everything; nothing after saying what is
// wrong.
std::optional<NetfmtFilter> filter_of(Session& session, const Options& options) {
  const std::string* const file = options.value('c');
  if (!file) return NetfmtFilter();
  const auto text = read_input(session, kNetfmt, *file);
  if (!text) return std::nullopt;
  auto filter = NetfmtFilter::parse(*text, date_of(session.os()));
  if (filter) return *filter;
  fail(session, kNetfmt, fmt::format("{}: {}", *file, filter.error()));
  return std::nullopt;
}

int netfmt(Session& session, const Arguments& arguments) {
  constexpr std::size_t kMostRecords = 1000;  // of -t; HP's bound
  const auto options = Options::parse(session, kNetfmt, arguments, "c:f:lnpst:v");
  if (!options) return 1;
  const std::string* const value = options->value('t');
  const auto last = value ? count_in(*value) : std::optional<std::size_t>(SIZE_MAX);
  Arguments files = options->operands();
  if (const std::string* const named = options->value('f')) files.insert(files.begin(), *named);
  if (!last || (value && *last > kMostRecords) || files.size() > 1 ||
      (options->has('s') && (options->has('c') || options->has('p')))) {
    complain_of_usage(session, kNetfmt);
    return 1;
  }
  const auto filter = filter_of(session, *options);
  if (!filter) return 1;
  if (options->has('p')) return 0;
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
  if (records.size() > *last) records.erase(records.begin(), records.end() - static_cast<std::ptrdiff_t>(*last));
  if (options->has('s')) {
    session.print(summary(records));
    return status;
  }
  std::string_view between;
  for (const pi::NettlRecord& record : records) {
    if (!filter->passes(record)) continue;
    session.print(std::string(between) + formatted(record));
    between = "\n";
  }
  return status;
}

}  // namespace

constinit const Command kNetfmt{
    "netfmt", "/usr/sbin/netfmt", "format the log of NetTL",
    "netfmt [-c config_file] [-t records] [-v] [-l] [-n] [[-f] file]\n"
    "netfmt -s [-t records] [[-f] file]\n"
    "netfmt -p [-c config_file]",
    "Prints the records of a log file; of standard input without a file.\n"
    "  -c config_file  only the records that its filters let pass\n"
    "  -f file         /var/adm/nettl.LOG000 is the log, nettl.LOG001 the one before\n"
    "  -p              only reads the config_file, and says what is wrong with it\n"
    "  -s              a summary: how many records, from when through when, of which kind\n"
    "  -t records      only the last ones, at most 1000\n"
    "  -v -l -n        nothing more here\n"
    "\n"
    "A line of the config_file, letters of either case; # begins a remark:\n"
    "  formatter filter class [!]value [subsystem]\n"
    "                      INFORMATIVE, WARNING, ERROR, DISASTER\n"
    "  formatter filter subsystem [!]value\n"
    "  formatter filter time_from HH:MM:SS[.fraction] [MM/DD/YY]\n"
    "  formatter filter time_through HH:MM:SS[.fraction] [MM/DD/YY]\n"
    "                      both moments included; today without a day\n"
    "  formatter filter Device_ID value, Process_ID value, User_ID value\n"
    "Lines of one kind widen each other, those of different kinds narrow each other. ! is\n"
    "all but the value, * is everything, !* nothing.\n"
    "\n"
    "Device ID is the PPA that a record is about, or -1. Portable Image logs with the\n"
    "subsystem HP_PI: messages 2xxx are errors, 3xxx warnings, 4xxx informative.\n"
    "\n"
    "Exit code 0, or 1 when a file cannot be read, or a record in it.\n"
    "\n"
    "Ours: the subsystem and its messages; the log file is text, where HP's is binary;\n"
    "the blanks between the columns; the layout of -s; no tracing, and so none of the\n"
    "filters and options that are about it (-F, -N, -1, kind, log_instance).",
    Plain(&netfmt)};

}  // namespace giosim::user
