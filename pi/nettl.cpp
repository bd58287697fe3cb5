#include "pi/nettl.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

namespace giosim::pi {
namespace {

constexpr std::string_view kMagic = "nettl1";
constexpr std::int64_t kLogNotWritten = 2901;

// Tabs part the fields and a line end ends the record, so neither may stand in a text.
std::string escaped(std::string_view text) {
  std::string line;
  for (char c : text) {
    if (c == '\\') line += "\\\\";
    else if (c == '\n') line += "\\n";
    else if (c == '\t') line += "\\t";
    else line += c;
  }
  return line;
}

std::optional<std::string> unescaped(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\') {
      text += line[i];
      continue;
    }
    if (++i == line.size()) return std::nullopt;
    if (line[i] == '\\') text += '\\';
    else if (line[i] == 'n') text += '\n';
    else if (line[i] == 't') text += '\t';
    else return std::nullopt;
  }
  return text;
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string_view word(LogClass log_class) {
  switch (log_class) {
    case LogClass::informative: return "INFORMATIVE";
    case LogClass::warning: return "WARNING";
    case LogClass::error: return "ERROR";
    case LogClass::disaster: return "DISASTER";
  }
  return {};
}

std::string encode(const NettlRecord& record) {
  using std::chrono::duration_cast, std::chrono::microseconds;
  std::string line(kMagic);
  for (const std::string& field :
       {std::to_string(duration_cast<microseconds>(record.time.time_since_epoch()).count()),
        escaped(record.subsystem), std::to_string(static_cast<int>(record.log_class)),
        std::to_string(record.device_id), std::to_string(record.process_id),
        std::to_string(record.user_id), std::to_string(record.number), escaped(record.text)})
    line += '\t' + field;
  return line + '\n';
}

std::expected<NettlRecord, std::string> decode_nettl(std::string_view line) {
  std::array<std::string_view, 9> fields;
  std::size_t count = 0;
  if (line.ends_with('\n')) line.remove_suffix(1);
  for (bool more = true; more; ++count) {
    if (count == fields.size()) return std::unexpected("the record has too many fields");
    const std::size_t end = line.find('\t');
    more = end != std::string_view::npos;
    fields[count] = line.substr(0, end);
    if (more) line.remove_prefix(end + 1);
  }
  if (fields[0] != kMagic) return std::unexpected("the record does not begin as one of NetTL");
  if (count < fields.size()) return std::unexpected("the record is cut off");

  const auto time = number_in(fields[1]), log_class = number_in(fields[3]),
             device_id = number_in(fields[4]), process_id = number_in(fields[5]),
             user_id = number_in(fields[6]), number = number_in(fields[7]);
  const auto subsystem = unescaped(fields[2]), text = unescaped(fields[8]);
  if (!time || !log_class || !device_id || !process_id || !user_id || !number)
    return std::unexpected("the record has a field that is no number");
  if (*log_class != 1 && *log_class != 2 && *log_class != 4 && *log_class != 8)
    return std::unexpected("the record has no log class");
  if (!subsystem || !text) return std::unexpected("the record has a text that cannot be read");
  return NettlRecord{sim::Time(std::chrono::microseconds(*time)), *subsystem,
                     static_cast<LogClass>(*log_class), *device_id, *process_id, *user_id, *number,
                     *text};
}

Nettl::Nettl(sim::Kernel& kernel, sim::Disk& disk, sim::Trace& trace, std::size_t bound)
    : kernel_(kernel), disk_(disk), trace_(trace), bound_(bound), writing_(kernel) {}

void Nettl::log(NettlRecord record) {
  record.time = kernel_.now();
  trace_.record(NettlLogged{record.subsystem, std::string(word(record.log_class)),
                            record.device_id, record.text});
  waiting_.push_back(std::move(record));
}

sim::Task<std::expected<void, sim::DiskError>> Nettl::write() {
  const sim::Mutex::Guard one_at_a_time = co_await writing_.lock("another write of NetTL's log");
  if (waiting_.empty()) co_return std::expected<void, sim::DiskError>{};

  std::string added;
  const std::size_t count = waiting_.size();  // more may come while the commit is under way
  for (const NettlRecord& record : waiting_) added += encode(record);

  sim::Disk::Changes changes;
  std::string file = disk_.read(kNettlLog).value_or("");
  if (!file.empty() && file.size() + added.size() > bound_)
    changes[kNettlLogOld] = std::exchange(file, {});
  changes[kNettlLog] = file + added;
  const auto written = co_await disk_.commit(std::move(changes));
  if (written) {
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    failure_told_ = false;
  } else if (!failure_told_) {
    failure_told_ = true;
    log({.subsystem = "NETTL",
         .log_class = LogClass::error,
         .number = kLogNotWritten,
         .text = std::string(kNettlLog) + " cannot be written: " +
                 std::string(sentence(written.error())) + "; the records wait in memory"});
  }
  co_return written;
}

}  // namespace giosim::pi
