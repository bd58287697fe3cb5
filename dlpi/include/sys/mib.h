/*
 * sys/mib.h: what DL_GET_STATISTICS_ACK carries, an interface's entry of MIB-II.
 *
 * Assumed: the layout; the names are HP's.
 */
#ifndef GIOSIM_SYS_MIB_H
#define GIOSIM_SYS_MIB_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { MAXPHYSADDR = 8 };
#define MAXPHYSADDR MAXPHYSADDR

typedef struct {
  uint32_t o_length;
  uint8_t o_bytes[MAXPHYSADDR];
} mib_physaddr;

typedef struct {
  uint32_t ifIndex;
  uint8_t ifDescr[64];
  uint32_t ifType;
  uint32_t ifMtu;
  uint32_t ifSpeed;
  mib_physaddr ifPhysAddress;
  uint32_t ifAdmin;
  uint32_t ifOper;
  uint32_t ifLastChange;
  uint32_t ifInOctets;
  uint32_t ifInUcastPkts;
  uint32_t ifInNUcastPkts;
  uint32_t ifInDiscards;
  uint32_t ifInErrors;
  uint32_t ifInUnknownProtos;
  uint32_t ifOutOctets;
  uint32_t ifOutUcastPkts;
  uint32_t ifOutNUcastPkts;
  uint32_t ifOutDiscards;
  uint32_t ifOutErrors;
  uint32_t ifOutQlen;
  uint32_t ifSpecific;
} mib_ifEntry;

/* HP has the statistics of the medium behind it. */
typedef struct {
  mib_ifEntry mib_if;
} Ext_mib_t;

#ifdef __cplusplus
}
#endif

#endif
