/*
 * A program from outside that tries every way of calling that libhpuxdlpi has. Arguments: the number
 * of interfaces that the machine has, at least one of which is lan0 with this MAC address; and the
 * words of what else shall be tried. It prints what went wrong, with its line.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <stropts.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sys/dlpi.h>
#include <sys/dlpi_ext.h>
#include <sys/mib.h>
#include <sys/stream.h>
#include <sys/stropts.h>

static int failures = 0;

#define CHECK(condition)                                                                    \
    do {                                                                                    \
        errno = 0;                                                                          \
        if (!(condition)) {                                                                 \
            fprintf(stderr, "outside.c:%d: %s (errno %d: %s)\n", __LINE__, #condition, errno, \
                    strerror(errno));                                                       \
            ++failures;                                                                     \
        }                                                                                   \
    } while (0)
#define FAILS(call, error)                                                                      \
    do {                                                                                        \
        int result;                                                                             \
        errno = 0;                                                                              \
        result = (call);                                                                        \
        if (result != -1 || errno != (error)) {                                                 \
            fprintf(stderr, "outside.c:%d: %s is %d, errno %d, instead of -1, errno %d\n",      \
                    __LINE__, #call, result, errno, (error));                                   \
            ++failures;                                                                         \
        }                                                                                       \
    } while (0)

static char area[70000];
static union {
    uint32_t number;
    union DL_primitives any;
    char bytes[2048];
} got;

static int put(int fd, const void *request, int size)
{
    struct strbuf control;
    control.maxlen = 0;
    control.len = size;
    control.buf = (char *)request;
    return putmsg(fd, &control, NULL, 0);
}

/* The primitive that comes, or -1. */
static long get(int fd)
{
    struct strbuf control = {sizeof got, 0, got.bytes};
    int flags = 0;
    if (getmsg(fd, &control, NULL, &flags) < 0)
        return -1;
    return (long)got.number;
}

static long ask(int fd, const void *request, int size)
{
    return put(fd, request, size) < 0 ? -1 : get(fd);
}

static int attached(int flags, uint32_t ppa)
{
    const dl_attach_req_t attach = {DL_ATTACH_REQ, ppa};
    const int fd = open("/dev/dlpi", flags);
    CHECK(fd >= 0);
    CHECK(ask(fd, &attach, sizeof attach) == DL_OK_ACK);
    return fd;
}

static int bound(int flags, uint32_t sap)
{
    const dl_bind_req_t bind = {DL_BIND_REQ, sap, 0, DL_CLDLS, 0, 0};
    const int fd = attached(flags, 0);
    CHECK(ask(fd, &bind, sizeof bind) == DL_BIND_ACK);
    return fd;
}

/* ---- */

static void other_files_are_as_ever(void)
{
    char text[6] = "";
    struct stat found;
    struct strbuf nothing = {0, 0, NULL};
    int flags = 0;
    int fd = open("outside.txt", O_RDWR | O_CREAT | O_TRUNC, 0640);

    CHECK(fd >= 0);
    CHECK(write(fd, "hello", 5) == 5 && lseek(fd, 0, SEEK_SET) == 0);
    CHECK(read(fd, text, 5) == 5 && strcmp(text, "hello") == 0);
    CHECK(fstat(fd, &found) == 0 && (found.st_mode & 0777) == (0640 & ~umask(022)));
    CHECK(isastream(fd) == 0);
    FAILS(putmsg(fd, &nothing, NULL, 0), ENOSTR);
    FAILS(getmsg(fd, &nothing, NULL, &flags), ENOSTR);
    CHECK(close(fd) == 0);
    FAILS(isastream(fd), EBADF);
    FAILS(putmsg(fd, &nothing, NULL, 0), EBADF);
    FAILS(open("nowhere/outside.txt", O_RDONLY), ENOENT);
    FAILS(open("/dev/dlpi.txt", O_RDONLY), ENOENT);
}

static void devices(void)
{
    const int named = open("/dev/dlpi7", O_RDWR), same = open("/dev/dlpi7", O_RDWR);
    const dl_attach_req_t attach = {DL_ATTACH_REQ, 0};

    CHECK(named >= 0 && same >= 0 && named != same);
    CHECK(isastream(named) == 1);
    CHECK(ask(named, &attach, sizeof attach) == DL_OK_ACK);
    CHECK(ask(same, &attach, sizeof attach) == DL_ERROR_ACK); /* one stream: attached already */
    CHECK(got.any.error_ack.dl_errno == DL_OUTSTATE);
    CHECK(close(named) == 0 && close(same) == 0);
    FAILS(open("/dev/dlpi100", O_RDWR), ENXIO);
}

static void the_list(uint32_t count)
{
    const dl_hp_ppa_req_t request = {DL_HP_PPA_REQ};
    struct strbuf control = {sizeof(dl_hp_ppa_ack_t), 0, got.bytes};
    dl_hp_ppa_ack_t ack;
    int flags = 0;
    const int fd = open("/dev/dlpi", O_RDWR);

    CHECK(put(fd, &request, sizeof request) == 0);
    CHECK(getmsg(fd, &control, NULL, &flags) == (count ? MORECTL : 0) && flags == RS_HIPRI);
    CHECK(control.len == sizeof ack);
    memcpy(&ack, got.bytes, sizeof ack);
    CHECK(ack.dl_primitive == DL_HP_PPA_ACK && ack.dl_count == count);
    CHECK(ack.dl_length == count * sizeof(dl_hp_ppa_info_t));
    control.buf = area;
    control.maxlen = sizeof area;
    CHECK(count == 0 || (getmsg(fd, &control, NULL, &flags) == 0 && control.len == (int)ack.dl_length));
    CHECK(close(fd) == 0);
}

static void errors(void)
{
    const int fd = open("/dev/dlpi", O_RDWR | O_NONBLOCK);
    struct strbuf control = {sizeof got, 4, got.bytes}, too_long = {0, 1025, area};
    struct strbuf data = {0, 65536, area}, far_too_long = {0, 1 << 30, area}, none = {0, -1, NULL};
    struct strbuf nowhere = {4, 4, NULL};
    int flags = 0;

    CHECK((fcntl(fd, F_GETFL) & O_NONBLOCK) != 0);
    FAILS(getmsg(fd, &control, NULL, &flags), EAGAIN);
    flags = RS_HIPRI;
    FAILS(getmsg(fd, &control, NULL, &flags), EAGAIN);
    flags = 4;
    FAILS(getmsg(fd, &control, NULL, &flags), EINVAL);
    FAILS(getmsg(fd, &control, NULL, NULL), EFAULT);
    flags = 0;
    FAILS(getmsg(fd, &nowhere, NULL, &flags), EFAULT);
    FAILS(putmsg(fd, &nowhere, NULL, 0), EFAULT);
    FAILS(putmsg(fd, &control, NULL, 4), EINVAL);
    FAILS(putmsg(fd, NULL, NULL, RS_HIPRI), EINVAL);
    FAILS(putmsg(fd, &too_long, NULL, 0), ERANGE);
    FAILS(putmsg(fd, &control, &data, 0), ERANGE);
    FAILS(putmsg(fd, &control, &far_too_long, 0), ERANGE);
    CHECK(putmsg(fd, NULL, NULL, 0) == 0 && putmsg(fd, &none, &none, 0) == 0);
    FAILS(ioctl(fd, I_FLUSH, 0), EINVAL);
    FAILS(ioctl(fd, I_FLUSH, 7), EINVAL);
    FAILS(ioctl(fd, ('S' << 8) | 8, NULL), EINVAL); /* I_STR: no module is there to hear it */
    CHECK(ioctl(fd, I_FLUSH, FLUSHRW) == 0);

    got.number = 0xabcd;
    CHECK(ask(fd, got.bytes, 4) == DL_ERROR_ACK && got.any.error_ack.dl_errno == DL_BADPRIM);
    CHECK(close(fd) == 0);
}

static void one_answer_at_a_time(void)
{
    const dl_info_req_t info = {DL_INFO_REQ};
    const int fd = open("/dev/dlpi", O_RDWR | O_NONBLOCK);

    CHECK(put(fd, &info, sizeof info) == 0 && put(fd, &info, sizeof info) == 0);
    CHECK(get(fd) == DL_INFO_ACK && got.any.info_ack.dl_current_state == DL_UNATTACHED);
    FAILS(get(fd), EAGAIN);
    CHECK(put(fd, &info, sizeof info) == 0 && ioctl(fd, I_FLUSH, FLUSHR) == 0);
    FAILS(get(fd), EAGAIN);
    CHECK(close(fd) == 0);
}

/* poll() returns when there is something to read, and only then. */
static void waiting(void)
{
    const dl_info_req_t info = {DL_INFO_REQ};
    const int fd = open("/dev/dlpi", O_RDWR);
    struct pollfd one = {0, POLLIN, 0};

    one.fd = fd;
    CHECK(poll(&one, 1, 0) == 0);
    CHECK(put(fd, &info, sizeof info) == 0);
    CHECK(poll(&one, 1, 10000) == 1 && one.revents == POLLIN);
    CHECK(get(fd) == DL_INFO_ACK);
    CHECK(poll(&one, 1, 0) == 0);
    CHECK(close(fd) == 0);
}

static void rings(int signal) { (void)signal; }

/* getmsg() waits for ever, but for a signal. */
static void interrupted(void)
{
    const int fd = open("/dev/dlpi", O_RDWR);
    struct strbuf control = {sizeof got, 0, got.bytes};
    const dl_info_req_t info = {DL_INFO_REQ};
    struct sigaction alarms;
    int flags;

    memset(&alarms, 0, sizeof alarms);
    alarms.sa_handler = rings;
    sigaction(SIGALRM, &alarms, NULL);
    for (flags = 0; flags <= RS_HIPRI; ++flags) {
        int asked = flags;
        ualarm(100000, 0);
        FAILS(getmsg(fd, &control, NULL, &asked), EINTR);
    }
    CHECK(ask(fd, &info, sizeof info) == DL_INFO_ACK); /* and the stream is as it was */
    CHECK(close(fd) == 0);
}

/* What one stream sends to the other one's SAP, by the interface's own address. */
static void two_streams(void)
{
    static const char text[] = "over the wire";
    const int sender = bound(O_RDWR, 0x9000), reader = bound(O_RDWR, 0x9001);
    dl_phys_addr_req_t where = {DL_PHYS_ADDR_REQ, DL_CURR_PHYS_ADDR};
    struct {
        dl_unitdata_req_t head;
        uint8_t to[8];
    } request = {{DL_UNITDATA_REQ, 8, sizeof(dl_unitdata_req_t), {0, 0}}, {0, 0, 0, 0, 0, 0, 0x90, 0x01}};
    struct strbuf control = {0, sizeof request, (char *)&request}, data = {0, sizeof text, (char *)text};
    struct strbuf head = {sizeof got, 0, got.bytes}, rest = {5, 0, area};
    int flags = 0;

    CHECK(ask(sender, &where, sizeof where) == DL_PHYS_ADDR_ACK);
    memcpy(request.to, got.bytes + got.any.phys_addr_ack.dl_addr_offset, 6);
    CHECK(putmsg(sender, &control, &data, 0) == 0);
    CHECK(getmsg(reader, &head, &rest, &flags) == MOREDATA);
    CHECK(got.number == DL_UNITDATA_IND && flags == 0);
    CHECK(rest.len == 5 && memcmp(area, text, 5) == 0);
    rest.maxlen = sizeof area;
    CHECK(getmsg(reader, &head, &rest, &flags) == 0);
    CHECK(head.len == -1 && rest.len >= (int)sizeof text - 5 &&
          memcmp(area, text + 5, sizeof text - 5) == 0);
    CHECK(close(sender) == 0 && close(reader) == 0);
}

/* A descriptor stays the stream that it was: in a copy, in a child. */
static void copies(void)
{
    const dl_info_req_t info = {DL_INFO_REQ};
    const int fd = attached(O_RDWR, 0), copy = dup(fd);
    int status = -1;
    const pid_t child = fork();

    if (child == 0) {
        const int ok = isastream(copy) == 1 && ask(copy, &info, sizeof info) == DL_INFO_ACK;
        exit(ok ? 0 : 1);
    }
    CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
    CHECK(wait(NULL) == -1); /* giosim itself is no child of the program's */
    CHECK(close(fd) == 0);
    CHECK(ask(copy, &info, sizeof info) == DL_INFO_ACK);
    CHECK(got.any.info_ack.dl_current_state == DL_UNBOUND);
    CHECK(close(copy) == 0);
}

static void many_streams(void)
{
    int fds[200], i;

    for (i = 0; i < 200; ++i)
        CHECK((fds[i] = open("/dev/dlpi", O_RDWR)) >= 0);
    for (i = 0; i < 200; ++i)
        CHECK(close(fds[i]) == 0);
}

/* Whoever cuts the power has until standard input's next line. */
static void power_cut(void)
{
    const dl_info_req_t info = {DL_INFO_REQ};
    const int fd = open("/dev/dlpi", O_RDWR);

    CHECK(ask(fd, &info, sizeof info) == DL_INFO_ACK);
    printf("ready\n");
    fflush(stdout);
    CHECK(getchar() != EOF);
    FAILS(put(fd, &info, sizeof info), EIO);
    FAILS((int)get(fd), EIO);
    CHECK(close(fd) == 0);
    FAILS(open("/dev/dlpi", O_RDWR), ENXIO);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "power") == 0) {
        power_cut();
        return failures ? EXIT_FAILURE : EXIT_SUCCESS;
    }
    other_files_are_as_ever();
    if (argc != 2) {
        fprintf(stderr, "usage: outside COUNT|power\n");
        return EXIT_FAILURE;
    }
    devices();
    the_list((uint32_t)atoi(argv[1]));
    errors();
    one_answer_at_a_time();
    waiting();
    interrupted();
    two_streams();
    copies();
    many_streams();
    printf("%s\n", failures ? "FAILED" : "all well");
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
