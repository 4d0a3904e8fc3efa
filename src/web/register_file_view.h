#ifndef SPARKD_WEB_REGISTER_FILE_VIEW_H
#define SPARKD_WEB_REGISTER_FILE_VIEW_H

#include "register_file_ask.h"

/* What an attendance file would change, in words. */

/* Of the people a form can ask about; the rest stand there without a choice. */
enum { REGISTER_FILE_ASKED_MAX = 180 };

/* The page; typed: what was chosen and refused, or NULL. */
json_t *register_file_view(struct ctx *ctx, const struct register_file_scene *scene,
                           const struct register_file_plan *plan, const struct form *typed);
/* The same for the API. */
json_t *register_file_json(const struct register_file_scene *scene,
                           const struct register_file_plan *plan);

#endif
