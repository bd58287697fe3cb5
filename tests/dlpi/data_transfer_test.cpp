// Frames: what streams send becomes of the wire, and which stream gets what arrives.
#include "dlpi/vlan_tag.hpp"
#include "tests/dlpi/requests.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

struct Indication {
  Buffer to, from, data;
  bool group = false;
};

Indication unitdata_ind(const Reply& reply) {
  const auto ind = reply.as<dl_unitdata_ind_t>();
  REQUIRE(ind.dl_primitive == DL_UNITDATA_IND);
  CHECK_FALSE(reply.hipri);
  return {reply.part(ind.dl_dest_addr_offset, ind.dl_dest_addr_length),
          reply.part(ind.dl_src_addr_offset, ind.dl_src_addr_length), reply.data,
          ind.dl_group_address != 0};
}

std::size_t count_of(Stream& stream) { return DlpiFixture::replies(stream).size(); }

Buffer promisc_on(std::uint32_t level) {
  return laid_out(dl_promiscon_req_t{DL_PROMISCON_REQ, level});
}

Frame tagged(const Frame& frame) { return dlpi::tagged(frame, {0x64}); }

}  // namespace

TEST_CASE("UNITDATA makes the frame that its DLSAP means", "[dlpi]") {
  DlpiFixture f;
  const OpenStream typed = f.bound(0x0800), llc = f.bound(0x16), snap = f.bound(kSnapSap);
  f.must_do(*snap, subs_bind_req(kSnapId));
  const Buffer to_snap = dlsap(kTheirs, {0xaa, 0x00, 0x00, 0xf8, 0x81, 0x37});

  CHECK(f.unitdata(*typed, unitdata_req(dlsap(kTheirs, {0x08, 0x06})), kData) == "sent");
  CHECK(f.unitdata(*llc, unitdata_req(dlsap(kTheirs, {0x18})), kData) == "sent");
  CHECK(f.unitdata(*snap, unitdata_req(to_snap), kData) == "sent");

  REQUIRE(f.sent.size() == 3);
  CHECK(f.sent[0] == ethertype_frame(kTheirs, kOurs, 0x0806, kData));
  CHECK(f.sent[1] == llc_frame(kTheirs, kOurs, 0x18, 0x16, kUi, kData));
  CHECK(f.sent[2] == snap_frame(kTheirs, kOurs, kSnapId, kData));
}

TEST_CASE("UNITDATA in error comes back as DL_UDERROR_IND with the address it was meant for",
          "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x0800);
  const Buffer to = dlsap(kTheirs, {0x08, 0x00});

  CHECK(f.unitdata(*stream, unitdata_req(dlsap(kTheirs, {0x16})), kData) == "DL_BADADDR");
  CHECK(f.unitdata(*stream, unitdata_req(dlsap(kTheirs, {0x05, 0xdc})), kData) == "DL_BADADDR");
  CHECK(f.unitdata(*stream, unitdata_req(dlsap(MacAddress(), {0x08, 0x00})), kData) ==
        "DL_BADADDR");
  CHECK(f.unitdata(*stream, unitdata_req(to), {}) == "DL_BADDATA");
  CHECK(f.unitdata(*stream, unitdata_req(to), Buffer(1501)) == "DL_BADDATA");
  CHECK(f.unitdata(*stream, unitdata_req(to), Buffer(1500)) == "sent");
  CHECK(f.unitdata(*f.attached(), unitdata_req(to), kData) == "DL_OUTSTATE");
  CHECK(f.unitdata(*f.bound(0x16, DL_HP_RAWDLS), unitdata_req(to), kData) == "DL_UNSUPPORTED");

  REQUIRE(stream->putmsg(unitdata_req(to), Bytes()));
  const Reply error = f.replies(*stream).at(0);
  const auto ind = error.as<dl_uderror_ind_t>();
  CHECK(error.part(ind.dl_dest_addr_offset, ind.dl_dest_addr_length) == to);
  CHECK(ind.dl_unix_errno == 0);
}

TEST_CASE("a frame comes up to the stream that is bound to what it carries", "[dlpi]") {
  DlpiFixture f;
  const OpenStream typed = f.bound(0x0800), llc = f.bound(0x16), snap = f.bound(kSnapSap);
  f.must_do(*snap, subs_bind_req(kSnapId));

  f.provider.receive(kFirst, ethertype_frame(kOurs, kTheirs, 0x0800, Buffer(50, 7)));
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x18, kUi, kData));
  f.provider.receive(kFirst, snap_frame(kOurs, kTheirs, kSnapId, kData));
  f.provider.receive(kFirst, ethertype_frame(kOurs, kTheirs, 0x0806, kData));

  const auto by_type = f.replies(*typed);
  REQUIRE(by_type.size() == 1);
  CHECK(unitdata_ind(by_type[0]).to == dlsap(kOurs, {0x08, 0x00}));
  CHECK(unitdata_ind(by_type[0]).from == dlsap(kTheirs, {0x08, 0x00}));
  CHECK(unitdata_ind(by_type[0]).data == Buffer(50, 7));
  CHECK_FALSE(unitdata_ind(by_type[0]).group);
  const auto by_sap = f.replies(*llc);
  REQUIRE(by_sap.size() == 1);
  CHECK(unitdata_ind(by_sap[0]).to == dlsap(kOurs, {0x16}));
  CHECK(unitdata_ind(by_sap[0]).from == dlsap(kTheirs, {0x18}));
  CHECK(unitdata_ind(by_sap[0]).data == kData);  // without padding
  const auto by_snap = f.replies(*snap);
  REQUIRE(by_snap.size() == 1);
  CHECK(unitdata_ind(by_snap[0]).from == dlsap(kTheirs, {0xaa, 0, 0, 0xf8, 0x81, 0x37}));
  CHECK(f.provider.counters(kFirst).in_unknown_protos == 1);
  CHECK(f.provider.counters(kFirst).in_unicast == 4);
}

TEST_CASE("broadcast reaches every stream of the SAP, multicast those that enabled it", "[dlpi]") {
  DlpiFixture f;
  const OpenStream one = f.bound(0x16), other = f.bound(0x18);
  f.must_do(*one, with_address(DL_ENABMULTI_REQ, kGroup.bytes()));

  f.provider.receive(kFirst, llc_frame(kBroadcast, kTheirs, 0x16, 0x18, kUi, kData));
  f.provider.receive(kFirst, llc_frame(kBroadcast, kTheirs, kGlobalSap, 0x18, kUi, kData));
  f.provider.receive(kFirst, llc_frame(kGroup, kTheirs, 0x16, 0x18, kUi, kData));
  f.provider.receive(kFirst, llc_frame(kGroup, kTheirs, 0x18, 0x18, kUi, kData));
  f.provider.receive(kFirst, llc_frame("0x01005E0000FF", kTheirs, 0x16, 0x18, kUi, kData));

  const auto heard = f.replies(*one);
  REQUIRE(heard.size() == 3);
  CHECK(unitdata_ind(heard[2]).to == dlsap(kGroup, {0x16}));
  CHECK(unitdata_ind(heard[2]).group);
  CHECK(count_of(*other) == 1);  // the global SAP
  CHECK(f.provider.counters(kFirst).in_nonunicast == 4);
}

TEST_CASE("promiscuous levels: SAP hears all for this host, MULTI all groups, PHYS everything",
          "[dlpi]") {
  DlpiFixture f;
  const OpenStream plain = f.bound(0x20), sap = f.bound(0x22), multi = f.bound(0x24),
                   phys = f.bound(0x26);
  f.must_do(*sap, promisc_on(DL_PROMISC_SAP));
  f.must_do(*multi, promisc_on(DL_PROMISC_MULTI));
  f.must_do(*phys, promisc_on(DL_PROMISC_PHYS));
  const auto heard_by = [&](const Frame& frame) {
    f.provider.receive(kFirst, frame);
    std::string who;
    if (count_of(*plain) != 0) who += "plain ";
    if (count_of(*sap) != 0) who += "sap ";
    if (count_of(*multi) != 0) who += "multi ";
    if (count_of(*phys) != 0) who += "phys";
    return who;
  };

  CHECK(heard_by(llc_frame(kOurs, kTheirs, 0x20, 0x20, kUi, kData)) == "plain sap phys");
  CHECK(heard_by(ethertype_frame(kOurs, kTheirs, 0x0800, kData)) == "sap phys");
  CHECK(heard_by(llc_frame(kGroup, kTheirs, 0x24, 0x20, kUi, kData)) == "multi phys");
  CHECK(heard_by(llc_frame(kGroup, kTheirs, 0x20, 0x20, kUi, kData)) == "phys");
  CHECK(heard_by(llc_frame(kStation, kTheirs, 0x20, 0x20, kUi, kData)) == "phys");
  CHECK(heard_by(tagged(ethertype_frame(kOurs, kTheirs, 0x0800, kData))) == "sap phys");
  CHECK(heard_by(tagged(llc_frame(kOurs, kTheirs, 0x20, 0x20, kUi, kData))) == "sap phys");
}

TEST_CASE("a promiscuous stream hears what others of its interface send", "[dlpi]") {
  DlpiFixture f;
  const OpenStream sender = f.bound(0x16), phys = f.bound(0x18);
  f.must_do(*phys, promisc_on(DL_PROMISC_PHYS));
  f.must_do(*sender, promisc_on(DL_PROMISC_PHYS));

  CHECK(f.unitdata(*sender, unitdata_req(dlsap(kTheirs, {0x20})), kData) == "sent");

  const auto heard = f.replies(*phys);
  REQUIRE(heard.size() == 1);
  CHECK(unitdata_ind(heard[0]).to == dlsap(kTheirs, {0x20}));
  CHECK(unitdata_ind(heard[0]).from == dlsap(kOurs, {0x16}));
  CHECK(f.sent.size() == 1);
}

TEST_CASE("what is sent to the own address comes back and is not on the wire", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x16), other = f.bound(0x18);
  CHECK(f.unitdata(*stream, unitdata_req(dlsap(kOurs, {0x18})), kData) == "sent");
  CHECK(count_of(*other) == 1);
  CHECK(f.sent.empty());
}

TEST_CASE("raw streams send and get whole frames", "[dlpi]") {
  DlpiFixture f;
  const OpenStream raw = f.bound(0x16, DL_HP_RAWDLS);
  const Buffer request = laid_out(dl_hp_rawdata_req_t{DL_HP_RAWDATA_REQ});
  const Frame frame = tagged(ethertype_frame(kTheirs, kOurs, 0x0800, Buffer(1500)));
  REQUIRE(raw->putmsg(request, frame, kHipri));
  REQUIRE(raw->putmsg(request, Bytes(frame).first(20)));
  CHECK(f.replies(*raw).empty());
  REQUIRE(f.sent.size() == 2);
  CHECK(f.sent[0] == frame);
  CHECK(f.sent[1].size() == kMinFrame);

  const auto refused = [&](Stream& stream, Bytes data) {
    const Reply reply = f.ask(stream, request, data);
    CHECK(reply.primitive() == DL_ERROR_ACK);
    return DlErrno{reply.as<dl_error_ack_t>().dl_errno};
  };
  CHECK(refused(*raw, Bytes(frame).first(13)) == DlErrno::DL_BADDATA);
  CHECK(refused(*raw, ethertype_frame(kTheirs, kOurs, 0x0800, Buffer(1501))) ==
        DlErrno::DL_BADDATA);
  CHECK(refused(*f.bound(0x18), frame) == DlErrno::DL_UNSUPPORTED);

  const Frame in = llc_frame(kOurs, kTheirs, 0x16, 0x18, kTest, kData);
  f.provider.receive(kFirst, in);
  f.provider.receive(kFirst, tagged(in));
  const auto heard = f.replies(*raw);
  REQUIRE(heard.size() == 2);
  CHECK(heard[0].primitive() == DL_HP_RAWDATA_IND);
  CHECK(heard[0].data == in);
  CHECK(heard[1].data == tagged(in));
}

TEST_CASE("TEST and XID go out, are indicated, answered and confirmed", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x16);
  const Buffer to = dlsap(kTheirs, {0x18});
  REQUIRE(stream->putmsg(llc_req(DL_TEST_REQ, to, DL_POLL_FINAL), Bytes(kData)));
  REQUIRE(stream->putmsg(llc_req(DL_XID_REQ, to)));
  REQUIRE(stream->putmsg(llc_req(DL_TEST_RES, to), Bytes(kData)));
  CHECK(f.replies(*stream).empty());
  REQUIRE(f.sent.size() == 3);
  CHECK(f.sent[0] == llc_frame(kTheirs, kOurs, 0x18, 0x16, kTest | kPollFinal, kData));
  CHECK(f.sent[1] == llc_frame(kTheirs, kOurs, 0x18, 0x16, kXid, kXidType1));
  CHECK(f.sent[2] == llc_frame(kTheirs, kOurs, 0x18, 0x16 | kResponse, kTest, kData));

  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x18, kTest | kPollFinal, kData));
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x19, kTest, kData));
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x18, kXid, kXidType1));
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x19, kXid, kXidType1));
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x18, 0x7f, {}));  // SABME
  const auto heard = f.replies(*stream);
  REQUIRE(heard.size() == 4);
  CHECK(heard[0].primitive() == DL_TEST_IND);
  CHECK(heard[1].primitive() == DL_TEST_CON);
  CHECK(heard[2].primitive() == DL_XID_IND);
  CHECK(heard[3].primitive() == DL_XID_CON);
  const auto ind = heard[0].as<dl_test_ind_t>();
  CHECK(ind.dl_flag == DL_POLL_FINAL);
  CHECK(heard[0].part(ind.dl_src_addr_offset, ind.dl_src_addr_length) == to);
  CHECK(heard[0].data == kData);
  CHECK(f.sent.size() == 3);  // nothing was answered for the user
}

TEST_CASE("a stream that asked for it at the bind has TEST and XID answered", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream =
      f.bound(0x16, DL_CLDLS, std::uint32_t{DL_AUTO_XID} | std::uint32_t{DL_AUTO_TEST});

  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x18, kTest | kPollFinal, kData));
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x18, kXid, kXidType1));

  CHECK(f.replies(*stream).empty());
  REQUIRE(f.sent.size() == 2);
  CHECK(f.sent[0] == llc_frame(kTheirs, kOurs, 0x18, 0x16 | kResponse, kTest | kPollFinal, kData));
  CHECK(f.sent[1] == llc_frame(kTheirs, kOurs, 0x18, 0x16 | kResponse, kXid, kXidType1));
  CHECK(f.result(*stream, llc_req(DL_TEST_REQ, dlsap(kTheirs, {0x18}))) == "DL_TESTAUTO");
  CHECK(f.result(*stream, llc_req(DL_XID_RES, dlsap(kTheirs, {0x18}))) == "DL_XIDAUTO");
}

TEST_CASE("there is no LLC to be tested under an Ethertype, and none for more than a frame holds",
          "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x16);
  const Buffer request = llc_req(DL_TEST_REQ, dlsap(kTheirs, {0x18}));
  REQUIRE(stream->putmsg(request, Buffer(1497)));
  CHECK(f.ask(*stream, request, Buffer(1498)).as<dl_error_ack_t>().dl_unix_errno == 22);
  CHECK(f.result(*f.bound(0x0800), llc_req(DL_TEST_REQ, dlsap(kTheirs, {0x18}))) ==
        "DL_UNSUPPORTED");
}

TEST_CASE("linkloop: a TEST to another interface's null SAP is confirmed, one to a dead one is not",
          "[dlpi]") {
  DlpiFixture f;
  REQUIRE(f.provider.dlpi_prop(kSecond, SetMac{kTheirs, kTheirs}));
  f.provider.on_transmit([&](HwPath from, Frame frame) {
    f.provider.receive(from == kFirst ? kSecond : kFirst, frame);
  });
  const OpenStream stream = f.bound(0x16);
  const Buffer request = llc_req(DL_TEST_REQ, dlsap(kTheirs, {kNullSap}));

  REQUIRE(stream->putmsg(request, Bytes(kData)));
  const auto heard = f.replies(*stream);
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].primitive() == DL_TEST_CON);
  CHECK(heard[0].data == kData);

  REQUIRE(f.provider.dlpi_prop(kSecond, SetMac{kTheirs, MacAddress()}));
  REQUIRE(stream->putmsg(request, Bytes(kData)));
  CHECK(f.replies(*stream).empty());

  // To itself.
  REQUIRE(stream->putmsg(llc_req(DL_TEST_REQ, dlsap(kOurs, {kNullSap})), Bytes(kData)));
  CHECK(f.replies(*stream).size() == 1);
}

TEST_CASE("a user who does not read loses frames, and they are counted", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x0800);
  for (int i = 0; i < 100; ++i)
    f.provider.receive(kFirst, ethertype_frame(kOurs, kTheirs, 0x0800, Buffer(1500)));
  const std::size_t kept = count_of(*stream);
  CHECK(kept == 43);  // what begins within the 64 KiB of the queue
  CHECK(f.provider.counters(kFirst).in_discards == 100 - kept);
  f.provider.receive(kFirst, ethertype_frame(kOurs, kTheirs, 0x0800, Buffer(1500)));
  CHECK(count_of(*stream) == 1);
}

TEST_CASE("what is no frame, or too long for the link, is an error that is counted", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x0800);
  f.must_do(*stream, promisc_on(DL_PROMISC_PHYS));
  f.provider.receive(kFirst, Frame(5));
  f.provider.receive(kFirst, ethertype_frame(kOurs, kTheirs, 0x0800, Buffer(1501)));
  f.provider.receive(kFirst, tagged(ethertype_frame(kOurs, kTheirs, 0x0800, Buffer(1500))));
  CHECK(f.provider.counters(kFirst).in_errors == 2);
  CHECK(count_of(*stream) == 1);
}
