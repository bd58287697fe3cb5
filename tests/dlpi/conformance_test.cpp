// Every cell of the state table, asked of the provider.
#include "tests/dlpi/requests.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

// The error of the only message there, DL_ERROR_ACK or for data DL_UDERROR_IND.
DlErrno only_error(Stream& stream, std::uint32_t primitive) {
  const std::vector<Reply> all = DlpiFixture::replies(stream);
  REQUIRE(all.size() == 1);
  if (primitive == DL_UNITDATA_REQ) {
    REQUIRE(all[0].primitive() == DL_UDERROR_IND);
    return DlErrno{all[0].as<dl_uderror_ind_t>().dl_errno};
  }
  REQUIRE(all[0].primitive() == DL_ERROR_ACK);
  CHECK(all[0].as<dl_error_ack_t>().dl_error_primitive == primitive);
  return DlErrno{all[0].as<dl_error_ack_t>().dl_errno};
}

bool is_data_transfer(std::uint32_t primitive) {
  switch (primitive) {
    case DL_UNITDATA_REQ:
    case DL_TEST_REQ:
    case DL_TEST_RES:
    case DL_XID_REQ:
    case DL_XID_RES:
    case DL_HP_RAWDATA_REQ: return true;
    default: return false;
  }
}

// The state that the answer on its way up leads to.
DlState after(const Reply& reply, DlState pending) {
  return next_state(reply.primitive(), pending).value_or(pending);
}

}  // namespace

TEST_CASE("every request in every state is answered as the table says", "[dlpi]") {
  int allowed = 0, refused = 0;
  for (const DlState state : reachable_states()) {
    for (const Request& request : requests()) {
      if (request.served == Served::no) continue;
      INFO(request.name << " in " << static_cast<std::uint32_t>(state));
      DlpiFixture f;
      const OpenStream stream = stream_in(f, state);
      REQUIRE(stream->state() == state);
      if (request.primitive == DL_SUBS_UNBIND_REQ && state == DlState::DL_IDLE)
        f.must_do(*stream, good_request(DL_SUBS_BIND_REQ));

      f.provider.streams().hold_answers(true);
      REQUIRE(stream->putmsg(good_request(request.primitive), kData));

      const auto next = next_state(request.primitive, state);
      CHECK(stream->state() == next.value_or(state));
      if (!next) {
        ++refused;
        CHECK(only_error(*stream, request.primitive) == DlErrno::DL_OUTSTATE);
        continue;
      }
      ++allowed;
      if (request.primitive != DL_UNITDATA_REQ) CHECK(DlpiFixture::replies(*stream).empty());
      const DlState pending = stream->state();
      stream->answer_held();
      const std::vector<Reply> all = DlpiFixture::replies(*stream);
      if (all.empty()) {
        CHECK(is_data_transfer(request.primitive));
        CHECK(stream->state() == state);
      } else {
        REQUIRE(all.size() == 1);
        CHECK(all[0].hipri);
        CHECK(stream->state() == after(all[0], pending));
      }
    }
  }
  CHECK(allowed == 41);
  CHECK(refused == 9 * 24 - 41);
}

TEST_CASE("an answer that is held back and refuses takes the state back", "[dlpi]") {
  struct Case {
    DlState in;
    Buffer request;
    DlErrno error;
  };
  const auto one = GENERATE(
      Case{DlState::DL_UNATTACHED, laid_out(dl_attach_req_t{DL_ATTACH_REQ, 9}), DlErrno::DL_BADPPA},
      Case{DlState::DL_UNBOUND, laid_out(bind_req(0)), DlErrno::DL_BADADDR},
      Case{DlState::DL_IDLE, subs_bind_req(kData), DlErrno::DL_BADADDR},
      Case{DlState::DL_IDLE, subs_unbind_req(kData), DlErrno::DL_BADADDR});
  DlpiFixture f;
  const OpenStream stream = stream_in(f, one.in);

  f.provider.streams().hold_answers(true);
  REQUIRE(stream->putmsg(one.request));
  CHECK(stream->state() != one.in);
  stream->answer_held();

  CHECK(stream->state() == one.in);
  CHECK(only_error(*stream, read_as<std::uint32_t>(one.request)) == one.error);
}

TEST_CASE("what is known and not served is not supported, in any state", "[dlpi]") {
  int asked = 0;
  for (const DlState state : reachable_states()) {
    DlpiFixture f;
    const OpenStream stream = stream_in(f, state);
    for (const Request& request : requests()) {
      if (request.served == Served::yes) continue;
      INFO(request.name);
      REQUIRE(stream->putmsg(good_request(request.primitive)));
      CHECK(only_error(*stream, request.primitive) == DlErrno::DL_NOTSUPPORTED);
      CHECK(stream->state() == state);
      ++asked;
    }
  }
  CHECK(asked == 9 * 24);
}

TEST_CASE("what is no request is a bad primitive, in any state", "[dlpi]") {
  const std::vector<std::uint32_t> none = {
      DL_INFO_ACK, DL_BIND_ACK, DL_ERROR_ACK,     DL_OK_ACK,     DL_UNITDATA_IND,   DL_UDERROR_IND,
      DL_TEST_IND, DL_TEST_CON, DL_PHYS_ADDR_ACK, DL_HP_PPA_ACK, DL_HP_RAWDATA_IND, 0x16,
      0x36,        0x102,       0xffff'ffff};
  for (const DlState state : reachable_states()) {
    DlpiFixture f;
    const OpenStream stream = stream_in(f, state);
    for (const std::uint32_t primitive : none) {
      INFO(primitive);
      REQUIRE(stream->putmsg(laid_out(primitive)));
      CHECK(only_error(*stream, primitive) == DlErrno::DL_BADPRIM);
      CHECK(stream->state() == state);
    }
  }
}

TEST_CASE("frames come up in DL_IDLE and in no other state", "[dlpi]") {
  for (const DlState state : reachable_states()) {
    INFO(static_cast<std::uint32_t>(state));
    DlpiFixture f;
    const OpenStream stream = stream_in(f, state);
    if (state == DlState::DL_IDLE) f.must_do(*stream, good_request(DL_SUBS_BIND_REQ));
    f.provider.receive(kFirst, snap_frame(kOurs, kTheirs, kSnapId, kData));
    CHECK(DlpiFixture::replies(*stream).size() == (state == DlState::DL_IDLE ? 1 : 0));
  }
}

TEST_CASE("a stream can be closed in any state, and leaves nothing behind", "[dlpi]") {
  DlpiFixture f;
  for (const DlState state : reachable_states()) {
    INFO(static_cast<std::uint32_t>(state));
    {
      const OpenStream stream = stream_in(f, state);
      REQUIRE(f.provider.streams().open_count() == 1);
    }
    CHECK(f.provider.streams().open_count() == 0);
    CHECK(f.provider.streams().attached_to(*f.provider.find(kFirst)).empty());
  }
  // Not even the SAP is taken any more.
  f.bound(kSnapSap);
}

TEST_CASE("the table: a request that ends in a pending state has an answer that ends it",
          "[dlpi]") {
  for (const DlState state : kStates) {
    const bool stable = state == DlState::DL_UNATTACHED || state == DlState::DL_UNBOUND ||
                        state == DlState::DL_IDLE;
    int ways_out = 0;
    for (const std::uint32_t ack : {DL_OK_ACK, DL_BIND_ACK, DL_SUBS_BIND_ACK})
      if (next_state(ack, state)) ++ways_out;
    CHECK(ways_out == (stable ? 0 : 1));
    CHECK(next_state(DL_ERROR_ACK, state).has_value() == !stable);
    for (const Request& request : requests())
      if (!stable) CHECK_FALSE(next_state(request.primitive, state));
  }
}
