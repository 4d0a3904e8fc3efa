/* DESIGN: what a relay's answers mean: sent, later, never, or the relay's own fault. */
#include "reply.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

enum { REPLY_BYTES_MAX = 300 };

static const char *const STAGE_NAMES[STAGES] = {
    [STAGE_CONNECT] = "connect", [STAGE_AUTH] = "auth", [STAGE_MAIL] = "mail",
    [STAGE_RCPT] = "rcpt",       [STAGE_DATA] = "data", [STAGE_FINAL] = "final",
};

const char *reply_stage_name(enum smtp_stage stage)
{
    return STAGE_NAMES[stage];
}

/* Answers that speak of the relay or its settings, wherever they come. 0: any. */
static const struct {
    int code;
    int enhanced[3];
} RELAY_FAULTS[] = {
    {421, {0, 0, 0}}, {432, {0, 0, 0}}, {454, {0, 0, 0}}, {530, {0, 0, 0}},
    {534, {0, 0, 0}}, {535, {0, 0, 0}}, {538, {0, 0, 0}}, {0, {5, 7, 30}},
    {0, {5, 7, 57}},  {554, {5, 2, 0}}, {452, {4, 5, 3}},
};

/* RFC 2034: the answer's text may begin with 5.7.30. */
static void read_enhanced(const struct smtp_reply *reply, int ret[static 3])
{
    int read[3] = {0};
    if (reply->text && sscanf(reply->text, "%1d.%3d.%3d", &read[0], &read[1], &read[2]) == 3 &&
        read[0] == reply->code / 100)
        memcpy(ret, read, sizeof read);
}

static bool is_relay_fault(const struct smtp_reply *reply)
{
    int enhanced[3] = {0};
    read_enhanced(reply, enhanced);
    for (size_t i = 0; i < COUNT_OF(RELAY_FAULTS); i++) {
        bool any = RELAY_FAULTS[i].enhanced[0] == 0;
        if (RELAY_FAULTS[i].code && RELAY_FAULTS[i].code != reply->code)
            continue;
        if (any || memcmp(RELAY_FAULTS[i].enhanced, enhanced, sizeof enhanced) == 0)
            return true;
    }
    return false;
}

enum outbox_outcome reply_judge(enum smtp_stage stage, const struct smtp_reply *reply,
                                bool body_taken)
{
    int hundreds = reply->code / 100;
    if (stage <= STAGE_MAIL || is_relay_fault(reply))
        return OUTCOME_RELAY;
    if (stage == STAGE_FINAL && hundreds == 2)
        return body_taken ? OUTCOME_SENT : OUTCOME_RELAY;
    if (hundreds == 5 && stage != STAGE_DATA) /* at DATA nothing was said of person or message */
        return OUTCOME_REFUSED;
    return OUTCOME_DEFERRED;
}

static char printable(char c)
{
    return c >= ' ' && c <= '~' ? c : ' ';
}

const char *reply_format(struct arena *arena, enum smtp_stage stage, const struct smtp_reply *reply)
{
    const char *text = reply->text ? reply->text : "";
    char *line = reply->code ? arena_printf(arena, "%d %s", reply->code, text)
                             : arena_printf(arena, "no answer (%s)%s%s", STAGE_NAMES[stage],
                                            *text ? ": " : "", text);
    for (char *p = line; *p; p++)
        *p = printable(*p);
    struct str trimmed = str_trim(str_first(str_of(line), REPLY_BYTES_MAX));
    return arena_str_c(arena, trimmed);
}
