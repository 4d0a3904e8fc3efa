/* DESIGN: whom a typed name means. */
#include "person_pick.h"

#include <string.h>

#include "tz.h"

static enum err add_choice(struct ctx *ctx, const struct person *person, struct person_pick *pick)
{
    struct school school;
    const char *where = "";
    enum err err = person->school.v ? school_find(ctx->store, person->school, ctx->arena, &school)
                                    : ERR_NOT_FOUND;
    if (err == OK)
        where = arena_printf(ctx->arena, ", %s", school.name);
    else if (err != ERR_NOT_FOUND)
        return err;
    pick->choices[pick->count++] = (struct choice){
        .value = arena_printf(ctx->arena, "%lld", (long long)person->id.v),
        .text = arena_printf(ctx->arena, "%s%s", person->name, where),
    };
    return OK;
}

/* Who was chosen among them, or the only one who is called exactly that. */
static struct person_id decide(const struct person_list *people, const char *name, int64_t chosen)
{
    struct person_id found = {0};
    int named = 0;
    for (int i = 0; i < people->count; i++) {
        const struct person *person = &people->items[i];
        if (person->id.v == chosen)
            return person->id;
        if (str_eq_nocase(str_of(person->name), str_of(name))) {
            found = person->id;
            named++;
        }
    }
    return named == 1 && !people->next ? found : (struct person_id){0};
}

enum err person_pick_named(struct ctx *ctx, const char *name, int64_t chosen,
                           struct person_pick *ret)
{
    struct person_list people;
    enum err err = person_list(ctx->store, (struct school_id){0}, str_of(name), tz_day(ctx->now), 0,
                               PERSON_PICK_MAX, ctx->arena, &people);
    if (err != OK)
        return err;
    struct person_pick pick = {.person = decide(&people, name, chosen), .more = people.next};
    for (int i = 0; err == OK && i < people.count; i++)
        err = add_choice(ctx, &people.items[i], &pick);
    if (err == OK)
        *ret = pick;
    return err;
}

static enum err find_by_name(struct ctx *ctx, const char *name, int64_t chosen,
                             struct person_pick *pick)
{
    enum err err = person_pick_named(ctx, name, chosen, pick);
    if (err != OK || pick->person.v)
        return err;
    if (pick->count == 0)
        refuse_field(&ctx->why, "person", "Nobody here is called that. Check the spelling.");
    else if (pick->more)
        refuse_field(&ctx->why, "person",
                     "More than %d people match. Enter more of the name, or choose one of these.",
                     PERSON_PICK_MAX);
    else
        refuse_field(&ctx->why, "person", "Choose whom you mean.");
    return OK;
}

enum err person_pick_read(struct ctx *ctx, const struct form *typed, bool required,
                          struct person_pick *ret)
{
    struct person person;
    const char *name = form_text(typed, "person", ctx->arena);
    *ret = (struct person_pick){.count = 0};
    if (!*name) {
        if (required)
            refuse_field(&ctx->why, "person", "Enter a name or a mail address.");
        return OK;
    }
    if (!strchr(name, '@'))
        return find_by_name(ctx, name, form_int(typed, "person_id", 0), ret);
    enum err err =
        person_find_by_email(ctx->store, str_of(name), tz_day(ctx->now), ctx->arena, &person);
    if (err == OK)
        ret->person = person.id;
    else if (err == ERR_NOT_FOUND)
        refuse_field(&ctx->why, "person", "Nobody here has that address. Check the spelling.");
    return err == ERR_NOT_FOUND ? OK : err;
}

void person_pick_rename(struct refusal *why)
{
    for (int i = 0; i < why->field_count; i++)
        if (str_eq_c(str_of(why->fields[i].field), "person_id"))
            why->fields[i].field = "person";
}
