// VLANs: interfaces on an interface, whose frames have a tag.
#include "tests/dlpi/requests.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

const Ppa kVlanPpa{5000}, kOtherVlan{5001};
constexpr VlanTag kTag{75, 5}, kOtherTag{76};

// lan5000 and lan5001 on lan0; lan5000 on lan1 would be another computer's.
struct VlanFixture : DlpiFixture {
  VlanFixture() {
    streams().make_vlan(kVlanPpa, *provider.find(kFirst), kTag);
    streams().make_vlan(kOtherVlan, *provider.find(kFirst), kOtherTag);
  }
  Streams& streams() { return provider.streams(); }
  OpenStream on(Ppa ppa, std::uint32_t sap, std::uint32_t mode = DL_CLDLS) {
    OpenStream stream = open();
    must_do(*stream, dl_attach_req_t{DL_ATTACH_REQ, static_cast<std::uint32_t>(ppa.number)});
    must_do(*stream, dl_bind_req_t{DL_BIND_REQ, sap, 0, static_cast<std::uint16_t>(mode), 0, 0});
    return stream;
  }
};

const Frame kTyped = ethertype_frame(kOurs, kTheirs, 0x0800, kData);

std::size_t count_of(const OpenStream& stream) { return DlpiFixture::replies(*stream).size(); }

}  // namespace

TEST_CASE("a frame takes a tag and loses it again, whatever tag it had", "[dlpi]") {
  const Frame with = tagged(kTyped, kTag);

  CHECK(with.size() == kTyped.size() + kVlanTag);
  CHECK(Buffer(with.begin() + 12, with.begin() + 16) == Buffer{0x81, 0x00, 0xa0, 75});
  CHECK(parse(with)->vlan == 75);
  CHECK(parse(with)->ethertype == 0x0800);
  CHECK(untagged(with) == kTyped);
  CHECK(untagged(kTyped) == kTyped);
  CHECK(parse(tagged(with, kOtherTag))->vlan == 76);
  CHECK(tagged(with, kOtherTag).size() == with.size());
}

TEST_CASE("what a stream on a VLAN sends has the VLAN's tag, in every mode", "[dlpi]") {
  VlanFixture f;
  const Buffer to = dlsap(kTheirs, {0x08, 0x00});
  const Frame frame = ethertype_frame(kTheirs, kOurs, 0x0800, kData);

  CHECK(f.unitdata(*f.on(kVlanPpa, 0x0800), unitdata_req(to), kData) == "sent");
  REQUIRE(f.on(kVlanPpa, 0x16)->putmsg(llc_req(DL_TEST_REQ, dlsap(kTheirs, {kNullSap})), kData));
  REQUIRE(f.on(kOtherVlan, 22, DL_HP_RAWDLS)
              ->putmsg(laid_out(dl_hp_rawdata_req_t{DL_HP_RAWDATA_REQ}), Bytes(frame)));

  REQUIRE(f.sent.size() == 3);
  CHECK(f.sent[0] == tagged(frame, kTag));
  CHECK(f.sent[1] == tagged(llc_frame(kTheirs, kOurs, kNullSap, 0x16, kTest, kData), kTag));
  CHECK(f.sent[2] == tagged(frame, kOtherTag));
}

TEST_CASE("a frame reaches the streams of its VLAN and no others, without its tag", "[dlpi]") {
  VlanFixture f;
  const OpenStream vlan = f.on(kVlanPpa, 0x0800), other = f.on(kOtherVlan, 0x0800);
  const OpenStream plain = f.bound(0x0800);  // one SAP in each
  const OpenStream raw = f.on(kVlanPpa, 22, DL_HP_RAWDLS);
  f.must_do(*raw, dl_promiscon_req_t{DL_PROMISCON_REQ, DL_PROMISC_PHYS});

  f.provider.receive(kFirst, tagged(kTyped, kTag));

  const std::vector<Reply> heard = f.replies(*vlan);
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].primitive() == DL_UNITDATA_IND);
  CHECK(Buffer(heard[0].data.begin(), heard[0].data.begin() + 4) == kData);
  CHECK(count_of(other) == 0);
  CHECK(count_of(plain) == 0);
  CHECK(f.replies(*raw).at(0).data == kTyped);

  f.provider.receive(kFirst, kTyped);
  f.provider.receive(kFirst, tagged(kTyped, {0, 7}));  // a priority, and no VLAN
  CHECK(count_of(plain) == 2);
  CHECK(count_of(vlan) == 0);
  CHECK(count_of(raw) == 0);

  f.provider.receive(kFirst, tagged(kTyped, {99}));
  CHECK(count_of(vlan) + count_of(other) + count_of(plain) + count_of(raw) == 0);
  CHECK(f.provider.counters(kFirst).in_unknown_protos == 1);
}

TEST_CASE("an interface answers TEST in the VLANs that it has, and in their tag", "[dlpi]") {
  VlanFixture f;
  const Frame test = llc_frame(kOurs, kTheirs, kNullSap, 0x18, kTest | kPollFinal, kData);
  const Frame answer =
      llc_frame(kTheirs, kOurs, 0x18, kNullSap | kResponse, kTest | kPollFinal, kData);

  f.provider.receive(kFirst, tagged(test, {75}));
  f.provider.receive(kFirst, tagged(test, {99}));
  f.provider.receive(kSecond, tagged(test, {75}));

  CHECK(f.sent == std::vector<Frame>{tagged(answer, {75})});
}

TEST_CASE("a VLAN has the address of its interface, which is not changed or reset through it",
          "[dlpi]") {
  VlanFixture f;
  const OpenStream stream = f.open();
  f.must_do(*stream, dl_attach_req_t{DL_ATTACH_REQ, 5000});

  const Reply reply = f.ask(*stream, dl_phys_addr_req_t{DL_PHYS_ADDR_REQ, DL_CURR_PHYS_ADDR});
  CHECK(reply.part(sizeof(dl_phys_addr_ack_t), kMacSize) ==
        Buffer(kOurs.bytes().begin(), kOurs.bytes().end()));
  CHECK(f.result(*stream, with_address(DL_SET_PHYS_ADDR_REQ, kStation.bytes())) == "DL_SYSERR 95");
  CHECK(f.result(*stream, dl_hp_hw_reset_req_t{DL_HP_HW_RESET_REQ}) == "DL_SYSERR 95");
}

TEST_CASE("a VLAN follows its interface to another PPA, and goes with it", "[dlpi]") {
  VlanFixture f;
  REQUIRE(f.provider.dlpi_prop(kFirst, SetPpa{Ppa{7}}));
  const OpenStream stream = f.on(kVlanPpa, 0x0800);

  f.provider.receive(kFirst, tagged(kTyped, kTag));
  CHECK(count_of(stream) == 1);

  f.provider.withdraw(kFirst);
  CHECK(stream->putmsg(laid_out(dl_info_req_t{DL_INFO_REQ})).error() ==
        std::errc::no_such_device_or_address);
  CHECK(f.result(*f.open(), dl_attach_req_t{DL_ATTACH_REQ, 5000}) == "DL_BADPPA");
  // Another card in the slot is not what the VLAN stood on.
  f.provider.create(kFirst, "igelan", Ppa{0});
  CHECK(f.result(*f.open(), dl_attach_req_t{DL_ATTACH_REQ, 5000}) == "DL_BADPPA");
}

TEST_CASE("a VLAN that is removed hangs its streams up, and no others", "[dlpi]") {
  VlanFixture f;
  const OpenStream gone = f.on(kVlanPpa, 0x0800), other = f.on(kOtherVlan, 0x0800);
  const OpenStream plain = f.bound(0x0800);

  f.streams().remove_vlan(kVlanPpa);
  f.streams().remove_vlan(kVlanPpa);  // none is there any more

  CHECK(gone->putmsg(laid_out(dl_info_req_t{DL_INFO_REQ})).error() ==
        std::errc::no_such_device_or_address);
  CHECK(other->state() == DlState::DL_IDLE);
  CHECK(plain->state() == DlState::DL_IDLE);
  CHECK(f.result(*f.open(), dl_attach_req_t{DL_ATTACH_REQ, 5000}) == "DL_BADPPA");
}
