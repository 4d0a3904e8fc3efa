#ifndef SPARKD_TEST_STAFF_WORLD_H
#define SPARKD_TEST_STAFF_WORLD_H

#include "staff_import.h"
#include "support.h"

/* A trust in memory with Oak School and Ash School, and staff files to import into it. */
struct staff_world {
    struct store *store;
    struct arena *arena;
    struct refusal why;
    struct instant now;
    struct day today; /* 2026-11-02 until a test moves it */
    struct school_id oak, ash;
};

void staff_world_init(struct staff_world *w);
void staff_world_done(struct staff_world *w);

/* tests/data/import/NAME */
struct str staff_world_file(struct staff_world *w, const char *name);
/* An upload; 0 if it was refused (the refusal is in why). */
int64_t staff_world_upload(struct staff_world *w, struct str bytes);
int64_t staff_world_upload_as(struct staff_world *w, struct str bytes, enum staff_preset preset,
                              struct school_id school);
/* What it would change; ends the test if it cannot be told. */
struct staff_plan *staff_world_plan(struct staff_world *w, int64_t id);
/* A yes to all of it, leavers too, second yes given. */
enum err staff_world_apply(struct staff_world *w, int64_t id);
enum err staff_world_undo(struct staff_world *w, int64_t id);
/* How many of a kind it has, and that it has so many of each. */
int staff_world_count(const struct staff_plan *plan, enum staff_kind kind);
void staff_world_assert(const struct staff_plan *plan, int new, int changed, int leaves, int hand,
                        int unread);
/* The plan of an upload. */
struct staff_plan *staff_world_look(struct staff_world *w, const char *text);
/* Upload and yes; ends the test if either is refused. */
int64_t staff_world_import(struct staff_world *w, struct str bytes);
/* Every row of the tables an import writes, as one text, without versions and what imports keep of
 * themselves. */
const char *staff_world_dump(struct staff_world *w);
/* The first column of the first row, 0 if there is none. */
int64_t staff_world_number(struct staff_world *w, const char *sql);
const char *staff_world_text(struct staff_world *w, const char *sql);

#endif
