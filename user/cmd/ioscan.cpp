// ioscan(1M)
//
// Assumed: how long a slot takes to be probed; the widths of the columns without -f; what -F says
// of a LAN card (no major number, no minor); the wording of the complaints.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "machine/boot.hpp"
#include "user/clock.hpp"
#include "user/cmd/commands.hpp"
#include "user/device.hpp"
#include "user/files.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

using std::chrono_literals::operator""ms;

constexpr sim::Duration kProbe = 1ms;

// What the options ask for.
struct Wish {
  Options options;
  std::optional<HwPath> below;            // -H
  std::optional<Instance> instance;       // -I
  std::optional<std::string> device_file;

  bool has(char letter) const { return options.has(letter); }
};

struct Row {
  HwPath hw_path;
  DeviceClass device_class;
  DriverName driver;  // empty: "?"
  NodeState state = NodeState::no_hw;
  Instance instance;

  std::string driver_text() const {
    return driver.view().empty() ? "?" : std::string(driver.view());
  }
};

// ---- Which devices ---------------------------------------------------------------------------

bool wanted(const Session& session, const Wish& wish, const Row& row) {
  const std::string* const driver = wish.options.value('d');
  const std::string* const device_class = wish.options.value('C');
  if (driver && row.driver.view() != *driver) return false;
  if (device_class && row.device_class.view() != *device_class) return false;
  if (wish.below && !at_or_below(row.hw_path, *wish.below)) return false;
  if (wish.instance && row.instance != *wish.instance) return false;
  if (wish.has('u') && row.state != NodeState::claimed) return false;
  if (wish.device_file) {
    const auto files = special_files_on_disk(session, row.driver, row.instance);
    if (std::ranges::find(files, *wish.device_file) == files.end()) return false;
  }
  return true;
}

// By H/W path.
std::vector<Row> rows_of(const Session& session, const Wish& wish) {
  std::vector<Row> rows;
  const auto add = [&](const Row& row) {
    if (wanted(session, wish, row)) rows.push_back(row);
  };
  const gio::Gio& gio = session.os().gio;
  if (wish.has('s')) {
    for (const IoconfigRow& record : gio.stale()) {
      const gio::IoNode* const node = gio.tree().find(record.hw_path);
      const bool here = node && node->device_class == record.device_class;
      add({record.hw_path, record.device_class, here ? node->driver : DriverName(),
           NodeState::no_hw, record.instance});
    }
    return rows;
  }
  for (const gio::IoNode& node : gio.tree()) {
    const bool claimed_once = node.instance.given();
    add({node.hw_path, node.device_class, claimed_once ? node.driver : DriverName(), node.state,
         node.instance});
  }
  return rows;
}

// ---- How they are shown ----------------------------------------------------------------------

struct Column {
  std::string_view head;
  std::size_t width;  // at least; it grows with what stands in it
  std::string (*text)(const Row&);
};

std::string class_of(const Row& row) { return std::string(row.device_class.view()); }
std::string path_of(const Row& row) { return row.hw_path.text(); }
std::string description_of(const Row& row) { return std::string(kind_of(row.driver).description); }

constexpr Column kPlain[] = {{"H/W Path", 10, &path_of},
                             {"Class", 7, &class_of},
                             {"Description", 11, &description_of}};
constexpr Column kFull[] = {
    {"Class", 10, &class_of},
    {"I", 3, [](const Row& row) { return std::to_string(row.instance.number); }},
    {"H/W Path", 13, &path_of},
    {"Driver", 10, [](const Row& row) { return row.driver_text(); }},
    {"S/W State", 12, [](const Row& row) { return std::string(word(row.state)); }},
    {"H/W Type", 13, [](const Row&) { return std::string("INTERFACE"); }},
    {"Description", 11, &description_of}};

void print_table(Session& session, std::span<const Column> columns, const std::vector<Row>& rows,
                 bool with_files) {
  if (rows.empty()) return;
  std::vector<std::size_t> widths;
  for (const Column& column : columns) {
    std::size_t width = column.width;
    for (const Row& row : rows) width = std::max(width, column.text(row).size() + 2);
    widths.push_back(&column == &columns.back() ? column.width : width);
  }
  std::string head;
  for (std::size_t i = 0; i < columns.size(); ++i)
    head += fmt::format("{:<{}}", columns[i].head, widths[i]);
  session.print(head + '\n' + std::string(head.size(), '=') + '\n');

  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i)
      line += fmt::format("{:<{}}", columns[i].text(row), widths[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    session.print(line + '\n');
    if (!with_files) continue;
    std::string files;
    for (const std::string& file : special_files_on_disk(session, row.driver, row.instance))
      files += fmt::format("{:<16}", file);
    files.erase(files.find_last_not_of(' ') + 1);
    const std::size_t indent = widths[0] + widths[1] + widths[2];
    if (!files.empty()) session.print(std::string(indent, ' ') + files + '\n');
  }
}

// A field that the model does not know is empty: "consecutive colons hold the field's position".
void print_fields(Session& session, const std::vector<Row>& rows, bool with_files) {
  for (const Row& row : rows) {
    const int major = kind_of(row.driver).character_major;
    const std::int64_t minor =
        major < 0 ? std::int64_t{4294967295} : std::int64_t{row.instance.number} * 65536;
    session.print(fmt::format("pci:wsio:F:{}:F:-1:{}:{}:{}:{}:{}::{}::{}:{}:INTERFACE:{}:{}:\n",
                              major < 0 ? 'F' : 'T', major, minor, row.device_class.view(),
                              row.driver_text(), row.hw_path.text(), row.instance.number,
                              row.driver_text(), word(row.state), description_of(row),
                              row.instance.number));
    if (!with_files) continue;
    std::string files;
    for (const std::string& file : special_files_on_disk(session, row.driver, row.instance))
      files += (files.empty() ? "" : " ") + file;
    if (!files.empty()) session.print(files + '\n');
  }
}

void print_time_of_scan(Session& session) {
  const Date date = date_of(session.os()) -
                    std::chrono::duration_cast<std::chrono::microseconds>(
                        session.os().kernel.now() - session.os().last_scan);
  std::string text = date_text(date);
  const std::size_t zone = text.find(" UTC");
  if (zone != std::string::npos) text.erase(zone, 4);
  session.print(text + '\n');
}

// Assumed: the header's widths; there are never rows.
void print_mass_storage(Session& session) {
  const std::string head = "Lun H/W Path  Lunpath H/W Path  Legacy H/W Path";
  session.print(head + '\n' + std::string(head.size(), '=') + '\n');
}

// ---- The scan --------------------------------------------------------------------------------

// Probes the slots, one after the other; a device that no driver has claimed yet may get one.
sim::Task<> scan(Session& session, std::optional<HwPath> below, bool unclaimed_only) {
  machine::Os& os = session.os();
  std::vector<HwPath> slots;
  for (const auto& [hw_path, card] : os.hardware)
    if (!below || at_or_below(hw_path, *below)) slots.push_back(hw_path);
  for (HwPath hw_path : slots) {
    const gio::IoNode* const node = os.gio.node(hw_path);
    if (unclaimed_only && (!node || node->state != NodeState::unclaimed)) continue;
    co_await os.kernel.delay(kProbe, "probes a slot");
    co_await machine::add_device(os, hw_path);
  }
  if (!below) os.last_scan = os.kernel.now();
}

// ---- The command -----------------------------------------------------------------------------

std::optional<Wish> refuse_ioscan(Session& session, std::string_view sentence) {
  fail(session, kIoscan, sentence);
  complain_of_usage(session, kIoscan);
  return std::nullopt;
}

std::optional<Wish> wish_of(Session& session, const Arguments& arguments) {
  auto options = Options::parse(session, kIoscan, arguments, "C:FH:I:NUd:efkm:nstu");
  if (!options) return std::nullopt;
  Wish wish{std::move(*options), {}, {}, {}};

  // -t, -s, -U and -m are forms of their own.
  static constexpr std::pair<char, std::string_view> kForms[] = {
      {'t', ""}, {'s', "fFHCdI"}, {'U', ""}, {'m', "FH"}};
  static constexpr std::pair<char, char> kRivals[] = {{'k', 'u'}, {'d', 'C'}, {'f', 'F'}};
  for (const auto& [letter, with] : kForms)
    if (wish.has(letter))
      for (const auto& [other, value] : wish.options.given())
        if (other != letter && with.find(other) == std::string_view::npos)
          return refuse_ioscan(session, fmt::format("-{} cannot be used with -{}", letter, other));
  for (const auto& [one, other] : kRivals)
    if (wish.has(one) && wish.has(other))
      return refuse_ioscan(session, fmt::format("-{} cannot be used with -{}", one, other));
  if (wish.has('n') && !wish.has('f') && !wish.has('F'))
    return refuse_ioscan(session, "-n needs -f or -F");
  if (const std::string* const what = wish.options.value('m'); what && *what != "hwpath")
    return refuse_ioscan(session, fmt::format("-m {}: only -m hwpath is emulated", *what));

  if (const std::string* const path = wish.options.value('H')) {
    const auto below = HwPath::parse(*path);
    if (!below) {
      fail(session, kIoscan, below.error());
      return std::nullopt;
    }
    wish.below = *below;
  }
  if (const std::string* const number = wish.options.value('I')) {
    if (number->empty() || number->size() > 8 ||
        number->find_first_not_of("0123456789") != std::string::npos)
      return refuse_ioscan(session, fmt::format("'{}' is not an instance", *number));
    wish.instance = Instance{std::stoi(*number)};
  }
  if (wish.options.operands().size() > 1) return refuse_ioscan(session, "too many operands");
  if (!wish.options.operands().empty()) {
    wish.device_file = wish.options.operands().front();
    if (!read_file(session, *wish.device_file)) {
      fail(session, kIoscan, *wish.device_file + ": No such file or directory");
      return std::nullopt;
    }
  }
  return wish;
}

sim::Task<int> ioscan(Session& session, Arguments arguments) {
  const auto wish = wish_of(session, arguments);
  if (!wish) co_return 1;
  if (wish->has('t')) {
    print_time_of_scan(session);
    co_return 0;
  }
  if (wish->has('m')) {
    print_mass_storage(session);
    co_return 0;
  }
  if (!wish->has('k') && !wish->has('s')) {
    if (!must_be_root(session, kIoscan)) co_return 1;
    co_await scan(session, wish->below, wish->has('U'));
    if (wish->has('U')) co_return 0;
  }

  const std::vector<Row> rows = rows_of(session, *wish);
  if (wish->has('F'))
    print_fields(session, rows, wish->has('n'));
  else if (wish->has('f'))
    print_table(session, kFull, rows, wish->has('n'));
  else
    print_table(session, kPlain, rows, false);
  co_return 0;
}

}  // namespace

constinit const Command kIoscan{
    "ioscan", "/usr/sbin/ioscan", "scan the I/O system",
    "ioscan [-k | -u] [-eN] [-d driver | -C class] [-I instance] [-H hw_path] [-f [-n] | -F [-n]]\n"
    "[devfile]\n"
    "ioscan -s [-f | -F] [-d driver | -C class] [-I instance] [-H hw_path]\n"
    "ioscan -m hwpath [-F] [-H hw_path]\n"
    "ioscan -U\n"
    "ioscan -t",
    "Probes all slots, which takes time and lets a driver claim a device that none has claimed yet,\n"
    "and lists the devices by H/W path. Nothing is printed when there are none.\n"
    "\n"
    "-k  list what the kernel knows; do not scan. Anybody may do it; a scan is for root\n"
    "-u  list usable devices only: claimed, with an instance\n"
    "-f  in full: class, instance, H/W path, driver, states, type, description\n"
    "-F  for programs, fields with ':' between: bus type, cdio, is_block, is_char, is_pseudo,\n"
    "    block major, character major, minor, class, driver, H/W path, identify bytes, instance,\n"
    "    module path, module name, S/W state, H/W type, description, card instance\n"
    "-n  with the special files, as far as insf has made them\n"
    "-d, -C, -I, -H  only this driver, class, instance, or what is at or below this path; with -H\n"
    "    only that is scanned\n"
    "-s  stale entries: a record in ioconfig, but no hardware\n"
    "-m hwpath  how LUNs map to paths. LAN cards never show: it is for mass storage only\n"
    "-U  scan unclaimed devices only, and print nothing\n"
    "-t  when the system was last scanned as a whole\n"
    "-e, -N  accepted: no device here has an EFI path, or other paths in the agile view\n"
    "\n"
    "A device without driver has '?' and instance -1. States: CLAIMED, UNCLAIMED, NO_HW (it was\n"
    "there in this boot, or a record says so), SUSPENDED (olrad), ERROR.\n"
    "\n"
    "Exit code 0, or 1 for an error.\n"
    "\n"
    "Ours, not HP's: only interface cards are emulated, no buses above and no disks below; the\n"
    "descriptions; identify bytes and module paths are empty with -F.",
    Waiting(&ioscan)};

}  // namespace giosim::user
