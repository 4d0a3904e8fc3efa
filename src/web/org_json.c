/* DESIGN: schools, groups, governing bodies and providers as the API shows them. */
#include "org_json.h"

#include "json_view.h"

json_t *org_json_school(const struct school *school, const struct school_officer *officers,
                        int count)
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(
            list, json_pack("{s:I, s:s, s:s}", "person_id", (json_int_t)officers[i].person.v,
                            "name", officers[i].name, "role", role_name(officers[i].role)));
    return json_pack("{s:I, s:i, s:s, s:s, s:o, s:o}", "id", (json_int_t)school->id.v, "version",
                     school->version, "name", school->name, "address", school->address, "ended_on",
                     json_view_day(school->ended_on), "officers", list);
}

json_t *org_json_group(const struct org_group *group)
{
    return json_pack("{s:I, s:i, s:s, s:s, s:o, s:i, s:o}", "id", (json_int_t)group->id.v,
                     "version", group->version, "kind", org_group_kind_name(group->fields.kind),
                     "name", group->fields.name, "school_id", json_view_id(group->fields.school.v),
                     "members", group->members, "ended_on", json_view_day(group->ended_on));
}

json_t *org_json_membership(const struct membership *m)
{
    return json_pack("{s:I, s:I, s:s, s:s, s:o, s:o}", "id", (json_int_t)m->id.v, "person_id",
                     (json_int_t)m->person.v, "name", m->name, "duty", duty_name(m->duty),
                     "from_on", json_view_day(m->from), "to_on", json_view_day(m->to));
}

json_t *org_json_body(const struct governing_body *body)
{
    return json_pack("{s:I, s:i, s:o, s:s}", "id", (json_int_t)body->id.v, "version", body->version,
                     "school_id", json_view_id(body->school.v), "name", body->name);
}

json_t *org_json_meeting(const struct body_meeting *m)
{
    return json_pack("{s:I, s:i, s:I, s:o, s:s, s:s, s:b}", "id", (json_int_t)m->id.v, "version",
                     m->version, "governing_body_id", (json_int_t)m->body.v, "starts_at",
                     json_view_instant(m->fields.starts_at), "place", m->fields.place, "received",
                     m->received, "cancelled", m->cancelled);
}

json_t *org_json_room(const struct room *room)
{
    const struct room_fields *f = &room->fields;
    json_t *features = json_array();
    for (int i = 0; i < ROOM_FEATURES; i++)
        if (f->has & ROOM_HAS(i))
            json_array_append_new(features, json_string(room_features[i].key));
    return json_pack("{s:I, s:i, s:s, s:o, s:s, s:i, s:o, s:s, s:s, s:o, s:o}", "id",
                     (json_int_t)room->id.v, "version", room->version, "name", f->name, "school_id",
                     json_view_id(f->school.v), "address", f->address, "seats", f->seats,
                     "features", features, "equipment", f->equipment, "notes", f->notes,
                     "checked_on", json_view_day(room->checked_on), "ended_on",
                     json_view_day(room->ended_on));
}

json_t *org_json_provider(const struct provider *p)
{
    const struct provider_fields *f = &p->fields;
    return json_pack("{s:I, s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "id",
                     (json_int_t)p->id.v, "version", p->version, "name", f->name, "kind", f->kind,
                     "contact", f->contact, "email", f->email, "phone", f->phone, "web", f->web,
                     "quality", provider_quality_name(p->quality), "quality_note", p->quality_note,
                     "quality_by", p->quality_by, "quality_on", json_view_day(p->quality_on),
                     "ended_on", json_view_day(p->ended_on));
}

json_t *org_json_facilitator(const struct facilitator *f)
{
    return json_pack("{s:I, s:i, s:s, s:o, s:o, s:s, s:s, s:o}", "id", (json_int_t)f->id.v,
                     "version", f->version, "name", f->fields.name, "person_id",
                     json_view_id(f->fields.person.v), "provider_id",
                     json_view_id(f->fields.provider.v), "email", f->fields.email, "expertise",
                     f->fields.expertise, "ended_on", json_view_day(f->ended_on));
}
