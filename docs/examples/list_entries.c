/*
 * Lists what Portable Image has saved on a machine's disk, and shows how libhpuxpi is called.
 *
 *     cc -std=c99 -I<giosim> list_entries.c -L<build>/pi/so -lhpuxpi -o list_entries
 *     giosim run --disk fleet.giosim scenario.yaml
 *     list_entries fleet.giosim source                   the entries
 *     list_entries fleet.giosim source MAC               the interface that has the MAC address
 *     list_entries fleet.giosim source MAC1 MAC2         makes MAC2 an equivalent of MAC1
 */
#include "pi/libhpuxpi.h"

#include <stdio.h>
#include <stdlib.h>

static int failed(hpuxpi *pi, int error)
{
    fprintf(stderr, "list_entries: %s (%d: %s)\n", hpuxpi_message(pi), error, hpuxpi_strerror(error));
    hpuxpi_close(pi);
    return EXIT_FAILURE;
}

static int print_entry(hpuxpi *pi, size_t index)
{
    hpuxpi_entry entry;
    size_t which;
    int error = hpuxpi_get(pi, index, &entry);

    if (error != HPUXPI_OK)
        return error;
    printf("%s%ld %s %s", entry.device_class, (long)entry.instance, entry.hw_path, entry.driver);
    for (which = 0; which < entry.macs; ++which) {
        char mac[HPUXPI_MAC_SIZE];
        error = hpuxpi_mac(pi, index, which, mac);
        if (error != HPUXPI_OK)
            return error;
        printf(" %s", mac);
    }
    printf("\n");
    return HPUXPI_OK;
}

int main(int argc, char **argv)
{
    hpuxpi *pi;
    size_t count = 0, index = 0;
    int error, enabled = 0;

    if (argc < 3 || argc > 5) {
        fprintf(stderr, "usage: list_entries FILE MACHINE [MAC [EQUIVALENT]]\n");
        return EXIT_FAILURE;
    }
    error = hpuxpi_open(argv[1], argv[2], &pi);
    if (error != HPUXPI_OK)
        return failed(pi, error);

    if (argc == 5) {
        error = hpuxpi_add(pi, argv[3], argv[4]);
        if (error != HPUXPI_OK)
            return failed(pi, error);
    }
    if (argc >= 4) {
        error = hpuxpi_search(pi, argv[3], &index);
        if (error == HPUXPI_OK)
            error = print_entry(pi, index);
        if (error != HPUXPI_OK)
            return failed(pi, error);
        hpuxpi_close(pi);
        return EXIT_SUCCESS;
    }

    error = hpuxpi_enabled(pi, &enabled);
    if (error == HPUXPI_OK)
        error = hpuxpi_count(pi, &count);
    if (error != HPUXPI_OK)
        return failed(pi, error);
    printf("gio_portable_image=%d, %lu entries\n", enabled, (unsigned long)count);
    for (index = 0; index < count; ++index) {
        error = print_entry(pi, index);
        if (error != HPUXPI_OK)
            return failed(pi, error);
    }
    hpuxpi_close(pi);
    return EXIT_SUCCESS;
}
