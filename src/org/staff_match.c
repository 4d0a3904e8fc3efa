/* DESIGN: whose a line is: by staff reference, then work email, then by hand (practice P7). */
#include "staff_match.h"

#include <string.h>
#include <strings.h>

static const char *text(const struct staff_row *row, enum staff_field field)
{
    return row->values[field] ? row->values[field] : "";
}

static const struct staff_member *member_at(const struct staff_making *making, int member)
{
    return &making->present->members[member];
}

static const struct staff_choice *choice_of(const struct staff_making *making, int line)
{
    for (int i = 0; i < making->options->choice_count; i++)
        if (making->options->choices[i].line == line)
            return &making->options->choices[i];
    return NULL;
}

static int job_of(const struct staff_making *making, int school, int member)
{
    return staff_index_find(&making->present->jobs_by_member,
                            staff_key_number(making->arena, school, member));
}

static void see(struct staff_making *making, int job)
{
    if (job >= 0)
        making->is_seen[job] = true;
}

/* The line is that member's, unless another line of the school was before it. */
static void take(struct staff_making *making, struct staff_row *row, int member, int job)
{
    const char *key = staff_key_number(making->arena, row->school, member);
    int twin = staff_index_find(&making->rows_by_person, key);
    see(making, job);
    row->job = -1;
    if (twin >= 0) {
        staff_making_reject(making, row, STAFF_REF,
                            arena_printf(making->arena, "line %d is about %s already",
                                         making->plan.rows[twin].line,
                                         member_at(making, member)->name));
        return;
    }
    staff_index_put(&making->rows_by_person, key, (int)(row - making->plan.rows));
    row->member = member;
    row->job = job;
}

/* ---- by hand ---- */

static void add_candidate(struct staff_making *making, const struct staff_row *row,
                          struct staff_item *item, int member)
{
    if (item->candidate_count < STAFF_CANDIDATES_MAX)
        item->candidates[item->candidate_count++] = member;
    see(making, job_of(making, row->school, member));
}

static struct staff_item *ask(struct staff_making *making, const struct staff_row *row,
                              const char *why)
{
    struct staff_item *item = staff_making_add(making, STAFF_HAND);
    item->line = row->line;
    item->row = (int)(row - making->plan.rows);
    item->name = row->name;
    item->school = making->plan.schools[row->school];
    item->why = why;
    return item;
}

/* Somebody chose: OK, or false if the choice is none of the candidates (people changed since). */
static bool obey(struct staff_making *making, struct staff_row *row, const struct staff_item *item)
{
    const struct staff_choice *choice = choice_of(making, row->line);
    if (!choice)
        return false;
    if (choice->person == -1) {
        making->plan.passed_count++;
        return true;
    }
    if (choice->person == 0 && item->may_be_new) {
        row->newcomer = (int)(row - making->plan.rows);
        return true;
    }
    for (int i = 0; i < item->candidate_count; i++)
        if (member_at(making, item->candidates[i])->id == choice->person) {
            take(making, row, item->candidates[i],
                 job_of(making, row->school, item->candidates[i]));
            return true;
        }
    return false;
}

/* The question goes away once it is answered. */
static void settle(struct staff_making *making, struct staff_row *row, struct staff_item *item)
{
    if (obey(making, row, item))
        making->plan.lists[STAFF_HAND].count--;
}

/* Neither the first nor the last name, nor the address: perhaps the reference was given anew. */
static bool is_stranger(const struct staff_making *making, const struct staff_row *row, int member)
{
    const struct staff_member *m = member_at(making, member);
    const char *email = text(row, STAFF_EMAIL);
    bool other_address = !*email || strcasecmp(email, m->values[STAFF_EMAIL]) != 0;
    const char *first = text(row, STAFF_FIRST_NAME), *preferred = text(row, STAFF_PREFERRED_NAME);
    return other_address && strcasecmp(text(row, STAFF_LAST_NAME), m->values[STAFF_LAST_NAME]) &&
           strcasecmp(first, m->values[STAFF_FIRST_NAME]) &&
           (!*preferred || strcasecmp(preferred, m->values[STAFF_PREFERRED_NAME]));
}

/* ---- by reference and address ---- */

static void ask_which(struct staff_making *making, struct staff_row *row, int by_ref, int by_email)
{
    struct staff_item *item =
        ask(making, row,
            arena_printf(making->arena, "the staff reference is %s's, the work email is %s's",
                         member_at(making, by_ref)->name, member_at(making, by_email)->name));
    add_candidate(making, row, item, by_ref);
    add_candidate(making, row, item, by_email);
    settle(making, row, item);
}

static void ask_stranger(struct staff_making *making, struct staff_row *row, int member)
{
    struct staff_item *item =
        ask(making, row,
            arena_printf(making->arena,
                         "the staff reference is %s's, but the name and the work "
                         "email are not",
                         member_at(making, member)->name));
    add_candidate(making, row, item, member);
    settle(making, row, item);
}

static bool has_last_name(const struct staff_making *making, const struct staff_row *row,
                          int member)
{
    return strcasecmp(text(row, STAFF_LAST_NAME),
                      member_at(making, member)->values[STAFF_LAST_NAME]) == 0;
}

/* True if the line's keys say whose it is, or that somebody must. */
static bool match_keys(struct staff_making *making, struct staff_row *row)
{
    const char *ref = text(row, STAFF_REF), *email = text(row, STAFF_EMAIL);
    int job = *ref ? staff_index_find(&making->present->jobs_by_ref,
                                      staff_key(making->arena, row->school, ref))
                   : -1;
    int by_ref = job >= 0 ? making->present->jobs[job].member : -1;
    int by_email = *email ? staff_index_find(&making->present->members_by_email, email) : -1;
    if (row->job >= 0) { /* by name: it has no keys (staff_match_read) */
        take(making, row, making->present->jobs[row->job].member, row->job);
        return true;
    }
    if (by_ref < 0 && by_email < 0)
        return false;
    bool split = by_ref >= 0 && by_email >= 0 && by_ref != by_email;
    bool ref_fits = split && has_last_name(making, row, by_ref);
    bool email_fits = split && has_last_name(making, row, by_email);
    if (split && ref_fits == email_fits)
        ask_which(making, row, by_ref, by_email);
    else if (!split && by_ref >= 0 && is_stranger(making, row, by_ref))
        ask_stranger(making, row, by_ref);
    else if (by_ref >= 0 && !email_fits)
        take(making, row, by_ref, job);
    else
        take(making, row, by_email, job_of(making, row->school, by_email));
    return true;
}

/* ---- by name ---- */

static void add_namesakes(struct staff_making *making, struct staff_row *row, const char *name,
                          struct staff_item **item)
{
    int job = staff_index_find(&making->present->jobs_by_name,
                               staff_key(making->arena, row->school, name));
    for (; job >= 0; job = making->present->jobs[job].next_of_name) {
        if (making->is_seen[job])
            continue;
        if (!*item)
            *item = ask(making, row, "somebody of that name works there already");
        add_candidate(making, row, *item, making->present->jobs[job].member);
    }
}

/* Whoever of that name, preferred or not, works there and has no line of their own. */
static void ask_namesakes(struct staff_making *making, struct staff_row *row)
{
    struct staff_item *item = NULL;
    add_namesakes(making, row, row->name, &item);
    add_namesakes(making, row,
                  arena_printf(making->arena, "%s %s", text(row, STAFF_FIRST_NAME),
                               text(row, STAFF_LAST_NAME)),
                  &item);
    if (!item)
        return;
    item->may_be_new = true;
    settle(making, row, item);
}

/* Ended before today, and nobody we know: not a newcomer. */
static bool is_over(const struct staff_making *making, const struct staff_row *row)
{
    struct day ends = staff_value_day(text(row, STAFF_ENDS));
    return !day_is_none(ends) && ends.v < making->present->today.v;
}

static void match_rest(struct staff_making *making, struct staff_row *row, int index)
{
    int questions = making->plan.lists[STAFF_HAND].count, passed = making->plan.passed_count;
    const char *email = text(row, STAFF_EMAIL);
    if (is_over(making, row)) {
        making->plan.passed_count++;
        return;
    }
    int first = *email ? staff_index_find(&making->rows_by_email, email) : -1;
    if (first >= 0 && first < index) { /* the same new person in another school */
        row->newcomer = making->plan.rows[first].newcomer;
        return;
    }
    ask_namesakes(making, row);
    if (row->member < 0 && row->newcomer < 0 && making->plan.lists[STAFF_HAND].count == questions &&
        making->plan.passed_count == passed)
        row->newcomer = index;
}

void staff_match_people(struct staff_making *making)
{
    bool *done = ARENA_ARRAY(making->arena, bool, (size_t)making->plan.row_count + 1);
    for (int i = 0; i < making->plan.row_count; i++)
        done[i] = match_keys(making, &making->plan.rows[i]);
    for (int i = 0; i < making->plan.row_count; i++)
        if (!done[i])
            match_rest(making, &making->plan.rows[i], i);
}
