#include "krs/tunables.hpp"

#include <algorithm>
#include <charconv>

#include "base/must.hpp"

namespace giosim::krs {
namespace {

constexpr std::string_view kValues = "kc/tunable/", kExpressions = "kc/expression/",
                           kHeld = "kc/held/";

// Assumed: module and description of gio_portable_image. nproc is here so that a listing is one;
// nothing of the emulated machine depends on it. Its constraints on other tunables are left out.
constexpr Tunable kTunables[] = {
    {"gio_portable_image", "gio", "Reassign instance numbers by MAC address", 0, 1, 0},
    {"nproc", "pm_proc", "Maximum number of processes on the system", 100, 131'072, 4'200},
};

std::string path(std::string_view folder, std::string_view name) {
  return std::string(folder) + std::string(name);
}

std::optional<std::int64_t> number_in(const std::optional<ValueView>& value) {
  const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
  return number ? std::optional(*number) : std::nullopt;
}

std::optional<std::string_view> text_in(const std::optional<ValueView>& value) {
  const auto* text = value ? std::get_if<std::string_view>(&*value) : nullptr;
  return text ? std::optional(*text) : std::nullopt;
}

}  // namespace

std::span<const Tunable> tunables() { return kTunables; }

const Tunable* find_tunable(std::string_view name) {
  const auto found = std::ranges::find(kTunables, name, &Tunable::name);
  return found == std::end(kTunables) ? nullptr : found;
}

std::string Tunables::krs_path(std::string_view name) { return path(kValues, name); }

// The switch of Portable Image, and what somebody has set.
bool Tunables::shown(std::string_view name) const {
  return name == kPortableImage || !setting(name).is_default();
}

std::vector<TunableRow> Tunables::rows() const {
  std::vector<TunableRow> rows;
  for (const Tunable& tunable : kTunables)
    if (shown(tunable.name))
      rows.push_back({std::string(tunable.name), value(tunable.name)});
  return rows;
}

void Tunables::show() const {
  for (TunableRow& row : rows()) trace_.put(std::move(row));
}

void Tunables::dump(Dump& dump) const {
  for (const TunableRow& row : rows()) dump.row(row);
}

void Tunables::begin_boot() {
  for (const Tunable& tunable : kTunables) {
    if (auto waiting = held(tunable.name)) set(tunable.name, std::move(*waiting));
    at_boot_[std::string(tunable.name)] = value(tunable.name);
  }
}

Tunables::Setting Tunables::default_of(std::string_view name) {
  const Tunable* const tunable = find_tunable(name);
  return {tunable ? tunable->by_default : 0, std::string(kDefault)};
}

// Without the expression: GIO asks for its tunable once for each NIC.
std::int64_t Tunables::value(std::string_view name) const {
  const auto number = number_in(krs_.get(krs_path(name)));
  return number ? *number : default_of(name).value;
}

Tunables::Setting Tunables::setting(std::string_view name) const {
  const auto number = number_in(krs_.get(krs_path(name)));
  if (!number) return default_of(name);
  const auto expression = text_in(krs_.get(path(kExpressions, name)));
  return {*number, expression ? std::string(*expression) : std::to_string(*number)};
}

// "<value> <expression>". What cannot be read is not held.
std::optional<Tunables::Setting> Tunables::held(std::string_view name) const {
  const auto text = text_in(krs_.get(path(kHeld, name)));
  if (!text) return std::nullopt;
  Setting setting;
  const char* const last = text->data() + text->size();
  const auto [end, error] = std::from_chars(text->data(), last, setting.value);
  if (error != std::errc() || end == last || *end != ' ') return std::nullopt;
  setting.expression.assign(end + 1, last);
  return setting.is_default() ? default_of(name) : setting;
}

std::int64_t Tunables::at_boot(std::string_view name) const {
  const auto found = at_boot_.find(name);
  return found == at_boot_.end() ? value(name) : found->second;
}

void Tunables::set(std::string_view name, std::int64_t to) {
  set(name, Setting{to, std::to_string(to)});
}

void Tunables::set(std::string_view name, Setting to) {
  const std::int64_t from = value(name);
  const bool had_row = shown(name);
  store(name, to);
  krs_.erase(path(kHeld, name));

  const TunableRow row{std::string(name), to.value};
  if (shown(name))
    trace_.put(row);
  else if (had_row)
    trace_.drop(row);
  trace_.record(TunableSet{std::string(name), from, to.value});
}

void Tunables::store(std::string_view name, const Setting& setting) {
  if (setting.is_default())
    krs_.erase(krs_path(name));
  else
    krs_.set(krs_path(name), setting.value, Half::persistent_half);

  if (setting.is_default() || setting.expression == std::to_string(setting.value))
    krs_.erase(path(kExpressions, name));
  else
    krs_.set(path(kExpressions, name), setting.expression, Half::persistent_half);
}

void Tunables::hold(std::string_view name, Setting to) {
  if (to == setting(name)) {
    krs_.erase(path(kHeld, name));
  } else {
    krs_.set(path(kHeld, name), std::to_string(to.value) + ' ' + to.expression,
             Half::persistent_half);
    MUST(held(name).has_value());
  }
  trace_.record(TunableHeld{std::string(name), to.value});
}

}  // namespace giosim::krs
