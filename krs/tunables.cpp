#include "krs/tunables.hpp"

namespace giosim::krs {

std::string Tunables::krs_path(std::string_view name) { return "kc/tunable/" + std::string(name); }

void Tunables::show() const {
  trace_.put(TunableRow{std::string(kPortableImage), value(kPortableImage)});
}

std::int64_t Tunables::value(std::string_view name) const {
  const Value* value = krs_.get(krs_path(name));
  const auto* number = value ? std::get_if<std::int64_t>(value) : nullptr;
  return number ? *number : 0;
}

void Tunables::set(std::string_view name, std::int64_t to) {
  const std::int64_t from = value(name);
  krs_.set(krs_path(name), to, Half::persistent_half);
  trace_.put(TunableRow{std::string(name), to});
  trace_.record(TunableSet{std::string(name), from, to});
}

}  // namespace giosim::krs
