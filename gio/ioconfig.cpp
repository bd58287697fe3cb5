#include "gio/ioconfig.hpp"

#include <charconv>
#include <set>

#include "base/must.hpp"

namespace giosim::gio {

Ioconfig::Ioconfig(sim::Kernel& kernel, sim::Disk& disk, sim::Trace& trace)
    : disk_(disk), trace_(trace), dirty_(kernel), clean_(kernel) {
  clean_.set();
}

void Ioconfig::load() {
  sim::DurableFile::Loaded loaded = file_.load(disk_);
  for (const std::string& path : loaded.damaged) trace_.record(StoreDamaged{path});

  if (const auto records = decode(loaded.body)) {
    for (const IoconfigRow& record : *records) {
      ClassRecords& of_class = classes_[record.device_class];
      of_class.by_path.emplace(record.hw_path, record.instance);
      of_class.by_instance.emplace(record.instance, record.hw_path);
      trace_.put(record);
    }
    size_ = records->size();
  } else {
    loaded.copy = StoreCopy::none;
    trace_.record(StoreDamaged{file_.path()});
  }
  trace_.record(IoconfigLoaded{loaded.copy, static_cast<std::int64_t>(size_)});
}

std::optional<Instance> Ioconfig::instance_of(HwPath hw_path, DeviceClass device_class) const {
  const auto of_class = classes_.find(device_class);
  if (of_class == classes_.end()) return std::nullopt;
  const auto found = of_class->second.by_path.find(hw_path);
  if (found == of_class->second.by_path.end()) return std::nullopt;
  return found->second;
}

std::optional<HwPath> Ioconfig::path_of(DeviceClass device_class, Instance instance) const {
  const auto of_class = classes_.find(device_class);
  if (of_class == classes_.end()) return std::nullopt;
  const auto found = of_class->second.by_instance.find(instance);
  if (found == of_class->second.by_instance.end()) return std::nullopt;
  return found->second;
}

std::vector<IoconfigRow> Ioconfig::records() const {
  std::vector<IoconfigRow> records;
  records.reserve(size_);
  for (const auto& [device_class, of_class] : classes_)
    for (const auto& [instance, hw_path] : of_class.by_instance)
      records.push_back({hw_path, device_class, instance});
  return records;
}

void Ioconfig::set(HwPath hw_path, DeviceClass device_class, Instance instance) {
  MUST(instance.given());
  ClassRecords& of_class = classes_[device_class];
  const auto [at_path, added] = of_class.by_path.try_emplace(hw_path, instance);
  if (!added && at_path->second == instance) return;
  if (!added) {
    of_class.by_instance.erase(at_path->second);
    at_path->second = instance;
  } else {
    ++size_;
  }
  MUST(of_class.by_instance.try_emplace(instance, hw_path).second);
  trace_.put(IoconfigRow{hw_path, device_class, instance});
  changed();
}

void Ioconfig::erase(HwPath hw_path, DeviceClass device_class) {
  ClassRecords& of_class = classes_[device_class];
  const auto at_path = of_class.by_path.find(hw_path);
  MUST(at_path != of_class.by_path.end());
  trace_.drop(IoconfigRow{hw_path, device_class, at_path->second});
  of_class.by_instance.erase(at_path->second);
  of_class.by_path.erase(at_path);
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
    std::string body = encode(records());
    const auto count = static_cast<std::int64_t>(size_);
    const auto result = co_await disk_.commit(file_.changes_to(body));
    if (result) {
      file_.committed(std::move(body));
      trace_.record(IoconfigWritten{count});
    } else {
      trace_.record(IoconfigWriteFailed{std::string(sentence(result.error()))});
    }
    if (dirty_.is_set()) continue;
    on_disk_ = result.has_value();
    clean_.set();
  }
}

sim::Task<> Ioconfig::written() { co_await clean_.wait("ioconfig is on the disk"); }

std::string Ioconfig::encode(const std::vector<IoconfigRow>& records) {
  std::string body;
  for (const IoconfigRow& record : records) {
    body += record.hw_path.text();
    body += ' ';
    body += record.device_class.view();
    body += ' ';
    body += std::to_string(record.instance.number);
    body += '\n';
  }
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
