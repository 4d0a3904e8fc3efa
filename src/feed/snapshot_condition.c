/* DESIGN: what a client has and what it takes: conditions and encodings of RFC 9110. */
#include "snapshot.h"

#include <string.h>

/* RFC 9110 8.8.3: %x21, %x23-7E and bytes above. */
static bool is_etagc(char c)
{
    unsigned char u = (unsigned char)c;
    return u == 0x21 || (u >= 0x23 && u <= 0x7e) || u >= 0x80;
}

/* Takes [W/]"…" off the front of *rest, quotes kept, W/ dropped; false if none stands there. */
static bool take_tag(struct str *rest, struct str *ret_tag)
{
    struct str s = str_starts(*rest, STR("W/")) ? str_from(*rest, 2) : *rest;
    size_t n = 1;
    if (s.n < 2 || s.p[0] != '"')
        return false;
    while (n < s.n && is_etagc(s.p[n]))
        n++;
    if (n == s.n || s.p[n] != '"')
        return false;
    *ret_tag = str_first(s, n + 1);
    *rest = str_from(s, n + 1);
    return true;
}

/* Weak comparison (8.8.3.2) with a list of tags, which may hold commas themselves. */
bool snapshot_tags_match(struct str list, const char *etag)
{
    struct str tag = {0};
    list = str_trim(list);
    if (str_eq_c(list, "*"))
        return true;
    while (list.n) {
        if (!take_tag(&list, &tag))
            list = str_from(list, 1); /* a comma, a space, or something that is no tag */
        else if (str_eq_c(tag, etag))
            return true;
    }
    return false;
}

int snapshot_condition(const struct snapshot *snapshot, bool gzip, struct str if_none_match,
                       struct str if_modified_since)
{
    struct instant since;
    if (if_none_match.p)
        return snapshot_tags_match(if_none_match, gzip ? snapshot->etag_gzip : snapshot->etag)
                   ? 304
                   : 200;
    if (if_modified_since.p &&
        snapshot_date_parse(if_modified_since, snapshot->changed_at, &since) == OK)
        return snapshot->changed_at.v <= since.v ? 304 : 200;
    return 200;
}

/* qvalue = 0[.0-999] or 1[.000] (12.4.2), in thousandths; -1 for anything else. */
static int parse_quality(struct str s)
{
    int value = 0;
    if (s.n == 0 || s.n > 5 || (s.p[0] != '0' && s.p[0] != '1') || (s.n > 1 && s.p[1] != '.'))
        return -1;
    for (size_t i = 2; i < 5; i++) {
        int digit = i < s.n ? s.p[i] - '0' : 0;
        if (digit < 0 || digit > 9)
            return -1;
        value = value * 10 + digit;
    }
    value += s.p[0] == '1' ? 1000 : 0;
    return value <= 1000 ? value : -1;
}

/* "gzip;q=0.5" taken apart; -1 for a member whose weight is malformed. */
static int coding_quality(struct str member, struct str *ret_coding)
{
    struct str weight, rest = member;
    (void)str_split(&rest, ';', ret_coding);
    *ret_coding = str_trim(*ret_coding);
    if (!rest.p)
        return 1000;
    weight = str_trim(rest);
    if (weight.n < 2 || (weight.p[0] != 'q' && weight.p[0] != 'Q') || weight.p[1] != '=')
        return -1;
    return parse_quality(str_from(weight, 2));
}

/* True if one of the parts, separated by |, stands in text, in any case. */
static bool holds_any(struct str text, struct str parts)
{
    struct str part;
    while (str_split(&parts, '|', &part)) {
        part = str_trim(part);
        for (size_t at = 0; part.n && at + part.n <= text.n; at++)
            if (str_eq_nocase(str_first(str_from(text, at), part.n), part))
                return true;
    }
    return false;
}

bool snapshot_wants_gzip(struct str accept_encoding, struct str user_agent, struct str no_gzip_for)
{
    int gzip = -1, any = -1, identity = -1; /* not named */
    struct str member, coding;
    while (str_split(&accept_encoding, ',', &member)) {
        int quality = coding_quality(member, &coding);
        if (str_eq_nocase(coding, STR("gzip")) || str_eq_nocase(coding, STR("x-gzip")))
            gzip = quality < 0 ? 0 : quality;
        else if (str_eq_nocase(coding, STR("identity")))
            identity = quality;
        else if (str_eq_c(coding, "*"))
            any = quality;
    }
    if (gzip < 0)
        gzip = any;
    return gzip > 0 && gzip >= identity && !holds_any(user_agent, no_gzip_for);
}
