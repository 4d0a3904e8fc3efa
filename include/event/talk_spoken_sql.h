#ifndef SPARKD_EVENT_TALK_SPOKEN_SQL_H
#define SPARKD_EVENT_TALK_SPOKEN_SQL_H

/*
 * Who spoke, wherever it counts (SP-10): the status of a talk says who was to
 * speak, the evening's stage who did (spark/stage_talk). `t` is the talk's name
 * in the query; the name st is taken.
 */
#define TALK_ON_STAGE(t, parts)                                                                    \
    "EXISTS (SELECT 1 FROM stage_talk st WHERE st.talk_id = " t ".id AND st.part IN (" parts "))"
/* It has a slot, or was called from the waiting list and given: its presenters are on the register,
 * whether they come or not. */
#define TALK_PRESENTS_OF(t)                                                                        \
    "(" t ".status = 'confirmed' OR (" t                                                           \
    ".status = 'waiting' AND " TALK_ON_STAGE(t, "'on', 'given'") "))"
/* Where a programme is announced it has a time there: whoever was left in the hat of a draw, or was
 * put back and not drawn again, has none. The names sk and sp are taken. */
#define TALK_IN_PROGRAMME(t)                                                                       \
    "EXISTS (SELECT 1 FROM spark_event sk WHERE sk.event_id = " t                                  \
    ".event_id AND (sk.published_id IS NULL OR EXISTS (SELECT 1 FROM programme_slot sp"            \
    " WHERE sp.version_id = sk.published_id AND sp.talk_id = " t ".id)))"
/* The same without those who were never called, or noted as not there. */
#define TALK_SPOKE_OF(t)                                                                           \
    "(" TALK_PRESENTS_OF(t) " AND NOT " TALK_ON_STAGE(t, "'absent'") " AND (" TALK_ON_STAGE(       \
        t, "'on', 'given'") " OR " TALK_IN_PROGRAMME(t) "))"

/* That person spoke before the event `e`, at another talk than that one and having said yes to it
 * (SP-10). The names so, su and sv are taken. */
#define TALK_SPOKEN_BEFORE(person, talk)                                                           \
    "EXISTS (SELECT 1 FROM talk_presenter so JOIN talk su ON su.id = so.talk_id "                  \
    "AND " TALK_SPOKE_OF(                                                                          \
        "su") " JOIN event sv ON sv.id = su.event_id WHERE so.person_id = " person                 \
              " AND so.answer = 'yes' AND su.id <> " talk " AND sv.starts_at < e.starts_at)"
/* The talk `t` of the event `e` is a first-timer's: nobody who agreed to give it spoke before. Who
 * is only asked does not count yet. */
#define TALK_IS_FIRST                                                                              \
    "NOT EXISTS (SELECT 1 FROM talk_presenter sm WHERE sm.talk_id = t.id AND sm.answer = 'yes'"    \
    " AND " TALK_SPOKEN_BEFORE("sm.person_id", "t.id") ")"

/* Of a `talk t`. */
#define TALK_PRESENTS TALK_PRESENTS_OF("t")
#define TALK_SPOKE TALK_SPOKE_OF("t")
/* Whoever gives a talk and said yes to it, as `m`, beside their `talk t`: after FROM. */
#define TALK_PRESENTERS                                                                            \
    "talk_presenter m JOIN talk t ON t.id = m.talk_id AND m.nth IS NOT NULL"                       \
    " AND m.answer = 'yes' AND " TALK_PRESENTS

#endif
