/* DESIGN: what each action of the record is called, in words a teacher understands. */
#include <string.h>

#include "audit.h"
#include "buf.h"

/*
 * {who} begins the sentence and is "You", a name, or "sparkd"; {whom} is "you",
 * "themselves" or a name; {whose} the same as an owner: "your", "their own",
 * "Ann Bell's".
 */
const struct audit_words audit_words[] = {
    /* signing in */
    {"sign-in", "{who} signed in", false},
    {"sign-in-refused", "Somebody tried to sign in with a wrong code", false},
    {"sign-in-locked", "Signing in was stopped after too many wrong codes", false},
    {"sign-in-factor", "{who} signed in with a second step", false},
    {"sign-in-again", "{who} proved again who they are", false},
    {"sign-out", "{who} signed out", false},
    {"session-end", "{who} ended a sign-in on another device", false},
    {"token-made", "An API token was made for {who}", false},
    {"factor-set-up", "{who} set up a second step for {whose} sign-in", true},
    {"factor-recovery", "{who} made new recovery codes", true},
    {"factor-ended", "{who} turned off the second step of {whose} sign-in", true},
    {"factor-reset", "{who} reset the second step of {whose} sign-in", true},
    {"device-remembered", "{who} had a device remembered for 30 days", false},
    {"device-end", "{who} had a remembered device forgotten", false},
    {"device-copied", "A remembered device of {who} was forgotten: its key was used twice", false},
    {"card-made", "{who} printed a card of codes for {whose} sign-in", true},
    {"card-ended", "{who} ended the card of codes for {whose} sign-in", true},
    {"sign-in-provider", "Somebody tried to sign in with the trust's provider, in vain", false},
    {"identity-linked", "{who} signed in with an account of the trust's provider at first", false},
    {"identity-asked", "Somebody signed in with an account that may belong to {whom}", true},
    {"identity-accepted", "{who} confirmed {whose} account at the trust's provider", true},
    {"identity-refused", "{who} refused an account that was said to belong to {whom}", true},
    {"provider-sign-out", "The trust's provider ended {whose} sign-in", true},
    {"person-gone", "The trust's provider no longer knows somebody", false},

    /* a programme of talks */
    {"programme-rule", "{who} changed the rules of order of a programme", false},
    {"programme-rooms", "{who} changed the rooms or blocks of a programme", false},
    {"programme-open", "{who} opened a programme of talks to people who do not sign in", false},
    {"programme-close", "{who} closed a programme of talks to people who do not sign in", false},
    {"programme-publish", "{who} announced a programme of talks", false},

    /* for whom events are */
    {"block-save", "{who} changed a block of a day", false},
    {"block-remove", "{who} removed a block of a day", false},
    {"workshop-save", "{who} changed a workshop of a day", false},
    {"choosing-save", "{who} changed when workshops are chosen", false},
    {"choice-for", "{who} chose workshops for a colleague", false},
    {"choice-remind", "{who} reminded those who had not chosen their workshops", false},
    {"choice-place", "{who} placed those who had not chosen their workshops", false},
    {"event-audience", "{who} changed for whom an event is", false},
    {"event-excuse", "{who} excused somebody from an event", false},
    {"event-agree", "{who} agreed to a training day", false},
    {"programme-year", "{who} gave out the year's programme", false},

    /* the organisation and its policy */
    {"school-create", "{who} added a school", false},
    {"school-change", "{who} changed a school", false},
    {"school-end", "{who} closed a school", false},
    {"group-create", "{who} made a group", false},
    {"group-change", "{who} changed a group", false},
    {"group-end", "{who} ended a group", false},
    {"group-member-add", "{who} added somebody to a group", false},
    {"group-member-end", "{who} noted that somebody left a group", false},
    {"body-create", "{who} added a governing body", false},
    {"body-change", "{who} changed a governing body", false},
    {"body-member-add", "{who} added somebody to a governing body", false},
    {"body-member-end", "{who} noted that somebody left a governing body", false},
    {"meeting-create", "{who} added a governors' meeting", false},
    {"meeting-change", "{who} changed a governors' meeting", false},
    {"meeting-cancel", "{who} cancelled a governors' meeting", false},
    {"meeting-received", "{who} noted what a governors' meeting received", false},
    {"own-calendar-put", "{who} gave their own calendar, to be kept as busy or free", false},
    {"own-calendar-remove", "{who} removed their own calendar", false},
    {"travel-change", "{who} said how long the way between two schools takes", false},
    {"room-create", "{who} added a room", false},
    {"room-change", "{who} changed a room", false},
    {"room-end", "{who} took a room out of use", false},
    {"provider-create", "{who} added a provider", false},
    {"provider-change", "{who} changed a provider", false},
    {"provider-judge", "{who} noted how good a provider is", false},
    {"provider-end", "{who} ended a provider", false},
    {"facilitator-create", "{who} added a facilitator", false},
    {"facilitator-change", "{who} changed a facilitator", false},
    {"facilitator-end", "{who} ended a facilitator", false},
    {"policy-draft-discarded", "{who} threw away a changed policy", false},
    {"policy-loaded", "{who} put a policy into force", false},
    {"policy-add", "{who} changed what a school adds to the policy", false},
    {"policy-draft-discarded", "{who} threw a draft of the policy away", false},

    /* people, what they are to the trust and to each other */
    {"person-added", "{who} added {whom}", true},
    {"person-change", "{who} changed {whose} name or address", true},
    {"person-leave", "{who} recorded {whose} last day", true},
    {"person-stay", "{who} recorded that {whom} stays", true},
    {"person-let-go", "What somebody who left still held was given up", true},
    {"person-not-let-go", "What somebody who left still holds could not be given up", true},
    {"person-merge", "{who} merged two records of {whom}", true},
    {"person-unmerge", "{who} took apart two records of {whom}", true},
    {"job-begin", "{who} added a job for {whom}", true},
    {"job-change", "{who} changed {whose} job", true},
    {"job-move", "{who} moved {whose} job to another school", true},
    {"job-end", "{who} ended {whose} job", true},
    {"part-begin", "{who} recorded that {whom} takes part", true},
    {"part-end", "{who} recorded that {whom} takes part no more", true},
    {"relation-begin", "{who} recorded who is there for {whom}", true},
    {"relation-end", "{who} ended what somebody was to {whom}", true},
    {"supporter-named", "{who} named a supporter", true},
    {"role-given", "{who} gave {whom} a role", true},
    {"role-ended", "{who} ended {whose} role", true},
    {"absence-begin", "{who} recorded days on which {whom} is not in the cycle", true},
    {"absence-change", "{who} changed days on which {whom} is not in the cycle", true},
    {"absence-remove", "{who} removed days on which {whom} was not in the cycle", true},
    {"induction-set", "{who} recorded {whose} induction", true},
    {"induction-remove", "{who} removed {whose} induction", true},
    {"mentors-kept", "{who} kept last year's mentors at a school", false},

    {"activity-verify", "{who} verified what {whom} did elsewhere", true},
    {"activity-unverify", "{who} took back that {whose} activity is verified", true},

    /* events, calendars, feeds */
    {"event-create", "{who} made an event", false},
    {"event-change", "{who} changed an event", false},
    {"event-place", "{who} said where an event is", false},
    {"organiser-add", "{who} gave an event to an organiser", false},
    {"organiser-remove", "{who} took an event from an organiser", false},
    {"leader-add", "{who} named somebody who leads an event", false},
    {"leader-remove", "{who} took somebody who leads an event off", false},
    {"event-publish", "{who} published an event", false},
    {"event-cancel", "{who} cancelled an event", false},
    {"event-sessions", "{who} changed when an event meets", false},
    {"event-restore", "{who} brought back a date of a series", false},
    {"series-create", "{who} made an event repeat", false},
    {"series-change", "{who} changed dates of a series", false},
    {"series-publish", "{who} published a series", false},
    {"series-end", "{who} called off dates of a series", false},
    {"series-member-add", "{who} added {whom} to a group of dates", true},
    {"series-member-end", "{who} took {whom} out of a group of dates", true},
    {"date-wish", "{who} noted an event that is wished for the year", false},
    {"date-wish-change", "{who} changed an event that is wished for the year", false},
    {"date-wish-remove", "{who} removed an event that was wished for the year", false},
    {"dates-propose", "{who} had dates proposed for the year", false},
    {"date-pick", "{who} changed a date of the year's plan", false},
    {"dates-draft", "{who} made drafts of the year's plan", false},
    {"year-copy", "{who} copied the events of a year to the next", false},
    {"event-postpone", "{who} moved an event to another day", false},
    {"proposals-decide", "{who} decided on proposals for an event", false},
    {"draw-choose", "{who} chose how the order of a SPARK event comes about", false},
    {"call-saved", "{who} said what an event calls for", false},
    {"talk-asking", "{who} chose whether presenters in line are asked first", false},
    {"draw-act", "{who} drew lots for the order of a SPARK event", false},
    {"keynotes", "{who} changed the keynotes of an event", false},
    {"slides-cutoff", "{who} set until when slides of an evening are handed in", false},
    {"screen-open", "{who} opened an address for screens at a SPARK event", false},
    {"screen-renew", "{who} gave the screens of a SPARK event another address", false},
    {"screen-close", "{who} closed the address for screens of a SPARK event", false},
    {"talk-share", "{who} agreed to share a talk in the library", false},
    {"talk-public", "{who} agreed to be named on a public programme", false},
    {"talk-not-public", "{who} no longer agrees to be named on a public programme", false},
    {"talk-unshare", "{who} no longer shares a talk in the library", false},
    {"thanks-write", "{who} wrote the thanks after a SPARK event", false},
    {"thanks-send", "{who} sent the thanks after a SPARK event", false},
    {"event-message", "{who} wrote to those who come to an event", false},
    {"event-status", "{who} closed, opened again, finished or archived an event", false},
    {"register-close", "{who} closed an event's register", false},
    {"register-reopen", "{who} took up a closed register again", false},
    {"register-correct", "{who} corrected what a register says of {whom}", false},
    {"register-file", "{who} took an event's register from an attendance file", false},
    {"register-walk-in", "{who} added {whom} to a register at the door", false},
    {"calendar-change", "{who} changed a school's calendar", false},
    {"hours-set", "{who} changed whether and how a ledger of hours is kept", false},
    {"hours-agreed", "{who} recorded hours agreed with {whom}", true},
    {"hours-agreed-end", "{who} took back hours agreed with {whom}", true},
    {"feed-made", "{who} made a calendar address", false},
    {"feed-ended", "{who} ended a calendar address", false},

    /* requests */
    {"approval-make", "{who} made a request", false},
    {"approval-change", "{who} changed a request", false},
    {"approval-withdraw", "{who} withdrew a request", false},
    {"approval-approve", "{who} approved a step of {whose} request", false},
    {"approval-decline", "{who} declined {whose} request", false},
    {"approval-advise", "{who} said what they recommend on {whose} request", false},
    {"approval-ask", "{who} asked a question about {whose} request", false},
    {"approval-answer", "{who} answered a question about {whose} request", false},
    {"approval-comment", "{who} commented on {whose} request", false},
    {"approval-delegate", "{who} gave {whose} request to a colleague to decide", false},
    {"approval-cover", "{who} wrote down who covers for {whom}", false},
    {"approval-order", "{who} noted how the order for {whose} request stands", false},
    {"approval-escalate", "{whose} request went on to the next step: it had waited too long",
     false},
    {"approval-remind", "Whoever decides was reminded of {whose} request", false},
    {"approval-exported", "{who} took a copy of the list of requests", false},

    /* the confidential class */
    {"break-glass-ask", "{who} asked to read {whose} confidential record in an emergency", false},
    {"break-glass-approve", "{who} approved that {whose} confidential record is read", false},
    {"break-glass-end", "{who} ended emergency reading of {whose} confidential record", false},
    {"read-deadlines", "{who} read {whose} deadlines and conversation times", true},
    {"read-conversation", "{who} read when {whose} conversation is and whether it was held", false},

    /* data protection */
    {"data-taken", "{who} took a copy of everything held on {whom}", true},
    {"people-imported", "{who} imported people from a school's system", false},
    {"people-import-undone", "{who} took back an import of people", false},
    {"people-import-share", "{who} changed when leavers of an import need a second yes", false},
    {"people-exported", "{who} took a copy of the list of people", false},
    {"audit-exported", "{who} took a copy of the record of what was done", false},
    {"hours-exported", "{who} took a copy of a school's hours", false},
    {"status-exported", "{who} took a copy of who has done what of the year", false},
    {"retention-set", "{who} changed how long something is kept", false},
    {"retention-run", "{who} erased what is no longer kept", false},
    {"person-erased", "{who} erased what was personal about somebody who left", true},

    /* the server */
    {"trust-made", "The trust was set up, with {who} as its first administrator", false},
    {"demo-made", "A demonstration trust was made", false},
    {0},
};

const struct audit_words *audit_words_find(const char *action)
{
    for (const struct audit_words *words = audit_words; words->action; words++)
        if (strcmp(words->action, action) == 0)
            return words;
    return NULL;
}

struct cast {
    const char *who, *whom, *whose;
};

static const char *named(const char *name)
{
    return name ? name : "somebody";
}

static struct cast cast_of(struct arena *arena, const struct audit_row *row,
                           struct person_id reader)
{
    bool mine = row->actor.v && row->actor.v == reader.v;
    struct cast cast = {mine              ? "You"
                        : row->actor_name ? row->actor_name
                                          : "sparkd",
                        named(row->subject_name), ""};
    if (row->subject.v && row->subject.v == reader.v) {
        cast.whom = "you";
        cast.whose = "your";
    } else if (row->subject.v && row->subject.v == row->actor.v) {
        cast.whom = "themselves";
        cast.whose = "their own";
    } else {
        cast.whose = arena_printf(arena, "%s's", cast.whom);
    }
    return cast;
}

/* The word that a placeholder stands for; *rest moves behind it. */
static const char *take_placeholder(const struct cast *cast, const char **rest)
{
    const struct {
        const char *mark, *word;
    } words[] = {{"{who}", cast->who}, {"{whom}", cast->whom}, {"{whose}", cast->whose}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i].mark);
        if (strncmp(*rest, words[i].mark, n) == 0) {
            *rest += n;
            return words[i].word;
        }
    }
    return NULL;
}

const char *audit_sentence(struct arena *arena, const struct audit_row *row,
                           struct person_id reader)
{
    const struct audit_words *words = audit_words_find(row->action);
    const struct cast cast = cast_of(arena, row, reader);
    struct buf buf;
    if (!words)
        return arena_printf(arena, "%s: %s", cast.who, row->action);
    buf_init(&buf, 4096);
    for (const char *p = words->sentence; *p;) {
        const char *word = take_placeholder(&cast, &p);
        if (word)
            buf_add_c(&buf, word);
        else
            buf_add_char(&buf, *p++);
    }
    const char *sentence = arena_str_c(arena, buf_str(&buf));
    buf_done(&buf);
    return sentence;
}
