#ifndef SPARKD_WEB_SHEET_H
#define SPARKD_WEB_SHEET_H

#include "view.h"

/*
 * A plain form as data: what it asks, under which names. One template,
 * form.html, shows every one of them; what was typed is kept, what is wrong
 * stands beside it, and a form that somebody else was quicker with becomes
 * stale.html. Values are a struct form, as they would be typed.
 */
enum sheet_kind {
    SHEET_TEXT,
    SHEET_AREA,
    SHEET_RADIOS,
    SHEET_SELECT,
    SHEET_TICK,   /* "yes" if it is ticked */
    SHEET_TICKS,  /* NAME_CHOICE, "yes" for each that is ticked */
    SHEET_DATE,   /* NAME_day, NAME_month, NAME_year */
    SHEET_MOMENT, /* a date, and NAME_time */
    SHEET_PERSON, /* "person" is typed; "person_id" chosen among those it may mean */
};

struct choice {
    const char *value, *text;
};

struct sheet_field {
    enum sheet_kind kind;
    const char *name, *label, *hint; /* hint NULL: none */
    const struct choice *choices;    /* of radios, select, ticks, and who a person may be */
    int choice_count;
    bool narrow; /* a short text */
};

struct sheet {
    const char *title, *intro; /* intro NULL: none */
    const char *action, *button;
    const char *back_href, *back_text;
    const struct sheet_field *fields;
    int count;
    int version;      /* of what the form was made of; 0: it has none */
    bool grave;       /* the button ends something */
    const char *keep; /* the link that leaves all as it is; NULL: Cancel */
};

/* One field, as parts/sheet_field shows it: for forms that are more than a list of fields. */
json_t *sheet_field_view(struct ctx *ctx, const struct sheet_field *field,
                         const struct form *values);
/* A choice whose value is an id. */
struct choice sheet_choice(struct arena *arena, int64_t id, const char *text);

json_t *sheet_view(struct ctx *ctx, const struct sheet *sheet, const struct form *values);
/* The handler's last line after a refusal: the form again with what was typed, the stale page, or
 * the error as it is where no form explains it. theirs: what stands, for the stale page. */
enum err sheet_refused(struct ctx *ctx, const struct sheet *sheet, const struct form *typed,
                       const struct form *theirs, enum err why, struct response *response);

/* Values for a form that nobody typed into yet: at most 64, copied. */
struct form sheet_values(struct arena *arena);
void sheet_put(struct form *values, struct arena *arena, const char *name, const char *value);
void sheet_put_day(struct form *values, struct arena *arena, const char *name, struct day day);

/* A typed date; refuses the field and is DAY_NONE if it is none or wrong. */
struct day sheet_day(struct ctx *ctx, const struct form *typed, const char *name);
/* A text of several lines, ended by LF as we keep them. */
const char *sheet_lines(struct arena *arena, const struct form *typed, const char *name);
/* The version the form was made of, -1 if it is no number of ours. */
int sheet_version(const struct form *typed);

#endif
