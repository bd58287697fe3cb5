/*
 * stropts.h: the part of STREAMS that a DLPI program needs.
 *
 * glibc has it no more; names and flags are those of System V. libhpuxdlpi has the functions:
 *
 *     fd = open("/dev/dlpi", O_RDWR);       a stream of a machine of giosim's; other files as ever
 *     putmsg(fd, &control, NULL, 0);
 *     getmsg(fd, &control, &data, &flags);  waits, unless the stream is O_NONBLOCK; so does poll()
 *     ioctl(fd, I_FLUSH, FLUSHR);
 *     close(fd);
 *
 * Which machine it is the environment says: docs/DLPI.md.
 */
#ifndef GIOSIM_STROPTS_H
#define GIOSIM_STROPTS_H

#include <sys/ioctl.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Flags of putmsg() and getmsg(), and of getmsg()'s return value. */
enum { RS_HIPRI = 1, MORECTL = 1, MOREDATA = 2 };
#define RS_HIPRI RS_HIPRI
#define MORECTL MORECTL
#define MOREDATA MOREDATA

/* ioctl() of a stream: what has not been read yet is thrown away. */
#define I_FLUSH (('S' << 8) | 5)
enum { FLUSHR = 1, FLUSHW = 2, FLUSHRW = 3 };
#define FLUSHR FLUSHR
#define FLUSHW FLUSHW
#define FLUSHRW FLUSHRW

struct strbuf {
  int maxlen; /* getmsg(): the room in buf; -1: this part stays where it is */
  int len;    /* bytes in buf; -1: there is no such part */
  char *buf;
};

int getmsg(int fd, struct strbuf *control, struct strbuf *data, int *flags);
int putmsg(int fd, const struct strbuf *control, const struct strbuf *data, int flags);
int isastream(int fd); /* 1 or 0 */

#ifdef __cplusplus
}
#endif

#endif
