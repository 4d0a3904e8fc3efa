#ifndef SPARKD_WEB_IMPORT_VIEW_H
#define SPARKD_WEB_IMPORT_VIEW_H

#include "request.h"
#include "response.h"
#include "staff_import.h"

/* Views of imports, for the pages; JSON of them, for the API. */
enum { IMPORT_PAGE_ITEMS = 50 };

/* "applied 3 hours ago by Robin Hale" and the rest of its state, for people. */
const char *import_state_words(struct ctx *ctx, const struct staff_import *import);

/* The page that looks at a plan: counts, then one kind's items, a page of them. */
json_t *import_show_view(struct ctx *ctx, const struct staff_import *import,
                         const struct staff_plan *plan, enum staff_kind kind, int page);
/* The page that asks for a yes. */
json_t *import_confirm_view(struct ctx *ctx, const struct staff_import *import,
                            const struct staff_plan *plan, const struct form *form);
/* The page of what was done, or why nothing can be done any more. */
json_t *import_done_view(struct ctx *ctx, const struct staff_import *import);
/* The page that chooses columns; form: as typed, NULL: as guessed. */
json_t *import_columns_view(struct ctx *ctx, const struct staff_import *import,
                            const struct staff_sample *sample, const struct staff_map *guess,
                            const struct form *form);
/* The page that uploads. */
enum err import_start_view(struct ctx *ctx, const struct form *form, json_t **ret) MUST_USE;

/* As the API gives them. */
json_t *import_json(struct ctx *ctx, const struct staff_import *import,
                    const struct staff_plan *plan);
json_t *import_item_json(const struct staff_plan *plan, const struct staff_item *item);

#endif
