#ifndef SPARKD_WEB_REGISTER_ROWS_H
#define SPARKD_WEB_REGISTER_ROWS_H

#include "register_words.h"

/* The rows of a register's page. */
enum {
    REGISTER_ROWS_DOOR = 400,
    REGISTER_ROWS_PAPER = 150, /* a form has 200 fields */
};

/* Which of them, and how. */
struct register_asked {
    const char *q;   /* part of a name; "": all */
    const char *add; /* whom to look for to let them in; "" */
    bool paper;      /* ticks, not taps */
    int64_t after;   /* rows before */
    int64_t person;  /* whose row was refused; 0: nobody's */
    const struct form *typed;
};

/* `rows` and what goes with them. */
void register_rows_fill(struct ctx *ctx, const struct register_view *scene,
                        const struct register_roll *roll, const struct register_asked *asked,
                        json_t *view);
/* Back to somebody's row. */
const char *register_rows_href(struct ctx *ctx, const struct register_view *scene, const char *q,
                               int64_t person);
/* Was their tick there when the form was shown? */
bool register_rows_was_ticked(struct ctx *ctx, const struct form *form, int64_t person);

/* The page of the register (page_register.c). */
enum err register_page(struct ctx *ctx, const struct register_view *scene,
                       const struct register_asked *asked, json_t **ret) MUST_USE;

#endif
