/* DESIGN: an import's difference in words: counts first, then line by line. */
#include "import_view.h"

#include "tz.h"
#include "view.h"
#include "words.h"

static const struct {
    const char *heading, *one, *many, *none;
} KINDS[STAFF_KIND_COUNT] = {
    [STAFF_NEW] = {"New people", "person is new", "people are new", "Nobody is new"},
    [STAFF_CHANGED] = {"Changes", "person is different", "people are different",
                       "Nobody is different"},
    [STAFF_LEAVES] = {"People who would leave", "person would leave", "people would leave",
                      "Nobody would leave"},
    [STAFF_HAND] = {"Lines that need a hand", "line needs a hand", "lines need a hand",
                    "No line needs a hand"},
    [STAFF_UNREAD] = {"What cannot be read", "fault in the file", "faults in the file",
                      "Everything can be read"},
};

/* What needs somebody comes before what does not. */
static const enum staff_kind ORDER[STAFF_KIND_COUNT] = {STAFF_HAND, STAFF_UNREAD, STAFF_NEW,
                                                        STAFF_CHANGED, STAFF_LEAVES};

const char *import_state_words(struct ctx *ctx, const struct staff_import *import)
{
    struct arena *arena = ctx->arena;
    const char *by = *import->applied_by ? import->applied_by : "the command line";
    switch (import->state) {
    case IMPORT_COLUMNS:
        return "waits for its columns to be chosen";
    case IMPORT_READY:
        return "waits for a yes";
    case IMPORT_APPLIED:
        return arena_printf(arena, "imported %s by %s",
                            words_relative(arena, import->applied_at, ctx->now), by);
    case IMPORT_UNDONE:
        return arena_printf(arena, "undone %s by %s",
                            words_relative(arena, import->undone_at, ctx->now), import->undone_by);
    default:
        return "dropped";
    }
}

/* "from Arbor, all of it Oak School's" */
static const char *source_words(struct ctx *ctx, const struct staff_import *import)
{
    struct school school;
    const char *text = import->preset == STAFF_PRESET_ANY
                           ? ""
                           : arena_printf(ctx->arena, "%s. ", staff_preset_label(import->preset));
    if (import->school.v && school_find(ctx->store, import->school, ctx->arena, &school) == OK)
        text = arena_printf(ctx->arena, "%sAll of it is for %s. ", text, school.name);
    return arena_printf(ctx->arena, "%sUploaded %s%s%s.", text,
                        words_relative(ctx->arena, import->uploaded_at, ctx->now),
                        *import->uploaded_by ? " by " : "", import->uploaded_by);
}

static const char *place_of(struct ctx *ctx, const struct staff_import *import, const char *tail)
{
    return arena_printf(ctx->arena, "/people/import/%lld%s", (long long)import->id, tail);
}

/* ---- one item ---- */

static const char *value_words(struct ctx *ctx, const struct staff_change *change,
                               const char *value)
{
    struct day day;
    bool date = change->field == STAFF_STARTS || change->field == STAFF_ENDS ||
                change->field == STAFF_ECT_STARTS;
    if (!*value)
        return "nothing";
    return date && day_parse(str_of(value), &day) == OK ? words_date_plain(ctx->arena, day) : value;
}

static json_t *changes_view(struct ctx *ctx, const struct staff_item *item)
{
    json_t *changes = json_array();
    for (int i = 0; i < item->change_count; i++) {
        const struct staff_change *c = &item->changes[i];
        json_t *view = json_pack("{s:s, s:s}", "label", staff_field_info(c->field)->label, "new",
                                 value_words(ctx, c, c->new));
        if (item->kind != STAFF_NEW)
            json_object_set_new(view, "old", json_string(value_words(ctx, c, c->old)));
        json_array_append_new(changes, view);
    }
    return changes;
}

static json_t *candidates_view(struct ctx *ctx, const struct staff_plan *plan,
                               const struct staff_item *item)
{
    json_t *list = json_array();
    for (int i = 0; i < item->candidate_count; i++) {
        const struct staff_member *m = &plan->present->members[item->candidates[i]];
        json_array_append_new(list,
                              json_pack("{s:s, s:s}", "value",
                                        arena_printf(ctx->arena, "%lld", (long long)m->id), "text",
                                        *m->values[STAFF_EMAIL]
                                            ? arena_printf(ctx->arena, "It is %s (%s)", m->name,
                                                           m->values[STAFF_EMAIL])
                                            : arena_printf(ctx->arena, "It is %s", m->name)));
    }
    if (item->may_be_new)
        json_array_append_new(list,
                              json_pack("{s:s, s:s}", "value", "0", "text", "It is somebody new"));
    json_array_append_new(list,
                          json_pack("{s:s, s:s}", "value", "-1", "text", "Leave this line out"));
    return list;
}

static const char *where_words(struct ctx *ctx, const struct staff_item *item)
{
    if (!item->line)
        return item->school;
    if (item->column)
        return arena_printf(ctx->arena, "Line %d, column %d%s%s%s", item->line, item->column,
                            item->heading ? " (" : "", item->heading ? item->heading : "",
                            item->heading ? ")" : "");
    return arena_printf(ctx->arena, "%s%sline %d", item->school, *item->school ? ", " : "",
                        item->line);
}

static const char *sentence_of(struct ctx *ctx, const char *text)
{
    char *sentence = arena_printf(ctx->arena, "%s.", text);
    if (*sentence >= 'a' && *sentence <= 'z')
        *sentence = (char)(*sentence - 32);
    return sentence;
}

static json_t *item_view(struct ctx *ctx, const struct staff_import *import,
                         const struct staff_plan *plan, const struct staff_item *item)
{
    json_t *view = json_pack("{s:s, s:s}", "name", *item->name ? item->name : "A line", "where",
                             where_words(ctx, item));
    if (item->change_count)
        view_list(view, "changes", changes_view(ctx, item));
    if (item->why)
        json_object_set_new(
            view, "why",
            json_string(arena_printf(ctx->arena, "%s%s", sentence_of(ctx, item->why),
                                     item->kind == STAFF_UNREAD && !item->whole
                                         ? " The rest of the line is taken."
                                         : "")));
    if (item->kind == STAFF_HAND)
        json_object_set_new(view, "ask",
                            json_pack("{s:s, s:i, s:o}", "action", place_of(ctx, import, "/choose"),
                                      "line", item->line, "options",
                                      candidates_view(ctx, plan, item)));
    return view;
}

/* ---- counts ---- */

static json_t *counts_view(struct ctx *ctx, const struct staff_import *import,
                           const struct staff_plan *plan, int chosen)
{
    json_t *counts = json_array();
    for (int i = 0; i < STAFF_KIND_COUNT; i++) {
        enum staff_kind kind = ORDER[i];
        int n = plan->lists[kind].count;
        json_t *view = json_pack("{s:s, s:b}", "text",
                                 n ? words_count(ctx->arena, n, KINDS[kind].one, KINDS[kind].many)
                                   : KINDS[kind].none,
                                 "current", (int)kind == chosen);
        if (n)
            json_object_set_new(
                view, "href",
                json_string(place_of(ctx, import,
                                     arena_printf(ctx->arena, "?show=%s", staff_kind_name(kind)))));
        json_array_append_new(counts, view);
    }
    return counts;
}

static void put_notes(struct ctx *ctx, const struct staff_plan *plan, json_t *view)
{
    json_t *notes = json_array();
    int added = plan->school_count - plan->present->school_count;
    if (plan->is_incomplete)
        json_array_append_new(
            notes, json_string("Some lines cannot be read, so nobody is taken to have left. "
                               "Correct the file and upload it again to see who has."));
    if (plan->lists[STAFF_HAND].count)
        json_array_append_new(notes, json_string("Lines that need a hand are left out until "
                                                 "you say whom they mean."));
    if (added)
        json_array_append_new(
            notes, json_string(arena_printf(ctx->arena, "%s will be added: the first is %s.",
                                            words_count(ctx->arena, added, "school", "schools"),
                                            plan->schools[plan->present->school_count])));
    if (plan->passed_count)
        json_array_append_new(
            notes, json_string(arena_printf(
                       ctx->arena,
                       "%s passed over: they left before, or you left "
                       "them out.",
                       words_count(ctx->arena, plan->passed_count, "line is", "lines are"))));
    view_list(view, "notes", notes);
}

static enum staff_kind first_kind(const struct staff_plan *plan)
{
    for (int i = 0; i < STAFF_KIND_COUNT; i++)
        if (plan->lists[ORDER[i]].count)
            return ORDER[i];
    return STAFF_NEW;
}

static void put_pages(struct ctx *ctx, const struct staff_import *import, enum staff_kind kind,
                      int page, int count, json_t *view)
{
    int last = count ? (count - 1) / IMPORT_PAGE_ITEMS : 0;
    if (last == 0)
        return;
    json_t *pages =
        json_pack("{s:s}", "text", arena_printf(ctx->arena, "Page %d of %d", page + 1, last + 1));
    const char *link = arena_printf(ctx->arena, "?show=%s&page=", staff_kind_name(kind));
    if (page > 0)
        json_object_set_new(
            pages, "previous",
            json_string(place_of(ctx, import, arena_printf(ctx->arena, "%s%d", link, page))));
    if (page < last)
        json_object_set_new(
            pages, "following",
            json_string(place_of(ctx, import, arena_printf(ctx->arena, "%s%d", link, page + 2))));
    json_object_set_new(view, "pages", pages);
}

json_t *import_show_view(struct ctx *ctx, const struct staff_import *import,
                         const struct staff_plan *plan, enum staff_kind kind, int page)
{
    json_t *view = view_new("What this file would change"), *items = json_array();
    if (kind == STAFF_KIND_COUNT)
        kind = first_kind(plan);
    const struct staff_items *list = &plan->lists[kind];
    int last = list->count ? (list->count - 1) / IMPORT_PAGE_ITEMS : 0;
    page = page > last ? last : page;
    for (int i = page * IMPORT_PAGE_ITEMS; i < list->count && i < (page + 1) * IMPORT_PAGE_ITEMS;
         i++)
        json_array_append_new(items, item_view(ctx, import, plan, &list->items[i]));
    view_back(view, "/people/import", "Import people");
    json_object_set_new(view, "file", json_string(import->file_name));
    json_object_set_new(view, "source", json_string(source_words(ctx, import)));
    json_object_set_new(view, "counts", counts_view(ctx, import, plan, (int)kind));
    json_object_set_new(view, "same",
                        json_string(plan->same_count
                                        ? words_count(ctx->arena, plan->same_count,
                                                      "line says what is known already",
                                                      "lines say what is known already")
                                        : "No line says what is known already"));
    put_notes(ctx, plan, view);
    json_object_set_new(view, "heading", json_string(KINDS[kind].heading));
    view_list(view, "items", items);
    put_pages(ctx, import, kind, page, list->count, view);
    json_object_set_new(view, "confirm", json_string(place_of(ctx, import, "/apply")));
    json_object_set_new(view, "drop", json_string(place_of(ctx, import, "/drop")));
    return view;
}

/* ---- the yes ---- */

static json_t *leaving_view(struct ctx *ctx, const struct staff_plan *plan)
{
    json_t *list = json_array();
    for (int i = 0; i < plan->leaving_count; i++) {
        const struct staff_leaving *one = &plan->leaving[i];
        json_array_append_new(
            list, json_pack("{s:s, s:b}", "text",
                            arena_printf(ctx->arena, "%s: %d of %d", plan->schools[one->school],
                                         one->count, one->imported),
                            "many", one->is_many));
    }
    return list;
}

static json_t *option(const char *id, const char *value, const char *text, const char *chosen)
{
    return json_pack("{s:s, s:s, s:s, s:b}", "id", id, "value", value, "text", text, "checked",
                     str_eq_c(str_of(chosen), value));
}

json_t *import_confirm_view(struct ctx *ctx, const struct staff_import *import,
                            const struct staff_plan *plan, const struct form *form)
{
    json_t *view = view_new("Import these changes?");
    const char *chosen =
        form ? form_text(form, "leave", ctx->arena) : (plan->needs_second_yes ? "" : "yes");
    int leaving = plan->lists[STAFF_LEAVES].count;
    view_back(view, place_of(ctx, import, ""), "What this file would change");
    json_object_set_new(view, "counts", counts_view(ctx, import, plan, -1));
    put_notes(ctx, plan, view);
    json_object_set_new(view, "nothing", json_boolean(staff_plan_is_empty(plan)));
    json_t *leave = view_field(view, "leave", chosen, &ctx->why), *options = json_array();
    json_array_append_new(
        options, option("leave", "yes",
                        arena_printf(ctx->arena, "Yes, %s left",
                                     words_count(ctx->arena, leaving, "person has", "people have")),
                        chosen));
    json_array_append_new(options, option("leave-no", "no", "No, keep them for now", chosen));
    json_object_set_new(leave, "options", options);
    view_list(view, "leaving", leaving ? leaving_view(ctx, plan) : json_array());
    json_object_set_new(view, "many", json_boolean(plan->needs_second_yes));
    json_t *f = json_object_get(view, "form");
    json_object_set_new(f, "action", json_string(place_of(ctx, import, "/apply")));
    json_object_set_new(f, "digest", json_string(plan->digest));
    if (ctx->why.field_count)
        view_errors(view, &ctx->why);
    json_object_set_new(view, "keep", json_string(place_of(ctx, import, "")));
    return view;
}

json_t *import_done_view(struct ctx *ctx, const struct staff_import *import)
{
    static const char *const titles[IMPORT_STATE_COUNT] = {
        [IMPORT_COLUMNS] = "Choose the columns",
        [IMPORT_READY] = "Ready to import",
        [IMPORT_APPLIED] = "Imported",
        [IMPORT_UNDONE] = "This import was undone",
        [IMPORT_DROPPED] = "This upload is gone",
    };
    json_t *view = view_new(titles[import->state]), *counts = json_array();
    struct arena *arena = ctx->arena;
    view_back(view, "/people/import", "Import people");
    json_object_set_new(view, "file", json_string(import->file_name));
    json_object_set_new(view, "state",
                        json_string(sentence_of(ctx, import_state_words(ctx, import))));
    if (import->state == IMPORT_APPLIED || import->state == IMPORT_UNDONE) {
        const struct {
            int count;
            const char *one, *many;
        } parts[] = {
            {import->new_count, "new person", "new people"},
            {import->changed_count, "person changed", "people changed"},
            {import->left_count, "person left", "people left"},
            {import->unread_count, "fault in the file", "faults in the file"},
        };
        for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
            if (parts[i].count)
                json_array_append_new(
                    counts,
                    json_string(words_count(arena, parts[i].count, parts[i].one, parts[i].many)));
        if (json_array_size(counts) == 0)
            json_array_append_new(counts, json_string("It changed nobody"));
    }
    view_list(view, "counts", counts);
    if (import->state == IMPORT_APPLIED && import->is_last)
        json_object_set_new(view, "undo", json_string(place_of(ctx, import, "/undo")));
    return view;
}
