#ifndef SPARKD_ACCESS_TOTP_H
#define SPARKD_ACCESS_TOTP_H

#include "arena.h"
#include "instant.h"

/*
 * The 6 digits of an authenticator app: RFC 6238 over HMAC-SHA-1, steps of 30 s (http
 * specification, section 8.3). Pure: a secret and a time in, a judgement out.
 */
enum { TOTP_SECRET_BYTES = 20, TOTP_DIGITS = 6, TOTP_STEP_S = 30 };

/* The code of a step, `digits` of it (6 to 8) and NUL (RFC 4226, section 5.3). */
void totp_code(struct str secret, int64_t step, int digits, char *ret);
/* The step whose code was typed, spaces ignored: now's or the one on either side, and later than
 * last_step, since each works once (RFC 6238, section 5.2). 0: none. */
int64_t totp_match(struct str secret, struct str typed, struct instant now, int64_t last_step);

/* The secret as apps take it: base32 (RFC 4648) without padding. */
const char *totp_secret_text(struct str secret, struct arena *arena);
/* otpauth://totp/…, the address an app reads from a QR code. */
const char *totp_address(struct str secret, const char *trust, const char *account,
                         struct arena *arena);

#endif
