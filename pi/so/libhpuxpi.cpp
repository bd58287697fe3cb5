// libhpuxpi.so: the C face of PortableImage, on a disk that no machine is running.
//
// Each call builds nothing and keeps everything: the handle holds the store, a clock that nobody
// else looks at, and KRS as it was read. No exception leaves this file.

#include "pi/libhpuxpi.h"

#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>

#include "pi/portable_image.hpp"
#include "pi/quote.hpp"
#include "sim/sqlite_disk.hpp"

using namespace giosim;

namespace {

using pi::in_quotes;
using pi::PiError;

// Hears what KRS says about its files while it is loaded.
class Damages : public sim::TraceSink {
 public:
  void fact(const sim::Stamped& stamped) override {
    if (const auto* damaged = get_if<StoreDamaged>(stamped.fact)) {
      if (!text_.empty()) text_ += ", ";
      text_ += damaged->file;
    } else if (const auto* loaded = get_if<KrsLoaded>(stamped.fact)) {
      copy_ = loaded->copy;
    }
  }
  const std::string& text() const { return text_; }  // the damaged files
  StoreCopy copy() const { return copy_; }

 private:
  std::string text_;
  StoreCopy copy_ = StoreCopy::none;
};

// The library on one disk, as an OS has it; DLPI is empty.
struct Opened {
  Opened(sim::SqliteStore its_store, const std::string& name)
      : store(std::move(its_store)), disk(store.disk(kernel, name)) {
    recorder.attach(damages);
    krs.load();
  }

  template <class Result>
  static sim::Task<> note(sim::Task<Result> task, std::optional<Result>& result) {
    result.emplace(co_await std::move(task));
  }
  // A commit takes time, which passes at once as nobody else is there.
  template <class Result>
  Result run(sim::Task<Result> task) {
    std::optional<Result> result;
    processes.spawn("libhpuxpi", note(std::move(task), result));
    kernel.run();
    MUST(result.has_value());
    return *result;
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  Damages damages;
  sim::Recorder recorder{kernel};
  sim::Trace trace{recorder, "disk"};
  sim::SqliteStore store;
  std::unique_ptr<sim::Disk> disk;
  gio::Policies policies;
  krs::Krs krs{kernel, *disk, trace};
  krs::Tunables tunables{krs, trace};
  krs::PiConfig config{krs, trace};
  dlpi::DlpiProvider dlpi{trace};
  pi::Nettl nettl{kernel, *disk, trace};
  pi::PortableImage library{krs, tunables, config, dlpi, *disk, nettl, policies, trace};
  sim::ProcessGroup processes{kernel};
};

// The disk that sits in the machine, else the one called so.
std::optional<std::string> disk_of(const sim::SqliteStore& store, const std::string& machine) {
  const auto placements = store.placements();
  for (const auto& [disk, sits] : placements)
    if (sits == machine) return disk;
  for (const std::string& disk : store.disks())
    if (disk == machine && !placements.contains(disk)) return disk;
  return std::nullopt;
}

}  // namespace

struct hpuxpi {
  std::unique_ptr<Opened> opened;
  mutable std::string message;

  int fail(int code, std::string text) const {
    message = std::move(text);
    return code;
  }
  int fail(int code) const { return fail(code, hpuxpi_strerror(code)); }
};

namespace {

int code_of(PiError error) {
  switch (error) {
    case PiError::unknown_mac: return HPUXPI_EUNKNOWNMAC;
    case PiError::mac_in_other_entry: return HPUXPI_EOTHERENTRY;
    case PiError::no_nic_mac: return HPUXPI_ENONICMAC;
    case PiError::patch_missing: return HPUXPI_EPATCH;
    case PiError::write_failed:
    case PiError::disk_full:
    case PiError::read_only: return HPUXPI_EWRITE;
  }
  return HPUXPI_EINTERNAL;
}

// The boundary: what goes wrong inside becomes a code.
template <class Work>
int guarded(const hpuxpi* pi, Work work) noexcept {
  if (!pi || !pi->opened) return HPUXPI_EINVAL;
  try {
    return work(*pi->opened);
  } catch (const std::exception& problem) {
    try {
      return pi->fail(HPUXPI_EINTERNAL, problem.what());
    } catch (...) {
      return HPUXPI_EINTERNAL;
    }
  } catch (...) {
    return HPUXPI_EINTERNAL;
  }
}

// A change that cannot be written is taken back: the handle shows what the disk holds.
int change(hpuxpi* pi, Opened& opened, const std::expected<void, PiError>& changed) {
  auto done = changed;
  if (done) done = opened.run(opened.library.flush());
  if (done) return HPUXPI_OK;
  if (changed) opened.krs.load();
  return pi->fail(code_of(done.error()), std::string(sentence(done.error())));
}

std::optional<MacAddress> mac_in(const hpuxpi* pi, const char* text) {
  const auto mac = MacAddress::parse(text);
  if (mac) return *mac;
  pi->message = mac.error();
  return std::nullopt;
}

int switched(hpuxpi* pi, Opened& opened, const std::expected<void, PiError>& done) {
  if (done) return HPUXPI_OK;
  opened.krs.load();
  return pi->fail(code_of(done.error()), std::string(sentence(done.error())));
}

void copy(char* to, std::size_t size, std::string_view from) {
  MUST(from.size() < size);
  std::memcpy(to, from.data(), from.size());
  to[from.size()] = '\0';
}

int open(hpuxpi& pi, const std::string& path, const std::string& machine) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return pi.fail(HPUXPI_EOPEN, in_quotes(path) + " does not exist");
  auto store = sim::SqliteStore::open(path, "libhpuxpi");
  if (!store) return pi.fail(HPUXPI_EOPEN, store.error());
  const auto disk = disk_of(*store, machine);
  if (!disk)
    return pi.fail(HPUXPI_ENOMACHINE,
                   in_quotes(path) + " has no disk of a machine " + in_quotes(machine));

  auto opened = std::make_unique<Opened>(std::move(*store), *disk);
  const std::string& damaged = opened->damages.text();
  if (!damaged.empty() && opened->damages.copy() == StoreCopy::none)
    return pi.fail(HPUXPI_EDAMAGED, "KRS is damaged: " + damaged);
  if (!damaged.empty()) pi.message = damaged + " is damaged; the last known good copy is used";
  pi.opened = std::move(opened);
  return HPUXPI_OK;
}

}  // namespace

extern "C" {

int hpuxpi_open(const char* path, const char* machine, hpuxpi** out) {
  if (!out) return HPUXPI_EINVAL;
  *out = nullptr;
  if (!path || !machine) return HPUXPI_EINVAL;
  try {
    auto made = std::make_unique<hpuxpi>();
    *out = made.release();
    return open(**out, path, machine);
  } catch (const std::exception& problem) {
    try {
      return *out ? (*out)->fail(HPUXPI_EINTERNAL, problem.what()) : HPUXPI_EINTERNAL;
    } catch (...) {
      return HPUXPI_EINTERNAL;
    }
  } catch (...) {
    return HPUXPI_EINTERNAL;
  }
}

void hpuxpi_close(hpuxpi* pi) { delete pi; }

int hpuxpi_count(const hpuxpi* pi, size_t* count) {
  return guarded(pi, [&](Opened& opened) {
    if (!count) return pi->fail(HPUXPI_EINVAL);
    *count = opened.library.get().size();
    return int{HPUXPI_OK};
  });
}

int hpuxpi_get(const hpuxpi* pi, size_t index, hpuxpi_entry* entry) {
  return guarded(pi, [&](Opened& opened) {
    const std::vector<krs::PiEntry> entries = opened.library.get();
    if (!entry || index >= entries.size()) return pi->fail(HPUXPI_EINVAL);
    const krs::PiEntry& found = entries[index];
    copy(entry->hw_path, sizeof entry->hw_path, found.hw_path.text());
    copy(entry->device_class, sizeof entry->device_class, found.device_class.view());
    entry->instance = found.instance.number;
    copy(entry->driver, sizeof entry->driver, found.driver.view());
    entry->macs = found.macs.size();
    return int{HPUXPI_OK};
  });
}

int hpuxpi_mac(const hpuxpi* pi, size_t index, size_t which, char mac[HPUXPI_MAC_SIZE]) {
  return guarded(pi, [&](Opened& opened) {
    const std::vector<krs::PiEntry> entries = opened.library.get();
    if (!mac || index >= entries.size() || which >= entries[index].macs.size())
      return pi->fail(HPUXPI_EINVAL);
    copy(mac, HPUXPI_MAC_SIZE, entries[index].macs[which].text());
    return int{HPUXPI_OK};
  });
}

int hpuxpi_search(const hpuxpi* pi, const char* mac, size_t* index) {
  return guarded(pi, [&](Opened& opened) {
    if (!mac || !index) return pi->fail(HPUXPI_EINVAL);
    const auto wanted = mac_in(pi, mac);
    if (!wanted) return int{HPUXPI_EBADMAC};
    const std::vector<krs::PiEntry> entries = opened.library.get();
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (entries[i].has(*wanted)) {
        *index = i;
        return int{HPUXPI_OK};
      }
    return pi->fail(HPUXPI_EUNKNOWNMAC);
  });
}

int hpuxpi_add(hpuxpi* pi, const char* mac1, const char* mac2) {
  return guarded(pi, [&](Opened& opened) {
    if (!mac1 || !mac2) return pi->fail(HPUXPI_EINVAL);
    const auto mac = mac_in(pi, mac1);
    if (!mac) return int{HPUXPI_EBADMAC};
    const auto equivalent = mac_in(pi, mac2);
    if (!equivalent) return int{HPUXPI_EBADMAC};
    return change(pi, opened, opened.library.add(*mac, *equivalent));
  });
}

int hpuxpi_remove(hpuxpi* pi, const char* mac) {
  return guarded(pi, [&](Opened& opened) {
    std::optional<MacAddress> wanted;
    if (mac && !(wanted = mac_in(pi, mac))) return int{HPUXPI_EBADMAC};
    return change(pi, opened, opened.library.remove(wanted));
  });
}

int hpuxpi_enabled(const hpuxpi* pi, int* enabled) {
  return guarded(pi, [&](Opened& opened) {
    if (!enabled) return pi->fail(HPUXPI_EINVAL);
    *enabled = opened.tunables.portable_image() ? 1 : 0;
    return int{HPUXPI_OK};
  });
}

int hpuxpi_enable(hpuxpi* pi) {
  return guarded(pi, [&](Opened& opened) {
    return switched(pi, opened, opened.run(opened.library.enable()));
  });
}

int hpuxpi_disable(hpuxpi* pi) {
  return guarded(pi, [&](Opened& opened) {
    return switched(pi, opened, opened.run(opened.library.disable()));
  });
}

int hpuxpi_save(hpuxpi* pi) {
  return guarded(pi, [&](Opened&) { return pi->fail(HPUXPI_ENOTRUNNING); });
}

int hpuxpi_update(hpuxpi* pi) { return hpuxpi_save(pi); }

const char* hpuxpi_strerror(int error) {
  switch (error) {
    case HPUXPI_OK: return "success";
    case HPUXPI_EINVAL: return "a parameter is a null pointer, or an index that no entry has";
    case HPUXPI_EOPEN: return "the file cannot be opened as a store of giosim's disks";
    case HPUXPI_ENOMACHINE: return "the file has no disk of that machine";
    case HPUXPI_EDAMAGED: return "KRS on the disk is damaged, and so is its last known good copy";
    case HPUXPI_EBADMAC: return "the text is not a MAC address";
    case HPUXPI_ENONICMAC: return "no NIC can have this MAC address";
    case HPUXPI_EUNKNOWNMAC: return "no entry has this MAC address";
    case HPUXPI_EOTHERENTRY: return "the MAC address is in another entry already";
    case HPUXPI_EPATCH:
      return "HP-UX 11i v3 of September 2010 or earlier needs patch PHKL_41525 before Portable "
             "Image can be enabled";
    case HPUXPI_ENOTRUNNING:
      return "only a running machine can tell its NICs through DLPI; run hpuxpitool there";
    case HPUXPI_EWRITE: return "the change could not be written to the disk";
    case HPUXPI_EINTERNAL: return "internal error";
  }
  return "unknown error";
}

const char* hpuxpi_message(const hpuxpi* pi) { return pi ? pi->message.c_str() : ""; }

}  // extern "C"
