#include "dlpi/vlan_tag.hpp"

namespace giosim::dlpi {
namespace {

constexpr std::size_t kAt = 2 * kMacSize;

bool has_tag(Bytes frame) {
  return frame.size() >= kEtherHeader + kVlanTag && frame[kAt] == kVlan >> 8 &&
         frame[kAt + 1] == (kVlan & 0xff);
}

}  // namespace

Frame tagged(Bytes frame, VlanTag tag) {
  Frame with = untagged(frame);
  const auto tci = static_cast<std::uint16_t>(tag.priority << 13 | (tag.id & 0x0fff));
  const std::uint8_t bytes[kVlanTag] = {kVlan >> 8, kVlan & 0xff,
                                        static_cast<std::uint8_t>(tci >> 8),
                                        static_cast<std::uint8_t>(tci)};
  with.insert(with.begin() + kAt, std::begin(bytes), std::end(bytes));
  return with;
}

Frame untagged(Bytes frame) {
  Frame without(frame.begin(), frame.end());
  const auto tag = without.begin() + kAt;
  if (has_tag(frame)) without.erase(tag, tag + kVlanTag);
  return without;
}

}  // namespace giosim::dlpi
