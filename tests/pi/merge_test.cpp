#include "pi/merge.hpp"

#include <set>

#include "tests/pi/pi_fixture.hpp"
#include "tests/property.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

MacAddress mac_number(unsigned number) { return MacAddress::from_bits(0x306E000000u + number); }
HwPath path_number(int number) {
  return HwPath("0").child(number / 65536 % 256).child(number / 256 % 256).child(number % 256);
}

}  // namespace

TEST_CASE("K8: whatever is merged, no instance and no MAC is in two entries", "[pi]") {
  check_property({.values = 20'000}, [](const std::vector<std::uint8_t>& saved,
                                        const std::vector<std::uint8_t>& plugged) {
    // Entries as an earlier merge left them: no instance and no MAC twice.
    std::vector<krs::PiEntry> entries;
    std::set<unsigned> used;
    for (const std::uint8_t bits : saved) {
      if (used.contains(bits % 8u) || entries.size() > 7) continue;
      used.insert(bits % 8u);
      entries.push_back(
          entry(path_number(bits), static_cast<int>(entries.size()), {mac_number(bits % 8u)}));
      if (bits >= 128 && used.insert(bits / 8 % 8u).second)
        entries.back().macs.push_back(mac_number(bits / 8 % 8u));
    }
    // NICs with instances of their own, some with one MAC.
    std::vector<Present> present;
    std::set<int> instances;
    for (const std::uint8_t bits : plugged)
      if (instances.insert(bits / 8 % 10).second)
        present.push_back(entry(path_number(bits), bits / 8 % 10, {mac_number(bits % 8u)}));

    const Merged merged = pi::merge(entries, present, gio::Policies());

    std::set<Instance> taken;
    std::set<MacAddress> macs;
    for (const krs::PiEntry& one : merged.entries) {
      RC_ASSERT(taken.insert(one.instance).second);
      for (const MacAddress mac : one.macs) RC_ASSERT(macs.insert(mac).second);
    }
    // Every NIC is in an entry, or was dropped with a fact; so is every old entry.
    RC_ASSERT(merged.saved.size() <= present.size());
    for (const std::uint32_t at : merged.saved)
      RC_ASSERT(std::ranges::count(present, merged.entries.at(at).hw_path,
                                   &krs::PiEntry::hw_path) > 0);
    RC_ASSERT(std::ranges::is_sorted(
        merged.saved, {}, [&](std::uint32_t at) { return merged.entries[at].instance; }));
    std::size_t contested = 0;
    for (const EntryDropped& dropped : merged.dropped)
      contested += dropped.fate == EntryFate::contested;
    RC_ASSERT(merged.saved.size() + contested == present.size());
    for (const krs::PiEntry& one : entries) {
      const bool told = std::ranges::any_of(merged.dropped, [&](const EntryDropped& dropped) {
        return dropped.fate == EntryFate::instance_taken && dropped.mac == one.macs.front();
      });
      RC_ASSERT(told || macs.contains(one.macs.front()));
    }
    // A second merge of the same NICs changes nothing.
    auto again = pi::merge(merged.entries, present, gio::Policies());
    auto first = merged.entries;
    for (auto* list : {&again.entries, &first})
      std::ranges::sort(*list, {}, &krs::PiEntry::instance);
    RC_ASSERT(texts(again.entries) == texts(first));
  });
}

TEST_CASE("two NICs that claim to hold one instance do not break the entries", "[pi]") {
  const Merged merged =
      merge({}, {entry("0/1", 0, {kMacA}), entry("0/2", 0, {kMacB})}, gio::Policies());

  CHECK(texts(merged.entries) == Lines{"0/1 lan 0 igelan 0x00306E00000A"});
  REQUIRE(merged.dropped.size() == 1);
  CHECK(merged.dropped[0].fate == EntryFate::contested);
}

TEST_CASE("two old entries with one instance: the first stays", "[pi]") {
  const Merged merged =
      merge({entry("0/1", 0, {kMacA}), entry("0/2", 0, {kMacB})}, {}, gio::Policies());

  CHECK(texts(merged.entries) == Lines{"0/1 lan 0 igelan 0x00306E00000A"});
  CHECK(merged.dropped.at(0).fate == EntryFate::instance_taken);
}

TEST_CASE("fifty thousand NICs are merged without comparing each with each", "[pi]") {
  constexpr int kNics = 50'000;
  std::vector<krs::PiEntry> entries;
  std::vector<Present> present;
  for (int number = 0; number < kNics; ++number) {
    entries.push_back(entry(path_number(number), number, {mac_number(unsigned(number))}));
    present.push_back(
        entry(path_number(kNics - number), number, {mac_number(unsigned(kNics - 1 - number))}));
  }

  // Each with each would be 2.5 * 10^9 comparisons, and would not end within this test's time.
  const Merged merged = pi::merge(std::move(entries), present, gio::Policies());

  CHECK(merged.entries.size() == kNics);
  CHECK(merged.saved.size() == kNics);
  CHECK(merged.entries[merged.saved.front()].macs.front() == mac_number(kNics - 1));
  CHECK(merged.dropped.empty());
}
