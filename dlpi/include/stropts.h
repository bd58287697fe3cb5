/*
 * stropts.h: the part of STREAMS that a DLPI program needs.
 *
 * glibc has it no more; names and flags are those of System V.
 */
#ifndef GIOSIM_STROPTS_H
#define GIOSIM_STROPTS_H

#ifdef __cplusplus
extern "C" {
#endif

/* Flags of putmsg() and getmsg(), and of getmsg()'s return value. */
enum { RS_HIPRI = 1, MORECTL = 1, MOREDATA = 2 };
#define RS_HIPRI RS_HIPRI
#define MORECTL MORECTL
#define MOREDATA MOREDATA

struct strbuf {
  int maxlen; /* getmsg(): the room in buf; -1: this part stays where it is */
  int len;    /* bytes in buf; -1: there is no such part */
  char *buf;
};

int getmsg(int fd, struct strbuf *control, struct strbuf *data, int *flags);
int putmsg(int fd, const struct strbuf *control, const struct strbuf *data, int flags);

#ifdef __cplusplus
}
#endif

#endif
