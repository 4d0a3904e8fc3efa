#ifndef SPARKD_WEB_TALK_OFFER_VIEW_H
#define SPARKD_WEB_TALK_OFFER_VIEW_H

#include "talk_offer.h"
#include "view.h"

/* What pages show of slots that are kept until somebody says yes. */

/* On one's own talks of an evening ("my_talk"): what is asked, with the way to answer. */
enum err talk_offer_view_mine(struct ctx *ctx, json_t *talks) MUST_USE;
/* view.has_asked, asked = [{heading, text, href, button}]: what whoever looks has to answer. */
enum err talk_offer_view_asked(struct ctx *ctx, json_t *view) MUST_USE;

/* Who may choose whether an event asks first, and writes down that they did. */
enum err talk_offer_save_setting(struct ctx *ctx, struct event_id event,
                                 const struct talk_offer_setting *setting) MUST_USE;

#endif
