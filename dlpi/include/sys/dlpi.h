/*
 * sys/dlpi.h: the Data Link Provider Interface, version 2.0.
 *
 * Written for giosim from the published standard; names, numbers and layouts are the standard's, so
 * that a program written for HP-UX compiles unchanged. Every constant is an enumerator and a macro
 * of its own name: #ifdef sees it, and C++ may have scoped enumerators called so.
 *
 * Numbers in a message are in the byte order of the host. Lengths count bytes; offsets count from
 * the start of the message's control part.
 */
#ifndef GIOSIM_SYS_DLPI_H
#define GIOSIM_SYS_DLPI_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* dl_primitive */
enum {
  DL_INFO_REQ = 0x00,
  DL_BIND_REQ = 0x01,
  DL_UNBIND_REQ = 0x02,
  DL_INFO_ACK = 0x03,
  DL_BIND_ACK = 0x04,
  DL_ERROR_ACK = 0x05,
  DL_OK_ACK = 0x06,
  DL_UNITDATA_REQ = 0x07,
  DL_UNITDATA_IND = 0x08,
  DL_UDERROR_IND = 0x09,
  DL_UDQOS_REQ = 0x0a,
  DL_ATTACH_REQ = 0x0b,
  DL_DETACH_REQ = 0x0c,
  DL_CONNECT_REQ = 0x0d,
  DL_CONNECT_IND = 0x0e,
  DL_CONNECT_RES = 0x0f,
  DL_CONNECT_CON = 0x10,
  DL_TOKEN_REQ = 0x11,
  DL_TOKEN_ACK = 0x12,
  DL_DISCONNECT_REQ = 0x13,
  DL_DISCONNECT_IND = 0x14,
  DL_SUBS_UNBIND_REQ = 0x15,
  DL_RESET_REQ = 0x17,
  DL_RESET_IND = 0x18,
  DL_RESET_RES = 0x19,
  DL_RESET_CON = 0x1a,
  DL_SUBS_BIND_REQ = 0x1b,
  DL_SUBS_BIND_ACK = 0x1c,
  DL_ENABMULTI_REQ = 0x1d,
  DL_DISABMULTI_REQ = 0x1e,
  DL_PROMISCON_REQ = 0x1f,
  DL_PROMISCOFF_REQ = 0x20,
  DL_DATA_ACK_REQ = 0x21,
  DL_DATA_ACK_IND = 0x22,
  DL_DATA_ACK_STATUS_IND = 0x23,
  DL_REPLY_REQ = 0x24,
  DL_REPLY_IND = 0x25,
  DL_REPLY_STATUS_IND = 0x26,
  DL_REPLY_UPDATE_REQ = 0x27,
  DL_REPLY_UPDATE_STATUS_IND = 0x28,
  DL_XID_REQ = 0x29,
  DL_XID_IND = 0x2a,
  DL_XID_RES = 0x2b,
  DL_XID_CON = 0x2c,
  DL_TEST_REQ = 0x2d,
  DL_TEST_IND = 0x2e,
  DL_TEST_RES = 0x2f,
  DL_TEST_CON = 0x30,
  DL_PHYS_ADDR_REQ = 0x31,
  DL_PHYS_ADDR_ACK = 0x32,
  DL_SET_PHYS_ADDR_REQ = 0x33,
  DL_GET_STATISTICS_REQ = 0x34,
  DL_GET_STATISTICS_ACK = 0x35
};
#define DL_INFO_REQ DL_INFO_REQ
#define DL_BIND_REQ DL_BIND_REQ
#define DL_UNBIND_REQ DL_UNBIND_REQ
#define DL_INFO_ACK DL_INFO_ACK
#define DL_BIND_ACK DL_BIND_ACK
#define DL_ERROR_ACK DL_ERROR_ACK
#define DL_OK_ACK DL_OK_ACK
#define DL_UNITDATA_REQ DL_UNITDATA_REQ
#define DL_UNITDATA_IND DL_UNITDATA_IND
#define DL_UDERROR_IND DL_UDERROR_IND
#define DL_UDQOS_REQ DL_UDQOS_REQ
#define DL_ATTACH_REQ DL_ATTACH_REQ
#define DL_DETACH_REQ DL_DETACH_REQ
#define DL_CONNECT_REQ DL_CONNECT_REQ
#define DL_CONNECT_IND DL_CONNECT_IND
#define DL_CONNECT_RES DL_CONNECT_RES
#define DL_CONNECT_CON DL_CONNECT_CON
#define DL_TOKEN_REQ DL_TOKEN_REQ
#define DL_TOKEN_ACK DL_TOKEN_ACK
#define DL_DISCONNECT_REQ DL_DISCONNECT_REQ
#define DL_DISCONNECT_IND DL_DISCONNECT_IND
#define DL_SUBS_UNBIND_REQ DL_SUBS_UNBIND_REQ
#define DL_RESET_REQ DL_RESET_REQ
#define DL_RESET_IND DL_RESET_IND
#define DL_RESET_RES DL_RESET_RES
#define DL_RESET_CON DL_RESET_CON
#define DL_SUBS_BIND_REQ DL_SUBS_BIND_REQ
#define DL_SUBS_BIND_ACK DL_SUBS_BIND_ACK
#define DL_ENABMULTI_REQ DL_ENABMULTI_REQ
#define DL_DISABMULTI_REQ DL_DISABMULTI_REQ
#define DL_PROMISCON_REQ DL_PROMISCON_REQ
#define DL_PROMISCOFF_REQ DL_PROMISCOFF_REQ
#define DL_DATA_ACK_REQ DL_DATA_ACK_REQ
#define DL_DATA_ACK_IND DL_DATA_ACK_IND
#define DL_DATA_ACK_STATUS_IND DL_DATA_ACK_STATUS_IND
#define DL_REPLY_REQ DL_REPLY_REQ
#define DL_REPLY_IND DL_REPLY_IND
#define DL_REPLY_STATUS_IND DL_REPLY_STATUS_IND
#define DL_REPLY_UPDATE_REQ DL_REPLY_UPDATE_REQ
#define DL_REPLY_UPDATE_STATUS_IND DL_REPLY_UPDATE_STATUS_IND
#define DL_XID_REQ DL_XID_REQ
#define DL_XID_IND DL_XID_IND
#define DL_XID_RES DL_XID_RES
#define DL_XID_CON DL_XID_CON
#define DL_TEST_REQ DL_TEST_REQ
#define DL_TEST_IND DL_TEST_IND
#define DL_TEST_RES DL_TEST_RES
#define DL_TEST_CON DL_TEST_CON
#define DL_PHYS_ADDR_REQ DL_PHYS_ADDR_REQ
#define DL_PHYS_ADDR_ACK DL_PHYS_ADDR_ACK
#define DL_SET_PHYS_ADDR_REQ DL_SET_PHYS_ADDR_REQ
#define DL_GET_STATISTICS_REQ DL_GET_STATISTICS_REQ
#define DL_GET_STATISTICS_ACK DL_GET_STATISTICS_ACK

/* dl_errno */
enum {
  DL_BADSAP = 0x00,
  DL_BADADDR = 0x01,
  DL_ACCESS = 0x02,
  DL_OUTSTATE = 0x03,
  DL_SYSERR = 0x04,
  DL_BADCORR = 0x05,
  DL_BADDATA = 0x06,
  DL_UNSUPPORTED = 0x07,
  DL_BADPPA = 0x08,
  DL_BADPRIM = 0x09,
  DL_BADQOSPARAM = 0x0a,
  DL_BADQOSTYPE = 0x0b,
  DL_BADTOKEN = 0x0c,
  DL_BOUND = 0x0d,
  DL_INITFAILED = 0x0e,
  DL_NOADDR = 0x0f,
  DL_NOTINIT = 0x10,
  DL_UNDELIVERABLE = 0x11,
  DL_NOTSUPPORTED = 0x12,
  DL_TOOMANY = 0x13,
  DL_NOTENAB = 0x14,
  DL_BUSY = 0x15,
  DL_NOAUTO = 0x16,
  DL_NOXIDAUTO = 0x17,
  DL_NOTESTAUTO = 0x18,
  DL_XIDAUTO = 0x19,
  DL_TESTAUTO = 0x1a,
  DL_PENDING = 0x1b
};
#define DL_BADSAP DL_BADSAP
#define DL_BADADDR DL_BADADDR
#define DL_ACCESS DL_ACCESS
#define DL_OUTSTATE DL_OUTSTATE
#define DL_SYSERR DL_SYSERR
#define DL_BADCORR DL_BADCORR
#define DL_BADDATA DL_BADDATA
#define DL_UNSUPPORTED DL_UNSUPPORTED
#define DL_BADPPA DL_BADPPA
#define DL_BADPRIM DL_BADPRIM
#define DL_BADQOSPARAM DL_BADQOSPARAM
#define DL_BADQOSTYPE DL_BADQOSTYPE
#define DL_BADTOKEN DL_BADTOKEN
#define DL_BOUND DL_BOUND
#define DL_INITFAILED DL_INITFAILED
#define DL_NOADDR DL_NOADDR
#define DL_NOTINIT DL_NOTINIT
#define DL_UNDELIVERABLE DL_UNDELIVERABLE
#define DL_NOTSUPPORTED DL_NOTSUPPORTED
#define DL_TOOMANY DL_TOOMANY
#define DL_NOTENAB DL_NOTENAB
#define DL_BUSY DL_BUSY
#define DL_NOAUTO DL_NOAUTO
#define DL_NOXIDAUTO DL_NOXIDAUTO
#define DL_NOTESTAUTO DL_NOTESTAUTO
#define DL_XIDAUTO DL_XIDAUTO
#define DL_TESTAUTO DL_TESTAUTO
#define DL_PENDING DL_PENDING

/* dl_current_state */
enum {
  DL_UNBOUND = 0x00,
  DL_BIND_PENDING = 0x01,
  DL_UNBIND_PENDING = 0x02,
  DL_IDLE = 0x03,
  DL_UNATTACHED = 0x04,
  DL_ATTACH_PENDING = 0x05,
  DL_DETACH_PENDING = 0x06,
  DL_UDQOS_PENDING = 0x07,
  DL_OUTCON_PENDING = 0x08,
  DL_INCON_PENDING = 0x09,
  DL_CONN_RES_PENDING = 0x0a,
  DL_DATAXFER = 0x0b,
  DL_USER_RESET_PENDING = 0x0c,
  DL_PROV_RESET_PENDING = 0x0d,
  DL_RESET_RES_PENDING = 0x0e,
  DL_DISCON8_PENDING = 0x0f,
  DL_DISCON9_PENDING = 0x10,
  DL_DISCON11_PENDING = 0x11,
  DL_DISCON12_PENDING = 0x12,
  DL_DISCON13_PENDING = 0x13,
  DL_SUBS_BIND_PND = 0x14,
  DL_SUBS_UNBIND_PND = 0x15
};
#define DL_UNBOUND DL_UNBOUND
#define DL_BIND_PENDING DL_BIND_PENDING
#define DL_UNBIND_PENDING DL_UNBIND_PENDING
#define DL_IDLE DL_IDLE
#define DL_UNATTACHED DL_UNATTACHED
#define DL_ATTACH_PENDING DL_ATTACH_PENDING
#define DL_DETACH_PENDING DL_DETACH_PENDING
#define DL_UDQOS_PENDING DL_UDQOS_PENDING
#define DL_OUTCON_PENDING DL_OUTCON_PENDING
#define DL_INCON_PENDING DL_INCON_PENDING
#define DL_CONN_RES_PENDING DL_CONN_RES_PENDING
#define DL_DATAXFER DL_DATAXFER
#define DL_USER_RESET_PENDING DL_USER_RESET_PENDING
#define DL_PROV_RESET_PENDING DL_PROV_RESET_PENDING
#define DL_RESET_RES_PENDING DL_RESET_RES_PENDING
#define DL_DISCON8_PENDING DL_DISCON8_PENDING
#define DL_DISCON9_PENDING DL_DISCON9_PENDING
#define DL_DISCON11_PENDING DL_DISCON11_PENDING
#define DL_DISCON12_PENDING DL_DISCON12_PENDING
#define DL_DISCON13_PENDING DL_DISCON13_PENDING
#define DL_SUBS_BIND_PND DL_SUBS_BIND_PND
#define DL_SUBS_UNBIND_PND DL_SUBS_UNBIND_PND

/* dl_provider_style */
enum {
  DL_STYLE1 = 0x500,
  DL_STYLE2 = 0x501
};
#define DL_STYLE1 DL_STYLE1
#define DL_STYLE2 DL_STYLE2

/* dl_service_mode, a mask before the bind */
enum {
  DL_CODLS = 1,
  DL_CLDLS = 2,
  DL_ACLDLS = 4
};
#define DL_CODLS DL_CODLS
#define DL_CLDLS DL_CLDLS
#define DL_ACLDLS DL_ACLDLS

/* dl_mac_type */
enum {
  DL_CSMACD = 0x00,
  DL_TPB = 0x01,
  DL_TPR = 0x02,
  DL_METRO = 0x03,
  DL_ETHER = 0x04,
  DL_HDLC = 0x05,
  DL_CHAR = 0x06,
  DL_CTCA = 0x07,
  DL_FDDI = 0x08,
  DL_OTHER = 0x09,
  DL_FC = 0x10,
  DL_100BT = 0x19,
  DL_IB = 0x1a
};
#define DL_CSMACD DL_CSMACD
#define DL_TPB DL_TPB
#define DL_TPR DL_TPR
#define DL_METRO DL_METRO
#define DL_ETHER DL_ETHER
#define DL_HDLC DL_HDLC
#define DL_CHAR DL_CHAR
#define DL_CTCA DL_CTCA
#define DL_FDDI DL_FDDI
#define DL_OTHER DL_OTHER
#define DL_FC DL_FC
#define DL_100BT DL_100BT
#define DL_IB DL_IB

/* dl_addr_type */
enum {
  DL_FACT_PHYS_ADDR = 1,
  DL_CURR_PHYS_ADDR = 2
};
#define DL_FACT_PHYS_ADDR DL_FACT_PHYS_ADDR
#define DL_CURR_PHYS_ADDR DL_CURR_PHYS_ADDR

/* dl_level of DL_PROMISCON_REQ */
enum {
  DL_PROMISC_PHYS = 1,
  DL_PROMISC_SAP = 2,
  DL_PROMISC_MULTI = 3
};
#define DL_PROMISC_PHYS DL_PROMISC_PHYS
#define DL_PROMISC_SAP DL_PROMISC_SAP
#define DL_PROMISC_MULTI DL_PROMISC_MULTI

/* dl_xidtest_flg */
enum {
  DL_AUTO_XID = 1,
  DL_AUTO_TEST = 2
};
#define DL_AUTO_XID DL_AUTO_XID
#define DL_AUTO_TEST DL_AUTO_TEST

/* dl_flag of XID and TEST */
enum {
  DL_POLL_FINAL = 1
};
#define DL_POLL_FINAL DL_POLL_FINAL

/* dl_subs_bind_class */
enum {
  DL_PEER_BIND = 1,
  DL_HIERARCHICAL_BIND = 2
};
#define DL_PEER_BIND DL_PEER_BIND
#define DL_HIERARCHICAL_BIND DL_HIERARCHICAL_BIND

/* dl_version; values of qualities of service */
enum {
  DL_VERSION_2 = 2,
  DL_UNKNOWN = -1,
  DL_QOS_DONT_CARE = -2
};
#define DL_VERSION_2 DL_VERSION_2
#define DL_UNKNOWN DL_UNKNOWN
#define DL_QOS_DONT_CARE DL_QOS_DONT_CARE

/* Local management */

typedef struct {
  uint32_t dl_primitive;
} dl_info_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_max_sdu;
  uint32_t dl_min_sdu;
  uint32_t dl_addr_length;
  uint32_t dl_mac_type;
  uint32_t dl_reserved;
  uint32_t dl_current_state;
  int32_t dl_sap_length;
  uint32_t dl_service_mode;
  uint32_t dl_qos_length;
  uint32_t dl_qos_offset;
  uint32_t dl_qos_range_length;
  uint32_t dl_qos_range_offset;
  uint32_t dl_provider_style;
  uint32_t dl_addr_offset;
  uint32_t dl_version;
  uint32_t dl_brdcst_addr_length;
  uint32_t dl_brdcst_addr_offset;
  uint32_t dl_growth;
} dl_info_ack_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_ppa;
} dl_attach_req_t;

typedef struct {
  uint32_t dl_primitive;
} dl_detach_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_sap;
  uint32_t dl_max_conind;
  uint16_t dl_service_mode;
  uint16_t dl_conn_mgmt;
  uint32_t dl_xidtest_flg;
} dl_bind_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_sap;
  uint32_t dl_addr_length;
  uint32_t dl_addr_offset;
  uint32_t dl_max_conind;
  uint32_t dl_xidtest_flg;
} dl_bind_ack_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_subs_sap_offset;
  uint32_t dl_subs_sap_length;
  uint32_t dl_subs_bind_class;
} dl_subs_bind_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_subs_sap_offset;
  uint32_t dl_subs_sap_length;
} dl_subs_bind_ack_t;

typedef struct {
  uint32_t dl_primitive;
} dl_unbind_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_subs_sap_offset;
  uint32_t dl_subs_sap_length;
} dl_subs_unbind_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_correct_primitive;
} dl_ok_ack_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_error_primitive;
  uint32_t dl_errno;
  uint32_t dl_unix_errno;
} dl_error_ack_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_addr_length;
  uint32_t dl_addr_offset;
} dl_enabmulti_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_addr_length;
  uint32_t dl_addr_offset;
} dl_disabmulti_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_level;
} dl_promiscon_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_level;
} dl_promiscoff_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_addr_type;
} dl_phys_addr_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_addr_length;
  uint32_t dl_addr_offset;
} dl_phys_addr_ack_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_addr_length;
  uint32_t dl_addr_offset;
} dl_set_phys_addr_req_t;

typedef struct {
  uint32_t dl_primitive;
} dl_get_statistics_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_stat_length;
  uint32_t dl_stat_offset;
} dl_get_statistics_ack_t;

/* Connectionless data transfer */

typedef struct {
  int32_t dl_min;
  int32_t dl_max;
} dl_priority_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  dl_priority_t dl_priority;
} dl_unitdata_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_src_addr_length;
  uint32_t dl_src_addr_offset;
  uint32_t dl_group_address;
} dl_unitdata_ind_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_unix_errno;
  uint32_t dl_errno;
} dl_uderror_ind_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_qos_length;
  uint32_t dl_qos_offset;
} dl_udqos_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_flag;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
} dl_test_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_flag;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_src_addr_length;
  uint32_t dl_src_addr_offset;
} dl_test_ind_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_flag;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
} dl_test_res_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_flag;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_src_addr_length;
  uint32_t dl_src_addr_offset;
} dl_test_con_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_flag;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
} dl_xid_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_flag;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_src_addr_length;
  uint32_t dl_src_addr_offset;
} dl_xid_ind_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_flag;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
} dl_xid_res_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_flag;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_src_addr_length;
  uint32_t dl_src_addr_offset;
} dl_xid_con_t;

/* Acknowledged connectionless and connection-oriented data transfer: known, and refused with
   DL_NOTSUPPORTED */

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_correlation;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_src_addr_length;
  uint32_t dl_src_addr_offset;
  uint32_t dl_priority;
  uint32_t dl_service_class;
} dl_data_ack_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_src_addr_length;
  uint32_t dl_src_addr_offset;
  uint32_t dl_priority;
  uint32_t dl_service_class;
} dl_data_ack_ind_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_correlation;
  uint32_t dl_status;
} dl_data_ack_status_ind_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_correlation;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_src_addr_length;
  uint32_t dl_src_addr_offset;
  uint32_t dl_priority;
  uint32_t dl_service_class;
} dl_reply_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_src_addr_length;
  uint32_t dl_src_addr_offset;
  uint32_t dl_priority;
  uint32_t dl_service_class;
} dl_reply_ind_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_correlation;
  uint32_t dl_status;
} dl_reply_status_ind_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_correlation;
  uint32_t dl_src_addr_length;
  uint32_t dl_src_addr_offset;
} dl_reply_update_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_correlation;
  uint32_t dl_status;
} dl_reply_update_status_ind_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_dest_addr_length;
  uint32_t dl_dest_addr_offset;
  uint32_t dl_qos_length;
  uint32_t dl_qos_offset;
  uint32_t dl_growth;
} dl_connect_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_correlation;
  uint32_t dl_called_addr_length;
  uint32_t dl_called_addr_offset;
  uint32_t dl_calling_addr_length;
  uint32_t dl_calling_addr_offset;
  uint32_t dl_qos_length;
  uint32_t dl_qos_offset;
  uint32_t dl_growth;
} dl_connect_ind_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_correlation;
  uint32_t dl_resp_token;
  uint32_t dl_qos_length;
  uint32_t dl_qos_offset;
  uint32_t dl_growth;
} dl_connect_res_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_resp_addr_length;
  uint32_t dl_resp_addr_offset;
  uint32_t dl_qos_length;
  uint32_t dl_qos_offset;
  uint32_t dl_growth;
} dl_connect_con_t;

typedef struct {
  uint32_t dl_primitive;
} dl_token_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_token;
} dl_token_ack_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_reason;
  uint32_t dl_correlation;
} dl_disconnect_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_originator;
  uint32_t dl_reason;
  uint32_t dl_correlation;
} dl_disconnect_ind_t;

typedef struct {
  uint32_t dl_primitive;
} dl_reset_req_t;

typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_originator;
  uint32_t dl_reason;
} dl_reset_ind_t;

typedef struct {
  uint32_t dl_primitive;
} dl_reset_res_t;

typedef struct {
  uint32_t dl_primitive;
} dl_reset_con_t;

union DL_primitives {
  uint32_t dl_primitive;
  dl_info_req_t info_req;
  dl_info_ack_t info_ack;
  dl_attach_req_t attach_req;
  dl_detach_req_t detach_req;
  dl_bind_req_t bind_req;
  dl_bind_ack_t bind_ack;
  dl_subs_bind_req_t subs_bind_req;
  dl_subs_bind_ack_t subs_bind_ack;
  dl_unbind_req_t unbind_req;
  dl_subs_unbind_req_t subs_unbind_req;
  dl_ok_ack_t ok_ack;
  dl_error_ack_t error_ack;
  dl_enabmulti_req_t enabmulti_req;
  dl_disabmulti_req_t disabmulti_req;
  dl_promiscon_req_t promiscon_req;
  dl_promiscoff_req_t promiscoff_req;
  dl_phys_addr_req_t phys_addr_req;
  dl_phys_addr_ack_t phys_addr_ack;
  dl_set_phys_addr_req_t set_phys_addr_req;
  dl_get_statistics_req_t get_statistics_req;
  dl_get_statistics_ack_t get_statistics_ack;
  dl_unitdata_req_t unitdata_req;
  dl_unitdata_ind_t unitdata_ind;
  dl_uderror_ind_t uderror_ind;
  dl_udqos_req_t udqos_req;
  dl_test_req_t test_req;
  dl_test_ind_t test_ind;
  dl_test_res_t test_res;
  dl_test_con_t test_con;
  dl_xid_req_t xid_req;
  dl_xid_ind_t xid_ind;
  dl_xid_res_t xid_res;
  dl_xid_con_t xid_con;
  dl_data_ack_req_t data_ack_req;
  dl_data_ack_ind_t data_ack_ind;
  dl_data_ack_status_ind_t data_ack_status_ind;
  dl_reply_req_t reply_req;
  dl_reply_ind_t reply_ind;
  dl_reply_status_ind_t reply_status_ind;
  dl_reply_update_req_t reply_update_req;
  dl_reply_update_status_ind_t reply_update_status_ind;
  dl_connect_req_t connect_req;
  dl_connect_ind_t connect_ind;
  dl_connect_res_t connect_res;
  dl_connect_con_t connect_con;
  dl_token_req_t token_req;
  dl_token_ack_t token_ack;
  dl_disconnect_req_t disconnect_req;
  dl_disconnect_ind_t disconnect_ind;
  dl_reset_req_t reset_req;
  dl_reset_ind_t reset_ind;
  dl_reset_res_t reset_res;
  dl_reset_con_t reset_con;
};

#define DL_INFO_REQ_SIZE sizeof(dl_info_req_t)
#define DL_INFO_ACK_SIZE sizeof(dl_info_ack_t)
#define DL_ATTACH_REQ_SIZE sizeof(dl_attach_req_t)
#define DL_DETACH_REQ_SIZE sizeof(dl_detach_req_t)
#define DL_BIND_REQ_SIZE sizeof(dl_bind_req_t)
#define DL_BIND_ACK_SIZE sizeof(dl_bind_ack_t)
#define DL_SUBS_BIND_REQ_SIZE sizeof(dl_subs_bind_req_t)
#define DL_SUBS_BIND_ACK_SIZE sizeof(dl_subs_bind_ack_t)
#define DL_UNBIND_REQ_SIZE sizeof(dl_unbind_req_t)
#define DL_SUBS_UNBIND_REQ_SIZE sizeof(dl_subs_unbind_req_t)
#define DL_OK_ACK_SIZE sizeof(dl_ok_ack_t)
#define DL_ERROR_ACK_SIZE sizeof(dl_error_ack_t)
#define DL_ENABMULTI_REQ_SIZE sizeof(dl_enabmulti_req_t)
#define DL_DISABMULTI_REQ_SIZE sizeof(dl_disabmulti_req_t)
#define DL_PROMISCON_REQ_SIZE sizeof(dl_promiscon_req_t)
#define DL_PROMISCOFF_REQ_SIZE sizeof(dl_promiscoff_req_t)
#define DL_PHYS_ADDR_REQ_SIZE sizeof(dl_phys_addr_req_t)
#define DL_PHYS_ADDR_ACK_SIZE sizeof(dl_phys_addr_ack_t)
#define DL_SET_PHYS_ADDR_REQ_SIZE sizeof(dl_set_phys_addr_req_t)
#define DL_GET_STATISTICS_REQ_SIZE sizeof(dl_get_statistics_req_t)
#define DL_GET_STATISTICS_ACK_SIZE sizeof(dl_get_statistics_ack_t)
#define DL_UNITDATA_REQ_SIZE sizeof(dl_unitdata_req_t)
#define DL_UNITDATA_IND_SIZE sizeof(dl_unitdata_ind_t)
#define DL_UDERROR_IND_SIZE sizeof(dl_uderror_ind_t)
#define DL_UDQOS_REQ_SIZE sizeof(dl_udqos_req_t)
#define DL_TEST_REQ_SIZE sizeof(dl_test_req_t)
#define DL_TEST_IND_SIZE sizeof(dl_test_ind_t)
#define DL_TEST_RES_SIZE sizeof(dl_test_res_t)
#define DL_TEST_CON_SIZE sizeof(dl_test_con_t)
#define DL_XID_REQ_SIZE sizeof(dl_xid_req_t)
#define DL_XID_IND_SIZE sizeof(dl_xid_ind_t)
#define DL_XID_RES_SIZE sizeof(dl_xid_res_t)
#define DL_XID_CON_SIZE sizeof(dl_xid_con_t)
#define DL_DATA_ACK_REQ_SIZE sizeof(dl_data_ack_req_t)
#define DL_DATA_ACK_IND_SIZE sizeof(dl_data_ack_ind_t)
#define DL_DATA_ACK_STATUS_IND_SIZE sizeof(dl_data_ack_status_ind_t)
#define DL_REPLY_REQ_SIZE sizeof(dl_reply_req_t)
#define DL_REPLY_IND_SIZE sizeof(dl_reply_ind_t)
#define DL_REPLY_STATUS_IND_SIZE sizeof(dl_reply_status_ind_t)
#define DL_REPLY_UPDATE_REQ_SIZE sizeof(dl_reply_update_req_t)
#define DL_REPLY_UPDATE_STATUS_IND_SIZE sizeof(dl_reply_update_status_ind_t)
#define DL_CONNECT_REQ_SIZE sizeof(dl_connect_req_t)
#define DL_CONNECT_IND_SIZE sizeof(dl_connect_ind_t)
#define DL_CONNECT_RES_SIZE sizeof(dl_connect_res_t)
#define DL_CONNECT_CON_SIZE sizeof(dl_connect_con_t)
#define DL_TOKEN_REQ_SIZE sizeof(dl_token_req_t)
#define DL_TOKEN_ACK_SIZE sizeof(dl_token_ack_t)
#define DL_DISCONNECT_REQ_SIZE sizeof(dl_disconnect_req_t)
#define DL_DISCONNECT_IND_SIZE sizeof(dl_disconnect_ind_t)
#define DL_RESET_REQ_SIZE sizeof(dl_reset_req_t)
#define DL_RESET_IND_SIZE sizeof(dl_reset_ind_t)
#define DL_RESET_RES_SIZE sizeof(dl_reset_res_t)
#define DL_RESET_CON_SIZE sizeof(dl_reset_con_t)

#ifdef __cplusplus
}
#endif

#endif
