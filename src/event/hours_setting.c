/* DESIGN: whether the trust keeps a ledger of hours, by what rules, and since when. */
#include "hours_setting.h"

#include "check.h"

enum { FIND, VERSION, RULES, DROP, INSERT, INSERT_RULE };
static const char *const SQL[] = {
    [FIND] = "SELECT from_year, kept, spark FROM hours_setting WHERE from_year <= $1"
             " ORDER BY from_year DESC LIMIT 1",
    [VERSION] = "SELECT coalesce(max(version), 0) + 1 FROM hours_setting",
    [RULES] = "SELECT staff_group, inset_days, day_min, directed_min FROM hours_rule"
              " WHERE from_year = $1 LIMIT 10",
    /* "from then on" is meant: what was chosen for later goes */
    [DROP] = "DELETE FROM hours_setting WHERE from_year >= $1",
    [INSERT] = "INSERT INTO hours_setting (from_year, kept, spark, version, changed_at, changed_by)"
               " VALUES ($1, $2, $3, $4, $5, $6)",
    [INSERT_RULE] = "INSERT INTO hours_rule (from_year, staff_group, inset_days, day_min,"
                    " directed_min) VALUES ($1, $2, $3, $4, $5)",
};

struct hours_rules hours_setting_default(void)
{
    struct hours_rules rules = {.spark = false};
    rules.of[HOURS_TEACHING] = (struct hours_rule){5, 360, 1265 * 60};
    rules.of[HOURS_LEADERSHIP] = (struct hours_rule){5, 360, 0};
    return rules;
}

/* ---- looking ---- */

static enum err read_rules(struct store *store, int from_year, struct hours_rules *ret)
{
    struct rows rows = store_query(store, SQL[RULES], PARAMS(p_int(from_year)));
    while (rows_next(&rows)) {
        enum hours_group group;
        CHECK(hours_group_parse(rows_str(&rows, 0), &group) == OK);
        ret->of[group] = (struct hours_rule){(int)rows_int(&rows, 1), (int)rows_int(&rows, 2),
                                             (int)rows_int(&rows, 3)};
    }
    return rows_end(&rows);
}

static enum err find_chosen(struct store *store, int year, struct hours_setting *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(year)), &rows);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    ret->from_year = (int)rows_int(&rows, 0);
    ret->kept = rows_int(&rows, 1) != 0;
    ret->rules.spark = rows_int(&rows, 2) != 0;
    err = rows_end(&rows);
    return err == OK ? read_rules(store, ret->from_year, &ret->rules) : err;
}

enum err hours_setting_find(struct store *store, int year, struct hours_setting *ret)
{
    struct hours_setting setting = {.rules = hours_setting_default()};
    int64_t version;
    enum err err = store_find_int(store, SQL[VERSION], PARAMS(), &version);
    if (err == OK)
        err = find_chosen(store, year, &setting);
    if (err != OK)
        return err;
    setting.version = (int)version;
    *ret = setting;
    return OK;
}

/* ---- choosing ---- */

const char *hours_setting_field(struct arena *arena, enum hours_group group, const char *what)
{
    char *name = arena_printf(arena, "%s_%s", hours_group_name(group), what);
    for (char *p = name; *p; p++)
        if (*p == ' ')
            *p = '_';
    return name;
}

static void check_rule(enum hours_group group, const struct hours_rule *rule, struct refusal *why)
{
    if (rule->inset_days < 0 || rule->inset_days > HOURS_DAYS_MAX)
        refuse_field(why, hours_setting_field(why->arena, group, "days"),
                     "Enter a number of INSET days from 0 to %d.", HOURS_DAYS_MAX);
    if (rule->day_min < 0 || rule->day_min > HOURS_DAY_MIN_MAX)
        refuse_field(why, hours_setting_field(why->arena, group, "day"),
                     "Enter how long an INSET day is, from 0 to %d hours, like 6 or 6.5.",
                     HOURS_DAY_MIN_MAX / 60);
    if (rule->directed_min < 0 || rule->directed_min > HOURS_DIRECTED_MIN_MAX)
        refuse_field(why, hours_setting_field(why->arena, group, "directed"),
                     "Enter the hours of directed time in a year, from 0 to %d. 0 is for those "
                     "outside it.",
                     HOURS_DIRECTED_MIN_MAX / 60);
}

static enum err check_choice(const struct hours_choice *choice, struct refusal *why)
{
    if (choice->from_year != choice->this_year && choice->from_year != choice->this_year + 1)
        refuse_field(why, "from_year", "Choose this academic year or the next one.");
    for (int i = 0; i < HOURS_GROUPS; i++)
        check_rule((enum hours_group)i, &choice->rules.of[i], why);
    return refusal_check(why);
}

static enum err insert_rules(struct store *store, const struct hours_choice *choice)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < HOURS_GROUPS; i++) {
        const struct hours_rule *rule = &choice->rules.of[i];
        err = store_exec(
            store, SQL[INSERT_RULE],
            PARAMS(p_int(choice->from_year), p_text(hours_group_name((enum hours_group)i)),
                   p_int(rule->inset_days), p_int(rule->day_min), p_int(rule->directed_min)));
    }
    return err;
}

enum err hours_setting_change(struct store *store, const struct hours_choice *choice,
                              struct person_id by, struct instant now, struct refusal *why)
{
    struct hours_setting now_holds;
    enum err err = hours_setting_find(store, choice->this_year, &now_holds);
    if (err == OK)
        err = refusal_check_version(why, choice->version, now_holds.version);
    if (err == OK)
        err = check_choice(choice, why);
    if (err == OK)
        err = store_exec(store, SQL[DROP], PARAMS(p_int(choice->from_year)));
    if (err == OK)
        err = store_exec(store, SQL[INSERT],
                         PARAMS(p_int(choice->from_year), p_int(choice->kept),
                                p_int(choice->rules.spark), p_int(now_holds.version),
                                p_instant(now), p_int(by.v)));
    return err == OK ? insert_rules(store, choice) : err;
}
