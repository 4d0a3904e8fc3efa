#ifndef SPARKD_BASE_EMBEDDED_H
#define SPARKD_BASE_EMBEDDED_H

#include "str.h"

/*
 * Text files that are part of the binary (cmake/Embed.cmake makes the tables),
 * sorted by name, ended by an entry whose name is NULL.
 */
struct embedded {
    const char *name; /* path below the group's folder: "0001_house.sql", "mail/nudge.txt" */
    struct str text;
};

extern const struct embedded embedded_templates[];  /* templates/, *.html and *.txt */
extern const struct embedded embedded_migrations[]; /* src/store/migrations/sqlite/ */
extern const struct embedded embedded_policies[];   /* conf/policies/, *.json */
extern const struct embedded embedded_data[];       /* conf/data/ */

/* The file of that name; p NULL if there is none. */
struct str embedded_find(const struct embedded *group, const char *name);

#endif
