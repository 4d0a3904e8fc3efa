/* DESIGN: conflicts and the waiting order as JSON, beside the plan's own. */
#include "arrange_proof_json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static const char *const VERDICTS[] = {"not_known", "fits", "impossible"};

struct arrange_names arrange_names_of_ids(const struct arrange_instance *instance,
                                          struct arena *arena)
{
    const char **talks = ARENA_ARRAY(arena, const char *, (size_t)instance->talk_count + 1);
    const char **rooms = ARENA_ARRAY(arena, const char *, (size_t)instance->room_count + 1);
    for (int i = 0; i < instance->talk_count; i++)
        talks[i] = arena_printf(arena, "talk %lld", (long long)instance->talks[i].id);
    for (int i = 0; i < instance->room_count; i++)
        rooms[i] = arena_printf(arena, "room %lld", (long long)instance->rooms[i].id);
    return (struct arrange_names){talks, NULL, rooms, -1};
}

/* The object's members without its braces; the object ends. */
static const char *members_of(json_t *object, struct arena *arena)
{
    char *text = json_dumps(object, JSON_COMPACT);
    CHECK(text);
    const char *members = arena_printf(arena, "%.*s", (int)strlen(text) - 2, text + 1);
    free(text);
    json_decref(object);
    return members;
}

static void set(json_t *object, const char *key, json_t *value)
{
    CHECK(json_object_set_new(object, key, value) == 0);
}

static void add(json_t *array, json_t *value)
{
    CHECK(json_array_append_new(array, value) == 0);
}

static json_t *talk_id(const struct arrange_instance *instance, int talk)
{
    return json_integer(instance->talks[talk].id);
}

static json_t *rule_json(const struct arrange_instance *instance, const struct arrange_names *names,
                         const struct arrange_rule *rule, struct arena *arena)
{
    json_t *object = json_object(), *talks = json_array();
    set(object, "rule", json_string(arrange_rule_name(rule->kind)));
    for (int i = 0; i < 2 && rule->talks[i] >= 0; i++)
        add(talks, talk_id(instance, rule->talks[i]));
    set(object, "talks", talks);
    set(object, "sentence", json_string(arrange_words_rule(instance, names, rule, arena)));
    return object;
}

static json_t *count_json(const struct arrange_instance *instance,
                          const struct arrange_names *names, const struct arrange_count *count,
                          struct arena *arena)
{
    json_t *object = json_object(), *talks = json_array(), *kit = json_array();
    for (int i = 0; i < instance->kit_count; i++)
        if (count->kit & UINT32_C(1) << i)
            add(kit, json_string(instance->kit[i]));
    for (int i = 0; i < instance->talk_count; i++)
        if (count->talks[i])
            add(talks, talk_id(instance, i));
    set(object, "from_s", json_integer(count->from_s));
    set(object, "to_s", json_integer(count->to_s));
    set(object, "kit", kit);
    set(object, "rooms", json_integer(count->room_count));
    if (count->duration_s)
        set(object, "duration_s", json_integer(count->duration_s));
    set(object, count->duration_s ? "wanted" : "wanted_s", json_integer(count->wanted));
    set(object, count->duration_s ? "places" : "places_s", json_integer(count->places));
    set(object, "talks", talks);
    set(object, "sentence", json_string(arrange_words_count(instance, names, count, arena)));
    return object;
}

static json_t *ways_json(const struct arrange_instance *instance, const struct arrange_names *names,
                         const struct arrange_conflict *conflict, struct arena *arena)
{
    json_t *array = json_array();
    const char *way;
    for (int i = 0; (way = arrange_words_way(instance, names, conflict, i, arena)) != NULL; i++)
        add(array, json_string(way));
    return array;
}

static json_t *conflict_json(const struct arrange_instance *instance,
                             const struct arrange_names *names,
                             const struct arrange_conflict *conflict, struct arena *arena)
{
    json_t *object = json_object(), *rules = json_array();
    for (int i = 0; i < conflict->rule_count; i++)
        add(rules, rule_json(instance, names, &conflict->rules[i], arena));
    if (conflict->counted)
        set(object, "count", count_json(instance, names, &conflict->count, arena));
    set(object, "rules", rules);
    set(object, "minimal", json_boolean(conflict->minimal));
    set(object, "ways", ways_json(instance, names, conflict, arena));
    return object;
}

const char *arrange_proof_format(const struct arrange_instance *instance,
                                 const struct arrange_names *names,
                                 const struct arrange_proof *proof, struct arena *arena)
{
    json_t *object = json_object(), *conflicts = json_array();
    set(object, "verdict", json_string(VERDICTS[proof->verdict]));
    set(object, "all_told", json_boolean(proof->all));
    for (int i = 0; i < proof->conflict_count; i++)
        add(conflicts, conflict_json(instance, names, &proof->conflicts[i], arena));
    set(object, "conflicts", conflicts);
    return members_of(object, arena);
}

const char *arrange_line_format(const struct arrange_instance *instance,
                                const struct arrange_line *line, struct arena *arena)
{
    json_t *object = json_object(), *turns = json_array();
    for (int i = 0; i < line->turn_count; i++) {
        const struct arrange_turn *turn = &line->turns[i];
        json_t *item = json_object();
        set(item, "talk", talk_id(instance, turn->talk));
        if (turn->wait != WAIT_NOT) {
            set(item, "wait", json_string(arrange_wait_name(turn->wait)));
            set(item, "short_fits", json_boolean(turn->short_fits));
            set(item, "sentence", json_string(arrange_words_turn(instance, turn, arena)));
        }
        add(turns, item);
    }
    set(object, "turns", turns);
    return members_of(object, arena);
}

static json_t *alternative_json(const struct arrange_instance *instance,
                                const struct arrange_names *names,
                                const struct arrange_alternative *alternative, struct arena *arena)
{
    json_t *object = json_object(), *terms = json_object();
    set(object, "room", json_integer(instance->rooms[alternative->slot.room].id));
    set(object, "start_s", json_integer(alternative->slot.start_s));
    if (alternative->other >= 0)
        set(object, "with", talk_id(instance, alternative->other));
    set(object, "points", json_integer(alternative->points));
    for (int i = 0; i < TERM_TERMS; i++)
        if (alternative->terms[i])
            set(terms, arrange_term_name((enum arrange_term)i),
                json_integer(alternative->terms[i]));
    set(object, "terms", terms);
    set(object, "sentence",
        json_string(arrange_why_alternative(instance, names, alternative, arena)));
    return object;
}

const char *arrange_why_format(const struct arrange_instance *instance,
                               const struct arrange_names *names, int talk,
                               const struct arrange_why *why, struct arena *arena)
{
    json_t *top = json_object(), *object = json_object(), *out = json_array(),
           *alternatives = json_array();
    const char *text;
    for (int i = 0; (text = arrange_why_ruled_out(names, why, talk, i, arena)) != NULL; i++)
        add(out, json_string(text));
    for (int i = 0; i < why->alternative_count; i++)
        add(alternatives, alternative_json(instance, names, &why->alternatives[i], arena));
    set(object, "talk", talk_id(instance, talk));
    set(object, "ruled_out", out);
    set(object, "alternatives", alternatives);
    set(top, "why", object);
    return members_of(top, arena);
}
