// Ioconfig: the persistent records <H/W path, class, instance>.
//
// Each (path, class) has at most one record, and so has each (class, instance) (I8). Changes
// are written through: a background process commits the file as soon as something changed;
// what changes while a commit is under way goes into the next one.
//
// Assumed: the file is text of our own, not HP's tree of binary records; /etc/ioconfig, the
// mirror that ioinitrc compares, is not kept.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hw_path.hpp"
#include "base/ids.hpp"
#include "base/row.hpp"
#include "base/table.hpp"
#include "sim/disk.hpp"
#include "sim/durable_file.hpp"
#include "sim/event.hpp"
#include "sim/trace.hpp"

namespace giosim::gio {

inline constexpr std::string_view kStandIoconfig = "/stand/ioconfig";

class Ioconfig {
 public:
  Ioconfig(sim::Kernel& kernel, sim::Disk& disk, sim::Trace& trace);

  void load();

  std::optional<Instance> instance_of(HwPath hw_path, DeviceClass device_class) const;
  std::optional<HwPath> path_of(DeviceClass device_class, Instance instance) const;
  std::size_t size() const { return size_; }

  // By class and instance.
  std::vector<IoconfigRow> records() const;

  // Replaces the record of this path. MUST: no other path has this instance.
  void set(HwPath hw_path, DeviceClass device_class, Instance instance);
  void erase(HwPath hw_path, DeviceClass device_class);

  // The background process. Never ends.
  sim::Task<> write_through();

  // Returns when all that has changed so far is on the disk, or a write has failed. What an earlier
  // write failed to put there is tried again: sync, rmsf and the shutdown ask.
  sim::Task<> written();
  // Nothing has changed since the last write that went well.
  bool on_disk() const { return on_disk_; }

  // Has the file written although nothing has changed.
  void rewrite() { changed(); }

  // What the file is to hold.
  std::string encode() const;
  // decode() refuses what breaks I8: one path, or one instance, twice in a class.
  static std::string encode(const std::vector<IoconfigRow>& records);
  static std::expected<std::vector<IoconfigRow>, std::string> decode(std::string_view body);

 private:
  struct Record {
    HwPath hw_path;
    Instance instance;
  };
  struct PathOf {
    const HwPath& operator()(const Record& record) const { return record.hw_path; }
  };
  struct InstanceOf {
    Instance operator()(const Record* record) const { return record->instance; }
  };
  struct ClassRecords {
    ClassRecords() = default;
    ClassRecords(const ClassRecords&) = delete;
    ClassRecords& operator=(const ClassRecords&) = delete;

    Table<Record, PathOf> by_path;
    Table<const Record*, InstanceOf> by_instance;  // rows of by_path
  };

  // False: there is that record already.
  bool put(const IoconfigRow& record);
  template <class Visitor>
  void for_each_record(Visitor&& visit) const;  // by class and instance
  void changed();

  sim::Disk& disk_;
  sim::Trace& trace_;
  sim::DurableFile file_{std::string(kStandIoconfig)};
  std::map<DeviceClass, ClassRecords> classes_;
  std::size_t size_ = 0;
  bool on_disk_ = true;
  sim::Event dirty_;
  sim::Event clean_;
};

}  // namespace giosim::gio
