// Fields: digests the fields of a row or of a fact, whatever their types are.
#pragma once

#include <type_traits>
#include <vector>

#include "base/fact.hpp"
#include "base/row.hpp"
#include "explore/fingerprint.hpp"

namespace giosim::explore {

inline void add_field(Digest& digest, bool value) { digest.add(std::uint64_t{value}); }
inline void add_field(Digest& digest, std::int32_t value) {
  digest.add(static_cast<std::uint64_t>(value));
}
inline void add_field(Digest& digest, std::int64_t value) {
  digest.add(static_cast<std::uint64_t>(value));
}
inline void add_field(Digest& digest, Instance value) { add_field(digest, value.number); }
inline void add_field(Digest& digest, Ppa value) { add_field(digest, value.number); }
inline void add_field(Digest& digest, MacAddress mac) { digest.add(mac.bits()); }
inline void add_field(Digest& digest, const std::string& text) { digest.add(text); }
inline void add_field(Digest& digest, const HwPath& path) {
  std::uint64_t words[2] = {path.size(), 0};
  for (std::size_t i = 0; i < path.size(); ++i)
    words[i / 7] = words[i / 7] << 8 | static_cast<std::uint64_t>(path.element(i));
  digest.add(words[0]);
  if (path.size() > 7) digest.add(words[1]);
}
template <class Tag>
void add_field(Digest& digest, const Name<Tag>& name) {
  digest.add(name.view());
}
template <class Enum>
  requires std::is_enum_v<Enum>
void add_field(Digest& digest, Enum value) {
  digest.add(static_cast<std::uint64_t>(value));
}
inline void add_field(Digest& digest, const std::vector<MacAddress>& macs) {
  digest.add(macs.size());
  for (const MacAddress mac : macs) digest.add(mac.bits());
}
inline void add_field(Digest& digest, const std::vector<Ppa>& ppas) {
  digest.add(ppas.size());
  for (const Ppa ppa : ppas) add_field(digest, ppa);
}
// How GIO came to its decision: it says which other numbers it passed, and decides nothing.
inline void add_field(Digest&, const std::vector<Candidate>&) {}
inline void add_field(Digest& digest, const Screen& screen) { digest.add(screen.text); }

// Of the key of a row, with its table.
inline Fingerprint key_of(const Row& row) {
  Digest digest;
  digest.add(row.index());
  visit([&](const auto& r) { r.key([&](auto, const auto& v) { add_field(digest, v); }); },
             row);
  return digest.value();
}
inline Fingerprint value_of(const Row& row, Fingerprint key) {
  Digest digest;
  digest.add(key);
  visit([&](const auto& r) { r.cells([&](auto, const auto& v) { add_field(digest, v); }); },
             row);
  return digest.value();
}

}  // namespace giosim::explore
