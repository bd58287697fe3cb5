/*
 * libhpuxpi: the saved configuration of Portable Image on a machine's disk, for programs outside.
 *
 * `giosim run --disk FILE` keeps the disks of its machines in FILE. A program opens one of them while
 * no giosim runs it, and does what hpuxpitool does on the machine:
 *
 *     hpuxpi *pi;
 *     if (hpuxpi_open("fleet.giosim", "source", &pi) != HPUXPI_OK)
 *         fprintf(stderr, "%s\n", hpuxpi_message(pi));
 *     else
 *         hpuxpi_add(pi, "0x0017A4770428", "0x2A2E5A050ABA");
 *     hpuxpi_close(pi);
 *
 * C99. Link with -lhpuxpi. Every function returns HPUXPI_OK or what is wrong, unless it says else;
 * hpuxpi_strerror() says it in a sentence, hpuxpi_message() with the particulars. A change is on the
 * disk, whole, when the function returns HPUXPI_OK; after any error nothing has changed. One thread
 * at a time may use a handle.
 *
 * HP's own library has a private API, which is not public; this one is giosim's.
 */
#ifndef HPUXPI_H
#define HPUXPI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HPUXPI_API __attribute__((visibility("default")))
#else
#define HPUXPI_API
#endif

/* The values do not change; new ones may come. */
enum {
    HPUXPI_OK = 0,
    HPUXPI_EINVAL = 1,      /* a null pointer, or an index that no entry has */
    HPUXPI_EOPEN = 2,       /* the file is missing, damaged, locked, or not a store of giosim's disks */
    HPUXPI_ENOMACHINE = 3,  /* the file has no disk of that machine */
    HPUXPI_EDAMAGED = 4,    /* KRS on the disk is damaged, and so is its last known good copy */
    HPUXPI_EBADMAC = 5,     /* the text is not a MAC address */
    HPUXPI_ENONICMAC = 6,   /* all zero, or a group address: no NIC can have it */
    HPUXPI_EUNKNOWNMAC = 7, /* no entry has this MAC address */
    HPUXPI_EOTHERENTRY = 8, /* the MAC address is in another entry already */
    HPUXPI_EPATCH = 9,      /* HP-UX of September 2010 or earlier without PHKL_41525 */
    HPUXPI_ENOTRUNNING = 10, /* needs DLPI, hence a running machine: run hpuxpitool there */
    HPUXPI_EWRITE = 11,     /* the change could not be written */
    HPUXPI_EINTERNAL = 12   /* a bug of giosim, or no memory */
};

/* One machine's disk, opened. */
typedef struct hpuxpi hpuxpi;

#define HPUXPI_PATH_SIZE 64 /* with the byte 0 at the end, as all sizes here */
#define HPUXPI_NAME_SIZE 16
#define HPUXPI_MAC_SIZE 15

/* <H/W path, class of device, instance number, driver name, MAC address1, MAC address2 ...> */
typedef struct hpuxpi_entry {
    char hw_path[HPUXPI_PATH_SIZE];      /* "0/4/1/0" */
    char device_class[HPUXPI_NAME_SIZE]; /* "lan" */
    int32_t instance;                    /* the N of lanN */
    char driver[HPUXPI_NAME_SIZE];       /* "igelan" */
    size_t macs;                         /* 1 and as many as it has equivalents; see hpuxpi_mac() */
} hpuxpi_entry;

/*
 * Opens the disk that sits in the machine, or that is called so when it sits in none. The file is
 * locked until hpuxpi_close(). On an error *pi is a handle that only hpuxpi_message() and
 * hpuxpi_close() take; it is NULL when there is no memory for it, or pi, path or machine is NULL.
 */
HPUXPI_API int hpuxpi_open(const char *path, const char *machine, hpuxpi **pi);
HPUXPI_API void hpuxpi_close(hpuxpi *pi); /* NULL is allowed */

/* The entries, by class and instance, from index 0. */
HPUXPI_API int hpuxpi_count(const hpuxpi *pi, size_t *count);
HPUXPI_API int hpuxpi_get(const hpuxpi *pi, size_t index, hpuxpi_entry *entry);
/* The MAC address of an entry, 0 being the NIC's own and the others its equivalents: "0x00306E00000A" */
HPUXPI_API int hpuxpi_mac(const hpuxpi *pi, size_t index, size_t which, char mac[HPUXPI_MAC_SIZE]);
/* The index of the entry that has the MAC address, be it its own or an equivalent. */
HPUXPI_API int hpuxpi_search(const hpuxpi *pi, const char *mac, size_t *index);

/* hpuxpitool -a: mac2 becomes an equivalent in the entry that has mac1. */
HPUXPI_API int hpuxpi_add(hpuxpi *pi, const char *mac1, const char *mac2);
/* hpuxpitool -r: removes the entry, or the equivalent; with NULL all entries. */
HPUXPI_API int hpuxpi_remove(hpuxpi *pi, const char *mac);

/* gio_portable_image: 0 or 1. hpuxpitool -e and -d. */
HPUXPI_API int hpuxpi_enabled(const hpuxpi *pi, int *enabled);
HPUXPI_API int hpuxpi_enable(hpuxpi *pi);
HPUXPI_API int hpuxpi_disable(hpuxpi *pi);

/*
 * hpuxpitool -s and -u ask DLPI for the NICs that are present. A disk that a program can open sits in
 * no running machine, so these always return HPUXPI_ENOTRUNNING; they are here to say so.
 */
HPUXPI_API int hpuxpi_save(hpuxpi *pi);
HPUXPI_API int hpuxpi_update(hpuxpi *pi);

/* A sentence for each code, in English; "unknown error" for any other number. */
HPUXPI_API const char *hpuxpi_strerror(int error);
/*
 * What the last failed call on this handle had to say; "" when none failed. Behind hpuxpi_open() it
 * may also be a warning: that KRS was damaged and its last known good copy is used. Good until the
 * next call on the handle.
 */
HPUXPI_API const char *hpuxpi_message(const hpuxpi *pi);

#ifdef __cplusplus
}
#endif

#endif
