// Arbitrary bytes at putmsg(), in any order with reads, frames, held answers, and interfaces that
// come, change and go.
//
// Nothing may crash, hang or leak. The provider checks by itself that every step is in the state
// table and every refusal within the errors of its request; here that whatever comes up is a
// message.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/must.hpp"
#include "dlpi/streams.hpp"
#include "sim/choices.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

// The input, eaten from the front.
class Input {
 public:
  explicit Input(Bytes bytes) : bytes_(bytes) {}
  bool empty() const { return bytes_.empty(); }
  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const std::uint8_t first = bytes_[0];
    bytes_ = bytes_.subspan(1);
    return first;
  }
  // Up to so many bytes, as the next one says.
  Bytes bytes(std::size_t most) {
    const std::size_t size = std::min({most, std::size_t{byte()}, bytes_.size()});
    const Bytes taken = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return taken;
  }

 private:
  Bytes bytes_;
};

const HwPath kSlots[] = {"0/1/0", "0/2/0"};
const MacAddress kMacs[] = {"0x00306E00000A", "0x00306E00000B"};

class Machine {
 public:
  Machine() {
    for (int nic : {0, 1}) plug(nic);
    for (OpenStream& stream : streams_) stream = *provider_.streams().open_clone();
    // A cable between the two.
    provider_.on_transmit([this](HwPath from, Frame frame) {
      provider_.receive(from == kSlots[0] ? kSlots[1] : kSlots[0], frame);
    });
  }

  void act(Input& input) {
    const std::uint8_t what = input.byte();
    OpenStream& stream = streams_[what % std::size(streams_)];
    const int nic = what >> 7;
    switch (input.byte() % 10) {
      case 0:
      case 1:
      case 2: put(*stream, input.byte(), input); break;
      // A known primitive, so that the rest of the message counts.
      case 3:
      case 4: {
        const auto& requests = dlpi::requests();
        Buffer control(4);
        const std::uint32_t primitive = requests[input.byte() % requests.size()].primitive;
        std::memcpy(control.data(), &primitive, sizeof(primitive));
        append(control, input.bytes(64));
        MUST(stream->putmsg(control, input.bytes(64)) || !stream->interface());
        break;
      }
      case 5: get(*stream, input); break;
      case 6: provider_.receive(kSlots[nic], frame_from(input, nic)); break;
      case 7: stream->answer_held(); break;
      case 8: provider_.streams().hold_answers(input.byte() % 4 == 0); break;
      case 9: change(nic, stream, input.byte()); break;
    }
    MUST(next_state(DL_ERROR_ACK, stream->state()) ||
         next_state(DL_HP_PPA_REQ, stream->state()));  // a state of the table
  }

 private:
  void plug(int nic) {
    provider_.create(kSlots[nic], "igelan", Ppa{nic});
    MUST(provider_.dlpi_prop(kSlots[nic], SetMac{kMacs[nic], kMacs[nic]}));
  }

  void put(Stream& stream, int flags, Input& input) {
    const std::optional<Bytes> control =
        flags % 8 == 7 ? std::nullopt : std::optional(input.bytes(255));
    const std::optional<Bytes> data =
        flags % 8 == 6 ? std::nullopt : std::optional(input.bytes(255));
    const auto done = stream.putmsg(control, data, flags % 4 == 3 ? flags : flags % 2);
    if (!done) MUST(done.error() != std::errc());
  }

  void get(Stream& stream, Input& input) {
    const std::uint8_t how = input.byte();
    const auto got = stream.getmsg(how % 3 == 0 ? kWhole : Room(input.byte()),
                                   how % 5 == 0 ? kLeave : kWhole, how % 7 == 0 ? kHipri : 0);
    if (got && got->control && how % 3 != 0) MUST(got->control->size() <= 255);
  }

  Frame frame_from(Input& input, int nic) {
    const Bytes bytes = input.bytes(255);
    if (input.byte() % 2 == 0) return {bytes.begin(), bytes.end()};
    return llc_frame(kMacs[nic], kMacs[1 - nic], input.byte(), input.byte(), input.byte(), bytes);
  }

  void change(int nic, OpenStream& stream, std::uint8_t how) {
    switch (how % 6) {
      case 0:
        stream.reset();
        stream = *provider_.streams().open_clone(how % 4 == 0 ? Opener::user : Opener::root);
        break;
      case 1: provider_.withdraw(kSlots[nic]); break;
      case 2:
        if (!provider_.find(kSlots[nic])) plug(nic);
        break;
      case 3:
        static_cast<void>(provider_.dlpi_prop(kSlots[nic], SetMac{kMacs[nic], MacAddress()}));
        break;
      case 4:
        static_cast<void>(provider_.dlpi_prop(kSlots[nic], SetMac{kMacs[nic], kMacs[nic]}));
        break;
      case 5: static_cast<void>(provider_.dlpi_prop(kSlots[nic], SetPpa{Ppa{how / 64}})); break;
    }
  }

  sim::InOrder choices_;
  sim::Kernel kernel_{choices_};
  sim::Recorder recorder_{kernel_};
  sim::Trace trace_{recorder_, "hp"};
  DlpiProvider provider_{trace_};
  OpenStream streams_[4];
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Machine machine;
  Input input({data, size});
  while (!input.empty()) machine.act(input);
  return 0;
}
