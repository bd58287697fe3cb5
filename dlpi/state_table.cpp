#include "dlpi/state_table.hpp"

#include <algorithm>

namespace giosim::dlpi {
namespace {

enum class To : std::int8_t {
  never = -1,
  UNATT,
  ATT_P,
  DET_P,
  UNBND,
  BND_P,
  UNB_P,
  IDLE,
  UDQ_P,
  SB_P,
  SUB_P
};

struct Row {
  std::uint32_t primitive;
  std::array<To, kStates.size()> to;
};

using enum To;
constexpr To NO = To::never;

// clang-format off
// Rows of the user first, then those of the provider.
constexpr Row kTable[] = {
    //                           UNATT  ATT_P  DET_P  UNBND  BND_P  UNB_P  IDLE   UDQ_P  SB_P   SUB_P
    {DL_ATTACH_REQ,             {ATT_P, NO,    NO,    NO,    NO,    NO,    NO,    NO,    NO,    NO}},
    {DL_DETACH_REQ,             {NO,    NO,    NO,    DET_P, NO,    NO,    NO,    NO,    NO,    NO}},
    {DL_BIND_REQ,               {NO,    NO,    NO,    BND_P, NO,    NO,    NO,    NO,    NO,    NO}},
    {DL_UNBIND_REQ,             {NO,    NO,    NO,    NO,    NO,    NO,    UNB_P, NO,    NO,    NO}},
    {DL_SUBS_BIND_REQ,          {NO,    NO,    NO,    NO,    NO,    NO,    SB_P,  NO,    NO,    NO}},
    {DL_SUBS_UNBIND_REQ,        {NO,    NO,    NO,    NO,    NO,    NO,    SUB_P, NO,    NO,    NO}},
    {DL_UDQOS_REQ,              {NO,    NO,    NO,    NO,    NO,    NO,    UDQ_P, NO,    NO,    NO}},
    {DL_UNITDATA_REQ,           {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_TEST_REQ,               {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_TEST_RES,               {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_XID_REQ,                {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_XID_RES,                {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_INFO_REQ,               {UNATT, NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_GET_STATISTICS_REQ,     {UNATT, NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_ENABMULTI_REQ,          {NO,    NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_DISABMULTI_REQ,         {NO,    NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_PROMISCON_REQ,          {UNATT, NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_PROMISCOFF_REQ,         {UNATT, NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_PHYS_ADDR_REQ,          {NO,    NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_SET_PHYS_ADDR_REQ,      {NO,    NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_HP_PPA_REQ,             {UNATT, NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_HP_MULTICAST_LIST_REQ,  {NO,    NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    // Assumed, from here to DL_HP_RAWDATA_IND: HP's text says what they do, not in which states.
    {DL_HP_HW_RESET_REQ,        {NO,    NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_HP_RESET_STATS_REQ,     {NO,    NO,    NO,    UNBND, NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_HP_RAWDATA_REQ,         {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_HP_RAWDATA_IND,         {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},

    {DL_OK_ACK,                 {NO,    UNBND, UNATT, NO,    NO,    UNBND, NO,    IDLE,  NO,    IDLE}},
    {DL_BIND_ACK,               {NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO,    NO,    NO}},
    {DL_SUBS_BIND_ACK,          {NO,    NO,    NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO}},
    {DL_ERROR_ACK,              {NO,    UNATT, UNBND, NO,    UNBND, IDLE,  NO,    IDLE,  IDLE,  IDLE}},
    {DL_UNITDATA_IND,           {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_UDERROR_IND,            {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_TEST_IND,               {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_TEST_CON,               {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_XID_IND,                {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
    {DL_XID_CON,                {NO,    NO,    NO,    NO,    NO,    NO,    IDLE,  NO,    NO,    NO}},
};

// clang-format on

using enum DlErrno;
using enum Served;

// A request that is served: the size is that of its structure.
#define SERVED(PRIMITIVE, SIZE, first) PRIMITIVE, #PRIMITIVE, yes, SIZE, First::first
#define REFUSED(PRIMITIVE)                                                             \
  {                                                                                    \
    PRIMITIVE, #PRIMITIVE, no, sizeof(std::uint32_t), First::size, { DL_NOTSUPPORTED } \
  }

// clang-format off
constexpr Request kRequests[] = {
    {SERVED(DL_INFO_REQ, sizeof(dl_info_req_t), size),
     {DL_OUTSTATE}},
    {SERVED(DL_BIND_REQ, sizeof(dl_bind_req_t), size),
     {DL_BADADDR, DL_INITFAILED, DL_NOTINIT, DL_ACCESS, DL_BOUND, DL_OUTSTATE, DL_NOADDR,
      DL_UNSUPPORTED, DL_SYSERR, DL_NOAUTO, DL_NOXIDAUTO, DL_NOTESTAUTO}},
    {SERVED(DL_UNBIND_REQ, sizeof(dl_unbind_req_t), size),
     {DL_OUTSTATE, DL_SYSERR}},
    {SERVED(DL_UNITDATA_REQ, sizeof(dl_unitdata_req_t), size),
     {DL_BADADDR, DL_BADDATA, DL_OUTSTATE, DL_UNSUPPORTED, DL_UNDELIVERABLE}},
    {SERVED(DL_ATTACH_REQ, sizeof(dl_attach_req_t), size),
     {DL_BADPPA, DL_ACCESS, DL_OUTSTATE, DL_SYSERR}},
    {SERVED(DL_DETACH_REQ, sizeof(dl_detach_req_t), size),
     {DL_OUTSTATE, DL_SYSERR}},
    {SERVED(DL_SUBS_UNBIND_REQ, sizeof(dl_subs_unbind_req_t), size),
     {DL_BADADDR, DL_OUTSTATE, DL_SYSERR}},
    {SERVED(DL_SUBS_BIND_REQ, sizeof(dl_subs_bind_req_t), size),
     {DL_BADADDR, DL_ACCESS, DL_OUTSTATE, DL_SYSERR, DL_UNSUPPORTED, DL_TOOMANY}},
    {SERVED(DL_ENABMULTI_REQ, sizeof(dl_enabmulti_req_t), state),
     {DL_BADADDR, DL_TOOMANY, DL_OUTSTATE, DL_NOTSUPPORTED}},
    {SERVED(DL_DISABMULTI_REQ, sizeof(dl_disabmulti_req_t), state),
     {DL_BADADDR, DL_NOTENAB, DL_OUTSTATE, DL_NOTSUPPORTED}},
    {SERVED(DL_PROMISCON_REQ, sizeof(dl_promiscon_req_t), size),
     {DL_OUTSTATE, DL_SYSERR, DL_NOTSUPPORTED, DL_UNSUPPORTED}},
    {SERVED(DL_PROMISCOFF_REQ, sizeof(dl_promiscoff_req_t), size),
     {DL_OUTSTATE, DL_SYSERR, DL_NOTSUPPORTED, DL_NOTENAB}},
    {SERVED(DL_XID_REQ, sizeof(dl_xid_req_t), size),
     {DL_OUTSTATE, DL_BADADDR, DL_SYSERR, DL_NOTSUPPORTED, DL_XIDAUTO, DL_UNSUPPORTED}},
    {SERVED(DL_XID_RES, sizeof(dl_xid_res_t), size),
     {DL_OUTSTATE, DL_BADADDR, DL_SYSERR, DL_NOTSUPPORTED, DL_XIDAUTO, DL_UNSUPPORTED}},
    {SERVED(DL_TEST_REQ, sizeof(dl_test_req_t), size),
     {DL_OUTSTATE, DL_BADADDR, DL_SYSERR, DL_NOTSUPPORTED, DL_TESTAUTO, DL_UNSUPPORTED}},
    {SERVED(DL_TEST_RES, sizeof(dl_test_res_t), size),
     {DL_OUTSTATE, DL_BADADDR, DL_SYSERR, DL_NOTSUPPORTED, DL_TESTAUTO, DL_UNSUPPORTED}},
    {SERVED(DL_PHYS_ADDR_REQ, sizeof(dl_phys_addr_req_t), size),
     {DL_NOTSUPPORTED, DL_OUTSTATE}},
    {SERVED(DL_SET_PHYS_ADDR_REQ, sizeof(dl_set_phys_addr_req_t), state),
     {DL_BADADDR, DL_NOTSUPPORTED, DL_SYSERR, DL_OUTSTATE, DL_BUSY}},
    {SERVED(DL_GET_STATISTICS_REQ, sizeof(dl_get_statistics_req_t), size),
     {DL_OUTSTATE, DL_SYSERR, DL_NOTSUPPORTED}},
    {SERVED(DL_HP_PPA_REQ, sizeof(dl_hp_ppa_req_t), size),
     {DL_OUTSTATE, DL_SYSERR}},
    {SERVED(DL_HP_MULTICAST_LIST_REQ, sizeof(dl_hp_multicast_list_req_t), size),
     {DL_OUTSTATE, DL_SYSERR}},
    {SERVED(DL_HP_RAWDATA_REQ, sizeof(dl_hp_rawdata_req_t), size),
     {DL_OUTSTATE, DL_SYSERR, DL_BADDATA, DL_UNSUPPORTED, DL_UNDELIVERABLE}},
    {SERVED(DL_HP_HW_RESET_REQ, sizeof(dl_hp_hw_reset_req_t), size),
     {DL_OUTSTATE, DL_SYSERR, DL_NOTSUPPORTED}},
    {SERVED(DL_HP_RESET_STATS_REQ, sizeof(dl_hp_reset_stats_req_t), size),
     {DL_OUTSTATE, DL_SYSERR}},

    // No quality of service, no acknowledged and no connection-oriented service; LLC2 and usage of HP.
    REFUSED(DL_UDQOS_REQ),
    REFUSED(DL_CONNECT_REQ),
    REFUSED(DL_CONNECT_RES),
    REFUSED(DL_TOKEN_REQ),
    REFUSED(DL_DISCONNECT_REQ),
    REFUSED(DL_RESET_REQ),
    REFUSED(DL_RESET_RES),
    REFUSED(DL_DATA_ACK_REQ),
    REFUSED(DL_REPLY_REQ),
    REFUSED(DL_REPLY_UPDATE_REQ),
    REFUSED(DL_HP_USAGE_INFO_REQ),
    REFUSED(DL_HP_INFO_REQ),
    REFUSED(DL_HP_SET_ACK_TO_REQ),
    REFUSED(DL_HP_SET_P_TO_REQ),
    REFUSED(DL_HP_SET_REJ_TO_REQ),
    REFUSED(DL_HP_SET_BUSY_TO_REQ),
    REFUSED(DL_HP_SET_SEND_ACK_TO_REQ),
    REFUSED(DL_HP_SET_MAX_RETRIES_REQ),
    REFUSED(DL_HP_SET_ACK_THRESHOLD_REQ),
    REFUSED(DL_HP_SET_LOCAL_WIN_REQ),
    REFUSED(DL_HP_SET_REMOTE_WIN_REQ),
    REFUSED(DL_HP_CLEAR_STATS_REQ),
    REFUSED(DL_HP_SET_LOCAL_BUSY_REQ),
    REFUSED(DL_HP_CLEAR_LOCAL_BUSY_REQ),
};
// clang-format on

#undef SERVED
#undef REFUSED

constexpr std::size_t column_of(DlState state) {
  return static_cast<std::size_t>(std::ranges::find(kStates, state) - kStates.begin());
}

}  // namespace

std::optional<DlState> next_state(std::uint32_t primitive, DlState state) {
  const auto row = std::ranges::find(kTable, primitive, &Row::primitive);
  if (row == std::end(kTable)) return std::nullopt;
  const To to = row->to[column_of(state)];
  if (to == To::never) return std::nullopt;
  return kStates[static_cast<std::size_t>(to)];
}

std::span<const Request> requests() { return kRequests; }

const Request* find_request(std::uint32_t primitive) {
  const auto found = std::ranges::find(kRequests, primitive, &Request::primitive);
  return found == std::end(kRequests) ? nullptr : found;
}

bool may_refuse(std::uint32_t primitive, DlErrno error) {
  const Request* const request = find_request(primitive);
  if (!request || error == DL_BADPRIM) return error == DL_BADPRIM;
  return request->errors.contains(error);
}

}  // namespace giosim::dlpi
