#ifndef SPARKD_WEB_PROGRAMME_SHEET_H
#define SPARKD_WEB_PROGRAMME_SHEET_H

#include "spark_view.h"

/*
 * A programme as rows to read and to print (SP-02, SP-12): talks by time, with
 * welcome, breaks and close, which are what the blocks leave of the event.
 */
enum { SHEET_ALL_ROOMS = -1 };

/* {talk_id?, time, title, presenters, minutes, category?, room?, fixed?} of one room (from 0) or of
 * all. */
json_t *programme_sheet_rows(struct arena *arena, const struct spark_evening *evening, int room);
/*
 * Rooms beside one another: {rooms: [{n, name}], rows: [{time, fixed} or
 * {time, cells: [{n, talk?: {talk_id, time, title, presenters, minutes}}]}]}, a row for
 * each minute at which something begins.
 */
json_t *programme_sheet_grid(struct arena *arena, const struct spark_evening *evening);
/* "Main hall"; that of the event where the evening's only room has no name; "The room" */
const char *programme_sheet_room_name(const char *name, const struct event *event);
/* The same of one of the evening's rooms, from 0. */
const char *programme_sheet_room(const struct spark_evening *evening, int room);

#endif
