/* DESIGN: the day's one reminder: what is most urgent first, with one thing to do. */
#include "compose_part.h"

#include <string.h>

#include "check.h"
#include "deadline_nudge.h"
#include "words.h"

static const char REASON[] =
    "You get this because of your trust's development cycle: at most one such mail a day, on "
    "school days only. It stops as soon as the thing is done.";

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "Second Professional Conversation" within a sentence; "PD" stays. */
static const char *lower_words(struct arena *arena, const char *label)
{
    char *text = arena_strdup(arena, label);
    for (char *p = text; *p; p++)
        if (is_upper(*p) && (p == text || p[-1] == ' ') && p[1] >= 'a' && p[1] <= 'z')
            *p = (char)(*p - 'A' + 'a');
    return text;
}

static void put_first(const struct composing *composing, const struct nudge_letter *letter,
                      json_t *view)
{
    const struct nudge_letter_item *item = &letter->items[0];
    struct arena *arena = composing->arena;
    bool late = item->due_on.v < letter->on.v, conversation = item->conversation_id != 0;
    view_put(view, "mentee", item->mentee);
    view_put(view, "label", item->label);
    view_put(view, "label_lower", lower_words(arena, item->label));
    view_put(view, "is_due", late ? "was due" : "is due");
    view_put(view, "due_word", late ? "Was due" : "Due");
    view_put(view, "date", view_short_date(arena, item->due_on));
    view_put(view, "date_long", words_date(arena, item->due_on));
    CHECK(json_object_set_new(view, "conversation", json_boolean(conversation)) == 0);
    const char *pick = conversation ? arena_printf(arena, "/conversations/%lld/time",
                                                   (long long)item->conversation_id)
                                    : "/deadlines";
    view_set_link(composing, view, "action", conversation ? "Pick a time" : "See your deadlines",
                  pick);
    view_set_link(composing, view, "second",
                  conversation ? "Already had it? Say so" : "Already done? Say so",
                  item->mentee ? "/mentees" : "/deadlines");
}

static void add_item(const struct composing *composing, const struct nudge_letter *letter,
                     const struct nudge_letter_item *item, json_t *items)
{
    struct arena *arena = composing->arena;
    bool late = item->due_on.v < letter->on.v;
    const char *text = arena_printf(arena, "%s%s%s, %s on %s", item->mentee ? item->mentee : "",
                                    item->mentee ? ": " : "", item->label, late ? "was due" : "due",
                                    words_date(arena, item->due_on));
    CHECK(json_array_append_new(items, json_pack("{s:s}", "text", text)) == 0);
}

static json_t *make_view(const struct composing *composing, const struct nudge_letter *letter)
{
    json_t *view = json_object(), *items = json_array();
    view_put(view, "reason", REASON);
    put_first(composing, letter, view);
    for (int i = 1; i < letter->count; i++)
        add_item(composing, letter, &letter->items[i], items);
    if (letter->count > 1) {
        CHECK(json_object_set_new(view, "more", json_integer(letter->count - 1)) == 0);
        CHECK(json_object_set_new(view, "has_items", json_true()) == 0);
    }
    CHECK(json_object_set_new(view, "items", items) == 0);
    return view;
}

enum err compose_nudges(struct composing *composing, struct draft *ret)
{
    struct nudge_letter letter = {0};
    if (strcmp(composing->row->kind, "nudges") != 0) {
        composing->why = "no mail of this kind is known";
        return ERR_INVALID;
    }
    enum err err = nudge_letter(composing->store, composing->row->id, composing->now,
                                composing->arena, &letter);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    if (err == ERR_NOT_FOUND || letter.count == 0) {
        composing->why = "nothing of it is still to be done";
        return ERR_NOT_FOUND;
    }
    *ret = (struct draft){
        .view = make_view(composing, &letter),
        .kind = "nudges",
        .to_name = composing->person.name,
        .is_list_mail = true,
    };
    return OK;
}
