#ifndef SPARKD_FEED_SNAPSHOT_H
#define SPARKD_FEED_SNAPSHOT_H

#include "blob.h"
#include "instant.h"
#include "str.h"

/*
 * A feed ready to be sent: bytes, gzip, tags, dates and header lines (calendar
 * specification, section 8), and the judgement of what a client asked for
 * (RFC 9110 8.8, 12.5.3, 13.1). Pure over bytes and time.
 */
#define SNAPSHOT_ETAG_MAX 70 /* quotes, SHA-256 in hex, "-gz", NUL */

struct snapshot_source {
    struct blob *bytes;            /* the identity bytes; taken */
    struct str etag_before;        /* as stored for this feed, quotes included; empty at first */
    struct instant changed_before; /* as stored with it */
    struct instant now;
    bool attachment; /* a single file, not a feed */
};

struct snapshot {
    struct blob *plain, *gzip;
    char etag[SNAPSHOT_ETAG_MAX];      /* of the identity bytes: the one to store */
    char etag_gzip[SNAPSHOT_ETAG_MAX]; /* ends in -gz" */
    /* As stored while the bytes are the same, else max(now, stored + 1 s): it only grows. */
    struct instant changed_at;
    /* Ready header lines, each ended by CRLF: what section 8 lists for a feed, without the status
     * line, Date, Content-Length, and what every answer carries. They live as long as the snapshot.
     */
    struct str head_plain, head_gzip;         /* 200, for HEAD too */
    struct str head_plain_304, head_gzip_304; /* ETag, Vary, Cache-Control */
    char *heads;                              /* where they live */
};

/* Compresses (zlib level 6), hashes and formats. Store etag and changed_at when etag is new. */
void snapshot_init(struct snapshot *snapshot, const struct snapshot_source *source);
void snapshot_done(struct snapshot *snapshot);

/*
 * 304 if the client's copy of this variant is current, else 200. A header that
 * was not sent has p NULL. If-None-Match wins over If-Modified-Since (RFC 9110
 * 13.2.2); it may be a list, weak tags count, * is any; what is no tag matches
 * nothing. A date that cannot be parsed is ignored (13.1.3).
 */
int snapshot_condition(const struct snapshot *snapshot, bool gzip, struct str if_none_match,
                       struct str if_modified_since);

/* An If-None-Match of any form against one tag, quotes included. A header that was not sent (p
 * NULL) matches nothing. */
bool snapshot_tags_match(struct str list, const char *etag);

/* User agents that get no gzip unless the configuration says otherwise: parts of the header,
 * separated by |, in any case (practice P12). */
#define SNAPSHOT_NO_GZIP_DEFAULT "Microsoft Office|Outlook"

/*
 * Whether to send gzip: the client asks for it by name or by *, likes it at
 * least as well as identity where that is named, and is not one of no_gzip_for.
 * A header that was not sent, or that is malformed, asks for nothing.
 */
bool snapshot_wants_gzip(struct str accept_encoding, struct str user_agent, struct str no_gzip_for);

#define SNAPSHOT_DATE_MAX 30
/* Sun, 06 Nov 1994 08:49:37 GMT (RFC 9110 5.6.7). */
void snapshot_date_format(struct instant t, char ret[static SNAPSHOT_DATE_MAX]);
/* Any of the three forms of RFC 9110 5.6.7; a year of two digits is the one at most 50 years after
 * now. ERR_INVALID for anything else, a wrong weekday included. */
enum err snapshot_date_parse(struct str s, struct instant now, struct instant *ret) MUST_USE;

#endif
