#include "runner/report/pcap.hpp"

namespace giosim::report {
namespace {

constexpr std::uint32_t kNanosecondMagic = 0xa1b23c4d;
constexpr std::uint32_t kVersion = 4u << 16 | 2u;  // 2.4; the major half comes first in the file
constexpr std::uint32_t kLongestFrame = 65'535;
constexpr std::uint32_t kEthernet = 1;  // LINKTYPE_ETHERNET

}  // namespace

Pcap::Pcap(std::ostream& out, sim::Duration epoch) : out_(out), epoch_(epoch) {
  words({kNanosecondMagic, kVersion, 0, 0, kLongestFrame, kEthernet});
}

void Pcap::frame(sim::Time time, const std::vector<std::uint8_t>& bytes) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t nanoseconds = (epoch_ + time.time_since_epoch()).count();
  const auto size = static_cast<std::uint32_t>(bytes.size());
  words({static_cast<std::uint32_t>(nanoseconds / kSecond),
         static_cast<std::uint32_t>(nanoseconds % kSecond), size, size});
  out_.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

void Pcap::words(std::initializer_list<std::uint32_t> words) {
  for (const std::uint32_t word : words)
    for (int shift = 0; shift < 32; shift += 8)
      out_.put(static_cast<char>(word >> shift & 0xff));
}

}  // namespace giosim::report
