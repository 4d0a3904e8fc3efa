#ifndef SPARKD_WEB_STAGE_VIEW_H
#define SPARKD_WEB_STAGE_VIEW_H

#include <jansson.h>

#include "stage.h"

/* What screens, phones, the stream and the API say of an evening's stages. */

/* What a room's screen shows. */
struct stage_words {
    const char *look;    /* "calm", "amber", "over", "rest" */
    const char *heading; /* the talk, or what goes on */
    const char *who;     /* who speaks, "" if nobody */
    const char *count;   /* "6:42", "+0:42"; "": nothing is counted */
    const char *word;    /* what the count means: "Last 30 seconds", "Over by 0:42" */
};
struct stage_words stage_words(struct arena *arena, const struct stage *stage, int room,
                               const char *title, struct instant now);

/* A keynote as a room from 0 has it: in another room it is "Everybody: What reading is for", by "Dr
 * Ada Quill, in Main hall". */
const char *stage_keynote_title(struct arena *arena, const struct keynote *keynote, int index);
const char *stage_keynote_who(struct arena *arena, const struct stage *stage,
                              const struct keynote *keynote, int index);
/* "Ana Bell and Jo Carter" */
const char *stage_who(struct arena *arena, const struct talk *talk);
/* "in about 12 minutes", "in less than a minute" */
const char *stage_in_minutes(struct arena *arena, struct instant at, struct instant now);
/* "6:42", "1:02:09" */
const char *stage_clock(struct arena *arena, int64_t seconds);

/* The one frame that all pages of that evening are told; the same whoever watches. */
json_t *stage_frame(struct arena *arena, const struct stage *stage, const char *title,
                    struct instant now);
/* next of a room for templates: [{time, title, who, minutes, in}], at most `limit`. */
json_t *stage_next_view(struct arena *arena, const struct stage *stage, int room, int limit,
                        struct instant now);
/* The API's. */
json_t *stage_json(const struct stage *stage);

#endif
