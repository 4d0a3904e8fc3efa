#ifndef SPARKD_OIDC_OIDC_JWS_H
#define SPARKD_OIDC_OIDC_JWS_H

#include "oidc_json.h"

/*
 * The signature of a token in compact form (RFC 7515), by libcjose. Before it sees the token its
 * form is held to the letter: three parts of base64url, a known algorithm, the key it names.
 */

/* The object in part 0 (header) or 1 (what is signed) of a token, nothing believed yet; the caller
 * json_decref's it. ERR_INVALID: it has no such part. */
enum err oidc_jws_part(struct str token, int part, struct arena *arena, json_t **ret) MUST_USE;

/* What was signed, by a key of `keys` (a JWKS document), as the object it is; the caller
 * json_decref's it. ERR_NOT_FOUND: the key it names is not there. ERR_DENIED: no good, *ret_why. */
enum err oidc_jws_open(struct str token, struct str keys, struct arena *arena, json_t **ret,
                       const char **ret_why) MUST_USE;

#endif
