// The stream of a program outside, in packets: what is answered, and what is no packet.
#include "dlpi/remote_user.hpp"

#include "tests/dlpi/dlpi_fixture.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

struct RemoteFixture : DlpiFixture {
  RemoteUser::FindMachine find = [this](std::string_view name) {
    asked_for = name;
    return name == "nobody" ? std::expected<Streams*, std::errc>(
                                  std::unexpect, std::errc::no_such_device_or_address)
                            : &provider.streams();
  };
  std::string asked_for;
  RemoteUser user{find};

  static Buffer packet(Packet head, Bytes parts = {}) {
    head.size = static_cast<std::uint32_t>(sizeof(head) + parts.size());
    return laid_out(head, parts);
  }
  static Buffer text(std::string_view text) { return {text.begin(), text.end()}; }
  static Buffer open_packet(std::string_view machine = "", std::int32_t minor = Packet::kClone,
                            std::int32_t version = Packet::kVersion) {
    Packet head;
    head.kind = Packet::open;
    head.flags = minor;
    head.more = version;
    head.control = static_cast<std::int32_t>(machine.size());
    return packet(head, text(machine));
  }
  static Buffer putmsg(Bytes control, std::optional<Bytes> data = std::nullopt) {
    Packet head;
    head.kind = Packet::putmsg;
    head.control = static_cast<std::int32_t>(control.size());
    head.data = data ? static_cast<std::int32_t>(data->size()) : Packet::kNone;
    Buffer parts(control.begin(), control.end());
    append(parts, data.value_or(Bytes()));
    return packet(head, parts);
  }
  static Buffer getmsg(std::int32_t control, std::int32_t data = Packet::kNone) {
    Packet head;
    head.kind = Packet::getmsg;
    head.control = control;
    head.data = data;
    return packet(head);
  }

  Buffer answer_to(const Buffer& asked) {
    const auto answer = user.answer(asked);
    REQUIRE(answer);
    const auto head = read_as<Packet>(*answer);
    REQUIRE(head.kind == Packet::answer);
    REQUIRE(head.size == answer->size());
    return *answer;
  }
  int error_of(const Buffer& asked) { return read_as<Packet>(answer_to(asked)).error; }
};

const Buffer kInfo = laid_out(dl_info_req_t{DL_INFO_REQ});

}  // namespace

TEST_CASE("a program outside opens, asks and reads in packets", "[dlpi]") {
  RemoteFixture f;
  CHECK(f.error_of(RemoteFixture::getmsg(100)) == EBADF);  // nothing is open yet

  CHECK(f.error_of(RemoteFixture::open_packet("target")) == 0);
  CHECK(f.asked_for == "target");
  CHECK(f.error_of(RemoteFixture::open_packet()) == EINVAL);  // one stream each
  CHECK(f.error_of(RemoteFixture::getmsg(100)) == EAGAIN);
  CHECK_FALSE(f.user.has_news());

  CHECK(f.error_of(RemoteFixture::putmsg(kInfo)) == 0);
  CHECK(f.user.has_news());
  CHECK_FALSE(f.user.has_news());  // told once
  const Buffer first = f.answer_to(RemoteFixture::getmsg(4));
  CHECK(read_as<Packet>(first).more == kMoreControl);
  CHECK(read_as<Packet>(first).flags == kHipri);
  CHECK(read_as<Packet>(first).control == 4);
  CHECK(read_as<Packet>(first).data == Packet::kNone);
  CHECK(read_as<std::uint32_t>(Bytes(first).subspan(sizeof(Packet))) == DL_INFO_ACK);
  CHECK(f.user.has_news());  // the rest
  CHECK(read_as<Packet>(f.answer_to(RemoteFixture::getmsg(1000))).control == 72);
  CHECK_FALSE(f.user.has_news());
}

TEST_CASE("what was not read is flushed away", "[dlpi]") {
  RemoteFixture f;
  REQUIRE(f.error_of(RemoteFixture::open_packet()) == 0);
  REQUIRE(f.error_of(RemoteFixture::putmsg(kInfo)) == 0);
  Packet flush;
  flush.kind = Packet::flush;

  CHECK(f.error_of(RemoteFixture::packet(flush)) == 0);

  CHECK_FALSE(f.user.has_news());
  CHECK(f.error_of(RemoteFixture::getmsg(100)) == EAGAIN);
}

TEST_CASE("what cannot be opened has its errno, and can be tried again", "[dlpi]") {
  RemoteFixture f;

  CHECK(f.error_of(RemoteFixture::open_packet("nobody")) == ENXIO);
  CHECK(f.error_of(RemoteFixture::open_packet("", 100)) == ENXIO);
  CHECK(f.error_of(RemoteFixture::open_packet("", -7)) == ENXIO);
  CHECK(f.error_of(RemoteFixture::open_packet("", Packet::kClone, 99)) == EPROTO);
  CHECK(f.error_of(RemoteFixture::open_packet("", 7)) == 0);
}

TEST_CASE("a stream is open as long as its program, or the last one of a /dev/dlpiN", "[dlpi]") {
  RemoteFixture f;
  {
    RemoteUser other(f.find);
    REQUIRE(other.answer(RemoteFixture::open_packet("", 7)));
    REQUIRE(f.error_of(RemoteFixture::open_packet("", 7)) == 0);
    CHECK(f.provider.streams().open_count() == 1);
  }
  CHECK(f.provider.streams().open_count() == 1);
  f.user = RemoteUser(f.find);
  CHECK(f.provider.streams().open_count() == 0);
}

TEST_CASE("a stream whose interface goes has news: the hangup", "[dlpi]") {
  RemoteFixture f;
  REQUIRE(f.error_of(RemoteFixture::open_packet()) == 0);
  REQUIRE(f.error_of(RemoteFixture::putmsg(laid_out(dl_attach_req_t{DL_ATTACH_REQ, 0}))) == 0);
  REQUIRE(f.error_of(RemoteFixture::getmsg(100)) == 0);
  REQUIRE_FALSE(f.user.has_news());

  f.provider.withdraw(kFirst);

  CHECK(f.user.has_news());
  const auto end = read_as<Packet>(f.answer_to(RemoteFixture::getmsg(100, 100)));
  CHECK(end.control == 0);
  CHECK(end.data == 0);
  CHECK(f.error_of(RemoteFixture::putmsg(kInfo)) == ENXIO);
}

TEST_CASE("what is no packet is not answered", "[dlpi]") {
  RemoteFixture f;
  REQUIRE(f.error_of(RemoteFixture::open_packet()) == 0);
  const auto refused = [&](const Buffer& bytes) {
    return !f.user.answer(bytes) && RemoteUser::size_of(bytes) != bytes.size();
  };
  const Buffer good = RemoteFixture::putmsg(kInfo, Bytes(kData));
  const auto with = [&](auto change) {
    auto head = read_as<Packet>(good);
    change(head);
    Buffer bytes = good;
    std::memcpy(bytes.data(), &head, sizeof(head));
    return bytes;
  };

  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK(refused(Buffer(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))));
  CHECK(refused(with([](Packet& head) { head.kind = 0; })));
  CHECK(refused(with([](Packet& head) { head.kind = Packet::answer; })));
  CHECK(refused(with([](Packet& head) { head.kind = Packet::news; })));
  CHECK(refused(with([](Packet& head) { ++head.size; })));
  CHECK(refused(with([](Packet& head) { ++head.control; })));
  CHECK(refused(with([](Packet& head) { head.data = -2; })));
  CHECK(refused(with([](Packet& head) { head.control = 0x7fff'ffff; head.data = 0x7fff'ffff; })));
  CHECK(f.error_of(good) == 0);
}
