/* DESIGN: somebody was quicker: is a form stale, and what of it differs from what stands now? */
#include "event_about_part.h"
#include "event_rules.h"

enum err event_check_version(const struct event *event, int version, struct refusal *why)
{
    if (version == 0 || version == event->version)
        return OK;
    return refuse(why, ERR_STALE, "stale",
                  "Somebody changed this event while you had it open. See what it says now, then "
                  "make your change again.");
}

static void name_text(struct refusal *why, const char *field, const char *now, const char *typed)
{
    if (!str_eq(str_of(now), str_of(typed)))
        refuse_field(why, field, "It now says “%s”.", now && *now ? now : "nothing");
}

static void name_differences(const struct event *event, const struct event_fields *typed,
                             struct refusal *why)
{
    const struct event_fields *now = &event->fields;
    name_text(why, "title", now->title, typed->title);
    name_text(why, "purpose", now->purpose, typed->purpose);
    name_text(why, "room", now->room, typed->room);
    if (now->school.v != typed->school.v)
        refuse_field(why, "host_school", "The host is now %s.", event->school_name);
    if (now->starts_at.v != typed->starts_at.v || now->ends_at.v != typed->ends_at.v)
        refuse_field(why, now->starts_at.v != typed->starts_at.v ? "starts_at" : "ends_at",
                     "It is now on %s.",
                     event_rules_when(why->arena, now->starts_at, now->ends_at));
    if (now->capacity != typed->capacity)
        refuse_field(why, "capacity", "It now has %d places.", now->capacity);
    if (now->attendance != typed->attendance)
        refuse_field(why, "attendance", "It is now %s.", event_attendance_name(now->attendance));
    if (now->hours_min != typed->hours_min)
        refuse_field(why, "hours", "It now credits %d minutes.", now->hours_min);
    if (now->waiting_list != typed->waiting_list)
        refuse_field(why, "waiting_list", "The waiting list is now %s.",
                     now->waiting_list ? "open" : "closed");
    if (now->booking_opens_at.v != typed->booking_opens_at.v)
        refuse_field(why, "booking_opens_at", "The opening of booking was changed.");
    if (now->booking_closes_at.v != typed->booking_closes_at.v)
        refuse_field(why, "booking_closes_at", "The closing of booking was changed.");
}

static void name_settings(const struct event_fields *now, const struct event_fields *typed,
                          struct refusal *why)
{
    if (now->kind != typed->kind || !str_eq(str_of(now->type), str_of(typed->type)))
        refuse_field(why, "kind", "It is now a %s.", event_kind_name(now->kind));
    if (now->counts != typed->counts)
        refuse_field(why, "counts", "Its hours now count toward %s.",
                     event_counts_name(now->counts));
    if (now->approval != typed->approval)
        refuse_field(why, "approval", "A booking %s approval now.",
                     now->approval ? "needs" : "needs no");
    if (now->clash_warns != typed->clash_warns)
        refuse_field(why, "clash", "A clash is %s now.", now->clash_warns ? "said" : "refused");
    if (now->fresh_first != typed->fresh_first)
        refuse_field(why, "fresh_schools_first", "The order of the waiting list was changed.");
    if (now->offer_min != typed->offer_min)
        refuse_field(why, "offer_minutes", "A free place is now offered for %d minutes.",
                     now->offer_min);
    if (now->withdraw_h != typed->withdraw_h)
        refuse_field(why, "withdraw_hours", "The last moment to withdraw was changed.");
}

enum err event_check_stale(struct store *store, const struct event *event, int version,
                           const struct event_fields *fields, struct refusal *why)
{
    enum err err = event_check_version(event, version, why), named = OK;
    if (err != ERR_STALE)
        return err;
    name_differences(event, fields, why);
    name_settings(&event->fields, fields, why);
    if (fields->about)
        named = event_about_name_differences(store, event->id, fields->about, why);
    return named == OK ? err : named;
}
