/* DESIGN: every reference to a person, and whether it moves when two records become one. */
#include "person_merge_table.h"

#include <stddef.h>

enum { MOST = 100000 };

/* t is the row of the record that goes; `unless`: both have it, so it stays where it is. */
#define MOVE_UNLESS(table, column, unless)                                                         \
    {                                                                                              \
        table "." column,                                                                          \
            "SELECT t.id, '' FROM " table " t WHERE t." column                                     \
            " = $1 AND $2 <> 0 AND NOT (" unless ") ORDER BY t.id LIMIT 100000",                   \
            "UPDATE " table " SET " column " = $1 WHERE id = $2 AND $3 = '' AND " column " = $4"   \
    }
#define MOVE(table, column) MOVE_UNLESS(table, column, "0")
#define OVERLAP                                                                                    \
    " AND (k.to_on IS NULL OR k.to_on >= t.from_on) AND (t.to_on IS NULL OR t.to_on >= k.from_on)"

const struct merge_move merge_moves[] = {
    MOVE_UNLESS("employment", "person_id",
                "t.ends_on IS NULL AND EXISTS (SELECT 1 FROM employment k WHERE k.person_id = $2"
                " AND k.school_id = t.school_id AND k.ends_on IS NULL)"),
    MOVE_UNLESS("role_grant", "person_id",
                "t.to_on IS NULL AND EXISTS (SELECT 1 FROM role_grant k WHERE k.person_id = $2"
                " AND k.role = t.role AND coalesce(k.school_id, 0) = coalesce(t.school_id, 0)"
                " AND k.to_on IS NULL)"),
    MOVE("role_grant", "granted_by"),
    MOVE("participation", "person_id"),
    MOVE("former_name", "person_id"),
    MOVE_UNLESS("relation", "person_id",
                "t.other_id = $2 OR EXISTS (SELECT 1 FROM relation k WHERE k.person_id = $2"
                " AND k.kind = t.kind AND (k.kind NOT IN ('coach', 'supporter')"
                " OR k.other_id = t.other_id)" OVERLAP ")"),
    MOVE_UNLESS("relation", "other_id",
                "t.person_id = $2 OR EXISTS (SELECT 1 FROM relation k WHERE k.other_id = $2"
                " AND k.kind = t.kind AND k.person_id = t.person_id" OVERLAP ")"),
    MOVE_UNLESS("exemption", "person_id",
                "t.kind = 'induction' AND EXISTS (SELECT 1 FROM induction k"
                " WHERE k.person_id = $2)"),
    {"induction.person_id",
     "SELECT 0, '' FROM induction WHERE person_id = $1 AND NOT EXISTS"
     " (SELECT 1 FROM induction k WHERE k.person_id = $2) LIMIT 1",
     "UPDATE induction SET person_id = $1 WHERE $2 = 0 AND $3 = '' AND person_id = $4"},
    MOVE_UNLESS("org_group_member", "person_id",
                "t.to_on IS NULL AND EXISTS (SELECT 1 FROM org_group_member k"
                " WHERE k.person_id = $2 AND k.group_id = t.group_id AND k.duty = t.duty"
                " AND k.to_on IS NULL)"),
    MOVE_UNLESS("governing_body_member", "person_id",
                "t.to_on IS NULL AND EXISTS (SELECT 1 FROM governing_body_member k"
                " WHERE k.person_id = $2 AND k.body_id = t.body_id AND k.to_on IS NULL)"),
    MOVE("provider", "quality_by"),
    MOVE("facilitator", "person_id"),
    MOVE("event", "created_by"),
    MOVE("postponement", "moved_by"),
    MOVE("event_message", "sent_by"),
    {"event_organiser.person_id",
     "SELECT event_id, '' FROM event_organiser o WHERE person_id = $1 AND NOT EXISTS (SELECT 1"
     " FROM event_organiser k WHERE k.person_id = $2 AND k.event_id = o.event_id)"
     " ORDER BY event_id LIMIT 100000",
     "UPDATE event_organiser SET person_id = $1 WHERE event_id = $2 AND $3 = '' AND person_id = "
     "$4"},
    MOVE("event_series", "created_by"),
    MOVE_UNLESS("event_series_member", "person_id",
                "t.left_at IS NULL AND EXISTS (SELECT 1 FROM event_series_member k"
                " WHERE k.person_id = $2 AND k.series_id = t.series_id AND k.left_at IS NULL)"),
    MOVE("event", "agreed_by"),
    MOVE_UNLESS("event_audience", "person_id",
                "EXISTS (SELECT 1 FROM event_audience k WHERE k.person_id = $2"
                " AND k.event_id = t.event_id)"),
    {"invitee.person_id",
     "SELECT event_id, '' FROM invitee i WHERE person_id = $1 AND NOT EXISTS (SELECT 1"
     " FROM invitee k WHERE k.person_id = $2 AND k.event_id = i.event_id) ORDER BY event_id"
     " LIMIT 100000",
     "UPDATE invitee SET person_id = $1 WHERE event_id = $2 AND $3 = '' AND person_id = $4"},
    MOVE("booking", "person_id"), /* of two live ones at an event, one was ended before */
    MOVE("booking_ask", "to_id"),
    /* What was taken last stands, whichever record it was said of. */
    MOVE("register_entry", "person_id"),
    MOVE("register_entry", "marked_by"),
    {"register.opened_by",
     "SELECT session_id, '' FROM register WHERE opened_by = $1 AND $2 <> 0 ORDER BY session_id"
     " LIMIT 100000",
     "UPDATE register SET opened_by = $1 WHERE session_id = $2 AND $3 = '' AND opened_by = $4"},
    {"register.closed_by",
     "SELECT session_id, '' FROM register WHERE closed_by = $1 AND $2 <> 0 ORDER BY session_id"
     " LIMIT 100000",
     "UPDATE register SET closed_by = $1 WHERE session_id = $2 AND $3 = '' AND closed_by = $4"},
    MOVE("talk", "person_id"),
    {"talk_presenter.person_id",
     "SELECT talk_id, '' FROM talk_presenter WHERE person_id = $1 AND $2 <> 0 ORDER BY talk_id"
     " LIMIT 100000",
     "UPDATE talk_presenter SET person_id = $1 WHERE talk_id = $2 AND $3 = '' AND person_id = $4"},
    {"talk_choice.person_id",
     "SELECT talk_id, '' FROM talk_choice c WHERE person_id = $1 AND NOT EXISTS (SELECT 1"
     " FROM talk_choice k WHERE k.person_id = $2 AND k.talk_id = c.talk_id) ORDER BY talk_id"
     " LIMIT 100000",
     "UPDATE talk_choice SET person_id = $1 WHERE talk_id = $2 AND $3 = '' AND person_id = $4"},
    {"talk_decision.decided_by",
     "SELECT talk_id, '' FROM talk_decision WHERE decided_by = $1 AND $2 <> 0 ORDER BY talk_id"
     " LIMIT 100000",
     "UPDATE talk_decision SET decided_by = $1 WHERE talk_id = $2 AND $3 = '' AND decided_by = $4"},
    MOVE("talk_question", "person_id"),
    MOVE("talk_question", "moderated_by"),
    MOVE("talk_question", "answered_by"),
    {"public_programme.opened_by",
     "SELECT event_id, '' FROM public_programme WHERE opened_by = $1 AND $2 <> 0 ORDER BY event_id"
     " LIMIT 100000",
     "UPDATE public_programme SET opened_by = $1 WHERE event_id = $2 AND $3 = '' AND opened_by = "
     "$4"},
    {"talk_public.person_id",
     "SELECT talk_id, '' FROM talk_public c WHERE person_id = $1 AND NOT EXISTS (SELECT 1"
     " FROM talk_public k WHERE k.person_id = $2 AND k.talk_id = c.talk_id) ORDER BY talk_id"
     " LIMIT 100000",
     "UPDATE talk_public SET person_id = $1 WHERE talk_id = $2 AND $3 = '' AND person_id = $4"},
    {"talk_need.person_id",
     "SELECT talk_id, '' FROM talk_need c WHERE person_id = $1 AND NOT EXISTS (SELECT 1"
     " FROM talk_need k WHERE k.person_id = $2 AND k.talk_id = c.talk_id) ORDER BY talk_id"
     " LIMIT 100000",
     "UPDATE talk_need SET person_id = $1 WHERE talk_id = $2 AND $3 = '' AND person_id = $4"},
    {"date_wish_leader.person_id",
     "SELECT wish_id, '' FROM date_wish_leader WHERE person_id = $1 AND $2 <> 0 ORDER BY wish_id"
     " LIMIT 100000",
     "UPDATE date_wish_leader SET person_id = $1 WHERE wish_id = $2 AND $3 = '' AND person_id = "
     "$4"},
    {"spark_thanks.written_by",
     "SELECT event_id, '' FROM spark_thanks WHERE written_by = $1 AND $2 <> 0 ORDER BY event_id"
     " LIMIT 100000",
     "UPDATE spark_thanks SET written_by = $1 WHERE event_id = $2 AND $3 = '' AND written_by = "
     "$4"},
    {"spark_thanks.sent_by",
     "SELECT event_id, '' FROM spark_thanks WHERE sent_by = $1 AND $2 <> 0 ORDER BY event_id"
     " LIMIT 100000",
     "UPDATE spark_thanks SET sent_by = $1 WHERE event_id = $2 AND $3 = '' AND sent_by = $4"},
    {"talk_share.person_id",
     "SELECT talk_id, '' FROM talk_share c WHERE person_id = $1 AND NOT EXISTS (SELECT 1"
     " FROM talk_share k WHERE k.person_id = $2 AND k.talk_id = c.talk_id) ORDER BY talk_id"
     " LIMIT 100000",
     "UPDATE talk_share SET person_id = $1 WHERE talk_id = $2 AND $3 = '' AND person_id = $4"},
    {"talk_slides.given_by",
     "SELECT talk_id, '' FROM talk_slides WHERE given_by = $1 AND $2 <> 0 ORDER BY talk_id"
     " LIMIT 100000",
     "UPDATE talk_slides SET given_by = $1 WHERE talk_id = $2 AND $3 = '' AND given_by = $4"},
    {"slides_taken.person_id",
     "SELECT event_id, '' FROM slides_taken s WHERE person_id = $1 AND NOT EXISTS (SELECT 1"
     " FROM slides_taken k WHERE k.person_id = $2 AND k.event_id = s.event_id) ORDER BY event_id"
     " LIMIT 100000",
     "UPDATE slides_taken SET person_id = $1 WHERE event_id = $2 AND $3 = '' AND person_id = $4"},
    MOVE("programme_version", "made_by"),
    MOVE("arrange_job", "asked_by"),
    MOVE("date_job", "asked_by"),
    MOVE("draw_round", "closed_by"),
    MOVE("stage_act", "by_id"),
    {"busy.person_id",
     "SELECT source_id, source FROM busy b WHERE person_id = $1 AND NOT EXISTS (SELECT 1 FROM busy "
     "k"
     " WHERE k.person_id = $2 AND k.source = b.source AND k.source_id = b.source_id)"
     " AND b.source <> 'own calendar' ORDER BY source, source_id LIMIT 100000",
     "UPDATE busy SET person_id = $1 WHERE source_id = $2 AND source = $3 AND person_id = $4"},
    MOVE("activity", "person_id"),
    MOVE("activity", "verified_by"),
    MOVE("file_link", "added_by"),
    {"reading_confirmation.person_id",
     "SELECT event_id, '' FROM reading_confirmation c WHERE person_id = $1 AND NOT EXISTS (SELECT 1"
     " FROM reading_confirmation k WHERE k.person_id = $2 AND k.event_id = c.event_id)"
     " ORDER BY event_id LIMIT 100000",
     "UPDATE reading_confirmation SET person_id = $1 WHERE event_id = $2 AND $3 = ''"
     " AND person_id = $4"},
    MOVE_UNLESS("deadline", "person_id",
                "EXISTS (SELECT 1 FROM deadline k WHERE k.person_id = $2"
                " AND k.item_id = t.item_id)"),
    MOVE("deadline", "done_by"),
    MOVE("conversation", "mentor_id"),
    MOVE("conversation", "held_by"),
    MOVE("conversation", "confirmed_by"),
    {"nudge.person_id",
     "SELECT deadline_id, step FROM nudge n WHERE person_id = $1 AND NOT EXISTS (SELECT 1"
     " FROM nudge k WHERE k.person_id = $2 AND k.deadline_id = n.deadline_id AND k.step = n.step)"
     " ORDER BY deadline_id, step LIMIT 100000",
     "UPDATE nudge SET person_id = $1 WHERE deadline_id = $2 AND step = $3 AND person_id = $4"},
    MOVE("feed", "person_id"),
    /* nobody agrees with themselves */
    MOVE_UNLESS("hours_adjustment", "person_id", "t.made_by = $2"),
    /* nobody decides their own request */
    MOVE_UNLESS("approval", "person_id",
                "EXISTS (SELECT 1 FROM approval_step s WHERE s.approval_id = t.id"
                " AND $2 IN (s.by_id, s.delegate_id))"),
    MOVE_UNLESS("approval_step", "delegate_id",
                "EXISTS (SELECT 1 FROM approval a WHERE a.id = t.approval_id"
                " AND a.person_id = $2)"),
    MOVE_UNLESS("identity", "person_id",
                "EXISTS (SELECT 1 FROM identity k WHERE k.person_id = $2"
                " AND k.issuer = t.issuer)"),
    {NULL, NULL, NULL},
};

const char merge_swap_asked[] =
    "UPDATE invitee SET required = o.required, asked_at = o.asked_at,"
    " declined_at = o.declined_at, reason = o.reason FROM invitee o"
    " WHERE invitee.event_id = $1 AND o.event_id = $1 AND invitee.person_id IN ($2, $3)"
    " AND o.person_id IN ($2, $3) AND o.person_id <> invitee.person_id";

/* Who did something stays as it was written, and so does what was sent to whom; what proves who
 * somebody is is not handed on. */
const char *const merge_stays[] = {
    "audit.actor_id",
    "audit.subject_id",
    "outbox.person_id",
    "session.person_id",
    "sign_in_code.person_id",
    "api_token.person_id",
    "idempotency.person_id",
    "own_calendar.person_id",
    "digest.person_id",
    "second_factor.person_id",
    "recovery_code.person_id",
    "device.person_id",
    "code_card.person_id",
    "code_card.made_by",
    "identity.linked_by",
    "identity_request.person_id",
    "identity_request.decided_by",
    "break_glass.person_id",
    "break_glass.asked_by",
    "break_glass.approved_by",
    "break_glass.ended_by",
    "calendar_change.actor_id",
    "programme_year.published_by",
    "date_wish.made_by",
    "register_file.uploaded_by",
    "staff_import.uploaded_by",
    "staff_import.applied_by",
    "staff_import.undone_by",
    "approval_step.by_id",
    "approval_note.person_id",
    "retention.changed_by",
    "hours_adjustment.made_by",
    "hours_adjustment.ended_by",
    "hours_setting.changed_by",
    "policy_draft.changed_by",
    "person.merged_into",
    "person_merge.kept_id",
    "person_merge.gone_id",
    "person_merge.merged_by",
    "person_merge.undone_by",
    NULL,
};
