#ifndef SPARKD_FEED_SCHEDULE_XML_H
#define SPARKD_FEED_SCHEDULE_XML_H

#include "buf.h"
#include "instant.h"

/*
 * An evening's programme as schedule.xml in the form that frab began and
 * conference apps read (Giggity, EventFahrplan). Pure: values in, bytes out.
 * Every text is cleaned here (XML 1.0, section 2.2): what may not stand in XML
 * becomes U+FFFD. tz_init must have run.
 */
struct schedule_talk {
    int64_t id;
    int room; /* index into rooms */
    struct instant starts_at, ends_at;
    const char *title, *track;
    const char *const *people;
    int people_count;
    bool keynote; /* else a lightning talk */
};

struct schedule {
    int64_t id; /* of the event */
    const char *uid;
    int version;
    const char *title, *venue;
    const char *url; /* the page that shows the same */
    struct instant starts_at, ends_at;
    const char *const *rooms;
    int room_count;
    const struct schedule_talk *talks; /* by start */
    int talk_count;
};

/* The whole document; a day, each room with its talks. The caller looks at out->full. */
void schedule_xml_format(const struct schedule *schedule, struct buf *out);

/* The text as it stands in an element or between quotes. */
void schedule_xml_text(struct buf *out, const char *text);

#endif
