#ifndef SPARKD_EVENT_EVENT_LIST_SQL_H
#define SPARKD_EVENT_EVENT_LIST_SQL_H

#include "event_row.h"

/* The long statements of the list of events; a test asks for their plan. */

/* What the viewer may know of, and what is asked for. $4: all drafts; $5: those of these schools;
 * $12: only these events, opened to a guest. $18: where one can book at $19. */
#define EVENT_LIST_FILTERS                                                                         \
    " (" EVENT_SEEN_BY_ALL " OR $4 = 1 OR instr($5, ',' || e.host_school_id || ',') > 0"           \
    " OR" EVENT_ORGANISED ") AND ($12 = '' OR instr($12, ',' || e.id || ',') > 0)"                 \
    " AND ($6 = '' OR e.kind = $6) AND ($7 = 0 OR e.ends_at > $7) AND ($8 = 0 OR e.starts_at < "   \
    "$8)"                                                                                          \
    " AND ($9 = 0 OR e.host_school_id = $9) AND ($14 = '' OR e.type = $14)"                        \
    " AND CASE WHEN $13 = '' THEN e.status <> 'archived' ELSE e.status = $13 END"                  \
    " AND ($15 || $16 || $17 = '' OR EXISTS (SELECT 1 FROM event_about a WHERE a.event_id = e.id"  \
    " AND ($15 = '' OR a.theme = $15) AND ($16 = '' OR a.level = $16)"                             \
    " AND ($17 = '' OR a.phase = $17 COLLATE NOCASE)))"                                            \
    " AND ($18 = 0 OR (" EVENT_BOOKABLE("$19") "))"

/* What is to come first, then what fits best: a title counts most. A workshop of a day is found by
 * itself once the day is known. */
#define EVENT_LIST_SEARCH                                                                          \
    "SELECT " EVENT_COLUMNS " FROM (SELECT e.id AS id, e.ends_at <= $19 AS over,"                  \
    " bm25(event_search, 10.0, 4.0, 4.0, 6.0, 3.0, 2.0) AS fit FROM event_search"                  \
    " CROSS JOIN event e ON e.id = event_search.rowid WHERE event_search MATCH $10 "               \
    "AND" EVENT_LIST_FILTERS                                                                       \
    " AND (e.parent_id IS NULL OR EXISTS (SELECT 1 FROM event d WHERE d.id = e.parent_id"          \
    " AND d.status <> 'draft')) ORDER BY 2, 3, e.starts_at, e.id LIMIT $11 OFFSET $3) f"           \
    " CROSS JOIN event e ON e.id = f.id" EVENT_JOINS "ORDER BY f.over, f.fit, e.starts_at, e.id"

#endif
