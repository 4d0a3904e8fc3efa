/* DESIGN: archives written part by part, nothing kept but their directory. */
#include "zip.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "tz.h"

enum {
    CHUNK_BYTES = 65536,
    HEADER_BYTES = 30,
    CRC_AT = 14, /* in a part's header; its two sizes follow */
    VERSION = 20,
    NAMES_ARE_UTF8 = 1 << 11,
    STORED = 0,
    DIRECTORY_BYTES_MAX = 16 << 20
};
static const uint64_t SIZE_MAX_BYTES = UINT32_MAX;

static uint32_t dos_stamp(struct instant now)
{
    struct local at = tz_local(now);
    struct civil date = day_civil(at.day);
    int year = date.year < 1980 ? 1980 : date.year;
    uint32_t day = (uint32_t)((year - 1980) << 9 | date.month << 5 | date.day);
    return day << 16 | (uint32_t)(at.hour << 11 | at.minute << 5 | at.second / 2);
}

void zip_init(struct zip *zip, int fd, struct instant now)
{
    *zip = (struct zip){.fd = fd, .stamp = dos_stamp(now)};
    buf_init(&zip->directory, DIRECTORY_BYTES_MAX);
}

void zip_done(struct zip *zip)
{
    buf_done(&zip->directory);
}

/* ---- bytes ---- */

static enum err write_all(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return ERR_IO;
        bytes += written;
        n -= (size_t)written;
    }
    return OK;
}

static enum err put(struct zip *zip, const char *bytes, size_t n)
{
    if (zip->at + n > SIZE_MAX_BYTES)
        return ERR_LIMIT;
    enum err err = write_all(zip->fd, bytes, n);
    if (err == OK)
        zip->at += n;
    return err;
}

/* Numbers are little-endian. */
static void add16(struct buf *buf, unsigned value)
{
    buf_add_char(buf, (char)(value & 0xff));
    buf_add_char(buf, (char)(value >> 8 & 0xff));
}

static void add32(struct buf *buf, uint32_t value)
{
    add16(buf, value & 0xffff);
    add16(buf, value >> 16);
}

/* ---- parts ---- */

struct part {
    const char *name;
    uint32_t at, crc, size;
};

/* What a part's header and its row of the directory have alike. */
static void add_facts(struct buf *buf, const struct zip *zip, const struct part *part)
{
    add16(buf, VERSION);
    add16(buf, NAMES_ARE_UTF8);
    add16(buf, STORED);
    add32(buf, zip->stamp);
    add32(buf, part->crc);
    add32(buf, part->size);
    add32(buf, part->size);
    add16(buf, (unsigned)strlen(part->name));
    add16(buf, 0); /* no extra field */
}

static enum err begin_part(struct zip *zip, const char *name, struct part *ret)
{
    struct buf header;
    if (zip->count == ZIP_PARTS_MAX || strlen(name) > ZIP_NAME_BYTES_MAX)
        return ERR_LIMIT;
    *ret = (struct part){.name = name, .at = (uint32_t)zip->at, .crc = 0};
    buf_init(&header, HEADER_BYTES + ZIP_NAME_BYTES_MAX);
    add32(&header, 0x04034b50);
    add_facts(&header, zip, ret);
    buf_add_c(&header, name);
    enum err err = put(zip, header.p, header.n);
    buf_done(&header);
    return err;
}

static enum err add_chunk(struct zip *zip, struct part *part, const char *bytes, size_t n)
{
    enum err err = put(zip, bytes, n);
    if (err != OK)
        return err;
    part->crc = (uint32_t)crc32(part->crc, (const unsigned char *)bytes, (unsigned)n);
    part->size += (uint32_t)n;
    return OK;
}

/* Its sum and its size are known only now: they are put into its header. */
static enum err end_part(struct zip *zip, const struct part *part)
{
    struct buf *row = &zip->directory, sums;
    char bytes[12];
    buf_init(&sums, sizeof bytes);
    add32(&sums, part->crc);
    add32(&sums, part->size);
    add32(&sums, part->size);
    memcpy(bytes, sums.p, sizeof bytes);
    buf_done(&sums);
    if (pwrite(zip->fd, bytes, sizeof bytes, (off_t)part->at + CRC_AT) != sizeof bytes)
        return ERR_IO;
    add32(row, 0x02014b50);
    add16(row, VERSION);
    add_facts(row, zip, part);
    add16(row, 0); /* no comment */
    add16(row, 0); /* the first disk */
    add16(row, 0);
    add32(row, 0);
    add32(row, part->at);
    buf_add_c(row, part->name);
    zip->count++;
    return row->full ? ERR_LIMIT : OK;
}

enum err zip_add_bytes(struct zip *zip, const char *name, struct str bytes)
{
    struct part part;
    enum err err = begin_part(zip, name, &part);
    while (err == OK && bytes.n) {
        size_t n = bytes.n < CHUNK_BYTES ? bytes.n : CHUNK_BYTES;
        err = add_chunk(zip, &part, bytes.p, n);
        bytes = str_from(bytes, n);
    }
    return err == OK ? end_part(zip, &part) : err;
}

enum err zip_add_file(struct zip *zip, const char *name, int from)
{
    char chunk[CHUNK_BYTES];
    struct part part;
    enum err err = begin_part(zip, name, &part);
    while (err == OK) {
        ssize_t n = read(from, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            return end_part(zip, &part);
        err = n < 0 ? ERR_IO : add_chunk(zip, &part, chunk, (size_t)n);
    }
    return err;
}

enum err zip_end(struct zip *zip, uint64_t *ret_size)
{
    struct buf end;
    uint32_t at = (uint32_t)zip->at, size = (uint32_t)zip->directory.n;
    enum err err = put(zip, zip->directory.p, zip->directory.n);
    buf_init(&end, 64);
    add32(&end, 0x06054b50);
    add32(&end, 0); /* one disk */
    add16(&end, (unsigned)zip->count);
    add16(&end, (unsigned)zip->count);
    add32(&end, size);
    add32(&end, at);
    add16(&end, 0); /* no comment */
    if (err == OK)
        err = put(zip, end.p, end.n);
    buf_done(&end);
    if (err == OK)
        *ret_size = zip->at;
    return err;
}
