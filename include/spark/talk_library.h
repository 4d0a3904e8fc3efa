#ifndef SPARKD_SPARK_TALK_LIBRARY_H
#define SPARKD_SPARK_TALK_LIBRARY_H

#include "slides.h"

/*
 * What is kept of talks for colleagues (SP-08, SP-10): recommendations and the
 * slides that were handed in, if they are to be shared too. A talk stands in the library once its
 * event is over and every one of its presenters has said yes; the answer is no until then, and each
 * may take it back at any time, at once.
 */
enum { TALK_RECOMMENDATIONS_CHARS_MAX = 2000, TALK_LIBRARY_MAX = 100 };

struct talk_after {
    const char *recommendations; /* "": none */
    struct slides slides;        /* as they were handed in */
    int version;                 /* 0: nothing was saved */
    bool with_slides;            /* they are shared with the words */
    bool agreed;                 /* whoever asks has said yes */
    int missing;                 /* how many presenters have not */
};
/* For that presenter of it. */
enum err talk_after_find(struct store *store, const struct talk *talk, struct person_id person,
                         struct arena *arena, struct talk_after *ret) MUST_USE;

struct talk_after_edit {
    const struct talk *talk;
    struct person_id by;                       /* one of its presenters */
    int version;                               /* 0: whatever it is now */
    const char *recommendations, *slides_link; /* the same link as that handed in */
    bool with_slides;                          /* share the link and the file too */
    bool agrees;                               /* by alone: nobody agrees for another */
};
/*
 * ERR_INVALID fields recommendations, slides_link (https alone). ERR_CONFLICT
 * `not-in-programme`: only what is given has something kept of it; consent can be
 * taken back all the same. ERR_STALE. Who agreed, and who took it back, is audited.
 */
enum err talk_after_save(struct store *store, struct instant now,
                         const struct talk_after_edit *edit, struct refusal *why) MUST_USE;

/* ---- the library ---- */

struct library_filter {
    struct event_id event; /* v 0: of all */
    const char *q;         /* words of title, summary or recommendations; "": any */
    const char *category, *theme;
    struct school_id school; /* one presenter works there; v 0: any */
    int after, limit;        /* 1-100 */
};
struct library_entry {
    struct talk talk;
    const char *recommendations, *slides_link;
    struct file_link_id slides_file; /* v 0: none */
    const char *event_title;
    struct instant event_at;
};
struct library {
    struct library_entry *items; /* the latest event first; within it by title */
    int count, next;             /* next: the `after` of the next page, 0 if there is none */
};
enum err talk_library_list(struct store *store, struct instant now,
                           const struct library_filter *filter, struct arena *arena,
                           struct library *ret) MUST_USE;
/* Does that talk stand in it with its slides? */
enum err talk_library_has_slides(struct store *store, struct instant now, struct talk_id talk,
                                 bool *ret) MUST_USE;
/* Themes of talks in the library, by name; at most 100. */
enum err talk_library_themes(struct store *store, struct instant now, struct arena *arena,
                             const char ***ret, int *ret_count) MUST_USE;

#endif
