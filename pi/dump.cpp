#include "pi/dump.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "pi/quote.hpp"

namespace giosim::pi {
namespace {

constexpr std::string_view kTitle = "# hpuxpitool dump 1: saved configuration of Portable Image";
constexpr std::string_view kNothing = "-";

// Widths of all columns but the last; what is longer pushes the rest to the right.
constexpr std::size_t kWidths[] = {11, 14, 8, 20};

std::string columns(std::initializer_list<std::string> words) {
  std::string line;
  std::size_t i = 0;
  for (const std::string& word : words) {
    line += word;
    if (i < std::size(kWidths)) line.append(kWidths[i] - std::min(kWidths[i], word.size()) + 2, ' ');
    ++i;
  }
  return line + '\n';
}


// "lan18"; a class that ends with a digit is parted from its instance by a colon.
std::string name_of(const krs::PiEntry& entry) {
  const std::string_view device_class = entry.device_class.view();
  const bool parted = !device_class.empty() && is_digit(device_class.back());
  return std::string(device_class) + (parted ? ":" : "") + std::to_string(entry.instance.number);
}

std::string text_of(DriverName driver) {
  return std::string(driver.empty() ? kNothing : driver.view());
}

std::vector<std::string_view> words_of(std::string_view line, char separator) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(separator), line.size());
    if (end > 0) words.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

// Nothing when the name is understood.
std::optional<std::string> read_name(std::string_view name, krs::PiEntry& entry) {
  std::size_t digits = name.size();
  while (digits > 0 && is_digit(name[digits - 1])) --digits;
  const std::string_view number = name.substr(digits);
  const std::string_view device_class =
      name.substr(0, digits - (digits > 0 && name[digits - 1] == ':' ? 1 : 0));
  const auto parsed = DeviceClass::parse(device_class);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(),
                                            entry.instance.number);
  if (!parsed || number.empty() || error != std::errc() || entry.instance.number > kMaxInstance)
    return in_quotes(name) + " names no interface; expected a class and an instance, as in lan0";
  entry.device_class = *parsed;
  return std::nullopt;
}

std::optional<std::string> read_mac(std::string_view word, krs::PiEntry& entry) {
  const auto mac = MacAddress::parse(word);
  if (!mac) return mac.error();
  if (!mac->can_be_a_nic()) return in_quotes(word) + " is a MAC address that no NIC can have";
  entry.macs.push_back(*mac);
  return std::nullopt;
}

std::expected<krs::PiEntry, std::string> read_entry(std::string_view line) {
  const std::vector<std::string_view> words = words_of(line, ' ');
  if (words.size() != 5)
    return std::unexpected("expected an interface, a MAC address, a driver, an H/W path, and "
                           "equivalent MAC addresses or -; found " +
                           std::to_string(words.size()) + " words");
  krs::PiEntry entry;
  if (const auto wrong = read_name(words[0], entry)) return std::unexpected(*wrong);
  if (const auto wrong = read_mac(words[1], entry)) return std::unexpected(*wrong);
  if (words[2] != kNothing) {
    const auto driver = DriverName::parse(words[2]);
    if (!driver) return std::unexpected(in_quotes(words[2]) + " is no name of a driver");
    entry.driver = *driver;
  }
  const auto hw_path = HwPath::parse(words[3]);
  if (!hw_path) return std::unexpected(hw_path.error());
  entry.hw_path = *hw_path;
  if (words[4] != kNothing)
    for (std::string_view mac : words_of(words[4], ','))
      if (const auto wrong = read_mac(mac, entry)) return std::unexpected(*wrong);
  return entry;
}

}  // namespace

std::string write_dump(const std::vector<krs::PiEntry>& entries) {
  std::string text(kTitle);
  text += '\n' + columns({"# Interface", "MAC-address", "Driver", "H/W-path",
                          "Equivalent-MAC-addresses"});
  for (const krs::PiEntry& entry : entries) {
    std::string equivalents;
    for (std::size_t i = 1; i < entry.macs.size(); ++i)
      equivalents += (i > 1 ? "," : "") + entry.macs[i].text();
    text += columns({name_of(entry), entry.macs.front().text(), text_of(entry.driver),
                     entry.hw_path.text(), equivalents.empty() ? std::string(kNothing)
                                                               : equivalents});
  }
  return text;
}

std::expected<std::vector<krs::PiEntry>, std::string> read_dump(std::string_view text) {
  std::vector<krs::PiEntry> entries;
  if (text.substr(0, text.find('\n')) != kTitle)
    return std::unexpected("line 1: this is no dump of hpuxpitool; expected " + in_quotes(kTitle));
  int number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    auto entry = read_entry(line);
    if (!entry)
      return std::unexpected("line " + std::to_string(number) + ": " + entry.error());
    entries.push_back(std::move(*entry));
  }
  return entries;
}

}  // namespace giosim::pi
