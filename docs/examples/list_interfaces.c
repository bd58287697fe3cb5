/*
 * Lists the interfaces of a machine as a program for HP-UX does it, in each of the three ways in
 * which such programs walk the list of a DL_HP_PPA_ACK. Nothing in it is giosim's: on HP-UX it
 * compiles as it stands.
 *
 *     cc -I<giosim>/dlpi/include list_interfaces.c -L<build>/dlpi/so -lhpuxdlpi -o list_interfaces
 *     giosim run --disk machine.db scenario.yaml
 *     GIOSIM_MACHINE=machine.db ./list_interfaces
 *
 * or on a machine that runs:
 *
 *     giosim serve --disk machine.db --socket /tmp/dlpi &
 *     GIOSIM_SOCKET=/tmp/dlpi ./list_interfaces
 *
 * What the three walks see, and why, is in docs/DLPI.md.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <stropts.h>
#include <string.h>
#include <unistd.h>

#include <sys/dlpi.h>
#include <sys/dlpi_ext.h>

static int failed(const char *what)
{
    perror(what);
    return EXIT_FAILURE;
}

/* Where the next entry is, for one that stands at `at` and is the nth. */
typedef size_t (*walk)(const dl_hp_ppa_info_t *entry, size_t at, size_t n);

static size_t from_the_start(const dl_hp_ppa_info_t *entry, size_t at, size_t n)
{
    (void)at;
    (void)n;
    return entry->dl_next_offset;
}

static size_t from_the_entry(const dl_hp_ppa_info_t *entry, size_t at, size_t n)
{
    (void)n;
    return at + entry->dl_next_offset;
}

static size_t by_its_size(const dl_hp_ppa_info_t *entry, size_t at, size_t n)
{
    (void)entry;
    (void)at;
    return (n + 1) * sizeof(dl_hp_ppa_info_t);
}

static void print_entry(const dl_hp_ppa_info_t *entry)
{
    size_t i;

    printf("  lan%lu %s %s", (unsigned long)entry->dl_ppa, (const char *)entry->dl_hw_path,
           (const char *)entry->dl_name);
    if (entry->dl_hdw_state == HDW_DEAD) {
        printf(" DOWN\n");
        return;
    }
    printf(" 0x");
    for (i = 0; i < entry->dl_addr_length; ++i)
        printf("%02X", entry->dl_phys_addr[i]);
    printf("\n");
}

static void print_list(const char *title, const char *list, size_t length, size_t count, walk next)
{
    dl_hp_ppa_info_t entry;
    size_t at = 0, n;

    printf("%s:\n", title);
    for (n = 0; n < count; ++n) {
        if (at > length || length - at < sizeof entry) {
            printf("  leads to byte %lu of %lu\n", (unsigned long)at, (unsigned long)length);
            return;
        }
        memcpy(&entry, list + at, sizeof entry);
        print_entry(&entry);
        at = next(&entry, at, n);
    }
}

int main(void)
{
    dl_hp_ppa_req_t request;
    dl_hp_ppa_ack_t ack;
    struct strbuf control;
    char *list;
    int fd, flags, more;

    fd = open("/dev/dlpi", O_RDWR);
    if (fd < 0)
        return failed("/dev/dlpi");

    request.dl_primitive = DL_HP_PPA_REQ;
    control.len = sizeof request;
    control.buf = (char *)&request;
    if (putmsg(fd, &control, NULL, 0) < 0)
        return failed("putmsg");

    /* The header first: it says how much there is. */
    control.maxlen = sizeof ack;
    control.buf = (char *)&ack;
    flags = 0;
    more = getmsg(fd, &control, NULL, &flags);
    if (more < 0)
        return failed("getmsg");
    if (control.len < (int)sizeof ack || ack.dl_primitive != DL_HP_PPA_ACK) {
        fprintf(stderr, "list_interfaces: no list came\n");
        return EXIT_FAILURE;
    }
    list = malloc(ack.dl_length + 1);
    if (list == NULL)
        return failed("malloc");
    if (more == MORECTL) {
        control.maxlen = (int)ack.dl_length;
        control.buf = list;
        if (getmsg(fd, &control, NULL, &flags) < 0)
            return failed("getmsg");
    }

    printf("%lu interfaces\n", (unsigned long)ack.dl_count);
    print_list("from the start by dl_next_offset", list, ack.dl_length, ack.dl_count,
               from_the_start);
    print_list("from the entry by dl_next_offset", list, ack.dl_length, ack.dl_count,
               from_the_entry);
    print_list("n times sizeof", list, ack.dl_length, ack.dl_count, by_its_size);
    free(list);
    close(fd);
    return EXIT_SUCCESS;
}
