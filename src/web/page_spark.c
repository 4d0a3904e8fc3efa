/* DESIGN: a SPARK evening’s page: what it is, and what was just done there. */
#include "call_view.h"
#include "check.h"
#include "flash.h"
#include "page.h"
#include "spark_steps_view.h"
#include "spark_view.h"
#include "talk_view.h"
#include "tz.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

/* ---- the evening ---- */

/* What `?done=` says after a change of a talk; other words are the events pages'. */
static const struct flash DONE[] = {
    {"talk-confirmed", "Your talk is in the programme."},
    {"talk-waiting", "Your talk is on the waiting list."},
    {"talk-proposed", "Thank you: your proposal has arrived. We write to you when the "
                      "organisers have decided."},
    {"talk-draft", "Your draft is kept. Nobody sees it but you."},
    {"talk-discarded", "Your draft is deleted."},
    {"talk-saved", "Your talk is saved."},
    {"talk-length", "Your talk has its new length."},
    {"talk-in-line", "You are in line for the longer form, and keep what you have until then."},
    {"talk-wait-ended", "You no longer wait for a longer form."},
    {"talk-withdrawn", "Your talk is withdrawn. A confirmation is on its way to your email."},
    {"joint-yes", "You give this talk together. If it has a slot, a mail with it is on its way."},
    {"joint-no", "Your name is off the talk, and whoever asked you is told."},
    {"talk-left", "You have stepped down from the talk."},
    {"slot-yes", "The slot is yours. A confirmation is on its way to your email."},
    {"slot-no", "Noted: the next in line is asked. Your talk waits for another slot."},
    {"asking-saved", "Saved. It holds from the next slot that falls free."},
    {"talk-shared", "Saved. You said yes to sharing your talk in the library."},
    {"talk-public", "Saved. You are named on the public programme, if there is one."},
    {"talk-not-public", "Saved. You are not named on a public programme."},
    {"talk-not-shared", "Saved. Nothing of your talk is shared."},
};

/* Whoever has just said that they cannot come tonight is not asked for a talk in the same breath.
 */
static void hold_back(const struct ctx *ctx, const struct request *request,
                      const struct event *event, json_t *view)
{
    bool withdrawn = str_eq_c(form_find(&request->query, "done"), "talk-withdrawn");
    if (!withdrawn || !json_object_get(view, "offer") ||
        tz_day(ctx->now).v != tz_day(event->fields.starts_at).v)
        return;
    json_object_del(view, "offer");
    json_object_set_new(view, "no_talks",
                        json_pack("{s:s, s:s}", "heading", "Your talk is withdrawn", "text",
                                  "You need do nothing more."));
}

enum err page_spark(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    json_t *view = NULL;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err != OK)
        return err;
    err = talk_done_view(ctx, request, &event, &view);
    if (err == OK)
        return response_page(response, "spark/talk_done.html", view);
    if (err == ERR_NOT_FOUND)
        err = spark_show_view(ctx, &event, &view);
    if (err == OK)
        err = call_view_hint(ctx, &event, view);
    if (err == OK)
        err = spark_steps_view(ctx, &event, view);
    if (err != OK)
        return err;
    hold_back(ctx, request, &event, view);
    event_flash(view, request);
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "spark/show.html", view);
}
