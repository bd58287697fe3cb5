// The list of PPAs, as the three kinds of programs walk it (docs/DLPI.md, "The list of PPAs").
#include "tests/dlpi/dlpi_fixture.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

using Entries = std::vector<dl_hp_ppa_info_t>;
constexpr std::uint32_t kSize = sizeof(dl_hp_ppa_info_t);
constexpr std::uint32_t kLost = 0xffff'ffff;  // where a walk has left the list

enum class Walk { from_the_start, from_the_entry, by_size };

// The PPAs that a program sees.
std::vector<std::uint32_t> walk(const Entries& list, std::size_t count, Walk way) {
  std::vector<std::uint32_t> seen;
  std::size_t at = 0;  // byte
  for (std::size_t n = 0; n < count; ++n) {
    if (at % kSize != 0 || at / kSize >= list.size()) {
      seen.push_back(kLost);
      break;
    }
    const dl_hp_ppa_info_t& entry = list[at / kSize];
    seen.push_back(entry.dl_ppa);
    switch (way) {
      case Walk::from_the_start: at = entry.dl_next_offset; break;
      case Walk::from_the_entry: at += entry.dl_next_offset; break;
      case Walk::by_size: at += kSize; break;
    }
  }
  return seen;
}

std::vector<std::uint32_t> first(std::size_t count) {
  std::vector<std::uint32_t> ppas;
  for (std::uint32_t ppa = 0; ppa < count; ++ppa) ppas.push_back(ppa);
  return ppas;
}

// What giosim answers.
Entries list_of(std::uint32_t count) {
  sim::InOrder choices;
  sim::Kernel kernel(choices);
  sim::Recorder recorder(kernel);
  sim::Trace trace(recorder, "hp");
  DlpiProvider provider(trace);
  for (std::uint32_t i = 0; i < count; ++i)
    provider.create(HwPath().child(0).child(static_cast<int>(i)), "igelan",
                    Ppa{static_cast<std::int32_t>(i)});
  const OpenStream stream = *provider.streams().open_clone();
  REQUIRE(stream->putmsg(bytes_of(dl_hp_ppa_req_t{DL_HP_PPA_REQ})));
  const Buffer answer = *stream->getmsg()->control;
  const auto ack = read_as<dl_hp_ppa_ack_t>(answer);
  REQUIRE(ack.dl_count == count);
  REQUIRE(ack.dl_length == count * kSize);
  Entries entries;
  for (std::uint32_t i = 0; i < count; ++i)
    entries.push_back(
        read_as<dl_hp_ppa_info_t>(Bytes(answer).subspan(ack.dl_offset + i * kSize, kSize)));
  return entries;
}

// The layout in which all three come right: the list as it is, and behind it every entry from the
// third on twice more, once for each of the two readings of dl_next_offset. The second entry's offset
// leads either way to a copy of the third, and each copy on in its own reading.
Entries with_copies(std::uint32_t count) {
  Entries list(count <= 2 ? count : 3 * count - 4);
  for (std::uint32_t i = 0; i < count; ++i) list[i].dl_ppa = i;
  if (count > 1) list[0].dl_next_offset = kSize;
  if (count > 2) list[1].dl_next_offset = count * kSize;
  for (std::uint32_t i = 2; i < count; ++i) {
    const std::uint32_t at = count + 2 * (i - 2);
    list[at].dl_ppa = list[at + 1].dl_ppa = i;
    if (i + 1 == count) continue;
    list[at].dl_next_offset = (at + 2) * kSize;
    list[at + 1].dl_next_offset = 2 * kSize;
  }
  return list;
}

}  // namespace

TEST_CASE("from the start by dl_next_offset, and by sizeof, programs see every interface", "[dlpi]") {
  for (const std::uint32_t count : {0u, 1u, 2u, 3u, 4u, 100u}) {
    const Entries list = list_of(count);
    CHECK(walk(list, count, Walk::from_the_start) == first(count));
    CHECK(walk(list, count, Walk::by_size) == first(count));
  }
}

TEST_CASE("from the entry by dl_next_offset they see two interfaces right, and no more", "[dlpi]") {
  const auto seen = [](std::uint32_t count) {
    return walk(list_of(count), count, Walk::from_the_entry);
  };
  CHECK(seen(1) == first(1));
  CHECK(seen(2) == first(2));
  CHECK(seen(3) == std::vector<std::uint32_t>{0, 1, kLost});
  CHECK(seen(4) == std::vector<std::uint32_t>{0, 1, 3, 3});
  CHECK(seen(6) == std::vector<std::uint32_t>{0, 1, 3, kLost});
  CHECK(seen(8) == std::vector<std::uint32_t>{0, 1, 3, 7, 7, 7, 7, 7});
}

TEST_CASE("one layout would be right in all three, with copies behind the list", "[dlpi]") {
  for (const std::uint32_t count : {1u, 2u, 3u, 4u, 5u, 100u})
    for (const Walk way : {Walk::from_the_start, Walk::from_the_entry, Walk::by_size}) {
      INFO(count);
      CHECK(walk(with_copies(count), count, way) == first(count));
    }
}
