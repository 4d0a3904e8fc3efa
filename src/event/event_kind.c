/* DESIGN: what the kinds of event differ in, as a table; which kind an activity of the policy is.
 */
#include "event_kind.h"

#include <string.h>

#include "check.h"

static const char *const NAMES[EVENT_KINDS] = {
    "course",  "twilight",    "inset", "spark",          "conference", "group",
    "meeting", "observation", "visit", "protected time", "reading"};

const char *event_kind_name(enum event_kind kind)
{
    return NAMES[kind];
}

enum err event_kind_parse(struct str s, enum event_kind *ret)
{
    for (int i = 0; i < EVENT_KINDS; i++) {
        if (str_eq_c(s, NAMES[i])) {
            *ret = (enum event_kind)i;
            return OK;
        }
    }
    return ERR_INVALID;
}

/* ---- what is usual ---- */

#define AT(hour, minute) ((hour)*60 + (minute))

/* Practice P3: INSET days and meetings are directed; a twilight counts only where it was agreed in
 * place of INSET, so by itself toward nothing. Nobody is made to come to SPARK. */
static const struct event_kind_usual USUAL[EVENT_KINDS] = {
    [EVENT_COURSE] = {.start_min = AT(9, 30),
                      .length_min = 330,
                      .attendance = ATTENDANCE_VOLUNTARY,
                      .credited = true,
                      .has_places = true,
                      .capacity = 20,
                      .explained = true,
                      .bought = true},
    [EVENT_TWILIGHT] = {.start_min = AT(15, 45),
                        .length_min = 75,
                        .attendance = ATTENDANCE_VOLUNTARY,
                        .credited = true,
                        .has_places = true,
                        .capacity = 30,
                        .explained = true},
    [EVENT_INSET] = {.start_min = AT(8, 45),
                     .length_min = 390,
                     .attendance = ATTENDANCE_REQUIRED,
                     .counts = EVENT_COUNTS_INSET,
                     .credited = true,
                     .has_places = true,
                     .explained = true},
    [EVENT_SPARK] = {.start_min = AT(15, 45),
                     .length_min = 90,
                     .attendance = ATTENDANCE_VOLUNTARY,
                     .credited = true,
                     .has_places = true,
                     .capacity = 60},
    [EVENT_CONFERENCE] = {.start_min = AT(9, 0),
                          .length_min = 390,
                          .attendance = ATTENDANCE_INVITED,
                          .credited = true,
                          .has_places = true,
                          .explained = true},
    [EVENT_GROUP] = {.start_min = AT(15, 45),
                     .length_min = 60,
                     .attendance = ATTENDANCE_INVITED,
                     .credited = true,
                     .has_places = true,
                     .capacity = 12,
                     .explained = true},
    [EVENT_MEETING] = {.start_min = AT(15, 30),
                       .length_min = 60,
                       .attendance = ATTENDANCE_REQUIRED,
                       .counts = EVENT_COUNTS_DIRECTED},
    [EVENT_OBSERVATION] = {.start_min = AT(9, 0),
                           .length_min = 60,
                           .attendance = ATTENDANCE_INVITED,
                           .credited = true,
                           .has_places = true,
                           .capacity = 2,
                           .explained = true},
    [EVENT_VISIT] = {.start_min = AT(9, 0),
                     .length_min = 180,
                     .attendance = ATTENDANCE_VOLUNTARY,
                     .credited = true,
                     .has_places = true,
                     .capacity = 6,
                     .explained = true},
    [EVENT_PROTECTED_TIME] = {.start_min = AT(15, 30),
                              .length_min = 60,
                              .attendance = ATTENDANCE_INVITED,
                              .counts = EVENT_COUNTS_DIRECTED},
    [EVENT_READING] = {.start_min = AT(8, 0),
                       .length_min = 30,
                       .attendance = ATTENDANCE_REQUIRED,
                       .explained = true},
};

const struct event_kind_usual *event_kind_usual(enum event_kind kind)
{
    CHECK((unsigned)kind < EVENT_KINDS);
    return &USUAL[kind];
}

/* ---- the policy's activities ---- */

bool event_kind_offers(const struct policy_item *activity)
{
    const char *mode = policy_item_attribute(activity, "mode");
    return mode && strcmp(mode, "bookable") == 0 && !activity->retired;
}

enum event_kind event_kind_of(const struct policy_item *activity)
{
    static const struct {
        const char *of;
        enum event_kind kind;
    } FITS[] = {
        {"twilight", EVENT_TWILIGHT},
        {"learning_group", EVENT_GROUP},
        {"spark_presentation", EVENT_SPARK},
        {"spark_attendance", EVENT_SPARK},
        {"peer_observation", EVENT_OBSERVATION},
        {"paired_observation", EVENT_OBSERVATION},
        {"shadowing", EVENT_VISIT},
        {"school_visit", EVENT_VISIT},
        {"distance", EVENT_READING},
    };
    const char *of = policy_item_attribute(activity, "type");
    for (size_t i = 0; i < COUNT_OF(FITS); i++)
        if (strcmp(of ? of : activity->key, FITS[i].of) == 0)
            return FITS[i].kind;
    return EVENT_COURSE;
}
