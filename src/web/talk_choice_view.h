#ifndef SPARKD_WEB_TALK_CHOICE_VIEW_H
#define SPARKD_WEB_TALK_CHOICE_VIEW_H

#include "spark_view.h"
#include "talk_choice.h"
#include "view.h"

/* What pages say of the talks that somebody wants to hear. */
struct talk_choice_page {
    struct spark_evening evening;
    bool comes, counts; /* has a place or a talk; may see how many want what */
    struct talk_chosen chosen;
    struct talk_demand demand; /* of who may see it, else empty */
};
enum err talk_choice_page_find(struct ctx *ctx, int64_t event,
                               struct talk_choice_page *ret) MUST_USE;

/* spark/choices.html; typed: what was ticked, NULL at first. Errors come from ctx->why. */
json_t *talk_choice_view(struct ctx *ctx, const struct talk_choice_page *page,
                         const struct form *typed);
/* Talks that are ticked: the field of each is "talk_" and its id. At most TALK_LIST_MAX. */
int talk_choice_read(struct ctx *ctx, const struct talk_choice_page *page, const struct form *typed,
                     struct talk_id *ret);

#endif
