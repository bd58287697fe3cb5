// What a stream sees when the ground moves: GIO gives its interface another PPA, the driver resets,
// the NIC is deleted, the machine goes down.
#include "tests/dlpi/requests.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

constexpr auto kGone = std::errc::no_such_device_or_address;

dl_attach_req_t attach_to(std::uint32_t ppa) { return {DL_ATTACH_REQ, ppa}; }

std::vector<std::uint32_t> ppas_of(Stream& stream) {
  const Reply reply = DlpiFixture::ask(stream, dl_hp_ppa_req_t{DL_HP_PPA_REQ});
  const auto ack = reply.as<dl_hp_ppa_ack_t>();
  std::vector<std::uint32_t> ppas;
  for (std::uint32_t i = 0; i < ack.dl_count; ++i)
    ppas.push_back(read_as<dl_hp_ppa_info_t>(
                       Bytes(reply.control).subspan(ack.dl_offset + i * sizeof(dl_hp_ppa_info_t)))
                       .dl_ppa);
  return ppas;
}

bool has_ended(Stream& stream) {
  const auto got = stream.getmsg();
  return got && got->control == Buffer() && got->data == Buffer();
}

}  // namespace

TEST_CASE("a stream moves with its interface when GIO reassigns, and hears nothing of it",
          "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x16);

  REQUIRE(f.provider.dlpi_prop(kFirst, SetPpa{Ppa{7}}));

  CHECK(f.replies(*stream).empty());
  CHECK(stream->state() == DlState::DL_IDLE);
  CHECK(stream->interface()->ppa == Ppa{7});
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x18, kUi, kData));
  CHECK(f.replies(*stream).size() == 1);
  CHECK(f.unitdata(*stream, unitdata_req(dlsap(kTheirs, {0x16})), kData) == "sent");

  // The old number means nobody now, or who has it next; never the interface that left it.
  const OpenStream late = f.open();
  CHECK(f.result(*late, attach_to(0)) == "DL_BADPPA");
  REQUIRE(f.provider.dlpi_prop(kSecond, SetPpa{Ppa{0}}));
  f.must_do(*late, attach_to(0));
  CHECK(late->interface()->hw_path == kSecond);
  CHECK(stream->interface()->hw_path == kFirst);
}

TEST_CASE("interfaces that change places at once take their streams along", "[dlpi]") {
  DlpiFixture f;
  const OpenStream first = f.bound(0x16), second = f.open();
  f.must_do(*second, attach_to(1));

  f.provider.set_ppas({{kFirst, Ppa{1}}, {kSecond, Ppa{0}}});

  CHECK(first->interface()->ppa == Ppa{1});
  CHECK(second->interface()->ppa == Ppa{0});
}

TEST_CASE("a PPA list shows an interface in init, without address, and each PPA once", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.open();
  CHECK(ppas_of(*stream) == std::vector<std::uint32_t>{0, 1});
  REQUIRE(f.provider.dlpi_prop(kSecond, SetPpa{Ppa{5}}));
  CHECK(ppas_of(*stream) == std::vector<std::uint32_t>{0, 5});
  f.provider.create("0/1/0", "igelan", Ppa{2});
  CHECK(ppas_of(*stream) == std::vector<std::uint32_t>{0, 5, 2});
}

TEST_CASE("a list half read is the list of when it was asked for", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.open();
  REQUIRE(stream->putmsg(bytes_of(dl_hp_ppa_req_t{DL_HP_PPA_REQ})));
  REQUIRE(stream->getmsg(sizeof(dl_hp_ppa_ack_t))->more == kMoreControl);

  REQUIRE(f.provider.dlpi_prop(kFirst, SetPpa{Ppa{7}}));
  f.provider.withdraw(kSecond);

  const auto rest = stream->getmsg();
  REQUIRE(rest);
  REQUIRE(rest->control->size() == 2 * sizeof(dl_hp_ppa_info_t));
  CHECK(read_as<dl_hp_ppa_info_t>(*rest->control).dl_ppa == 0);
}

TEST_CASE("a NIC that is deleted online hangs its streams up, and only its own", "[dlpi]") {
  DlpiFixture f;
  OpenStream bound = f.bound(0x16), attached = f.attached();
  const OpenStream elsewhere = f.open(), listing = f.open();
  f.must_do(*elsewhere, attach_to(1));
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x18, kUi, kData));

  f.provider.withdraw(kFirst);

  // What had arrived can be read, then the stream ends. Nothing goes down it any more.
  const auto last = bound->getmsg();
  REQUIRE(last);
  CHECK(read_as<std::uint32_t>(*last->control) == DL_UNITDATA_IND);
  CHECK(has_ended(*bound));
  CHECK(has_ended(*attached));
  CHECK(bound->putmsg(good_request(DL_INFO_REQ)).error() == kGone);
  CHECK(bound->state() == DlState::DL_UNATTACHED);

  CHECK(elsewhere->interface()->hw_path == kSecond);
  CHECK(ppas_of(*listing) == std::vector<std::uint32_t>{1});

  // A NIC that comes to the same slot is another one.
  f.provider.create(kFirst, "igelan", Ppa{0});
  REQUIRE(f.provider.dlpi_prop(kFirst, SetMac{kOurs, kOurs}));
  CHECK(bound->putmsg(good_request(DL_INFO_REQ)).error() == kGone);
  f.bound(0x16);
  bound.reset();
  attached.reset();
  CHECK(f.provider.streams().open_count() == 2);
}

TEST_CASE("between two resets an interface has no address: nothing is sent or heard, streams stay",
          "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x16);
  const Buffer request = unitdata_req(dlsap(kTheirs, {0x16}));

  REQUIRE(f.provider.dlpi_prop(kFirst, SetMac{kOurs, MacAddress()}));
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x18, kUi, kData));
  CHECK(f.unitdata(*stream, request, kData) == "DL_UNDELIVERABLE");
  CHECK(f.result(*stream, llc_req(DL_TEST_REQ, dlsap(kTheirs, {0x18}))) == "DL_SYSERR 6");
  CHECK(f.sent.empty());

  REQUIRE(f.provider.dlpi_prop(kFirst, SetMac{kOurs, kStation}));
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, 0x16, 0x18, kUi, kData));
  CHECK(f.replies(*stream).empty());  // that was its former address
  f.provider.receive(kFirst, llc_frame(kStation, kTheirs, 0x16, 0x18, kUi, kData));
  CHECK(f.replies(*stream).size() == 1);
  CHECK(f.unitdata(*stream, request, kData) == "sent");
  CHECK(f.sent.at(0) == llc_frame(kTheirs, kStation, 0x16, 0x16, kUi, kData));
}

TEST_CASE("a stream that outlives the provider gets EIO, and can be closed", "[dlpi]") {
  OpenStream stream;
  {
    DlpiFixture f;
    stream = f.bound(0x16);
  }
  CHECK(stream->getmsg().error() == std::errc::io_error);
  CHECK(stream->putmsg(good_request(DL_INFO_REQ)).error() == std::errc::io_error);
  stream.reset();
}

TEST_CASE("an interface that nobody uses has no line, one that was attached to for a look neither",
          "[dlpi]") {
  DlpiFixture f;
  f.attached();
  CHECK(f.provider.streams().lines() == 0);
  f.provider.receive("0/9/0", llc_frame(kOurs, kTheirs, kNullSap, 0x18, kTest, kData));
  f.provider.receive(kSecond, llc_frame(kOurs, kTheirs, kNullSap, 0x18, kTest, kData));
  CHECK(f.provider.streams().lines() == 0);
  f.provider.receive(kFirst, llc_frame(kOurs, kTheirs, kNullSap, 0x18, kTest, kData));
  CHECK(f.provider.streams().lines() == 1);
  f.provider.withdraw(kFirst);
  CHECK(f.provider.streams().lines() == 0);
  CHECK(f.provider.counters(kFirst) == Counters());
}
