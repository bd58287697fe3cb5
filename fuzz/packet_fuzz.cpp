// Arbitrary bytes where a program outside sends packets (dlpi/packet.hpp): two programs, whose heads are
// mostly right, so that what is in them counts.
//
// Nothing may crash, hang or leak, and every answer must be a packet whose size is its own.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

#include "base/must.hpp"
#include "dlpi/remote_user.hpp"
#include "sim/choices.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

struct Machine {
  Machine() {
    provider.create("0/1/0", "igelan", Ppa{0});
    MUST(provider.dlpi_prop("0/1/0", SetMac{"0x00306E00000A", "0x00306E00000A"}));
  }
  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  sim::Trace trace{recorder, "hp"};
  DlpiProvider provider{trace};
};

// The next packet: its head is the input's, but for its size where a byte says so.
Buffer next_packet(Bytes& input) {
  const std::uint8_t how = input[0];
  const std::size_t size = std::min<std::size_t>(input.size() - 1, 28 + how / 2);
  Buffer packet(input.begin() + 1, input.begin() + 1 + static_cast<std::ptrdiff_t>(size));
  input = input.subspan(1 + size);
  if (how % 2 == 0 || packet.size() < sizeof(Packet)) return packet;
  auto head = read_as<Packet>(packet);
  head.kind = Packet::open + head.kind % 4;
  const auto parts = static_cast<std::int32_t>(packet.size() - sizeof(head));
  head.size = static_cast<std::uint32_t>(packet.size());
  if (head.kind == Packet::getmsg) {
    packet.resize(sizeof(head));
    head.size = sizeof(head);
  } else {
    head.control = head.control < 0 ? Packet::kNone : head.control % (parts + 1);
    head.data = parts - std::max(head.control, 0);
  }
  if (head.kind == Packet::open) head.more = Packet::kVersion;
  std::memcpy(packet.data(), &head, sizeof(head));
  return packet;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  Machine machine;
  const auto find = [&](std::string_view) { return &machine.provider.streams(); };
  RemoteUser users[] = {RemoteUser(find), RemoteUser(find)};
  Bytes input(bytes, size);
  for (bool second = false; !input.empty(); second = !second) {
    RemoteUser& user = users[second];
    const Buffer packet = next_packet(input);
    const auto answer = user.answer(packet);
    MUST(answer.has_value() == (RemoteUser::size_of(packet) == packet.size()));
    if (answer) MUST(read_as<Packet>(*answer).size == answer->size());
    static_cast<void>(user.has_news());
  }
  return 0;
}
