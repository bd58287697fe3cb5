/*
 * sys/dlpi_ext.h: HP's extensions to the Data Link Provider Interface.
 *
 * Assumed: the numbers. HP's names, members and rules are public, the values of DL_HP_* are not; those
 * below are giosim's own, so a program has to be compiled with this header. So are HDW_*, whose
 * names are HP's.
 */
#ifndef GIOSIM_SYS_DLPI_EXT_H
#define GIOSIM_SYS_DLPI_EXT_H

#include "dlpi.h"
#include "mib.h"

#ifdef __cplusplus
extern "C" {
#endif

/* dl_primitive; from DL_HP_USAGE_INFO_REQ on, known and refused with DL_NOTSUPPORTED */
enum {
  DL_HP_PPA_REQ = 0x480,
  DL_HP_PPA_ACK = 0x481,
  DL_HP_MULTICAST_LIST_REQ = 0x482,
  DL_HP_MULTICAST_LIST_ACK = 0x483,
  DL_HP_RAWDATA_REQ = 0x484,
  DL_HP_RAWDATA_IND = 0x485,
  DL_HP_HW_RESET_REQ = 0x486,
  DL_HP_RESET_STATS_REQ = 0x487,
  DL_HP_USAGE_INFO_REQ = 0x488,
  DL_HP_USAGE_INFO_ACK = 0x489,
  DL_HP_INFO_REQ = 0x48a,
  DL_HP_INFO_ACK = 0x48b,
  DL_HP_SET_ACK_TO_REQ = 0x48c,
  DL_HP_SET_P_TO_REQ = 0x48d,
  DL_HP_SET_REJ_TO_REQ = 0x48e,
  DL_HP_SET_BUSY_TO_REQ = 0x48f,
  DL_HP_SET_SEND_ACK_TO_REQ = 0x490,
  DL_HP_SET_MAX_RETRIES_REQ = 0x491,
  DL_HP_SET_ACK_THRESHOLD_REQ = 0x492,
  DL_HP_SET_LOCAL_WIN_REQ = 0x493,
  DL_HP_SET_REMOTE_WIN_REQ = 0x494,
  DL_HP_CLEAR_STATS_REQ = 0x495,
  DL_HP_SET_LOCAL_BUSY_REQ = 0x496,
  DL_HP_CLEAR_LOCAL_BUSY_REQ = 0x497
};
#define DL_HP_PPA_REQ DL_HP_PPA_REQ
#define DL_HP_PPA_ACK DL_HP_PPA_ACK
#define DL_HP_MULTICAST_LIST_REQ DL_HP_MULTICAST_LIST_REQ
#define DL_HP_MULTICAST_LIST_ACK DL_HP_MULTICAST_LIST_ACK
#define DL_HP_RAWDATA_REQ DL_HP_RAWDATA_REQ
#define DL_HP_RAWDATA_IND DL_HP_RAWDATA_IND
#define DL_HP_HW_RESET_REQ DL_HP_HW_RESET_REQ
#define DL_HP_RESET_STATS_REQ DL_HP_RESET_STATS_REQ
#define DL_HP_USAGE_INFO_REQ DL_HP_USAGE_INFO_REQ
#define DL_HP_USAGE_INFO_ACK DL_HP_USAGE_INFO_ACK
#define DL_HP_INFO_REQ DL_HP_INFO_REQ
#define DL_HP_INFO_ACK DL_HP_INFO_ACK
#define DL_HP_SET_ACK_TO_REQ DL_HP_SET_ACK_TO_REQ
#define DL_HP_SET_P_TO_REQ DL_HP_SET_P_TO_REQ
#define DL_HP_SET_REJ_TO_REQ DL_HP_SET_REJ_TO_REQ
#define DL_HP_SET_BUSY_TO_REQ DL_HP_SET_BUSY_TO_REQ
#define DL_HP_SET_SEND_ACK_TO_REQ DL_HP_SET_SEND_ACK_TO_REQ
#define DL_HP_SET_MAX_RETRIES_REQ DL_HP_SET_MAX_RETRIES_REQ
#define DL_HP_SET_ACK_THRESHOLD_REQ DL_HP_SET_ACK_THRESHOLD_REQ
#define DL_HP_SET_LOCAL_WIN_REQ DL_HP_SET_LOCAL_WIN_REQ
#define DL_HP_SET_REMOTE_WIN_REQ DL_HP_SET_REMOTE_WIN_REQ
#define DL_HP_CLEAR_STATS_REQ DL_HP_CLEAR_STATS_REQ
#define DL_HP_SET_LOCAL_BUSY_REQ DL_HP_SET_LOCAL_BUSY_REQ
#define DL_HP_CLEAR_LOCAL_BUSY_REQ DL_HP_CLEAR_LOCAL_BUSY_REQ

/* dl_service_mode: whole frames, with their headers */
enum {
  DL_HP_RAWDLS = 0x10
};
#define DL_HP_RAWDLS DL_HP_RAWDLS

/* dl_hdw_state */
enum {
  HDW_UP = 0,
  HDW_DEAD = 4
};
#define HDW_UP HDW_UP
#define HDW_DEAD HDW_DEAD

typedef struct {
  uint32_t dl_primitive;
} dl_hp_ppa_req_t;

/* The list follows the header in the control part, dl_length bytes from dl_offset on. */
typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_length;
  uint32_t dl_count;
  uint32_t dl_offset;
} dl_hp_ppa_ack_t;

/*
 * One interface. dl_next_offset counts from the start of the list (0: the last one), and the entries
 * stand one after the other: a program may go by dl_next_offset from the start or by sizeof.
 */
typedef struct {
  uint32_t dl_next_offset;
  uint32_t dl_ppa;
  uint8_t dl_hw_path[100];
  uint32_t dl_mac_type;
  uint8_t dl_phys_addr[20];
  uint32_t dl_addr_length;
  uint32_t dl_mjr_num;
  uint8_t dl_name[64];
  uint32_t dl_instance_num;
  uint32_t dl_mtu;
  uint32_t dl_hdw_state;
  uint8_t dl_module_id_1[64];
  uint8_t dl_module_id_2[64];
  uint8_t dl_arpmod_name[64];
  uint8_t dl_nmid;
  uint32_t dl_reserved1;
  uint32_t dl_reserved2;
} dl_hp_ppa_info_t;

typedef struct {
  uint32_t dl_primitive;
} dl_hp_multicast_list_req_t;

/* dl_count addresses of 6 bytes each */
typedef struct {
  uint32_t dl_primitive;
  uint32_t dl_offset;
  uint32_t dl_length;
  uint32_t dl_count;
} dl_hp_multicast_list_ack_t;

/* The data part is a frame from its destination address on. */
typedef struct {
  uint32_t dl_primitive;
} dl_hp_rawdata_req_t;

typedef struct {
  uint32_t dl_primitive;
} dl_hp_rawdata_ind_t;

typedef struct {
  uint32_t dl_primitive;
} dl_hp_hw_reset_req_t;

typedef struct {
  uint32_t dl_primitive;
} dl_hp_reset_stats_req_t;

#define DL_HP_PPA_REQ_SIZE sizeof(dl_hp_ppa_req_t)
#define DL_HP_PPA_ACK_SIZE sizeof(dl_hp_ppa_ack_t)
#define DL_HP_PPA_INFO_SIZE sizeof(dl_hp_ppa_info_t)
#define DL_HP_MULTICAST_LIST_REQ_SIZE sizeof(dl_hp_multicast_list_req_t)
#define DL_HP_MULTICAST_LIST_ACK_SIZE sizeof(dl_hp_multicast_list_ack_t)
#define DL_HP_RAWDATA_REQ_SIZE sizeof(dl_hp_rawdata_req_t)
#define DL_HP_RAWDATA_IND_SIZE sizeof(dl_hp_rawdata_ind_t)
#define DL_HP_HW_RESET_REQ_SIZE sizeof(dl_hp_hw_reset_req_t)
#define DL_HP_RESET_STATS_REQ_SIZE sizeof(dl_hp_reset_stats_req_t)

#ifdef __cplusplus
}
#endif

#endif
