#ifndef SPARKD_WEB_ORG_WORDS_H
#define SPARKD_WEB_ORG_WORDS_H

#include "membership.h"
#include "view.h"

/* What the trust calls its officers and bodies (PR-30): labels of its policy pack, else ours. */
struct org_words {
    const char *leader, *deputy; /* "CPD leader", "deputy CPD leader" */
    const char *head, *executive_head;
    const char *slt;  /* "senior leadership team" */
    const char *body; /* "governing body" of a school */
    const char *board;
    const char *pd_mentor; /* "professional development mentor" */
};
struct org_words org_words(const struct ctx *ctx);

/* "Leader", "Chair"; the link to a group in the trust's word for its leadership team. */
const char *org_words_duty(struct arena *arena, const struct org_words *words, enum duty duty);
/* "since 1 September 2026", "1 September 2026 to 4 May 2027" */
const char *org_words_dates(struct arena *arena, struct day from, struct day to);

/* Members as parts/members shows them: those in it, and `former` ones. noun: where they are ended,
 * "group-members". */
void org_words_members(struct ctx *ctx, json_t *view, const struct org_words *words,
                       const struct membership *items, int count, const char *noun);

#endif
