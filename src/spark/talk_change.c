/* DESIGN: changing a talk: its words, its length, its presenters; a slot is never lost by asking.
 */
#include "talk.h"

#include "event_rules.h"
#include "policy_use.h"
#include "spark_store.h"
#include "talk_offer_store.h"
#include "talk_scene.h"

/* A talk before and after, and who comes and goes. */
struct change {
    struct talk before, after;
    struct talk_presenter *joined[TALK_PRESENTERS_MAX];
    struct talk_presenter gone[TALK_PRESENTERS_MAX];
    int joined_count, gone_count;
};

static bool same_text(const char *a, const char *b)
{
    return str_eq(str_of(a), str_of(b));
}

static bool words_differ(const struct change *change)
{
    const struct talk *a = &change->before, *b = &change->after;
    return !same_text(a->title, b->title) || !same_text(a->abstract, b->abstract) ||
           !same_text(a->category, b->category);
}

static bool slot_needs_differ(const struct change *change)
{
    const struct talk *a = &change->before, *b = &change->after;
    return a->arrive_at.v != b->arrive_at.v || a->leave_at.v != b->leave_at.v ||
           !same_text(a->kit, b->kit);
}

static bool length_differs(const struct change *change)
{
    return change->before.minutes != change->after.minutes ||
           change->before.wanted_minutes != change->after.wanted_minutes;
}

static bool has_longer_slot(const struct change *change)
{
    return change->after.status == TALK_CONFIRMED && change->after.minutes > change->before.minutes;
}

static bool cast_differs(const struct change *change)
{
    return change->joined_count || change->gone_count;
}

/* ---- may it be changed ---- */

static enum err refuse_stale(const struct talk *talk, const struct talk_edit *edit,
                             struct refusal *why)
{
    refuse(why, ERR_STALE, "stale",
           "Somebody changed this talk while you had it open. See what it says now, then make "
           "your change again.");
    if (edit->title && !same_text(edit->title, talk->title))
        refuse_field(why, "title", "It now says “%s”.", talk->title);
    if (edit->abstract && !same_text(edit->abstract, talk->abstract))
        refuse_field(why, "abstract", "It now says “%s”.", talk->abstract);
    if (edit->category && !same_text(edit->category, talk->category))
        refuse_field(why, "category", "It is now %s.", talk->category);
    if (edit->minutes && edit->minutes != talk->minutes)
        refuse_field(why, "minutes", "It is now a talk of %d minutes.", talk->minutes);
    return ERR_STALE;
}

static enum err find_changeable(struct store *store, const struct talk_edit *edit,
                                struct refusal *why, struct talk *ret)
{
    enum err err = talk_store_find(store, edit->talk, why->arena, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such talk. Yours are on the event's page, drafts too.");
    if (err != OK)
        return err;
    if (ret->status == TALK_DECLINED)
        return refuse(why, ERR_CONFLICT, "decided",
                      "This proposal was not taken this time. Offer another one if the call is "
                      "still open.");
    if (ret->status == TALK_WITHDRAWN)
        return refuse(why, ERR_CONFLICT, "withdrawn",
                      "This talk has been withdrawn. Book a new one if you want to present.");
    if (edit->version && edit->version != ret->version)
        return refuse_stale(ret, edit, why);
    return talk_store_presenters(store, why->arena, ret);
}

/* Somebody steps down, and nobody joins or is taken off. */
static bool steps_down(const struct talk_edit *edit, const struct change *change)
{
    return change->gone_count == 1 && !change->joined_count &&
           change->gone[0].person.v == edit->by.v;
}

/* Length and presenters while booking is open, words until it starts; who has left is off it at
 * any time. */
static enum err check_window(const struct talk_scene *scene, const struct talk_edit *edit,
                             const struct change *change, struct instant now, struct refusal *why)
{
    const struct talk *talk = &change->before;
    bool asks_length =
        edit->minutes && edit->minutes != talk->minutes && edit->minutes != talk->wanted_minutes;
    bool asks_cast = cast_differs(change) && !steps_down(edit, change);
    if (edit->left_trust)
        return OK;
    if (talk->status == TALK_OFFERED && (asks_length || asks_cast || slot_needs_differ(change)))
        return refuse(why, ERR_CONFLICT, "offered",
                      "A slot is kept for this talk as it is. Say yes to it first, then change its "
                      "length, its presenters or what it needs.");
    if (asks_length || cast_differs(change) ||
        event_rules_window(&scene->event, now) == EVENT_WINDOW_STARTED)
        return event_rules_bookable(&scene->event, now, why);
    return OK;
}

/* ---- what it becomes ---- */

static void set_words(const struct talk_edit *edit, struct talk *talk)
{
    if (edit->title)
        talk->title = edit->title;
    if (edit->abstract)
        talk->abstract = edit->abstract;
    if (edit->category)
        talk->category = edit->category;
}

/* A longer form of a confirmed talk: given, waited for, or refused. */
static enum err set_longer(const struct talk_scene *scene, const struct talk_edit *edit,
                           struct instant now, struct talk *talk, struct refusal *why)
{
    bool waits_already = talk->wanted_minutes == edit->minutes;
    if (talk_scene_fits(scene, talk, edit->minutes, why->arena)) {
        talk->minutes = edit->minutes;
        talk->wanted_minutes = 0;
        return OK;
    }
    if (waits_already)
        return OK;
    if (scene->settings.drawing)
        return refuse(why, ERR_CONFLICT, "drawing",
                      "The speakers are being drawn, so no talk gets longer now. You keep your "
                      "%d minutes.",
                      talk->minutes);
    if (!scene->event.fields.waiting_list)
        return refuse(why, ERR_CONFLICT, "does-not-fit",
                      "%d minutes do not fit, and there is no waiting list. You keep your slot of "
                      "%d minutes.",
                      edit->minutes, talk->minutes);
    if (!edit->wait_for_longer)
        return refuse(why, ERR_CONFLICT, "does-not-fit",
                      "%d minutes do not fit at the moment. You keep your slot of %d minutes, and "
                      "can choose to wait for the longer one.",
                      edit->minutes, talk->minutes);
    talk->wanted_minutes = edit->minutes;
    talk->queued_at = now;
    return OK;
}

static enum err set_length(const struct talk_scene *scene, const struct talk_edit *edit,
                           struct instant now, struct talk *talk, struct refusal *why)
{
    if (edit->minutes == 0)
        return OK;
    if (talk->status == TALK_CONFIRMED && edit->minutes > talk->minutes)
        return set_longer(scene, edit, now, talk, why);
    talk->minutes = edit->minutes;
    talk->wanted_minutes = 0;
    return OK;
}

static void compare_casts(struct change *change)
{
    for (int i = 0; i < change->after.presenter_count; i++) {
        struct talk_presenter *now = &change->after.presenters[i];
        const struct talk_presenter *old = talk_presenter_of(&change->before, now->person);
        if (old)
            *now = *old;
        else
            change->joined[change->joined_count++] = now;
    }
    for (int i = 0; i < change->before.presenter_count; i++) {
        if (!talk_presenter_of(&change->after, change->before.presenters[i].person))
            change->gone[change->gone_count++] = change->before.presenters[i];
    }
}

static void set_needs(const struct talk_scene *scene, const struct talk_edit *edit,
                      struct talk *talk, struct refusal *why)
{
    if (!edit->needs)
        return;
    talk->arrive_at = edit->needs->from;
    talk->leave_at = edit->needs->to;
    talk->kit = edit->needs->kit;
    talk->theme = edit->needs->theme;
    talk_scene_check_needs(scene, talk, why);
}

/* A slot that was announced was found for what the talk needed then. */
static enum err check_announced(const struct talk_scene *scene, const struct change *change,
                                struct refusal *why)
{
    if (!scene->settings.published || !talk_status_has_slot(change->before.status) ||
        !slot_needs_differ(change))
        return OK;
    return refuse(why, ERR_CONFLICT, "announced",
                  "Your slot is announced, so its times and kit stay as they are here. Ask the "
                  "organiser to move it.");
}

/* Who joins stands up in one place at a time (H7). */
static enum err check_elsewhere(const struct talk_scene *scene, const struct change *change,
                                struct refusal *why)
{
    const struct slot_scene slots = {&scene->settings, &scene->talks, &scene->slots, &scene->rules};
    if (!scene->settings.published || !change->joined_count || has_longer_slot(change))
        return OK;
    const struct talk *other = slot_rules_elsewhere(&slots, &change->after, why->arena);
    if (!other)
        return OK;
    why->other_id = other->id.v;
    return refuse(why, ERR_CONFLICT, "clash",
                  "One of the presenters gives “%s” at that time. Name somebody else, or ask the "
                  "organiser to move one of the talks.",
                  other->title);
}

/* Before anything is announced a slot is any that keeps what the talk needs: one has to be left. */
static enum err check_needs(const struct talk_scene *scene, const struct change *change,
                            struct refusal *why)
{
    struct talk as_it_was = change->after;
    as_it_was.minutes = change->before.minutes;
    if (scene->settings.published || !talk_status_has_slot(change->before.status) ||
        (!slot_needs_differ(change) && !change->joined_count) ||
        talk_scene_fits(scene, &as_it_was, change->after.minutes, why->arena))
        return OK;
    return refuse(why, ERR_CONFLICT, "does-not-fit",
                  "No slot is left that keeps what the talk would need then, so nothing is "
                  "changed and you keep yours. Choose other times, kit or presenters, or ask the "
                  "organiser.");
}

static enum err read_edit(struct store *store, struct instant now, const struct talk_scene *scene,
                          const struct talk_edit *edit, struct change *change, struct refusal *why)
{
    struct talk *talk = &change->after;
    const struct talk_cast cast = {talk->person, edit->co_presenters, edit->co_presenter_count};
    enum err err = OK;
    set_words(edit, talk);
    talk_rules_check_words(talk->title, talk->abstract, talk->category, why);
    if (edit->minutes && edit->minutes != talk->minutes)
        talk_rules_check_minutes(edit->minutes, edit->lengths, why);
    set_needs(scene, edit, talk, why);
    if (edit->co_presenter_count != TALK_UNCHANGED)
        err = talk_cast_find(store, now, &cast, why, talk);
    if (err == OK)
        err = refusal_check(why);
    if (err == OK)
        compare_casts(change);
    return err;
}

/* Whose it is by both casts. Its place is looked at as the new cast's from here on, so that what
 * the old one held is given back as what it was. */
static enum err mark(struct store *store, struct talk_scene *scene, struct change *change)
{
    struct talk *before = &change->before, *after = &change->after;
    enum err err = talk_scene_mark(store, scene, before);
    if (err == OK)
        err = talk_scene_mark(store, scene, after);
    if (err == OK && talk_status_has_slot(before->status)) {
        call_rules_hold(&scene->kept, before->minutes, before->first_timer, -1);
        call_rules_hold(&scene->kept, before->minutes, after->first_timer, 1);
    }
    return err;
}

static enum err check_joined(struct store *store, const struct talk_scene *scene,
                             const struct change *change, struct person_id by, struct refusal *why)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < change->joined_count; i++)
        err = talk_cast_check(store, scene, change->joined[i], by, why);
    return err;
}

/* ---- done and told ---- */

static enum err let_go(struct store *store, struct instant now, const struct talk_scene *scene,
                       const struct change *change, struct talk_news news)
{
    enum err err = OK;
    news.kind = NOTICE_TALK_WITHDRAWN;
    news.had_place = change->before.status == TALK_CONFIRMED;
    for (int i = 0; err == OK && i < change->gone_count; i++) {
        err = talk_store_delete_presenter(store, &change->before, change->gone[i].person);
        if (err == OK)
            err =
                talk_notice_one(store, now, &scene->event, &change->after, &change->gone[i], &news);
        if (err == OK && talk_status_has_slot(change->before.status))
            err = talk_scene_unseat(store, &change->before, &change->gone[i]);
    }
    return err;
}

static enum err let_join(struct store *store, struct instant now, const struct talk_scene *scene,
                         const struct change *change, struct talk_news news, struct arena *arena)
{
    const struct talk *talk = &change->after;
    bool confirmed = talk->status == TALK_CONFIRMED;
    enum err err = OK;
    news.kind = NOTICE_JOINT_PRESENTER;
    news.had_place = confirmed;
    for (int i = 0; err == OK && i < change->joined_count; i++) {
        err = talk_cast_join(store, talk, arena, change->joined[i]);
        if (err == OK && confirmed)
            err = talk_scene_seat(store, now, scene, talk, change->joined[i], arena);
        if (err == OK)
            err = talk_notice_one(store, now, &scene->event, talk, change->joined[i], &news);
    }
    return err;
}

/* Those who stay: of another title or length of their slot, and of a new place in line. */
static enum err tell_staying(struct store *store, struct instant now,
                             const struct talk_scene *scene, const struct change *change,
                             struct talk_news news)
{
    const struct talk *before = &change->before, *after = &change->after;
    bool confirmed = after->status == TALK_CONFIRMED;
    bool seen = !same_text(before->title, after->title) || before->minutes != after->minutes;
    bool waits = after->wanted_minutes && after->wanted_minutes != before->wanted_minutes;
    enum err err = OK;
    news.had_place = confirmed;
    for (int i = 0; err == OK && i < after->presenter_count; i++) {
        const struct talk_presenter *presenter = &after->presenters[i];
        if (!talk_presenter_of(before, presenter->person))
            continue;
        news.kind = NOTICE_TALK_CHANGED;
        if (confirmed && seen)
            err = talk_notice_one(store, now, &scene->event, after, presenter, &news);
        news.kind = NOTICE_TALK_WAITING;
        if (err == OK && waits)
            err = talk_notice_one(store, now, &scene->event, after, presenter, &news);
    }
    return err;
}

static enum err apply(struct store *store, struct instant now, struct talk_scene *scene,
                      const struct talk_edit *edit, struct change *change, struct arena *arena)
{
    struct talk_news news = {.by = edit->by};
    enum err err = talk_store_update(store, now, &change->after);
    if (err == OK)
        err = policy_use_add(store, "talks.categories", change->after.category);
    if (err == OK)
        err = spark_store_recount(store, change->after.event);
    if (err == OK && change->after.minutes < change->before.minutes)
        err = talk_offer_store_renew(store, change->after.event);
    if (err == OK)
        err = talk_store_count(store, change->after.event, &scene->confirmed);
    if (err == OK)
        err = call_kept_find(store, change->after.event, &scene->kept);
    if (err == OK && has_longer_slot(change))
        err = talk_scene_place(store, now, scene, &change->after, PROGRAMME_BOOKED, arena);
    if (err == OK)
        err = talk_scene_explain(store, scene, arena, &change->after);
    if (err == OK)
        err = talk_notice_by(store, arena, &news);
    if (err == OK)
        err = let_go(store, now, scene, change, news);
    if (err == OK)
        err = let_join(store, now, scene, change, news, arena);
    if (err == OK)
        err = tell_staying(store, now, scene, change, news);
    if (err != OK)
        return err;
    return talk_promote_freed(store, now, change->gone, change->gone_count, arena);
}

/* Nobody but its writer knows of it. */
static enum err apply_draft(struct store *store, struct instant now, struct change *change,
                            struct arena *arena)
{
    enum err err = talk_store_update(store, now, &change->after);
    if (err == OK)
        err = policy_use_add(store, "talks.categories", change->after.category);
    for (int i = 0; err == OK && i < change->gone_count; i++)
        err = talk_store_delete_presenter(store, &change->before, change->gone[i].person);
    for (int i = 0; err == OK && i < change->joined_count; i++)
        err = talk_cast_join(store, &change->after, arena, change->joined[i]);
    return err;
}

static bool differs(const struct change *change)
{
    return words_differ(change) || slot_needs_differ(change) ||
           !same_text(change->before.theme, change->after.theme) || length_differs(change) ||
           cast_differs(change);
}

enum err talk_change(struct store *store, struct instant now, const struct talk_edit *edit,
                     struct refusal *why, struct talk_placed *ret)
{
    struct talk_scene scene;
    struct change change = {0};
    enum err err = find_changeable(store, edit, why, &change.before);
    if (err == OK)
        err = talk_scene_find(store, change.before.event, true, why, &scene);
    if (err != OK)
        return err;
    change.after = change.before;
    err = read_edit(store, now, &scene, edit, &change, why);
    if (err == OK)
        err = check_announced(&scene, &change, why);
    if (err == OK)
        err = check_window(&scene, edit, &change, now, why);
    if (err == OK)
        err = mark(store, &scene, &change);
    if (err == OK)
        err = set_length(&scene, edit, now, &change.after, why);
    if (err == OK)
        err = call_check(store, now, &change.after, &change.before, why);
    bool draft = change.before.status == TALK_DRAFT;
    if (err == OK && !draft)
        err = check_joined(store, &scene, &change, edit->by, why);
    if (err == OK)
        err = check_elsewhere(&scene, &change, why);
    if (err == OK)
        err = check_needs(&scene, &change, why);
    if (err == OK && draft)
        err = apply_draft(store, now, &change, why->arena);
    else if (err == OK && differs(&change))
        err = apply(store, now, &scene, edit, &change, why->arena);
    if (err == OK)
        err = talk_find(store, edit->talk, why->arena, &change.after);
    if (err == OK)
        *ret = (struct talk_placed){edit->talk, change.after.status, change.after.position,
                                    change.after.why};
    return err;
}
