#include "gio/ioconfig.hpp"

#include <charconv>
#include <set>

#include "base/must.hpp"

namespace giosim::gio {
namespace {

void append_line(std::string& body, const IoconfigRow& record) {
  body += record.hw_path.text();
  body += ' ';
  body += record.device_class.view();
  body += ' ';
  body += std::to_string(record.instance.number);
  body += '\n';
}

}  // namespace

Ioconfig::Ioconfig(sim::Kernel& kernel, sim::Disk& disk, sim::Trace& trace)
    : disk_(disk), trace_(trace), dirty_(kernel), clean_(kernel) {
  clean_.set();
}

void Ioconfig::load() {
  sim::DurableFile::Loaded loaded = file_.load(disk_);
  for (const std::string& path : loaded.damaged) trace_.record(StoreDamaged{path});

  if (const auto records = decode(loaded.body)) {
    for (const IoconfigRow& record : *records) put(record);
  } else {
    loaded.copy = StoreCopy::none;
    trace_.record(StoreDamaged{file_.path()});
  }
  trace_.record(IoconfigLoaded{loaded.copy, static_cast<std::int64_t>(size_)});
}

std::optional<Instance> Ioconfig::instance_of(HwPath hw_path, DeviceClass device_class) const {
  const auto of_class = classes_.find(device_class);
  if (of_class == classes_.end()) return std::nullopt;
  const Record* const found = of_class->second.by_path.find(hw_path);
  return found ? std::optional(found->instance) : std::nullopt;
}

std::optional<HwPath> Ioconfig::path_of(DeviceClass device_class, Instance instance) const {
  const auto of_class = classes_.find(device_class);
  if (of_class == classes_.end()) return std::nullopt;
  const Record* const* const found = of_class->second.by_instance.find(instance);
  return found ? std::optional((*found)->hw_path) : std::nullopt;
}

template <class Visitor>
void Ioconfig::for_each_record(Visitor&& visit) const {
  for (const auto& [device_class, of_class] : classes_)
    for (const Record* record : of_class.by_instance)
      visit(IoconfigRow{record->hw_path, device_class, record->instance});
}

std::vector<IoconfigRow> Ioconfig::records() const {
  std::vector<IoconfigRow> records;
  records.reserve(size_);
  for_each_record([&](const IoconfigRow& record) { records.push_back(record); });
  return records;
}

bool Ioconfig::put(const IoconfigRow& record) {
  ClassRecords& of_class = classes_[record.device_class];
  const auto [at_path, added] =
      of_class.by_path.add(record.hw_path, Record{record.hw_path, record.instance});
  if (added) {
    ++size_;
  } else {
    if (at_path->instance == record.instance) return false;
    of_class.by_instance.erase(at_path->instance);
    at_path->instance = record.instance;
  }
  MUST(of_class.by_instance.add(record.instance, at_path).second);
  trace_.put(record);
  return true;
}

void Ioconfig::set(HwPath hw_path, DeviceClass device_class, Instance instance) {
  MUST(instance.given());
  if (put({hw_path, device_class, instance})) changed();
}

void Ioconfig::erase(HwPath hw_path, DeviceClass device_class) {
  ClassRecords& of_class = classes_[device_class];
  const Record* const record = of_class.by_path.find(hw_path);
  MUST(record != nullptr);
  trace_.drop(IoconfigRow{hw_path, device_class, record->instance});
  of_class.by_instance.erase(record->instance);
  of_class.by_path.erase(hw_path);
  --size_;
  changed();
}

void Ioconfig::changed() {
  on_disk_ = false;
  clean_.reset();
  dirty_.set();
}

sim::Task<> Ioconfig::write_through() {
  while (true) {
    co_await dirty_.wait("ioconfig changes");
    dirty_.reset();
    const sim::Bytes file = sim::DurableFile::seal(encode());
    const auto count = static_cast<std::int64_t>(size_);
    const auto result = co_await disk_.commit(file_.changes_to(file));
    if (result) {
      file_.committed(file);
      trace_.record(IoconfigWritten{count});
    } else {
      trace_.record(IoconfigWriteFailed{std::string(sentence(result.error()))});
    }
    if (dirty_.is_set()) continue;
    on_disk_ = result.has_value();
    clean_.set();
  }
}

sim::Task<> Ioconfig::written() {
  if (clean_.is_set() && !on_disk_) changed();  // a write has failed: once more
  co_await clean_.wait("ioconfig is on the disk");
}

// Measured before it is written: a string that grows copies itself, at the very moment at which a
// machine needs most memory.
std::string Ioconfig::encode() const {
  std::size_t bytes = sim::DurableFile::kHeaderSize;
  std::string body;
  for_each_record([&](const IoconfigRow& record) {
    body.clear();
    append_line(body, record);
    bytes += body.size();
  });
  body.clear();
  body.reserve(bytes);
  for_each_record([&](const IoconfigRow& record) { append_line(body, record); });
  return body;
}

std::string Ioconfig::encode(const std::vector<IoconfigRow>& records) {
  std::string body;
  for (const IoconfigRow& record : records) append_line(body, record);
  return body;
}

std::expected<std::vector<IoconfigRow>, std::string> Ioconfig::decode(std::string_view body) {
  std::vector<IoconfigRow> records;
  std::set<std::pair<DeviceClass, HwPath>> paths;
  std::set<std::pair<DeviceClass, Instance>> instances;
  while (!body.empty()) {
    const std::size_t line_end = body.find('\n');
    const std::string_view line = body.substr(0, line_end);
    const std::size_t first_blank = line.find(' ');
    const std::size_t second_blank = line.find(' ', first_blank + 1);
    if (line_end == std::string_view::npos || first_blank == std::string_view::npos ||
        second_blank == std::string_view::npos)
      return std::unexpected("not a record: " + std::string(line));
    body.remove_prefix(line_end + 1);

    const auto hw_path = HwPath::parse(line.substr(0, first_blank));
    const auto device_class =
        DeviceClass::parse(line.substr(first_blank + 1, second_blank - first_blank - 1));
    const std::string_view number = line.substr(second_blank + 1);
    Instance instance;
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), instance.number);
    if (!hw_path || !device_class || error != std::errc() ||
        end != number.data() + number.size() || !instance.given() ||
        instance.number > kMaxInstance)
      return std::unexpected("not a record: " + std::string(line));
    if (!paths.emplace(*device_class, *hw_path).second ||
        !instances.emplace(*device_class, instance).second)
      return std::unexpected("a second record of one path or one instance: " + std::string(line));
    records.push_back({*hw_path, *device_class, instance});
  }
  return records;
}

}  // namespace giosim::gio
