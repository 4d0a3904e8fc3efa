#ifndef SPARKD_EVENT_REGISTER_STANDING_SQL_H
#define SPARKD_EVENT_REGISTER_STANDING_SQL_H

/* Of one session and one person: what was taken last, whenever it arrived (register.h). The names
 * x and register_entry are taken. */
#define REGISTER_STANDING(session, person)                                                         \
    "(SELECT x.id FROM register_entry x WHERE x.session_id = " session                             \
    " AND x.person_id = " person " ORDER BY x.taken_at DESC, x.id DESC LIMIT 1)"

#endif
