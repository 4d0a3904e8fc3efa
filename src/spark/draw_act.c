/* DESIGN: what is done to a draw, by its names. */
#include "draw.h"

static const char *const ACTS[DRAW_ACTS] = {
    [DRAW_ACT_ORDER] = "order",         [DRAW_ACT_NEXT] = "next", [DRAW_ACT_NO_SHOW] = "no_show",
    [DRAW_ACT_WITHDRAWN] = "withdrawn", [DRAW_ACT_END] = "end",   [DRAW_ACT_AGAIN] = "again",
};

const char *draw_act_name(enum draw_act act)
{
    return ACTS[act];
}

enum err draw_act_parse(struct str s, enum draw_act *ret)
{
    for (int act = 0; act < DRAW_ACTS; act++) {
        if (str_eq_c(s, ACTS[act])) {
            *ret = (enum draw_act)act;
            return OK;
        }
    }
    return ERR_INVALID;
}
