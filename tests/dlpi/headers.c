/* sys/dlpi.h and sys/dlpi_ext.h as a C program sees them: numbers, sizes and offsets. */
#include "dlpi/include/sys/dlpi.h"
#include "dlpi/include/sys/dlpi_ext.h"
#include "dlpi/include/sys/stropts.h"

#include <stddef.h>
#include <string.h>

#if !defined(DL_INFO_REQ) || !defined(DL_HP_PPA_REQ) || !defined(DL_HP_RAWDLS) || !defined(HDW_DEAD)
#error "programs ask with #ifdef"
#endif

#define IS(condition) _Static_assert(condition, #condition)

IS(DL_INFO_REQ == 0 && DL_ATTACH_REQ == 0x0b && DL_SUBS_BIND_REQ == 0x1b && DL_XID_REQ == 0x29);
IS(DL_TEST_CON == 0x30 && DL_SET_PHYS_ADDR_REQ == 0x33 && DL_GET_STATISTICS_ACK == 0x35);
IS(DL_BADSAP == 0 && DL_OUTSTATE == 3 && DL_BADPRIM == 9 && DL_NOTINIT == 0x10 && DL_PENDING == 0x1b);
IS(DL_UNBOUND == 0 && DL_IDLE == 3 && DL_UNATTACHED == 4 && DL_SUBS_UNBIND_PND == 0x15);
IS(DL_STYLE2 == 0x501 && DL_CLDLS == 2 && DL_ETHER == 4 && DL_VERSION_2 == 2);

IS(sizeof(dl_info_req_t) == 4);
IS(sizeof(dl_info_ack_t) == 76 && offsetof(dl_info_ack_t, dl_sap_length) == 28);
IS(offsetof(dl_info_ack_t, dl_addr_offset) == 56);
IS(sizeof(dl_attach_req_t) == 8);
IS(sizeof(dl_bind_req_t) == 20 && offsetof(dl_bind_req_t, dl_service_mode) == 12);
IS(offsetof(dl_bind_req_t, dl_conn_mgmt) == 14 && offsetof(dl_bind_req_t, dl_xidtest_flg) == 16);
IS(sizeof(dl_bind_ack_t) == 24);
IS(sizeof(dl_ok_ack_t) == 8);
IS(sizeof(dl_error_ack_t) == 16 && offsetof(dl_error_ack_t, dl_errno) == 8);
IS(sizeof(dl_enabmulti_req_t) == 12 && sizeof(dl_set_phys_addr_req_t) == 12);
IS(sizeof(dl_promiscon_req_t) == 8 && sizeof(dl_phys_addr_req_t) == 8);
IS(sizeof(dl_phys_addr_ack_t) == 12 && sizeof(dl_get_statistics_ack_t) == 12);
IS(sizeof(dl_unitdata_req_t) == 20 && sizeof(dl_unitdata_ind_t) == 24);
IS(sizeof(dl_uderror_ind_t) == 20 && offsetof(dl_uderror_ind_t, dl_unix_errno) == 12);
IS(sizeof(dl_test_req_t) == 16 && sizeof(dl_test_con_t) == 24 && sizeof(dl_xid_ind_t) == 24);
IS(sizeof(dl_subs_bind_req_t) == 16 && sizeof(dl_subs_bind_ack_t) == 12);
IS(sizeof(dl_subs_unbind_req_t) == 12);

IS(sizeof(dl_hp_ppa_ack_t) == 16);
IS(sizeof(dl_hp_ppa_info_t) == 420);
IS(offsetof(dl_hp_ppa_info_t, dl_ppa) == 4 && offsetof(dl_hp_ppa_info_t, dl_hw_path) == 8);
IS(offsetof(dl_hp_ppa_info_t, dl_mac_type) == 108 && offsetof(dl_hp_ppa_info_t, dl_phys_addr) == 112);
IS(offsetof(dl_hp_ppa_info_t, dl_addr_length) == 132 && offsetof(dl_hp_ppa_info_t, dl_mjr_num) == 136);
IS(offsetof(dl_hp_ppa_info_t, dl_name) == 140 && offsetof(dl_hp_ppa_info_t, dl_instance_num) == 204);
IS(offsetof(dl_hp_ppa_info_t, dl_mtu) == 208 && offsetof(dl_hp_ppa_info_t, dl_hdw_state) == 212);
IS(offsetof(dl_hp_ppa_info_t, dl_module_id_1) == 216);
IS(offsetof(dl_hp_ppa_info_t, dl_module_id_2) == 280);
IS(offsetof(dl_hp_ppa_info_t, dl_arpmod_name) == 344 && offsetof(dl_hp_ppa_info_t, dl_nmid) == 408);

IS(sizeof(union DL_primitives) == sizeof(dl_info_ack_t));

/* The list of a DL_HP_PPA_ACK, walked as libpcap does (dl_next_offset from the start of the list) and
   as zabbix does (one sizeof after the other). How many entries agree. */
unsigned ppa_entries_that_agree(const unsigned char *message);

unsigned ppa_entries_that_agree(const unsigned char *message)
{
    dl_hp_ppa_ack_t ack;
    const unsigned char *list;
    uint32_t at = 0, i;

    memcpy(&ack, message, sizeof ack);
    list = message + ack.dl_offset;
    for (i = 0; i < ack.dl_count; ++i) {
        dl_hp_ppa_info_t by_offset;
        if (memcmp(list + at, list + i * sizeof by_offset, sizeof by_offset) != 0)
            break;
        memcpy(&by_offset, list + at, sizeof by_offset);
        at = by_offset.dl_next_offset;
    }
    return i;
}
