/* DESIGN: imports and their differences as JSON. */
#include "import_view.h"
#include "tz.h"

static json_t *moment(struct instant t)
{
    char text[INSTANT_TEXT_MAX];
    if (!t.v)
        return json_null();
    tz_format(t, text);
    return json_string(text);
}

static json_t *text_or_null(const char *text)
{
    return text && *text ? json_string(text) : json_null();
}

static json_t *counts_json(const struct staff_import *import, const struct staff_plan *plan)
{
    if (!plan)
        return json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "new", import->new_count, "changed",
                         import->changed_count, "leave", import->left_count, "hand", 0, "unread",
                         import->unread_count, "same", 0, "passed_over", 0);
    const struct staff_items *lists = plan->lists;
    return json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "new", lists[STAFF_NEW].count,
                     "changed", lists[STAFF_CHANGED].count, "leave", lists[STAFF_LEAVES].count,
                     "hand", lists[STAFF_HAND].count, "unread", lists[STAFF_UNREAD].count, "same",
                     plan->same_count, "passed_over", plan->passed_count);
}

static json_t *new_schools_json(const struct staff_plan *plan)
{
    json_t *names = json_array();
    for (int i = plan ? plan->present->school_count : 0; plan && i < plan->school_count; i++)
        json_array_append_new(names, json_string(plan->schools[i]));
    return names;
}

json_t *import_json(struct ctx *ctx, const struct staff_import *import,
                    const struct staff_plan *plan)
{
    (void)ctx;
    return json_pack("{s:I, s:s, s:s, s:s, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:o, s:b}",
                     "id", (json_int_t)import->id, "state", staff_import_state_name(import->state),
                     "file", import->file_name, "map", staff_preset_name(import->preset),
                     "school_id", import->school.v ? json_integer(import->school.v) : json_null(),
                     "add_schools", import->adds_schools, "uploaded_at",
                     moment(import->uploaded_at), "applied_at", moment(import->applied_at),
                     "undone_at", moment(import->undone_at), "counts", counts_json(import, plan),
                     "digest", plan ? json_string(plan->digest) : json_null(), "needs_second_yes",
                     plan && plan->needs_second_yes, "nobody_leaves", plan && plan->is_incomplete,
                     "new_schools", new_schools_json(plan), "may_undo",
                     import->state == IMPORT_APPLIED && import->is_last);
}

static json_t *changes_json(const struct staff_item *item)
{
    json_t *changes = json_array();
    for (int i = 0; i < item->change_count; i++) {
        const struct staff_change *c = &item->changes[i];
        json_array_append_new(changes,
                              json_pack("{s:s, s:s, s:s}", "field", staff_field_info(c->field)->key,
                                        "old", c->old, "new", c->new));
    }
    return changes;
}

static json_t *candidates_json(const struct staff_plan *plan, const struct staff_item *item)
{
    json_t *list = json_array();
    for (int i = 0; i < item->candidate_count; i++) {
        const struct staff_member *m = &plan->present->members[item->candidates[i]];
        json_array_append_new(list,
                              json_pack("{s:I, s:s}", "id", (json_int_t)m->id, "name", m->name));
    }
    return list;
}

json_t *import_item_json(const struct staff_plan *plan, const struct staff_item *item)
{
    return json_pack(
        "{s:s, s:o, s:s, s:s, s:o, s:o, s:o, s:o, s:b, s:o, s:b, s:o}", "kind",
        staff_kind_name(item->kind), "line", item->line ? json_integer(item->line) : json_null(),
        "name", item->name, "school", item->school, "person_id",
        item->member >= 0 ? json_integer(plan->present->members[item->member].id) : json_null(),
        "why", text_or_null(item->why), "column",
        item->column ? json_integer(item->column) : json_null(), "heading",
        text_or_null(item->heading), "whole_line", item->whole, "candidates",
        candidates_json(plan, item), "may_be_new", item->may_be_new, "changes", changes_json(item));
}
