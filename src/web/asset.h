#ifndef SPARKD_WEB_ASSET_H
#define SPARKD_WEB_ASSET_H

#include "str.h"

/*
 * The stylesheet, scripts and pictures of the pages: part of the binary, named
 * by their hash, so that a browser may keep them for ever (web specification,
 * section 5). The table is made by cmake/assets.mjs and ends with name NULL.
 */
struct asset {
    const char *name;    /* "app.css" */
    const char *address; /* "/a/app.0123456789.css" */
    const char *type;    /* of content, with its charset where it is text */
    const char *hash;    /* first 10 hex digits of the SHA-256 of plain */
    struct str plain, gz, br;
};

extern const struct asset asset_table[];

/* The asset at that path, NULL if there is none. */
const struct asset *asset_find(struct str path);

/* Where the asset of that name ("app.css") is served, for a page's {{a.css}}. It must exist. */
const char *asset_address(const char *name);

enum { ASSET_ETAG_MAX = 24 };

struct asset_body {
    struct str bytes;          /* live as long as the process */
    const char *encoding;      /* for Content-Encoding; NULL for plain bytes */
    char etag[ASSET_ETAG_MAX]; /* strong, quoted, another one for each encoding */
};

/*
 * The smallest bytes that a client with this Accept-Encoding takes (p NULL: the
 * header was not sent). RFC 9110 12.5.3; weights other than 0 do not matter.
 */
void asset_choose(const struct asset *asset, struct str accept_encoding, struct asset_body *ret);

#endif
