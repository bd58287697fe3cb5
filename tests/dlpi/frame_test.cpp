#include "dlpi/frame.hpp"

#include <catch2/catch.hpp>

#include "dlpi/provider.hpp"
#include "tests/fact_log.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

const HwPath kSlot = "0/4/1/0";
const MacAddress kOurs = "0x00306E00000A", kTheirs = "0x00306E00000B";
const std::vector<std::uint8_t> kData = {1, 2, 3, 4};

std::vector<std::uint8_t> bytes_of(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

struct WireFixture {
  WireFixture() {
    provider.create(kSlot, "igelan", Ppa{2});
    REQUIRE(provider.dlpi_prop(kSlot, SetMac{kOurs, kOurs}));
    provider.on_transmit([this](HwPath from, Frame frame) {
      CHECK(from == kSlot);
      sent.push_back(std::move(frame));
    });
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  sim::Trace trace{recorder, "hp"};
  DlpiProvider provider{trace};
  std::vector<Frame> sent;
};

}  // namespace

TEST_CASE("each kind of frame is read as it was written, without the padding", "[dlpi]") {
  const Frame llc = llc_frame(kTheirs, kOurs, 0x16, 0x18, kUi, kData);
  CHECK(llc.size() == kMinFrame);
  const auto read = parse(llc);
  REQUIRE(read);
  CHECK(read->kind == Parsed::Kind::llc);
  CHECK(read->to == kTheirs);
  CHECK(read->from == kOurs);
  CHECK(read->dsap == 0x16);
  CHECK(read->ssap == 0x18);
  CHECK(read->command() == kUi);
  CHECK_FALSE(read->polls());
  CHECK(bytes_of(read->payload) == kData);

  const Snap snap = {0, 0, 0xf8, 0x81, 0x37};
  const Frame with_snap = snap_frame(kTheirs, kOurs, snap, kData);
  const auto read_snap = parse(with_snap);
  REQUIRE(read_snap);
  CHECK(read_snap->kind == Parsed::Kind::snap);
  CHECK(read_snap->snap == snap);
  CHECK(bytes_of(read_snap->payload) == kData);

  // An Ethertype leaves no room for a length: the padding stays.
  const Frame typed = ethertype_frame(kTheirs, kOurs, 0x0800, kData);
  const auto read_typed = parse(typed);
  REQUIRE(read_typed);
  CHECK(read_typed->kind == Parsed::Kind::ethertype);
  CHECK(read_typed->ethertype == 0x0800);
  CHECK(read_typed->payload.size() == kMinFrame - kEtherHeader);
}

TEST_CASE("a VLAN tag is read and does not hide what is in the frame", "[dlpi]") {
  Frame frame = ethertype_frame(kTheirs, kOurs, 0x0800, kData);
  frame.insert(frame.begin() + 12, {0x81, 0x00, 0xe0, 0x64});

  const auto read = parse(frame);

  REQUIRE(read);
  CHECK(read->vlan == 100);
  CHECK(read->ethertype == 0x0800);
}

TEST_CASE("a frame that is shorter than it says is none", "[dlpi]") {
  const Frame whole = llc_frame(kTheirs, kOurs, 0x16, 0x18, kUi, std::vector<std::uint8_t>(100));
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_FALSE(parse(Bytes(whole).first(size)));
  CHECK(parse(whole));
}

TEST_CASE("an interface answers TEST and XID to its null SAP, with nobody listening", "[dlpi]") {
  WireFixture f;

  f.provider.receive(kSlot, llc_frame(kOurs, kTheirs, kNullSap, 0x18, kTest | kPollFinal, kData));
  f.provider.receive(kSlot, llc_frame(kBroadcast, kTheirs, kNullSap, 0x18, kXid, kData));

  REQUIRE(f.sent.size() == 2);
  CHECK(f.sent[0] ==
        llc_frame(kTheirs, kOurs, 0x18, kNullSap | kResponse, kTest | kPollFinal, kData));
  CHECK(f.sent[1] == llc_frame(kTheirs, kOurs, 0x18, kNullSap | kResponse, kXid,
                               std::vector<std::uint8_t>{0x81, 0x01, 0x00}));
  CHECK(f.provider.counters(kSlot) == Counters{.in_octets = 120,
                                               .in_unicast = 1,
                                               .in_nonunicast = 1,
                                               .out_octets = 120,
                                               .out_unicast = 2});
}

TEST_CASE("a response, a frame to somebody else, and a card without address are not answered",
          "[dlpi]") {
  WireFixture f;

  f.provider.receive(kSlot, llc_frame(kOurs, kTheirs, kNullSap, 0x18 | kResponse, kTest, kData));
  f.provider.receive(kSlot, llc_frame(kTheirs, kOurs, kNullSap, 0x18, kTest, kData));
  f.provider.receive("0/9/0", llc_frame(kOurs, kTheirs, kNullSap, 0x18, kTest, kData));
  REQUIRE(f.provider.dlpi_prop(kSlot, SetMac{kOurs, MacAddress()}));
  f.provider.receive(kSlot, llc_frame(kOurs, kTheirs, kNullSap, 0x18, kTest, kData));

  CHECK(f.sent.empty());
}
