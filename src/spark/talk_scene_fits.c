/* DESIGN: does it fit? One answer for booking, the line, pages and API: by length, then by all hard
 * rules, with nobody moved where the programme is announced and everybody free to move before. */
#include "talk_scene.h"

#include "arrange_model.h"
#include "arrange_quick.h"
#include "programme_instance.h"
#include "tz.h"

/* Of the search where a thousand moves found nothing and counting does not say that there is
 * nothing: a few milliseconds, since bookings wait for it. */
enum {
    PATIENT_MOVES = 8000,
    SOLVER_CONFLICTS = 2000,
    SOLVER_STEPS = 20000, /* where order has to be kept: a booking waits for no more */
};

/* ---- by length ---- */

static bool fits_by_length(const struct talk_scene *scene, const struct talk *talk, int minutes)
{
    const struct pack *pack = &scene->settings.pack;
    return talk_status_has_slot(talk->status)
               ? talk_rules_fits_longer(pack, &scene->confirmed, talk->minutes, minutes)
               : talk_rules_fits(pack, &scene->confirmed, minutes);
}

/* ---- what is kept for others ---- */

static bool leaves_kept(const struct talk_scene *scene, const struct talk *talk, int minutes)
{
    struct pack_talks others = scene->confirmed;
    struct call_kept kept = scene->kept;
    if (talk_status_has_slot(talk->status)) {
        pack_rules_add(&others, talk->minutes, -1);
        call_rules_hold(&kept, talk->minutes, talk->first_timer, -1);
    }
    return call_rules_leaves(&scene->settings.pack, &others, &kept, minutes, talk->first_timer);
}

const char *talk_scene_kept_for(const struct talk_scene *scene, const struct talk *talk,
                                int minutes, struct arena *arena)
{
    bool kept = fits_by_length(scene, talk, minutes) && !leaves_kept(scene, talk, minutes);
    return kept ? call_rules_whom(arena, &scene->kept) : "";
}

void talk_scene_count(struct talk_scene *scene, const struct talk *talk, int minutes, int count)
{
    pack_rules_add(&scene->confirmed, minutes, count);
    call_rules_hold(&scene->kept, minutes, talk->first_timer, count);
}

enum err talk_scene_mark(struct store *store, const struct talk_scene *scene, struct talk *talk)
{
    return scene->kept.first_timers ? call_first_timer(store, talk, &talk->first_timer) : OK;
}

/* ---- where it was announced ---- */

static struct slot_scene slots_of(const struct talk_scene *scene)
{
    return (struct slot_scene){&scene->settings, &scene->talks, &scene->slots, &scene->rules};
}

bool talk_scene_gap(const struct talk_scene *scene, const struct talk *talk, int minutes,
                    struct arena *arena, struct programme_slot *ret)
{
    const struct slot_scene slots = slots_of(scene);
    return slot_rules_gap(&slots, talk, minutes, arena, ret);
}

/* ---- before it is announced ---- */

static bool needs_something(const struct talk *talk)
{
    return talk->arrive_at.v || talk->leave_at.v || (talk->kit && *talk->kit);
}

static bool has_talk(const struct talk_rows *talks, struct talk_id id)
{
    for (int i = 0; i < talks->count; i++) {
        if (talks->items[i].id.v == id.v)
            return true;
    }
    return false;
}

/* H8 and H9 bind only where both have a slot. */
static bool is_ordered(const struct talk_scene *scene, const struct talk_rows *talks)
{
    for (int i = 0; i < scene->rules.count; i++) {
        const struct talk_rule *rule = &scene->rules.items[i];
        if (has_talk(talks, rule->first) && has_talk(talks, rule->second))
            return true;
    }
    return false;
}

/* Does nothing matter but lengths? In one room nobody can be in two. */
static bool is_plain(const struct talk_scene *scene, const struct talk_rows *talks)
{
    bool many = scene->settings.pack.room_count > 1;
    if (is_ordered(scene, talks))
        return false;
    for (int i = 0; i < talks->count; i++) {
        if (needs_something(&talks->items[i]))
            return false;
        for (int k = 0; many && k < i; k++) {
            if (talk_rules_share_presenter(&talks->items[i], &talks->items[k]))
                return false;
        }
    }
    return true;
}

/* Talks with a slot, and at the end that one with so many minutes (NULL: none). */
static struct talk_rows talks_with(const struct talk_scene *scene, const struct talk *talk,
                                   int minutes, struct arena *arena)
{
    struct talk_rows with = {ARENA_ARRAY(arena, struct talk, (size_t)scene->talks.count + 2), 0};
    for (int i = 0; i < scene->talks.count; i++) {
        const struct talk *other = &scene->talks.items[i];
        if (talk_status_has_slot(other->status) && (!talk || other->id.v != talk->id.v))
            with.items[with.count++] = *other;
    }
    if (talk) {
        with.items[with.count] = *talk;
        with.items[with.count++].minutes = minutes;
    }
    return with;
}

static struct arrange_instance instance_of(const struct talk_scene *scene,
                                           const struct talk_rows *talks, struct arena *arena)
{
    const struct event_fields *when = &scene->event.fields;
    const struct board_frame frame = {scene->event.id, when->starts_at, when->ends_at,
                                      &scene->settings, 0};
    struct arrange_instance instance = programme_instance_of(&frame, talks, &scene->rules, arena);
    for (int i = 0; i < instance.talk_count; i++) /* starts are as fine as these */
        instance.talks[i].arrive_s = (instance.talks[i].arrive_s + 59) / 60 * 60;
    return instance;
}

/* An order may leave a room empty for longer than the search tries: where it binds, a solver is
 * asked too. */
static bool is_solved(const struct arrange_instance *instance, struct arena *arena,
                      struct arrange_slot *ret)
{
    if (instance->before_count + instance->not_after_count == 0)
        return false;
    const struct arrange_rules rules = arrange_rules_list(instance, NULL, arena);
    bool *held = ARENA_ARRAY(arena, bool, (size_t)rules.count + 1);
    for (int i = 0; i < rules.count; i++)
        held[i] = true;
    struct work work = {.left = SOLVER_STEPS};
    struct arrange_model *model = arrange_model_new(instance, &rules, &work, arena);
    if (!model)
        return false;
    bool solved = arrange_model_solve(model, held, SOLVER_CONFLICTS, &work) == SAT_YES;
    if (solved && ret)
        arrange_model_slots(model, held, ret);
    arrange_model_free(model);
    return solved;
}

/* Hard rules that the best plan found so quickly breaks. */
static int breaks_of(const struct arrange_instance *instance, struct arena *arena,
                     struct arrange_slot *ret)
{
    struct arrange_count window;
    struct arrange_quick ask = {.exact_arrivals = true};
    int breaks = arrange_quick_breaks(instance, &ask, arena, ret);
    ask.moves = PATIENT_MOVES;
    if (!breaks || arrange_count_find(instance, NULL, arena, &window))
        return breaks;
    breaks = arrange_quick_breaks(instance, &ask, arena, ret);
    return breaks && is_solved(instance, arena, ret) ? 0 : breaks;
}

/* Everybody has a slot, and nobody's rules are broken that were not before: a room that lost its
 * kit does not stop those who need none. */
static bool fits_somewhere(const struct talk_scene *scene, const struct talk *talk, int minutes)
{
    struct arena *own = arena_new();
    struct talk_rows talks = talks_with(scene, talk, minutes, own);
    bool fits = is_plain(scene, &talks);
    if (!fits) {
        struct arrange_instance instance = instance_of(scene, &talks, own);
        int breaks = breaks_of(&instance, own, NULL);
        if (breaks) {
            talks.count--;
            instance = instance_of(scene, &talks, own);
        }
        fits = breaks == 0 || breaks <= breaks_of(&instance, own, NULL);
    }
    arena_free(own);
    return fits;
}

/* ---- the answer ---- */

static bool fits_where(const struct talk_scene *scene, const struct talk *talk, int minutes,
                       struct arena *arena)
{
    struct programme_slot slot;
    return scene->settings.published ? talk_scene_gap(scene, talk, minutes, arena, &slot)
                                     : fits_somewhere(scene, talk, minutes);
}

bool talk_scene_fits(const struct talk_scene *scene, const struct talk *talk, int minutes,
                     struct arena *arena)
{
    return !scene->settings.drawing && fits_by_length(scene, talk, minutes) &&
           leaves_kept(scene, talk, minutes) && fits_where(scene, talk, minutes, arena);
}

/* ---- why not ---- */

/* Rids the talk, or the scene, of what that reason stands for; false: it has nothing of it. */
static bool relax(enum arrange_wait wait, struct talk_scene *scene, struct talk *talk)
{
    switch (wait) {
    case WAIT_WINDOW:
        if (!talk->arrive_at.v && !talk->leave_at.v)
            return false;
        talk->arrive_at.v = talk->leave_at.v = 0;
        return true;
    case WAIT_KIT:
        if (!talk->kit || !*talk->kit)
            return false;
        talk->kit = "";
        return true;
    case WAIT_OWN:
        talk->presenter_count = 0;
        return scene->settings.pack.room_count > 1;
    default: /* WAIT_ORDER */
        if (scene->rules.count == 0)
            return false;
        scene->rules.count = 0;
        return true;
    }
}

enum arrange_wait talk_scene_wait(const struct talk_scene *scene, const struct talk *talk,
                                  int minutes, struct arena *arena)
{
    static const enum arrange_wait REASONS[] = {WAIT_WINDOW, WAIT_KIT, WAIT_OWN, WAIT_ORDER};
    if (talk_scene_fits(scene, talk, minutes, arena))
        return WAIT_NOT;
    if (!fits_by_length(scene, talk, minutes) || !leaves_kept(scene, talk, minutes))
        return WAIT_FULL;
    struct talk_scene all = *scene;
    struct talk bare = *talk;
    for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++) {
        struct talk_scene without = *scene;
        struct talk other = *talk;
        (void)relax(REASONS[i], &all, &bare);
        if (relax(REASONS[i], &without, &other) && fits_where(&without, &other, minutes, arena))
            return REASONS[i];
    }
    return fits_where(&all, &bare, minutes, arena) ? WAIT_TOGETHER : WAIT_FULL;
}

/* ---- under other settings ---- */

static int breaks_of_first(const struct talk_scene *scene, const struct talk_rows *talks, int count,
                           struct arena *arena)
{
    const struct talk_rows some = {talks->items, count};
    if (is_plain(scene, &some))
        return 0;
    const struct arrange_instance instance = instance_of(scene, &some, arena);
    return breaks_of(&instance, arena, NULL);
}

/* When people arrive and leave goes along to another day, as spark_event_update moves it. */
static struct talk_scene scene_under(const struct talk_scene *scene,
                                     const struct event_fields *when,
                                     const struct spark_settings *settings, struct talk_rows *talks)
{
    struct talk_scene under = *scene;
    struct instant was = scene->event.fields.starts_at;
    int64_t later_s = tz_day(was).v == tz_day(when->starts_at).v ? 0 : when->starts_at.v - was.v;
    under.settings = *settings;
    under.event.fields.starts_at = when->starts_at;
    under.event.fields.ends_at = when->ends_at;
    for (int i = 0; i < talks->count; i++) {
        struct talk *talk = &talks->items[i];
        talk->arrive_at.v += talk->arrive_at.v ? later_s : 0;
        talk->leave_at.v += talk->leave_at.v ? later_s : 0;
    }
    return under;
}

const struct talk *talk_scene_loses(const struct talk_scene *scene, const struct event_fields *when,
                                    const struct spark_settings *settings, struct arena *arena)
{
    struct talk_rows talks = talks_with(scene, NULL, 0, arena);
    int low = 0, high = talks.count;
    int was = breaks_of_first(scene, &talks, talks.count, arena);
    const struct talk_scene under = scene_under(scene, when, settings, &talks);
    if (breaks_of_first(&under, &talks, talks.count, arena) <= was)
        return NULL;
    while (high - low > 1) { /* the first `low` go, the first `high` do not */
        int middle = (low + high) / 2;
        if (breaks_of_first(&under, &talks, middle, arena) <= was)
            low = middle;
        else
            high = middle;
    }
    return &talks.items[high - 1];
}

/* ---- how many more ---- */

/* Slots of a plan that breaks nothing; false: none was found. */
static bool find_plan(const struct talk_scene *scene, const struct talk_rows *talks,
                      struct arena *arena, struct programme_slots *ret)
{
    const struct arrange_instance instance = instance_of(scene, talks, arena);
    size_t room = (size_t)talks->count + 1;
    struct arrange_slot *plan = ARENA_ARRAY(arena, struct arrange_slot, room);
    int breaks = breaks_of(&instance, arena, plan);
    *ret = (struct programme_slots){ARENA_ARRAY(arena, struct programme_slot, room), 0};
    for (int i = 0; i < talks->count; i++) {
        const struct instant at = instant_add(scene->event.fields.starts_at, plan[i].start_s);
        ret->items[ret->count++] =
            (struct programme_slot){talks->items[i].id, plan[i].room + 1, at, false};
    }
    return breaks == 0;
}

bool talk_scene_plan(const struct talk_scene *scene, struct arena *arena,
                     struct programme_slots *ret)
{
    const struct talk_rows talks = talks_with(scene, NULL, 0, arena);
    if (!is_plain(scene, &talks))
        return find_plan(scene, &talks, arena, ret);
    int *minutes = ARENA_ARRAY(arena, int, (size_t)talks.count + 1);
    struct pack_place *places = ARENA_ARRAY(arena, struct pack_place, (size_t)talks.count + 1);
    for (int i = 0; i < talks.count; i++)
        minutes[i] = talks.items[i].minutes;
    pack_rules_place(&scene->settings.pack, minutes, talks.count, places);
    *ret = (struct programme_slots){
        ARENA_ARRAY(arena, struct programme_slot, (size_t)talks.count + 1), 0};
    for (int i = 0; i < talks.count; i++)
        ret->items[ret->count++] = (struct programme_slot){
            talks.items[i].id, places[i].room + 1, {places[i].start_s}, false};
    return true;
}

/* Gaps taken one after the other between those slots, at most so many. */
static int count_gaps(const struct talk_scene *scene, const struct programme_slots *slots,
                      int minutes, int most, struct arena *arena)
{
    size_t room = (size_t)most + 1;
    struct talk_rows talks = {ARENA_ARRAY(arena, struct talk, (size_t)scene->talks.count + room),
                              scene->talks.count};
    struct programme_slots with = {
        ARENA_ARRAY(arena, struct programme_slot, (size_t)slots->count + room), slots->count};
    const struct slot_scene gaps = {&scene->settings, &talks, &with, &scene->rules};
    struct talk talk = {.minutes = minutes, .kit = ""};
    int count = 0;
    for (int i = 0; i < scene->talks.count; i++)
        talks.items[i] = scene->talks.items[i];
    for (int i = 0; i < slots->count; i++)
        with.items[i] = slots->items[i];
    for (; count < most; count++) {
        talk.id.v = -1 - count;
        if (!slot_rules_gap(&gaps, &talk, minutes, arena, &with.items[with.count]))
            break;
        with.count++;
        talks.items[talks.count++] = talk;
    }
    return count;
}

static int count_more(const struct talk_scene *scene, int minutes, int most, struct arena *arena)
{
    const struct talk nobody = {.status = TALK_WAITING, .minutes = minutes, .kit = ""};
    const struct talk_rows talks = talks_with(scene, NULL, 0, arena);
    struct programme_slots plan;
    if (scene->settings.published)
        return count_gaps(scene, &scene->slots, minutes, most, arena);
    if (is_plain(scene, &talks))
        return most;
    (void)find_plan(scene, &talks, arena, &plan);
    int gaps = count_gaps(scene, &plan, minutes, most, arena);
    return gaps ? gaps : talk_scene_fits(scene, &nobody, minutes, arena);
}

int talk_scene_more(const struct talk_scene *scene, int minutes)
{
    if (scene->settings.drawing)
        return 0;
    int most = call_rules_more(&scene->settings.pack, &scene->confirmed, &scene->kept, minutes);
    if (most == 0)
        return 0;
    struct arena *own = arena_new();
    int more = count_more(scene, minutes, most, own);
    arena_free(own);
    return more;
}
