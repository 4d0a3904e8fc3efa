#ifndef SPARKD_ORG_STAFF_PLAN_H
#define SPARKD_ORG_STAFF_PLAN_H

#include "staff_file.h"
#include "staff_present.h"

/*
 * What a staff file would change: pure, records and the present people in, the
 * difference out (practice P7). The same file over the same people always gives
 * the same plan, and over the people it has made gives an empty one.
 */
enum staff_kind {
    STAFF_NEW,     /* somebody the trust does not know */
    STAFF_CHANGED, /* somebody it knows, with other values */
    STAFF_LEAVES,  /* an imported employment the file does not name any more */
    STAFF_HAND,    /* whom it means somebody must say */
    STAFF_UNREAD,  /* a line, or a cell of it, that cannot be taken */
    STAFF_KIND_COUNT
};

/* "new", "changed", "leave", "hand", "unread". */
const char *staff_kind_name(enum staff_kind kind);
enum err staff_kind_parse(struct str name, enum staff_kind *ret) MUST_USE;

struct staff_change {
    enum staff_field field;
    const char *old, *new; /* canonical; "" for nothing */
};

enum { STAFF_CANDIDATES_MAX = 3 };

struct staff_item {
    enum staff_kind kind;
    int line; /* of the file, 0: not in it */
    int row;  /* of the plan, -1: none */
    const char *name, *school;
    struct staff_change *changes;
    int change_count;
    int member, job; /* of the present people, -1: none yet */
    /* HAND and UNREAD: why, in words. */
    const char *why;
    /* UNREAD: the cell; 0: the line as a whole. The rest of the line is taken unless `whole`. */
    int column;
    const char *heading;
    bool whole;
    /* HAND: whom it could mean. */
    int candidates[STAFF_CANDIDATES_MAX];
    int candidate_count;
    bool may_be_new;
};

struct staff_items {
    struct staff_item *items;
    int count, room;
};

/* A readable line. */
struct staff_row {
    int line;
    int school;                            /* of the plan's schools */
    const char *values[STAFF_FIELD_COUNT]; /* canonical; NULL: it says nothing of that */
    const char *name;
    int member, job;     /* -1: none yet */
    int newcomer;        /* the row that first tells of this new person; -1: known, or left out */
    bool is_primary;     /* tells what is of the person, not of one employment */
    int mentor, manager; /* members; -1: none said, or a newcomer */
    int mentor_row, manager_row; /* rows of newcomers; -1 */
};

/* How much of a school's imported staff would leave. */
struct staff_leaving {
    int school, count, imported;
    bool is_many; /* above the share: needs a second yes */
};

struct staff_plan {
    const struct staff_present *present;
    struct staff_row *rows;
    int row_count;
    struct staff_items lists[STAFF_KIND_COUNT];
    const char **schools; /* names: the present ones, then those it adds */
    int school_count;
    struct staff_leaving *leaving;
    int leaving_count;
    bool needs_second_yes;
    int same_count;     /* lines that change nothing */
    int passed_count;   /* lines of people who left before, or whom somebody left out */
    bool is_incomplete; /* lines without an owner could not be read: nobody is taken to leave */
    char digest[65];    /* what a yes is given to */
};

struct staff_choice {
    int line;
    int64_t person; /* 0: somebody new; -1: leave the line out */
};

struct staff_options {
    int64_t school;    /* the whole file's, 0: none */
    bool adds_schools; /* schools that are not known yet */
    int leave_percent;
    const struct staff_choice *choices;
    int choice_count;
};

/* Borrows records and present. */
void staff_plan_compute(const struct staff_records *records, const struct staff_present *present,
                        const struct staff_options *options, struct arena *arena,
                        struct staff_plan *ret);
bool staff_plan_is_empty(const struct staff_plan *plan);

#endif
