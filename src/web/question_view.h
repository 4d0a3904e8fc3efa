#ifndef SPARKD_WEB_QUESTION_VIEW_H
#define SPARKD_WEB_QUESTION_VIEW_H

#include "question.h"
#include "view.h"

/* What pages say of question cards that wait for whoever looks. */

/* questions = [{text, href, button}]: to look through, and to answer. */
enum err question_view_home(struct ctx *ctx, json_t *view) MUST_USE;
/* On an event's page, questions = {text, href}: to look through, for who runs it; else nothing. */
enum err question_view_event(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;
/* On one's own talks there ("my_talk"), to_answer = {text, href}. */
enum err question_view_mine(struct ctx *ctx, const struct event *event, json_t *talks) MUST_USE;

#endif
