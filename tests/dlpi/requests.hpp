// One good message for each request, and a stream in each state.
#pragma once

#include "dlpi/state_table.hpp"
#include "tests/dlpi/dlpi_fixture.hpp"

namespace giosim::dlpi {

const Snap kSnapId = {0x00, 0x00, 0xf8, 0x81, 0x37};

// With every argument right for a stream on lan0 that is bound to 0xAA, or going to be.
inline Buffer good_request(std::uint32_t primitive) {
  const Buffer to = dlsap(kTheirs, {0x16});
  switch (primitive) {
    case DL_ATTACH_REQ: return laid_out(dl_attach_req_t{DL_ATTACH_REQ, 0});
    case DL_BIND_REQ: return laid_out(bind_req(kSnapSap));
    case DL_SUBS_BIND_REQ: return subs_bind_req(kSnapId);
    case DL_SUBS_UNBIND_REQ: return subs_unbind_req(kSnapId);
    case DL_UNITDATA_REQ: return unitdata_req(to);
    case DL_TEST_REQ:
    case DL_TEST_RES:
    case DL_XID_REQ:
    case DL_XID_RES: return llc_req(primitive, to);
    case DL_ENABMULTI_REQ:
    case DL_DISABMULTI_REQ: return with_address(primitive, kGroup.bytes());
    case DL_SET_PHYS_ADDR_REQ: return with_address(primitive, kStation.bytes());
    case DL_PROMISCON_REQ:
    case DL_PROMISCOFF_REQ: return laid_out(dl_promiscon_req_t{primitive, DL_PROMISC_SAP});
    case DL_PHYS_ADDR_REQ: return laid_out(dl_phys_addr_req_t{DL_PHYS_ADDR_REQ, DL_CURR_PHYS_ADDR});
    default: return laid_out(primitive);
  }
}

// DL_UDQOS_PENDING is the one state that no stream of this provider is ever in.
inline std::vector<DlState> reachable_states() {
  std::vector<DlState> states;
  for (const DlState state : kStates)
    if (state != DlState::DL_UDQOS_PENDING) states.push_back(state);
  return states;
}

// A new stream in this state. In a pending one its answer is held back.
inline OpenStream stream_in(DlpiFixture& f, DlState state) {
  Streams& streams = f.provider.streams();
  const auto pending = [&](OpenStream stream, std::uint32_t primitive) {
    streams.hold_answers(true);
    REQUIRE(stream->putmsg(good_request(primitive)));
    streams.hold_answers(false);
    return stream;
  };
  switch (state) {
    case DlState::DL_UNATTACHED: return f.open();
    case DlState::DL_UNBOUND: return f.attached();
    case DlState::DL_IDLE: return f.bound(kSnapSap);
    case DlState::DL_ATTACH_PENDING: return pending(f.open(), DL_ATTACH_REQ);
    case DlState::DL_DETACH_PENDING: return pending(f.attached(), DL_DETACH_REQ);
    case DlState::DL_BIND_PENDING: return pending(f.attached(), DL_BIND_REQ);
    case DlState::DL_UNBIND_PENDING: return pending(f.bound(kSnapSap), DL_UNBIND_REQ);
    case DlState::DL_SUBS_BIND_PND: return pending(f.bound(kSnapSap), DL_SUBS_BIND_REQ);
    case DlState::DL_SUBS_UNBIND_PND: {
      OpenStream stream = f.bound(kSnapSap);
      f.must_do(*stream, good_request(DL_SUBS_BIND_REQ));
      return pending(std::move(stream), DL_SUBS_UNBIND_REQ);
    }
    case DlState::DL_UDQOS_PENDING: break;
  }
  return nullptr;
}

}  // namespace giosim::dlpi
