// What each request does and answers: local management, binding, addresses, HP's own.
#include "tests/dlpi/requests.hpp"

using namespace giosim;
using namespace giosim::dlpi;

extern "C" unsigned ppa_entries_that_agree(const unsigned char* message);

namespace {

dl_info_ack_t info_of(Stream& stream) {
  return DlpiFixture::ask(stream, dl_info_req_t{DL_INFO_REQ}).as<dl_info_ack_t>();
}

Buffer address_of(Stream& stream, std::uint32_t type) {
  const Reply reply = DlpiFixture::ask(stream, dl_phys_addr_req_t{DL_PHYS_ADDR_REQ, type});
  const auto ack = reply.as<dl_phys_addr_ack_t>();
  REQUIRE(ack.dl_primitive == DL_PHYS_ADDR_ACK);
  return reply.part(ack.dl_addr_offset, ack.dl_addr_length);
}

mib_ifEntry statistics_of(Stream& stream) {
  const Reply reply = DlpiFixture::ask(stream, dl_get_statistics_req_t{DL_GET_STATISTICS_REQ});
  const auto ack = reply.as<dl_get_statistics_ack_t>();
  return read_as<mib_ifEntry>(reply.part(ack.dl_stat_offset, ack.dl_stat_length));
}

std::vector<Buffer> multicasts_of(Stream& stream) {
  const Reply reply =
      DlpiFixture::ask(stream, dl_hp_multicast_list_req_t{DL_HP_MULTICAST_LIST_REQ});
  const auto ack = reply.as<dl_hp_multicast_list_ack_t>();
  REQUIRE(ack.dl_length == ack.dl_count * kMacSize);
  std::vector<Buffer> list;
  for (std::uint32_t i = 0; i < ack.dl_count; ++i)
    list.push_back(reply.part(static_cast<std::uint32_t>(ack.dl_offset + i * kMacSize), kMacSize));
  return list;
}

Buffer bytes_of_mac(MacAddress mac) { return {mac.bytes().begin(), mac.bytes().end()}; }

}  // namespace

TEST_CASE("INFO tells state, style and, once bound, the stream's own address", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.open();

  const auto unattached = info_of(*stream);
  CHECK(unattached.dl_current_state == DL_UNATTACHED);
  CHECK(unattached.dl_provider_style == DL_STYLE2);
  CHECK(unattached.dl_version == DL_VERSION_2);
  CHECK(unattached.dl_mac_type == DL_ETHER);
  CHECK(unattached.dl_addr_length == 0);
  CHECK(unattached.dl_brdcst_addr_length == 0);

  f.must_do(*stream, dl_attach_req_t{DL_ATTACH_REQ, 0});
  const auto attached = info_of(*stream);
  CHECK(attached.dl_current_state == DL_UNBOUND);
  CHECK(attached.dl_addr_length == 0);
  CHECK(attached.dl_sap_length == 0);
  CHECK(attached.dl_brdcst_addr_length == 6);
  CHECK(attached.dl_service_mode == (std::uint32_t{DL_CLDLS} | std::uint32_t{DL_HP_RAWDLS}));

  f.must_do(*stream, bind_req(0x0800));
  const Reply reply = f.ask(*stream, dl_info_req_t{DL_INFO_REQ});
  const auto bound = reply.as<dl_info_ack_t>();
  CHECK(bound.dl_current_state == DL_IDLE);
  CHECK(bound.dl_service_mode == DL_CLDLS);
  CHECK(bound.dl_sap_length == -2);  // the SAP comes after the MAC address
  CHECK(bound.dl_max_sdu == 1500);
  CHECK(reply.part(bound.dl_addr_offset, bound.dl_addr_length) == dlsap(kOurs, {0x08, 0x00}));
  CHECK(reply.part(bound.dl_brdcst_addr_offset, bound.dl_brdcst_addr_length) == Buffer(6, 0xff));
}

TEST_CASE("the largest SDU leaves room for the headers of its kind", "[dlpi]") {
  DlpiFixture f;
  f.provider.streams().driven_by({.link = [](HwPath) { return LinkState{.mtu = 9000}; }});
  CHECK(info_of(*f.open()).dl_max_sdu == 1500);
  CHECK(info_of(*f.bound(0x0800)).dl_max_sdu == 9000);
  CHECK(info_of(*f.bound(0x16)).dl_max_sdu == 1497);  // an 802.3 length ends at 1500
  CHECK(info_of(*f.bound(0x18, DL_HP_RAWDLS)).dl_max_sdu == 9014);
  const OpenStream snap = f.bound(kSnapSap);
  f.must_do(*snap, subs_bind_req(kSnapId));
  CHECK(info_of(*snap).dl_max_sdu == 1492);
}

TEST_CASE("BIND answers with the DLSAP in each of its three forms", "[dlpi]") {
  DlpiFixture f;
  const auto bind = [&](std::uint32_t sap) {
    const OpenStream stream = f.attached();
    const Reply reply = f.ask(*stream, bind_req(sap));
    const auto ack = reply.as<dl_bind_ack_t>();
    CHECK(ack.dl_primitive == DL_BIND_ACK);
    CHECK(ack.dl_sap == sap);
    return reply.part(ack.dl_addr_offset, ack.dl_addr_length);
  };
  CHECK(bind(0x0806) == dlsap(kOurs, {0x08, 0x06}));
  CHECK(bind(0x16) == dlsap(kOurs, {0x16}));

  const OpenStream snap = f.bound(kSnapSap);
  const Reply reply = f.ask(*snap, subs_bind_req(kSnapId));
  const auto ack = reply.as<dl_subs_bind_ack_t>();
  CHECK(ack.dl_primitive == DL_SUBS_BIND_ACK);
  CHECK(reply.part(ack.dl_subs_sap_offset, ack.dl_subs_sap_length) ==
        Buffer(kSnapId.begin(), kSnapId.end()));
  const Reply info = f.ask(*snap, dl_info_req_t{DL_INFO_REQ});
  const auto its = info.as<dl_info_ack_t>();
  CHECK(info.part(its.dl_addr_offset, its.dl_addr_length) ==
        dlsap(kOurs, {0xaa, 0x00, 0x00, 0xf8, 0x81, 0x37}));
}

TEST_CASE("BIND refuses what is no SAP, no mode, and nothing that can be automatic", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.attached();
  for (const std::uint32_t sap : {0u, 0x17u, 0xffu, 0x100u, 0x5dcu, 0x1'0000u, 0xffff'ffffu}) {
    INFO(sap);
    CHECK(f.result(*stream, bind_req(sap)) == "DL_BADADDR");
  }
  CHECK(f.result(*stream, bind_req(0x16, DL_CODLS)) == "DL_UNSUPPORTED");
  CHECK(f.result(*stream, bind_req(0x16, DL_ACLDLS)) == "DL_UNSUPPORTED");
  CHECK(f.result(*stream, bind_req(0x16, 0)) == "DL_UNSUPPORTED");
  CHECK(f.result(*stream, dl_bind_req_t{DL_BIND_REQ, 0x16, 0, DL_CLDLS, 1, 0}) == "DL_UNSUPPORTED");
  CHECK(f.result(*stream, bind_req(0x16, DL_CLDLS, 4)) == "DL_NOAUTO");
  CHECK(f.result(*stream, bind_req(0x0800, DL_CLDLS, DL_AUTO_XID)) == "DL_NOXIDAUTO");
  CHECK(f.result(*stream, bind_req(0x16, DL_HP_RAWDLS, DL_AUTO_TEST)) == "DL_NOTESTAUTO");
  CHECK(stream->state() == DlState::DL_UNBOUND);
  // illumos' order: what is wrong with the request comes before what is wrong with the state.
  const OpenStream idle = f.bound(0x16);
  CHECK(f.result(*idle, bind_req(0x16, DL_CODLS)) == "DL_UNSUPPORTED");
  CHECK(f.result(*idle, bind_req(0x16)) == "DL_OUTSTATE");
}

TEST_CASE("a PPA without address cannot be bound to. BIND_ACK means that it is there", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.open();
  f.must_do(*stream, dl_attach_req_t{DL_ATTACH_REQ, 1});
  CHECK(f.result(*stream, bind_req(0x16)) == "DL_NOTINIT");
  REQUIRE(f.provider.dlpi_prop(kSecond, SetMac{kTheirs, kTheirs}));
  CHECK(f.result(*stream, bind_req(0x16)) == "ok");
}

TEST_CASE("a SAP belongs to one stream of an interface, until that is unbound or closed",
          "[dlpi]") {
  DlpiFixture f;
  REQUIRE(f.provider.dlpi_prop(kSecond, SetMac{kTheirs, kTheirs}));
  OpenStream first = f.bound(0x16);
  const OpenStream second = f.attached();
  CHECK(f.result(*second, bind_req(0x16)) == "DL_SYSERR 16");  // EBUSY
  CHECK(f.result(*second, bind_req(0x16, DL_HP_RAWDLS)) == "DL_SYSERR 16");

  const OpenStream elsewhere = f.open();
  f.must_do(*elsewhere, dl_attach_req_t{DL_ATTACH_REQ, 1});
  CHECK(f.result(*elsewhere, bind_req(0x16)) == "ok");

  f.must_do(*first, dl_unbind_req_t{DL_UNBIND_REQ});
  CHECK(f.result(*second, bind_req(0x16)) == "ok");
  CHECK(f.result(*first, bind_req(0x18)) == "ok");
  first.reset();
  CHECK(f.result(*f.attached(), bind_req(0x18)) == "ok");
}

TEST_CASE("streams share 0xAA and differ in their SNAP", "[dlpi]") {
  DlpiFixture f;
  const OpenStream one = f.bound(kSnapSap), other = f.bound(kSnapSap);
  const Snap another = {0, 0, 0, 0x08, 0x00};
  CHECK(f.result(*one, subs_bind_req(kSnapId, DL_PEER_BIND)) == "DL_UNSUPPORTED");
  CHECK(f.result(*one, subs_bind_req(kSnapId)) == "ok");
  CHECK(f.result(*one, subs_bind_req(another)) == "DL_TOOMANY");
  CHECK(f.result(*other, subs_bind_req(kSnapId)) == "DL_SYSERR 16");
  CHECK(f.result(*other, subs_bind_req(another)) == "ok");
  CHECK(f.result(*one, subs_unbind_req(another)) == "DL_BADADDR");
  CHECK(f.result(*one, subs_unbind_req(kSnapId)) == "ok");
  CHECK(f.result(*one, subs_unbind_req(kSnapId)) == "DL_BADADDR");
  CHECK(f.result(*f.bound(0x16), subs_bind_req(kSnapId)) == "DL_UNSUPPORTED");
}

TEST_CASE("UNBIND drops the subsequent SAPs, and what was not read, before its answer", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(kSnapSap);
  f.must_do(*stream, subs_bind_req(kSnapId));
  for (int i = 0; i < 3; ++i)
    f.provider.receive(kFirst, snap_frame(kOurs, kTheirs, kSnapId, kData));

  const Reply only = f.ask(*stream, dl_unbind_req_t{DL_UNBIND_REQ});

  CHECK(only.as<dl_ok_ack_t>().dl_correct_primitive == DL_UNBIND_REQ);
  f.must_do(*stream, bind_req(kSnapSap));
  CHECK(f.result(*stream, subs_unbind_req(kSnapId)) == "DL_BADADDR");
}

TEST_CASE("PHYS_ADDR tells both addresses. SET_PHYS_ADDR changes the current one for every stream",
          "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.attached(), witness = f.attached();
  const Buffer station = with_address(DL_SET_PHYS_ADDR_REQ, kStation.bytes());

  CHECK(f.result(*stream, station) == "ok");

  CHECK(address_of(*witness, DL_CURR_PHYS_ADDR) == bytes_of_mac(kStation));
  CHECK(address_of(*witness, DL_FACT_PHYS_ADDR) == bytes_of_mac(kOurs));
  CHECK(f.provider.find(kFirst)->mac == kStation);
  CHECK(f.result(*stream, dl_phys_addr_req_t{DL_PHYS_ADDR_REQ, 3}) == "DL_NOTSUPPORTED");
  CHECK(f.result(*stream, with_address(DL_SET_PHYS_ADDR_REQ, kGroup.bytes())) == "DL_BADADDR");

  const OpenStream in_init = f.open();
  f.must_do(*in_init, dl_attach_req_t{DL_ATTACH_REQ, 1});
  CHECK(f.result(*in_init, dl_phys_addr_req_t{DL_PHYS_ADDR_REQ, DL_CURR_PHYS_ADDR}) ==
        "DL_NOTSUPPORTED");
  CHECK(f.result(*in_init, station) == "DL_SYSERR 6");  // ENXIO
}

TEST_CASE("SET_PHYS_ADDR is busy while any stream of that PPA is bound", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.attached();
  OpenStream user = f.bound(0x16);
  const Buffer request = with_address(DL_SET_PHYS_ADDR_REQ, kStation.bytes());
  CHECK(f.result(*stream, request) == "DL_BUSY");
  CHECK(f.result(*user, request) == "DL_BUSY");
  CHECK(f.provider.find(kFirst)->mac == kOurs);
  user.reset();
  CHECK(f.result(*stream, request) == "ok");
}

TEST_CASE("a driver that takes its time lets the stream wait for its answer", "[dlpi]") {
  DlpiFixture f;
  std::vector<Done> asked;
  f.provider.streams().driven_by(
      {.set_phys_addr = [&](HwPath, MacAddress, Done done) { asked.push_back(std::move(done)); },
       .hw_reset = [&](HwPath, Done done) { asked.push_back(std::move(done)); }});
  OpenStream stream = f.attached();

  REQUIRE(stream->putmsg(with_address(DL_SET_PHYS_ADDR_REQ, kStation.bytes())));
  CHECK(f.replies(*stream).empty());
  CHECK(f.result(*stream, dl_info_req_t{DL_INFO_REQ}) == "DL_OUTSTATE");
  asked.at(0)(std::errc());
  CHECK(f.replies(*stream).at(0).as<dl_ok_ack_t>().dl_correct_primitive == DL_SET_PHYS_ADDR_REQ);

  REQUIRE(stream->putmsg(laid_out(std::uint32_t{DL_HP_HW_RESET_REQ})));
  asked.at(1)(std::errc::io_error);
  CHECK(f.replies(*stream).at(0).as<dl_error_ack_t>().dl_unix_errno == 5);

  // Nobody waits any more: the interface is gone, or the stream.
  REQUIRE(stream->putmsg(laid_out(std::uint32_t{DL_HP_HW_RESET_REQ})));
  f.provider.withdraw(kFirst);
  asked.at(2)(std::errc());
  CHECK(f.replies(*stream).empty());
  stream.reset();
  asked.at(2)(std::errc());
}

TEST_CASE("multicast addresses are the stream's. The list is the interface's", "[dlpi]") {
  DlpiFixture f;
  const OpenStream one = f.attached(), other = f.bound(0x16);
  const MacAddress another = "0x01005E000002";
  CHECK(f.result(*one, with_address(DL_ENABMULTI_REQ, another.bytes())) == "ok");
  CHECK(f.result(*one, with_address(DL_ENABMULTI_REQ, kGroup.bytes())) == "ok");
  CHECK(f.result(*one, with_address(DL_ENABMULTI_REQ, kGroup.bytes())) == "ok");
  CHECK(f.result(*other, with_address(DL_ENABMULTI_REQ, kGroup.bytes())) == "ok");
  CHECK(f.result(*one, with_address(DL_ENABMULTI_REQ, kTheirs.bytes())) == "DL_BADADDR");
  CHECK(multicasts_of(*other) == std::vector<Buffer>{bytes_of_mac(kGroup), bytes_of_mac(another)});

  CHECK(f.result(*one, with_address(DL_DISABMULTI_REQ, kGroup.bytes())) == "ok");
  CHECK(f.result(*one, with_address(DL_DISABMULTI_REQ, kGroup.bytes())) == "DL_NOTENAB");
  CHECK(multicasts_of(*other).size() == 2);  // the other stream still has it

  for (std::uint64_t i = 0; i < 63; ++i)
    f.must_do(*one,
              with_address(DL_ENABMULTI_REQ, MacAddress::from_bits(0x0100'5E00'1000 + i).bytes()));
  CHECK(f.result(*one, with_address(DL_ENABMULTI_REQ, kGroup.bytes())) == "DL_TOOMANY");
  f.must_do(*one, dl_detach_req_t{DL_DETACH_REQ});
  CHECK(multicasts_of(*other) == std::vector<Buffer>{bytes_of_mac(kGroup)});
}

TEST_CASE("one level of promiscuity at a time, until PROMISCOFF or DETACH", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.open();
  const auto on = [](std::uint32_t level) { return dl_promiscon_req_t{DL_PROMISCON_REQ, level}; };
  const auto off = [](std::uint32_t level) {
    return dl_promiscoff_req_t{DL_PROMISCOFF_REQ, level};
  };
  CHECK(f.result(*stream, off(DL_PROMISC_PHYS)) == "DL_NOTENAB");
  CHECK(f.result(*stream, on(0)) == "DL_NOTSUPPORTED");
  CHECK(f.result(*stream, on(4)) == "DL_NOTSUPPORTED");
  CHECK(f.result(*stream, on(DL_PROMISC_PHYS)) == "ok");  // before there is a PPA
  CHECK(f.result(*stream, on(DL_PROMISC_SAP)) == "DL_SYSERR 16");
  CHECK(f.result(*stream, off(DL_PROMISC_SAP)) == "DL_NOTENAB");
  f.must_do(*stream, dl_attach_req_t{DL_ATTACH_REQ, 0});
  f.must_do(*stream, dl_detach_req_t{DL_DETACH_REQ});
  CHECK(f.result(*stream, off(DL_PROMISC_PHYS)) == "DL_NOTENAB");
}

TEST_CASE("what needs a privilege is refused to a user without, within the request's errors",
          "[dlpi]") {
  DlpiFixture f;
  const OpenStream user = f.attached(Opener::user);
  const std::string kEperm = "DL_SYSERR 1";
  CHECK(f.result(*user, dl_promiscon_req_t{DL_PROMISCON_REQ, DL_PROMISC_PHYS}) == kEperm);
  CHECK(f.result(*user, with_address(DL_SET_PHYS_ADDR_REQ, kStation.bytes())) == kEperm);
  CHECK(f.result(*user, dl_hp_hw_reset_req_t{DL_HP_HW_RESET_REQ}) == kEperm);
  CHECK(f.result(*user, dl_hp_reset_stats_req_t{DL_HP_RESET_STATS_REQ}) == kEperm);
  CHECK(f.result(*user, bind_req(0x16, DL_HP_RAWDLS)) == "DL_ACCESS");
  CHECK(f.result(*user, bind_req(0x16)) == "ok");
}

TEST_CASE("statistics are an entry of MIB-II, and can be reset", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x16);
  f.provider.streams().driven_by(
      {.link = [](HwPath) { return LinkState{.mtu = 1500, .bits_per_second = 10'000'000'000}; }});
  REQUIRE(stream->putmsg(unitdata_req(dlsap(kTheirs, {0x16})), Bytes(kData)));
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x16, kUi, kData));
  CHECK(f.replies(*stream).size() == 1);

  const mib_ifEntry entry = statistics_of(*stream);
  CHECK(std::string(reinterpret_cast<const char*>(entry.ifDescr)) == "lan0 igelan");
  CHECK(entry.ifType == 6);
  CHECK(entry.ifSpeed == 0xffff'ffff);
  CHECK(entry.ifOper == 1);
  CHECK(entry.ifInOctets == 60);
  CHECK(entry.ifInUcastPkts == 1);
  CHECK(entry.ifOutUcastPkts == 1);

  CHECK(f.result(*stream, dl_hp_reset_stats_req_t{DL_HP_RESET_STATS_REQ}) == "ok");
  CHECK(statistics_of(*stream).ifInOctets == 0);
  const auto none = f.ask(*f.open(), dl_get_statistics_req_t{DL_GET_STATISTICS_REQ})
                        .as<dl_get_statistics_ack_t>();
  CHECK(none.dl_stat_length == 0);
}

TEST_CASE("the PPA list is in one message, and can be walked as C programs do", "[dlpi]") {
  DlpiFixture f;
  for (int i = 0; i < 30; ++i) f.provider.create(HwPath("0/9").child(i), "igelan", Ppa{100 + i});
  const OpenStream stream = f.open();
  REQUIRE(stream->putmsg(bytes_of(dl_hp_ppa_req_t{DL_HP_PPA_REQ})));

  // As libpcap: the head, which says how long the rest is, then the rest.
  const auto head = stream->getmsg(sizeof(dl_hp_ppa_ack_t), kLeave);
  REQUIRE(head);
  CHECK(head->more == kMoreControl);
  const auto ack = read_as<dl_hp_ppa_ack_t>(*head->control);
  CHECK(ack.dl_primitive == DL_HP_PPA_ACK);
  CHECK(ack.dl_count == 32);
  CHECK(ack.dl_length == 32 * 420);
  const auto rest = stream->getmsg(ack.dl_length, kLeave);
  REQUIRE(rest);
  CHECK(rest->more == 0);
  REQUIRE(rest->control->size() == ack.dl_length);

  Buffer whole = *head->control;
  append(whole, *rest->control);
  CHECK(ppa_entries_that_agree(whole.data()) == 32);

  const auto first = read_as<dl_hp_ppa_info_t>(*rest->control);
  CHECK(first.dl_next_offset == 420);
  CHECK(first.dl_ppa == 0);
  CHECK(first.dl_instance_num == 0);
  CHECK(std::string(reinterpret_cast<const char*>(first.dl_hw_path)) == "0/4/1/0");
  CHECK(std::string(reinterpret_cast<const char*>(first.dl_name)) == "igelan");
  CHECK(std::string(reinterpret_cast<const char*>(first.dl_module_id_1)) == "lan");
  CHECK(Buffer(first.dl_phys_addr, first.dl_phys_addr + 6) == bytes_of_mac(kOurs));
  CHECK(first.dl_addr_length == 6);
  CHECK(first.dl_mjr_num == 119);
  CHECK(first.dl_hdw_state == HDW_UP);
  CHECK(first.dl_nmid == 1);
  const auto second = read_as<dl_hp_ppa_info_t>(Bytes(*rest->control).subspan(420));
  CHECK(second.dl_hdw_state == HDW_DEAD);  // in init
  const auto last = read_as<dl_hp_ppa_info_t>(Bytes(*rest->control).subspan(31 * 420));
  CHECK(last.dl_next_offset == 0);
}

TEST_CASE("a machine without interfaces has an empty list", "[dlpi]") {
  DlpiFixture f;
  f.provider.withdraw(kFirst);
  f.provider.withdraw(kSecond);
  const auto ack = f.ask(*f.open(), dl_hp_ppa_req_t{DL_HP_PPA_REQ}).as<dl_hp_ppa_ack_t>();
  CHECK(ack.dl_count == 0);
  CHECK(ack.dl_length == 0);
}

TEST_CASE(
    "900 clones can be open, each with the lowest free number, and those of a name are shared",
    "[dlpi]") {
  DlpiFixture f;
  Streams& streams = f.provider.streams();
  std::vector<OpenStream> open;
  for (int i = 0; i < 900; ++i) {
    open.push_back(f.open());
    REQUIRE(open.back()->minor() == 100 + i);
  }
  CHECK(streams.open_clone().error() == std::errc::no_such_device_or_address);
  open[7].reset();
  CHECK(f.open()->minor() == 107);

  OpenStream named = *streams.open(3);
  OpenStream again = *streams.open(3);
  CHECK(named == again);
  f.must_do(*named, dl_attach_req_t{DL_ATTACH_REQ, 0});
  named.reset();
  CHECK(again->state() == DlState::DL_UNBOUND);
  again.reset();
  CHECK((*streams.open(3))->state() == DlState::DL_UNATTACHED);
  CHECK(streams.open(100).error() == std::errc::no_such_device_or_address);
  CHECK(streams.open(-1).error() == std::errc::no_such_device_or_address);
}
