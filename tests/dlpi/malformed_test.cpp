// Bad input: each malformed message gets its error and leaves the stream as it was.
#include "tests/dlpi/requests.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

// A state in which the request is allowed.
DlState state_for(std::uint32_t primitive) {
  for (const DlState state : {DlState::DL_IDLE, DlState::DL_UNBOUND, DlState::DL_UNATTACHED})
    if (next_state(primitive, state)) return state;
  FAIL("allowed nowhere");
  return {};
}

DlErrno error_of(Stream& stream, std::uint32_t primitive) {
  const std::vector<Reply> all = DlpiFixture::replies(stream);
  REQUIRE(all.size() == 1);
  if (all[0].primitive() == DL_UDERROR_IND) return DlErrno{all[0].as<dl_uderror_ind_t>().dl_errno};
  REQUIRE(all[0].primitive() == DL_ERROR_ACK);
  CHECK(all[0].as<dl_error_ack_t>().dl_error_primitive == primitive);
  return DlErrno{all[0].as<dl_error_ack_t>().dl_errno};
}

// Requests with an offset and a length, and where those stand.
struct Referring {
  std::uint32_t primitive;
  std::size_t length_at, offset_at;
  DlErrno error;
};
const std::vector<Referring> kReferring = {{DL_UNITDATA_REQ, 4, 8, DlErrno::DL_BADADDR},
                                           {DL_TEST_REQ, 8, 12, DlErrno::DL_BADADDR},
                                           {DL_TEST_RES, 8, 12, DlErrno::DL_BADADDR},
                                           {DL_XID_REQ, 8, 12, DlErrno::DL_BADADDR},
                                           {DL_XID_RES, 8, 12, DlErrno::DL_BADADDR},
                                           {DL_ENABMULTI_REQ, 4, 8, DlErrno::DL_BADPRIM},
                                           {DL_DISABMULTI_REQ, 4, 8, DlErrno::DL_BADPRIM},
                                           {DL_SUBS_BIND_REQ, 8, 4, DlErrno::DL_BADADDR},
                                           {DL_SUBS_UNBIND_REQ, 8, 4, DlErrno::DL_BADADDR},
                                           {DL_SET_PHYS_ADDR_REQ, 4, 8, DlErrno::DL_BADPRIM}};

void put_u32(Buffer& message, std::size_t at, std::uint32_t value) {
  std::memcpy(message.data() + at, &value, sizeof(value));
}

}  // namespace

TEST_CASE("a request cut short anywhere in its fixed part is no such primitive", "[dlpi]") {
  for (const Request& request : requests()) {
    if (request.served == Served::no) continue;
    DlpiFixture f;
    const OpenStream stream = stream_in(f, state_for(request.primitive));
    const DlState before = stream->state();
    const Buffer whole = good_request(request.primitive);
    for (std::size_t size = 0; size < request.size; ++size) {
      INFO(request.name << " of " << size << " bytes");
      REQUIRE(stream->putmsg(Bytes(whole).first(size), kData));
      const bool data = request.primitive == DL_UNITDATA_REQ && size >= 4;
      CHECK(error_of(*stream, size < 4 ? 0xffff'ffff : request.primitive) ==
            (data ? DlErrno::DL_BADADDR : DlErrno::DL_BADPRIM));
      CHECK(stream->state() == before);
    }
  }
}

TEST_CASE("a part that is not within the message has the request refused", "[dlpi]") {
  for (const Referring& one : kReferring) {
    DlpiFixture f;
    const OpenStream stream = stream_in(f, state_for(one.primitive));
    const Buffer good = good_request(one.primitive);
    const auto fixed = static_cast<std::uint32_t>(find_request(one.primitive)->size);
    const auto size = static_cast<std::uint32_t>(good.size());
    const std::vector<std::pair<std::uint32_t, std::uint32_t>> offset_and_length = {
        {0, size - fixed},
        {fixed - 1, size - fixed},
        {fixed + 1, size - fixed},
        {size, 1},
        {size + 1, 0},
        {fixed, size},
        {0xffff'ffff, 1},
        {fixed, 0xffff'ffff},
        {0xffff'fff0, 0x20},
        {0x8000'0000, 0x8000'0000},
        {size - 1, 2}};
    for (const auto& [offset, length] : offset_and_length) {
      INFO(find_request(one.primitive)->name << " offset " << offset << " length " << length);
      Buffer bad = good;
      put_u32(bad, one.offset_at, offset);
      put_u32(bad, one.length_at, length);
      const DlState before = stream->state();
      REQUIRE(stream->putmsg(bad, kData));
      CHECK(error_of(*stream, one.primitive) == one.error);
      CHECK(stream->state() == before);
      CHECK(f.sent.empty());
    }
  }
}

TEST_CASE("an address of a wrong length is a bad address", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x16);
  for (const std::size_t length : {0u, 1u, 5u, 7u, 8u, 20u}) {
    INFO(length);
    const Buffer address(length, 0x01);
    CHECK(f.result(*stream, with_address(DL_ENABMULTI_REQ, address)) == "DL_BADADDR");
    CHECK(f.result(*stream, with_address(DL_DISABMULTI_REQ, address)) == "DL_BADADDR");
    CHECK(f.result(*stream, with_address(DL_SET_PHYS_ADDR_REQ, address)) == "DL_BADADDR");
    if (length != 7) CHECK(f.unitdata(*stream, unitdata_req(address), kData) == "DL_BADADDR");
    if (length != 7) CHECK(f.result(*stream, llc_req(DL_TEST_REQ, address)) == "DL_BADADDR");
  }
}

TEST_CASE(
    "what is longer than its structure is taken, as streams take it. What is longer than a "
    "message may be never gets there",
    "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.open();
  Buffer attach = good_request(DL_ATTACH_REQ);
  attach.resize(StreamHead::kMaxControl);
  CHECK(f.result(*stream, attach) == "ok");

  attach.push_back(0);
  CHECK(stream->putmsg(attach).error() == std::errc::result_out_of_range);
  CHECK(stream->putmsg(attach, kData, 7).error() == std::errc::invalid_argument);
  CHECK(stream->state() == DlState::DL_UNBOUND);
  CHECK(f.replies(*stream).empty());
}

TEST_CASE("data without a primitive is thrown away", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x16);
  CHECK(stream->putmsg(std::nullopt, kData));
  CHECK(f.replies(*stream).empty());
  CHECK(f.sent.empty());
  CHECK(stream->state() == DlState::DL_IDLE);
}

// illumos looks at the block's type for data only, and programs written for HP-UX send requests
// with either: libpcap asks DL_INFO_REQ in M_PROTO, others send DL_HP_RAWDATA_REQ in M_PCPROTO.
TEST_CASE("the block's type matters for data only", "[dlpi]") {
  DlpiFixture f;
  const OpenStream stream = f.bound(0x16);
  CHECK(f.unitdata(*stream, unitdata_req(dlsap(kTheirs, {0x18})), kData, kHipri) == "DL_BADDATA");
  CHECK(f.sent.empty());
  REQUIRE(stream->putmsg(good_request(DL_INFO_REQ), std::nullopt, kHipri));
  CHECK(f.replies(*stream).at(0).primitive() == DL_INFO_ACK);
  CHECK(f.ask(*stream, good_request(DL_INFO_REQ)).primitive() == DL_INFO_ACK);
}

TEST_CASE("every request is refused with errors of its own only", "[dlpi]") {
  CHECK(may_refuse(DL_ATTACH_REQ, DlErrno::DL_BADPPA));
  CHECK_FALSE(may_refuse(DL_ATTACH_REQ, DlErrno::DL_BADADDR));
  CHECK_FALSE(may_refuse(DL_ENABMULTI_REQ, DlErrno::DL_SYSERR));
  CHECK(may_refuse(DL_CONNECT_REQ, DlErrno::DL_NOTSUPPORTED));
  CHECK_FALSE(may_refuse(DL_CONNECT_REQ, DlErrno::DL_OUTSTATE));
  CHECK(may_refuse(0x102, DlErrno::DL_BADPRIM));
  CHECK_FALSE(may_refuse(0x102, DlErrno::DL_NOTSUPPORTED));
}
