#ifndef SPARKD_WEB_SPARK_VIEW_H
#define SPARKD_WEB_SPARK_VIEW_H

#include "call.h"
#include "policy_pack.h"
#include "programme.h"
#include "request.h"
#include "spark_room.h"

/* What SPARK pages and their event stream say of an evening. */

/* The lengths the trust's policy allows (SP-04). */
enum err spark_lengths(struct store *store, struct arena *arena, struct talk_lengths *ret) MUST_USE;

struct spark_room_words {
    const char *text; /* "21 minutes left: room for two 7-minute talks or five 2-minute talks" */
    int used_minutes, total_minutes;
    int version;
    struct spark_room room;
};
enum err spark_room_words(struct store *store, struct event_id event, struct arena *arena,
                          struct spark_room_words *ret) MUST_USE;
/* The sentence alone: what each length still has, what has no room, who waits (SP-05, SP-09). */
const char *spark_room_sentence(struct arena *arena, const struct spark_room *room,
                                const struct talk_lengths *lengths);
/* How many more talks of that length would fit. */
int spark_room_more(const struct spark_room *room, const struct talk_lengths *lengths, int minutes);

/* "two", "twenty-one"; digits from 100 on. */
const char *spark_number(struct arena *arena, int n);
/* "1st", "22nd", "13th" */
const char *spark_ordinal(struct arena *arena, int n);
/* "2, 5 or 7" */
const char *spark_lengths_text(struct arena *arena, const struct talk_lengths *lengths);

/* Is there such a SPARK event for whoever asks (a draft only for who may edit it)? */
bool spark_is_visible(struct ctx *ctx, struct event_id event);
/* The same, and finds it: ERR_NOT_FOUND if there is none for them. */
enum err spark_find(struct ctx *ctx, struct event_id id, struct event *ret) MUST_USE;
/* As event_find_editable; ERR_NOT_FOUND also for an event of another kind. */
enum err spark_find_editable(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;

/* {text, total_minutes, used_minutes} */
json_t *spark_room_view(const struct spark_room_words *words);

/* All that the pages of one evening are made of. */
struct spark_evening {
    struct event event;
    struct spark_settings settings;
    struct programme programme;
    struct policy_pack policy;
    struct talk_lengths lengths; /* of the trust; the call may invite fewer */
    struct call call;
    struct spark_room_words words;
    bool given; /* its programme is what was given (programme_was.h), not what was planned */
};
enum err spark_evening_find(struct ctx *ctx, const struct event *event,
                            struct spark_evening *ret) MUST_USE;
/* A talk's item in the programme; NULL if it has no slot. */
const struct programme_item *spark_item_of(const struct programme *programme, struct talk_id talk);
/* What a time is said with: "about " until the programme is announced, "" after it. */
const char *spark_about(const struct programme *programme);
/* "Jo Carter and Lee Okoro": who presents beside that person; NULL if nobody. */
const char *spark_others(struct arena *arena, const struct talk *talk, struct person_id person);

/* "You give a talk", "Your talk waits": of whoever looks. */
json_t *spark_talk_tag(const struct event *event);

/* How giving a talk up reads: "I can’t come tonight" on the day of the event, else "Withdraw". */
const char *spark_withdraw_words(struct instant now, struct instant starts_at);

/* "Ana Bell, Ashby Park School; Jo Carter, Millbrook Primary" */
const char *spark_presenters(struct arena *arena, const struct talk *talk);

/* "here from 4pm, leaves at 5pm, needs a piano"; "" if it needs nothing. */
const char *spark_needs_words(struct arena *arena, const struct talk *talk);

/* The view of spark/show.html as whoever asks sees it now, without errors and flash. */
enum err spark_show_view(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;

#endif
