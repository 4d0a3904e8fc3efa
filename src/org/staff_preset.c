/* DESIGN: what the columns are called that schools' systems write, as tables. */
#include <string.h>

#include "staff_file.h"

enum { WORD_MAX = 64 };

static const struct {
    const char *name, *label;
} PRESETS[STAFF_PRESET_COUNT] = {
    [STAFF_PRESET_ANY] = {"any", "Find out from the headings"},
    [STAFF_PRESET_SPARKD] = {"sparkd", "Our own columns"},
    [STAFF_PRESET_ARBOR] = {"arbor", "Arbor"},
    [STAFF_PRESET_BROMCOM] = {"bromcom", "Bromcom"},
    [STAFF_PRESET_SIMS] = {"sims", "SIMS"},
    [STAFF_PRESET_ONEROSTER] = {"oneroster", "OneRoster or School Data Sync"},
};

const char *staff_preset_name(enum staff_preset preset)
{
    return PRESETS[preset].name;
}

const char *staff_preset_label(enum staff_preset preset)
{
    return PRESETS[preset].label;
}

enum err staff_preset_parse(struct str name, enum staff_preset *ret)
{
    for (int i = 0; i < STAFF_PRESET_COUNT; i++)
        if (str_eq_c(name, PRESETS[i].name)) {
            *ret = (enum staff_preset)i;
            return OK;
        }
    return ERR_NOT_FOUND;
}

/*
 * Names of columns, best first, in lower case letters and digits alone. The three systems let a
 * school name the columns of a report itself; these are the names their screens give the fields.
 */
struct names {
    enum staff_field field;
    const char *words;
};

static const struct names ARBOR[] = {
    {STAFF_REF, "staffid arborstaffid staffcode employeenumber"},
    {STAFF_FIRST_NAME, "legalfirstname firstname"},
    {STAFF_LAST_NAME, "legallastname lastname"},
    {STAFF_PREFERRED_NAME, "preferredfirstname preferredname"},
    {STAFF_EMAIL, "workemail defaultemail workemailaddress emailaddress email"},
    {STAFF_POST,
     "currentbusinessroles businessroles currentbusinessrole businessrole jobtitle post"},
    {STAFF_ROLE_CATEGORY, "payscale rolecategory"},
    {STAFF_STARTS, "employmentstartdate contractstartdate startdate"},
    {STAFF_ENDS, "employmentenddate contractenddate enddate"},
};

static const struct names BROMCOM[] = {
    {STAFF_REF, "staffcode staffid payrollnumber"},
    {STAFF_FIRST_NAME, "legalfirstname firstname forename"},
    {STAFF_LAST_NAME, "legallastname lastname surname"},
    {STAFF_PREFERRED_NAME, "preferredfirstname preferredforename preferredname"},
    {STAFF_EMAIL, "workemail schoolemail preferredemail emailaddress email"},
    {STAFF_POST, "jobtitle post role"},
    {STAFF_STARTS, "datestartedattheschool datestartedatschool startdate dateofarrival"},
    {STAFF_ENDS, "dateleft leavingdate enddate dateofleaving"},
};

static const struct names SIMS[] = {
    {STAFF_REF, "staffcode employeenumber payrollnumber personid initials"},
    {STAFF_FIRST_NAME, "legalforename forename"},
    {STAFF_LAST_NAME, "legalsurname surname"},
    {STAFF_PREFERRED_NAME, "chosenname preferredforename"},
    {STAFF_EMAIL, "workemail workemailaddress primaryemail email"},
    {STAFF_GROUP, "teachingstaff staffgroup teachercategory"},
    {STAFF_POST, "postdescription post role"},
    {STAFF_STARTS, "employmentstartdate employmentstart dateofarrival startdate"},
    {STAFF_ENDS, "employmentenddate employmentend dateofleaving enddate"},
};

/* Whatever the system. */
static const struct names ANY[] = {
    {STAFF_SCHOOL, "school schoolname academy academyname establishment establishmentname site"},
    {STAFF_REF, "staffref staffreference staffcode staffid staffnumber employeenumber employeeid "
                "payrollnumber reference"},
    {STAFF_TITLE, "title salutation"},
    {STAFF_FIRST_NAME, "firstname legalfirstname forename legalforename givenname"},
    {STAFF_LAST_NAME, "lastname legallastname surname legalsurname familyname"},
    {STAFF_PREFERRED_NAME, "preferredname preferredfirstname preferredforename chosenname knownas"},
    {STAFF_EMAIL,
     "workemail workemailaddress schoolemail emailaddress email emailwork defaultemail"},
    {STAFF_GROUP, "staffgroup stafftype staffcategory category"},
    {STAFF_ROLE_CATEGORY, "rolecategory payscale payrange scale"},
    {STAFF_POST, "post jobtitle position role jobrole"},
    {STAFF_DEPARTMENT, "department departments faculty team"},
    {STAFF_LINE_MANAGER, "linemanageremail linemanager manageremail"},
    {STAFF_MENTOR, "mentoremail pdmentoremail mentor"},
    {STAFF_FTE, "fte fulltimeequivalent ftehours"},
    {STAFF_WORKING_DAYS, "workingdays daysworked workdays"},
    {STAFF_STARTS, "startdate employmentstartdate contractstartdate datestarted dateofarrival"},
    {STAFF_ENDS, "enddate employmentenddate contractenddate leavingdate dateleft dateofleaving"},
    {STAFF_ECT_STARTS, "ectstart ectstartdate inductionstart inductionstartdate nqtstart"},
    {STAFF_LEADERSHIP, "leadershiprange leadershippayrange leadership slt"},
};

static void plain(struct str heading, char ret[static WORD_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < heading.n && n + 1 < WORD_MAX; i++) {
        char c =
            heading.p[i] >= 'A' && heading.p[i] <= 'Z' ? (char)(heading.p[i] | 32) : heading.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            ret[n++] = c;
    }
    ret[n] = '\0';
}

static bool is_taken(const struct staff_map *map, int column)
{
    for (int i = 0; i < STAFF_FIELD_COUNT; i++)
        if (map->columns[i] == column)
            return true;
    return false;
}

static int column_called(const struct csv_row *headings, const struct staff_map *map,
                         struct str word)
{
    for (int i = 0; i < headings->count; i++) {
        char heading[WORD_MAX];
        plain(headings->cells[i], heading);
        if (str_eq_c(word, heading) && !is_taken(map, i))
            return i;
    }
    return -1;
}

static void apply(const struct names *table, size_t count, const struct csv_row *headings,
                  struct staff_map *map)
{
    for (size_t i = 0; i < count; i++) {
        struct str rest = str_of(table[i].words), word;
        while (map->columns[table[i].field] < 0 && str_split(&rest, ' ', &word))
            map->columns[table[i].field] = column_called(headings, map, word);
    }
}

static void apply_own(const struct csv_row *headings, struct staff_map *map)
{
    for (int i = 0; i < STAFF_FIELD_COUNT; i++) {
        char word[WORD_MAX];
        plain(str_of(staff_field_info((enum staff_field)i)->key), word);
        map->columns[i] = column_called(headings, map, str_of(word));
    }
}

#define TABLE(t) t, sizeof t / sizeof t[0]

void staff_map_guess(const struct csv_row *headings, enum staff_preset preset,
                     struct staff_map *ret)
{
    struct staff_map map;
    for (int i = 0; i < STAFF_FIELD_COUNT; i++)
        map.columns[i] = -1;
    if (preset == STAFF_PRESET_ARBOR)
        apply(TABLE(ARBOR), headings, &map);
    else if (preset == STAFF_PRESET_BROMCOM)
        apply(TABLE(BROMCOM), headings, &map);
    else if (preset == STAFF_PRESET_SIMS)
        apply(TABLE(SIMS), headings, &map);
    else
        apply_own(headings, &map);
    if (preset != STAFF_PRESET_SPARKD)
        apply(TABLE(ANY), headings, &map);
    if (preset == STAFF_PRESET_ANY) {
        apply(TABLE(ARBOR), headings, &map);
        apply(TABLE(BROMCOM), headings, &map);
        apply(TABLE(SIMS), headings, &map);
    }
    *ret = map;
}

const char *staff_map_lacks(const struct staff_map *map, bool has_school, enum staff_field *ret)
{
    const struct {
        bool lacks;
        enum staff_field field;
        const char *words;
    } checks[] = {
        {map->columns[STAFF_LAST_NAME] < 0, STAFF_LAST_NAME, "Choose the column with last names."},
        {map->columns[STAFF_REF] < 0 && map->columns[STAFF_EMAIL] < 0, STAFF_REF,
         "Choose the column with staff references, or the one with work emails."},
        {map->columns[STAFF_SCHOOL] < 0 && !has_school, STAFF_SCHOOL,
         "Choose the column with schools. If there is none, go back to Import people, choose the "
         "file again and say whose it is."},
    };
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++)
        if (checks[i].lacks) {
            if (ret)
                *ret = checks[i].field;
            return checks[i].words;
        }
    return NULL;
}

const char *staff_map_format(const struct staff_map *map, struct arena *arena)
{
    const char *text = "";
    for (int i = 0; i < STAFF_FIELD_COUNT; i++)
        if (map->columns[i] >= 0)
            text = arena_printf(arena, "%s%s%s=%d", text, *text ? " " : "",
                                staff_field_info((enum staff_field)i)->key, map->columns[i]);
    return text;
}

enum err staff_map_parse(struct str text, struct staff_map *ret)
{
    struct staff_map map;
    struct str rest = text, part;
    for (int i = 0; i < STAFF_FIELD_COUNT; i++)
        map.columns[i] = -1;
    while (str_split(&rest, ' ', &part)) {
        enum staff_field field;
        int64_t column;
        long at = str_find(part, '=');
        if (at <= 0 || staff_field_find(str_first(part, (size_t)at), &field) != OK ||
            str_parse_int(str_from(part, (size_t)at + 1), &column) != OK ||
            column >= CSV_COLUMNS_MAX)
            return ERR_INVALID;
        map.columns[field] = (int)column;
    }
    *ret = map;
    return OK;
}
