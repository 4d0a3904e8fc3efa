#ifndef SPARKD_RENDER_WORDS_H
#define SPARKD_RENDER_WORDS_H

#include "arena.h"
#include "instant.h"

/*
 * Dates, times and numbers as a British teacher reads and types them, in the
 * trust's zone (base/tz.h; call tz_init first). The style is that of GOV.UK's
 * guide: "Thursday 12 November 2026", "3:45pm", "midday", "midnight", "to" in
 * ranges. Results live in the arena.
 */

/* A text with a capital letter (A to Z), to begin with. */
const char *words_begin(struct arena *arena, const char *text);

/* "Thursday 12 November 2026" */
const char *words_date(struct arena *arena, struct day day);
/* "12 November 2026": where the weekday says nothing. */
const char *words_date_plain(struct arena *arena, struct day day);
/* "Thu 12 Nov": in tables and lists whose year is plain. */
const char *words_date_short(struct arena *arena, struct day day);

/* "3:52pm", "3pm", "midday", "midnight"; seconds are dropped. */
const char *words_time(struct arena *arena, struct instant t);
/* "Thursday 12 November 2026, 3:45pm" */
const char *words_moment(struct arena *arena, struct instant t);
/* "3:45pm to 5:15pm"; on different days the dates stand with the times, as in words_when. A
 * midnight that ends the day counts to it. An end not after the start is left out. */
const char *words_time_range(struct arena *arena, struct instant from, struct instant to);
/* "Thursday 12 November 2026, 3:45pm to 5:15pm", or "Thursday 12 November 2026, 10am to Friday 13
 * November 2026, 3pm". */
const char *words_when(struct arena *arena, struct instant from, struct instant to);

/* "7 minutes", "1 hour 30 minutes", "2 hours"; less than none is "0 minutes". */
const char *words_duration(struct arena *arena, int64_t minutes);
/* "1 talk", "1,250 talks", "no talks". */
const char *words_count(struct arena *arena, int64_t n, const char *one, const char *many);
/* "just now", "5 minutes ago", "in 3 hours", "3 days ago"; from 30 days on "on 12 November 2026".
 */
const char *words_relative(struct arena *arena, struct instant t, struct instant now);

/* "7KQ4-M2X9-…": characters in groups, so that they can be read off and typed. */
const char *words_grouped(struct arena *arena, const char *text, int group, char between);

/*
 * A date typed in three fields: day and year as digits (the year four), the
 * month as a number, a name or at least its first three letters, any case.
 * ERR_INVALID unless it is a real date of 1900 to 2199.
 */
enum err words_parse_date(struct str day, struct str month, struct str year,
                          struct day *ret) MUST_USE;

/*
 * A typed time of day: "3:45pm", "3.45 p.m.", "3pm", "15:45", "1545",
 * "midday", "noon", "midnight". Hours 1 to 6 need am, pm or a leading zero
 * ("3:45" may mean the afternoon), hours alone always am or pm: ERR_INVALID
 * without.
 */
enum err words_parse_time(struct str text, int *ret_hour, int *ret_minute) MUST_USE;
/* The same as a moment of that day; also ERR_INVALID in the hour that the clocks leave out. */
enum err words_parse_time_on(struct str text, struct day day, struct instant *ret) MUST_USE;
/* What to ask of a text that would be a time with am or pm: "Is 5.15 in the morning or in the
 * afternoon? Enter it as a time of the day, 5:15am or 5:15pm."; NULL: it is one, or none at all. */
const char *words_ask_half(struct arena *arena, struct str text);

/*
 * A typed length of time: hours as "2", "1.5" or "1:30", "2 hours", or "90 min", "45 minutes".
 * ERR_INVALID for anything else, and from 100,000 hours on.
 */
enum err words_parse_duration(struct str text, int *ret_minutes) MUST_USE;
/* The shortest that words_parse_duration reads back: "2", "1:30"; "" for none. */
const char *words_duration_typed(struct arena *arena, int minutes);

#endif
