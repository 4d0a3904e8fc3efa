/* DESIGN: from an outbox row to the bytes that are sent, within the claiming transaction. */
#include "compose.h"

#include <string.h>

#include "check.h"
#include "compose_part.h"
#include "mime.h"
#include "tz.h"
#include "words.h"

enum { MAIL_BYTES_MAX = 1024 * 1024 };

/* ---- views ---- */

void view_put(json_t *view, const char *key, const char *text)
{
    if (text && *text)
        CHECK(json_object_set_new(view, key, json_string(text)) == 0);
}

void view_add_fact(json_t *view, const char *label, const char *value)
{
    if (!value || !*value)
        return;
    json_t *facts = json_object_get(view, "facts");
    if (!facts) {
        facts = json_array();
        CHECK(json_object_set_new(view, "facts", facts) == 0);
        CHECK(json_object_set_new(view, "has_facts", json_true()) == 0);
    }
    CHECK(json_array_append_new(facts, json_pack("{s:s, s:s}", "label", label, "value", value)) ==
          0);
}

void view_set_link(const struct composing *composing, json_t *view, const char *which,
                   const char *label, const char *path)
{
    const char *url = arena_printf(composing->arena, "%s%s", composing->options->base_url, path);
    json_t *link = json_pack("{s:s, s:s}", "label", label, "url", url);
    CHECK(json_object_set_new(view, which, link) == 0);
}

const char *view_short_date(struct arena *arena, struct day day)
{
    const char *date = words_date(arena, day), *year = strrchr(date, ' ');
    return year ? arena_str_c(arena, str_make(date, (size_t)(year - date))) : date;
}

/* ---- is it still needed? ---- */

static enum err give_up(struct composing *composing, enum err err, const char *why)
{
    composing->why = why;
    return err;
}

static enum err find_person(struct composing *composing)
{
    if (composing->row->to.v == 0)
        return OK;
    enum err err =
        person_find(composing->store, composing->row->to, composing->arena, &composing->person);
    if (err == ERR_NOT_FOUND)
        return give_up(composing, err, "nobody of this number is known");
    if (err != OK)
        return err;
    struct day left = composing->person.left_on;
    if (!day_is_none(left) && left.v < tz_day(composing->now).v)
        return give_up(composing, ERR_NOT_FOUND, "this person has left");
    return OK;
}

static enum err make_draft(struct composing *composing, struct draft *draft)
{
    enum err err = trust_find(composing->store, composing->arena, &composing->trust);
    if (err == ERR_NOT_FOUND)
        return give_up(composing, ERR_INVALID, "there is no trust to write for");
    if (err == OK)
        err = find_person(composing);
    if (err != OK)
        return err;
    err = compose_notice(composing, draft);
    if (err == ERR_NOT_FOUND && !composing->why)
        err = compose_nudges(composing, draft);
    return err;
}

/* ---- bytes ---- */

static const char *mailbox_domain(const struct composing *composing)
{
    const char *at = strrchr(composing->trust.mailbox, '@');
    return at ? at + 1 : "localhost";
}

static void set_list(struct composing *composing, const struct draft *draft, struct mime_mail *mail)
{
    if (!draft->is_list_mail)
        return;
    mail->list_id = arena_printf(composing->arena, "%s.%s", draft->kind, mailbox_domain(composing));
    mail->list_name = draft->stop_path ? "New events" : "Development reminders";
    mail->unsubscribe_mailto = composing->trust.mailbox;
    if (draft->stop_path)
        mail->unsubscribe_url =
            arena_printf(composing->arena, "%s%s", composing->options->base_url, draft->stop_path);
}

static enum err write_bytes(struct composing *composing, const struct draft *draft,
                            const struct letter *letter, struct composed *ret)
{
    const struct outbox_row *row = composing->row;
    struct mime_mail mail = {
        .from = {composing->trust.name, composing->trust.mailbox},
        .to = {draft->to_name, row->email},
        .subject = letter->subject,
        .message_id = row->message_id,
        .thread_id = row->thread_id,
        .date = row->queued_at,
        .text = letter->text,
        .html = letter->html,
        .method = draft->method,
        .calendar = draft->calendar,
    };
    struct buf out;
    if (!draft->method) /* answers to an invitation belong to its organiser */
        mail.reply_to.email = composing->options->reply_to;
    set_list(composing, draft, &mail);
    buf_init(&out, MAIL_BYTES_MAX);
    enum err err = mime_compose(&mail, &out);
    if (err == OK)
        ret->bytes = arena_str(composing->arena, buf_str(&out));
    buf_done(&out);
    return err == OK ? OK
                     : give_up(composing, ERR_INVALID,
                               "the address, a name or the words cannot stand in a mail");
}

enum err compose_mail(const struct compose_options *options, struct store *store,
                      const struct outbox_row *row, struct instant now, struct arena *arena,
                      struct composed *ret)
{
    struct composing composing = {
        .options = options, .store = store, .row = row, .now = now, .arena = arena};
    struct draft draft = {0};
    struct letter letter = {0};
    enum err err = make_draft(&composing, &draft);
    if (err == OK) {
        view_put(draft.view, "trust", composing.trust.name);
        err = letter_write(options->templates, draft.kind, draft.view, arena, &letter);
        if (err != OK)
            err = give_up(&composing, ERR_INVALID, "its template is missing");
    }
    if (err == OK)
        err = write_bytes(&composing, &draft, &letter, ret);
    json_decref(draft.view);
    if (err != OK)
        ret->why = composing.why;
    return err;
}
