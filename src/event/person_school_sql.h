#ifndef SPARKD_EVENT_PERSON_SCHOOL_SQL_H
#define SPARKD_EVENT_PERSON_SCHOOL_SQL_H

/*
 * The school that a person counts as being of, wherever one stands beside a
 * name: that of the job that goes on, else of the one that ended last, as
 * person.school is (org/person). The names js and jm are taken.
 */
#define PERSON_SCHOOL_JOB(person)                                                                  \
    " WHERE jm.person_id = " person                                                                \
    " ORDER BY jm.ends_on IS NULL DESC, jm.ends_on DESC, jm.id LIMIT 1)"
#define PERSON_SCHOOL(person) "(SELECT jm.school_id FROM employment jm" PERSON_SCHOOL_JOB(person)
/* The name of that of a `person p`, "" if they have none. */
#define PERSON_SCHOOL_NAME                                                                         \
    "coalesce((SELECT js.name FROM employment jm JOIN school js ON js.id = "                       \
    "jm.school_id" PERSON_SCHOOL_JOB("p.id") ", '')"

#endif
