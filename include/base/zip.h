#ifndef SPARKD_BASE_ZIP_H
#define SPARKD_BASE_ZIP_H

#include "buf.h"
#include "instant.h"

/*
 * A ZIP archive that is written to a file part by part (APPNOTE 6.3.10, 4.3 and
 * 4.4). Parts are stored as they are, names are UTF-8; only the directory is
 * kept in memory, so that an archive may be as large as the disk has room for,
 * up to 4 GB (docs/adr/0011-zip.md).
 */
enum { ZIP_PARTS_MAX = 65535, ZIP_NAME_BYTES_MAX = 65535 };

struct zip {
    int fd; /* open for writing at its beginning; the caller's */
    uint64_t at;
    int count;
    uint32_t stamp; /* of all parts: DOS date and time */
    struct buf directory;
};

/* Borrows fd. zip_done is due whatever happens; it closes nothing. */
void zip_init(struct zip *zip, int fd, struct instant now);
void zip_done(struct zip *zip);

/* name: relative, "/" between folders. ERR_LIMIT: it would be larger than 4 GB, or have too many
 * parts; ERR_IO. After an error the archive is of no use. */
enum err zip_add_bytes(struct zip *zip, const char *name, struct str bytes) MUST_USE;
/* All that can be read from `from`, whatever its size. */
enum err zip_add_file(struct zip *zip, const char *name, int from) MUST_USE;
/* The last step: the directory. *ret_size: bytes of the whole archive. */
enum err zip_end(struct zip *zip, uint64_t *ret_size) MUST_USE;

#endif
