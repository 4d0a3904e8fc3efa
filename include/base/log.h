#ifndef SPARKD_BASE_LOG_H
#define SPARKD_BASE_LOG_H

#include <stdint.h>

#include "instant.h"

/*
 * One JSON object a line on standard error. Only edges and main log. Never
 * pass tokens, codes, cookies, query strings, bodies, names or addresses.
 */
enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

struct log_field {
    const char *key;  /* NULL ends the list */
    const char *text; /* the value, if not NULL */
    int64_t number;   /* else this */
};

#define LOG_TEXT(k, v) ((struct log_field){.key = (k), .text = (v)})
#define LOG_NUMBER(k, v) ((struct log_field){.key = (k), .number = (v)})

void log_set_level(enum log_level level);
/* Writes {"ts":…,"lvl":…,"ev":event,…}. */
void log_write(enum log_level level, const char *event, const struct log_field *fields);

#define LOG(level, event, ...)                                                                     \
    log_write((level), (event), (const struct log_field[]){__VA_ARGS__ __VA_OPT__(, ){.key = 0}})

#endif
