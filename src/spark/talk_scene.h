#ifndef SPARKD_SPARK_TALK_SCENE_H
#define SPARKD_SPARK_TALK_SCENE_H

#include "call_scene.h"
#include "clash.h"
#include "notice.h"
#include "slot_rules.h"
#include "talk_offer_rules.h"
#include "talk_queue.h"
#include "talk_rules.h"
#include "talk_store.h"

struct talk_news;
struct programme;

/* What every use case on the talks of one event looks at and does to its line. */
struct talk_scene {
    struct event event;
    struct spark_settings settings;
    struct pack_talks confirmed; /* talks with a slot, by length */
    struct call_kept kept;
    struct talk_offer_setting asks;
    struct talk_rows talks; /* live */
    struct talk_rules_list rules;
    struct programme_slots slots; /* once a programme is announced (settings.published) */
};

/* ERR_NOT_FOUND, with words, for an unknown event, one of another kind, or a draft that is not to
 * be seen. */
enum err talk_scene_find(struct store *store, struct event_id id, bool sees_drafts,
                         struct refusal *why, struct talk_scene *ret) MUST_USE;

/*
 * May that talk have a slot of so many minutes? It counts beside the others by
 * length, then by the hard rules of the programme (H2 to H9): in an announced
 * one there has to be a gap with everybody else where they are; before that
 * there has to be a plan for all with a slot, found by greedy insertion and a
 * bounded repair. A confirmed talk gives up the slot it has.
 * Never while speakers are drawn one at a time: the next gap is the next
 * speaker's (docs/draw.md).
 */
bool talk_scene_fits(const struct talk_scene *scene, const struct talk *talk, int minutes,
                     struct arena *arena);
/* So many more (or, below 0, fewer) talks of those minutes, as that talk is, have a slot. */
void talk_scene_count(struct talk_scene *scene, const struct talk *talk, int minutes, int count);
/* Sets talk->first_timer, where places are kept; before talk_scene_fits is asked. */
enum err talk_scene_mark(struct store *store, const struct talk_scene *scene,
                         struct talk *talk) MUST_USE;
/* The places that are left are kept, and not for it; "" if that is not why: "first-timers". */
const char *talk_scene_kept_for(const struct talk_scene *scene, const struct talk *talk,
                                int minutes, struct arena *arena);
/* WAIT_NOT: it fits. Else the one thing without which it would; WAIT_FULL if that is nothing of its
 * own, WAIT_TOGETHER if it is several at once. */
enum arrange_wait talk_scene_wait(const struct talk_scene *scene, const struct talk *talk,
                                  int minutes, struct arena *arena);
/* Before anything is announced: would everybody with a slot still have one under those settings, at
 * those times of the event? NULL: yes, or no worse than now. Else the first in order of booking who
 * could not be placed beside those before. */
const struct talk *talk_scene_loses(const struct talk_scene *scene, const struct event_fields *when,
                                    const struct spark_settings *settings, struct arena *arena);
/* How many more talks of that length would fit that need nothing, with the same answer for the
 * first; for others perhaps more than was found. */
int talk_scene_more(const struct talk_scene *scene, int minutes);
/* The earliest gap for it in what was announced. */
bool talk_scene_gap(const struct talk_scene *scene, const struct talk *talk, int minutes,
                    struct arena *arena, struct programme_slot *ret);
/* Before anything is announced: a slot for all who have one by right. Where nothing matters but
 * lengths they are packed in the order of booking. False: some rule is broken. */
bool talk_scene_plan(const struct talk_scene *scene, struct arena *arena,
                     struct programme_slots *ret);
/* Its rules of order. */
enum err talk_scene_rules(struct store *store, struct event_id event, struct arena *arena,
                          struct talk_rules_list *ret) MUST_USE;

/* Puts it into the announced programme, if there is one; its status and length are saved already.
 * Then the scene is read anew. */
enum err talk_scene_place(struct store *store, struct instant now, struct talk_scene *scene,
                          const struct talk *talk, enum programme_why made_by,
                          struct arena *arena) MUST_USE;
/* Takes it out of there. */
enum err talk_scene_displace(struct store *store, struct instant now,
                             const struct talk_scene *scene, const struct talk *talk,
                             struct person_id by, struct arena *arena) MUST_USE;

/* Sets position and why of a talk that waits; clears them of one that does not. */
enum err talk_scene_explain(struct store *store, const struct talk_scene *scene,
                            struct arena *arena, struct talk *talk) MUST_USE;

/* The same of a talk in that line, for many of them. */
enum err talk_scene_explain_in(struct store *store, const struct talk_scene *scene,
                               const struct talk_queue *queue, struct arena *arena,
                               struct talk *talk) MUST_USE;

/* The first presenter who is taken by something else then, and by what; ERR_NOT_FOUND: all are
 * free, or the event only warns. */
enum err talk_scene_taken(struct store *store, const struct talk_scene *scene,
                          const struct talk *talk, struct arena *arena,
                          const struct talk_presenter **ret, struct clash *ret_clash) MUST_USE;
/* A presenter with a slot is busy, and gives up a place in the audience unless they are only asked.
 */
enum err talk_scene_seat(struct store *store, struct instant now, const struct talk_scene *scene,
                         const struct talk *talk, const struct talk_presenter *presenter,
                         struct arena *arena) MUST_USE;
/* And the other way. Who is free again waits perhaps elsewhere: talk_promote_freed, once all who
 * leave are unseated. */
enum err talk_scene_unseat(struct store *store, const struct talk *talk,
                           const struct talk_presenter *presenter) MUST_USE;

/* Room may have come up at that event, or be elsewhere: whoever let an offer pass is asked anew,
 * and then as talk_promote. After every change of blocks, of the announced programme or of what is
 * kept. */
enum err talk_room_changed(struct store *store, struct instant now, struct event_id event,
                           struct arena *arena) MUST_USE;
/* As talk_promote, and then these get the places they wait for. */
enum err talk_promote_freed(struct store *store, struct instant now,
                            const struct talk_presenter *freed, int count,
                            struct arena *arena) MUST_USE;
/* Gives that waiting talk a slot, or a confirmed one its longer form, if it fits and its presenters
 * are free; says whether it did, and then tells them of it. Where the line moves up by itself
 * (NOTICE_TALK_PROMOTED) and the event asks first, the slot is offered. The caller recounts. */
enum err talk_scene_try(struct store *store, struct instant now, struct talk_scene *scene,
                        const struct talk_news *news, struct arena *arena, struct talk *talk,
                        bool *ret) MUST_USE;
/* Gives slots and longer forms to those in line who fit, in order (SP-11). Nothing once the event
 * has started. Recounts if anything changed. */
enum err talk_scene_promote(struct store *store, struct instant now, struct talk_scene *scene,
                            struct arena *arena) MUST_USE;

/* Keeps a slot for a waiting talk that fits, until then, and asks its lead. The caller recounts. */
enum err talk_offer_make(struct store *store, struct instant now, struct talk_scene *scene,
                         struct instant until, struct arena *arena, struct talk *talk) MUST_USE;

/* Refuses times outside the event or too short for it, kit that no room has, words too long. */
void talk_scene_check_needs(const struct talk_scene *scene, const struct talk *talk,
                            struct refusal *why);

/* ---- who stands up ---- */

/* Makes talk->presenters of a lead and others; refuses fields person_id and co_presenters. Not yet
 * in the store. */
struct talk_cast {
    struct person_id lead;
    const struct person_id *others;
    int other_count;
};
enum err talk_cast_find(struct store *store, struct instant now, const struct talk_cast *cast,
                        struct refusal *why, struct talk *talk) MUST_USE;
/* Does that person work in the trust now? Whoever was named may have left since. */
enum err talk_cast_works(struct store *store, struct instant now, struct person_id id,
                         struct arena *arena, bool *ret) MUST_USE;
/* ERR_CONFLICT `already-booked` or `clash`, in words that name them unless they ask themselves. */
enum err talk_cast_check(struct store *store, const struct talk_scene *scene,
                         const struct talk_presenter *presenter, struct person_id by,
                         struct refusal *why) MUST_USE;
/* Puts a presenter on a talk under their first free number, on a draft under none; sets their
 * uid. */
enum err talk_cast_join(struct store *store, const struct talk *talk, struct arena *arena,
                        struct talk_presenter *presenter) MUST_USE;

/* ---- what they are told ---- */

struct talk_news {
    enum notice_kind kind;
    bool had_place, accepted;
    struct person_id by;              /* v 0: nobody, it came by itself */
    const char *by_name;              /* from talk_notice_by */
    const char *detail;               /* NULL: why it waits, if it does */
    struct instant until;             /* of an offer */
    const struct programme_place *at; /* NULL: where and when it stands, or the event is */
};
/* The name of who did it. */
enum err talk_notice_by(struct store *store, struct arena *arena, struct talk_news *news) MUST_USE;
enum err talk_notice_one(struct store *store, struct instant now, const struct event *event,
                         const struct talk *talk, const struct talk_presenter *presenter,
                         const struct talk_news *news) MUST_USE;
/* Where and when a talk stands in that programme; without a time there as the event does. */
struct talk_spot {
    struct programme_place at;
    struct instant expected_at; /* not announced: as things stand, and at: the event's times */
};
void talk_notice_place(const struct programme *programme, const struct event *event,
                       struct talk_id talk, struct arena *arena, struct talk_spot *ret);
/* Every presenter. */
enum err talk_notice_all(struct store *store, struct instant now, const struct event *event,
                         const struct talk *talk, const struct talk_news *news) MUST_USE;

#endif
