#ifndef SPARKD_EVENT_CLASH_WAY_SQL_H
#define SPARKD_EVENT_CLASH_WAY_SQL_H

/* Minutes from what the row `b` of busy holds to an event at a school (0: at none): none within one
 * school, nor to or from what is attended wherever one is; `unsaid` where nobody said how many. The
 * names a, o and t are taken. */
#define CLASH_WAY_MIN(b, event, school, unsaid)                                                    \
    "CASE WHEN " school " = 0 OR " b ".school_id IS NULL OR " b ".school_id = " school " OR "      \
    "EXISTS (SELECT 1 FROM event_about a WHERE a.event_id IN (" b ".event_id, " event ")"          \
    " AND a.mode IN ('online', 'own time')) OR (" b ".source = 'booking' AND EXISTS (SELECT 1"     \
    " FROM booking o WHERE o.id = " b ".source_id AND o.online = 1)) THEN 0"                       \
    " ELSE coalesce((SELECT t.minutes FROM school_travel t WHERE (t.low_id = " b ".school_id"      \
    " AND t.high_id = " school ") OR (t.low_id = " school " AND t.high_id = " b                    \
    ".school_id)), " unsaid ") END"

#endif
