/* DESIGN: activities and their kinds in words, for pages, and as the API shows them. */
#include "activity_view.h"

#include "json_view.h"
#include "tz.h"
#include "words.h"

const char *activity_view_when(struct ctx *ctx, const struct activity_fields *f)
{
    const char *from = words_date_plain(ctx->arena, f->from);
    return f->to.v == f->from.v
               ? from
               : arena_printf(ctx->arena, "%s to %s", from, words_date_plain(ctx->arena, f->to));
}

const char *activity_view_type(struct ctx *ctx, const struct policy_pack *pack, const char *key)
{
    return activity_view_item(ctx, pack, "activities", key);
}

const char *activity_view_item(struct ctx *ctx, const struct policy_pack *pack, const char *list,
                               const char *key)
{
    const struct policy_list *found = policy_list_find(pack, list);
    const struct policy_item *item = found ? policy_list_item(found, key) : NULL;
    return words_begin(ctx->arena, item ? item->text : key);
}

const char *activity_view_part(struct ctx *ctx, enum activity_part part)
{
    return words_begin(ctx->arena, activity_part_name(part));
}

const char *activity_view_award_status(struct ctx *ctx, enum award_status status)
{
    return words_begin(ctx->arena, award_status_name(status));
}

json_t *activity_view_tag(const struct activity *activity)
{
    return activity->verified_by.v ? view_tag("Verified", "good")
                                   : view_tag("Self-declared", "quiet");
}

const char *activity_view_verified(struct ctx *ctx, const struct activity *a)
{
    return a->verified_by.v ? arena_printf(ctx->arena, "Verified by %s on %s", a->verified_by_name,
                                           words_date_plain(ctx->arena, tz_day(a->verified_at)))
                            : "";
}

/* ---- pages ---- */

json_t *activity_view_row(struct ctx *ctx, const struct policy_pack *pack, const struct activity *a)
{
    const struct activity_fields *f = &a->fields;
    json_t *row = json_pack(
        "{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "id", (json_int_t)a->id.v, "title", f->title,
        "href", arena_printf(ctx->arena, "/activities/%lld", (long long)a->id.v), "type",
        activity_view_type(ctx, pack, f->type), "when", activity_view_when(ctx, f), "long",
        f->minutes ? words_duration(ctx->arena, f->minutes) : "Not said", "person", a->person_name,
        "tag", activity_view_tag(a));
    if (a->files)
        json_object_set_new(row, "files",
                            json_string(words_count(ctx->arena, a->files, "file", "files")));
    return row;
}

static void add(json_t *facts, const char *label, const char *text)
{
    if (*text)
        json_array_append_new(facts, json_pack("{s:s, s:s}", "label", label, "text", text));
}

static void add_award(struct ctx *ctx, json_t *facts, const struct activity_award *a)
{
    add(facts, "Awarding body", a->body);
    add(facts, "Level of the award", a->level);
    if (a->credits)
        add(facts, "Credits", arena_printf(ctx->arena, "%d", a->credits));
    const char *status = activity_view_award_status(ctx, a->status);
    if (!day_is_none(a->on))
        status = arena_printf(ctx->arena, "%s on %s", status, words_date_plain(ctx->arena, a->on));
    add(facts, "The award", status);
}

static const char *standard_words(struct ctx *ctx, int standard)
{
    const char *text = "";
    for (int i = 0; i < PD_STANDARD_PARTS; i++)
        if (standard & (1 << i))
            text =
                arena_printf(ctx->arena, "%s%s%s.", text, *text ? " " : "", pd_standard_words[i]);
    return text;
}

json_t *activity_view_facts(struct ctx *ctx, const struct policy_pack *pack,
                            const struct activity *a)
{
    const struct activity_fields *f = &a->fields;
    json_t *facts = json_array();
    add(facts, "Kind", activity_view_type(ctx, pack, f->type));
    add(facts, "When", activity_view_when(ctx, f));
    add(facts, "How long", f->minutes ? words_duration(ctx->arena, f->minutes) : "");
    add(facts, "Who provided it", f->provider);
    add(facts, "Taking part as", activity_view_part(ctx, f->part));
    add(facts, "Level", activity_view_item(ctx, pack, "levels", f->level));
    add(facts, "Theme", activity_view_item(ctx, pack, "themes", f->theme));
    add(facts, "What was good about it", standard_words(ctx, f->standard));
    add_award(ctx, facts, &f->award);
    return facts;
}

/* ---- the API ---- */

json_t *activity_view_type_json(const struct activity_type *t)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:b, s:s}", "key", t->key, "text",
                     t->text, "detail", t->detail, "kind", t->kind, "mode",
                     activity_mode_name(t->mode), "counts", t->counts, "evaluated", t->evaluated,
                     "award", activity_type_is_award(t), "source", t->source);
}

static json_t *standard_json(int standard)
{
    json_t *parts = json_array();
    for (int i = 0; i < PD_STANDARD_PARTS; i++)
        if (standard & (1 << i))
            json_array_append_new(parts, json_integer(i + 1));
    return parts;
}

static json_t *award_json(const struct activity_award *a)
{
    return json_pack("{s:s, s:s, s:i, s:s, s:o}", "body", a->body, "level", a->level, "credits",
                     a->credits, "status", award_status_name(a->status), "completed_on",
                     json_view_day(a->on));
}

json_t *activity_view_json(const struct activity *a, const char *learned, json_t *files)
{
    const struct activity_fields *f = &a->fields;
    json_t *view = json_pack(
        "{s:I, s:i, s:I, s:s, s:s, s:s, s:s, s:o, s:o, s:i, s:s, s:s, s:s, s:o, s:o}", "id",
        (json_int_t)a->id.v, "version", a->version, "person_id", (json_int_t)a->person.v, "person",
        a->person_name, "type", f->type, "title", f->title, "provider", f->provider, "from",
        json_view_day(f->from), "to", json_view_day(f->to), "minutes", f->minutes, "part",
        activity_part_name(f->part), "level", f->level, "theme", f->theme, "standard",
        standard_json(f->standard), "award", award_json(&f->award));
    json_object_set_new(view, "verified_at", json_view_instant(a->verified_at));
    json_object_set_new(view, "verified_by", json_view_id(a->verified_by.v));
    if (learned)
        json_object_set_new(view, "learned", json_string(learned));
    if (files)
        json_object_set_new(view, "files", files);
    return view;
}
