/* DESIGN: who may do what, as one table that a person can read; docs/permissions.md prints it. */
#include "permission.h"

/*
 * Columns, in the order of enum role and enum relation_kind:
 *
 *   staff  cpd_leader cpd_deputy  head slt executive_head
 *   subject_leader curriculum_coordinator operations_manager  cover finance
 *   trust_coordinator  governor trustee  administrator
 *   trainee itt_student  parent volunteer guest
 *   |  pd_mentor ect_mentor itt_mentor coach  line_manager performance_manager  supporter
 *
 * A role that is not named in a policy is denied until a requirement gives it
 * a row; the administrator runs the server and reads nobody's development.
 */
#define ROW(action, name, acts, words, reach)                                                      \
    [action] = {                                                                                   \
        name,                                                                                      \
        words,                                                                                     \
        acts,                                                                                      \
        reach,                                                                                     \
    }

enum { SEES = false, ACTS = true };

/* clang-format off */
const struct permission_row permission_table[ACTION_COUNT] = {
/*                                                                                         st ld dp  hd sl ex  su cu op  co fi  tc  go tr  ad  tn it  pa vo gu    pd ec it co  lm pm  su */
ROW(ACTION_EVENT_VIEW, "event-view", SEES, "see published events and their programme",     "t  t t   t t t     t t t     t t    t   t t    t   t t    o t o    |  - - - -      - -    -"),
ROW(ACTION_EVENT_BOOK, "event-book", ACTS, "book a place or a talk for oneself",           "t  t t   t t t     t t t     t t    t   t t    -   t t    o t o    |  - - - -      - -    -"),
ROW(ACTION_EVENT_EDIT, "event-edit", ACTS, "make, change, publish and cancel events",      "-  s s   - - -     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_EVENT_ATTENDEES, "event-attendees", SEES, "see who is booked and who waits",    "-  s s   s s s     - - -     s -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_EVENT_BOOK_OTHERS, "event-book-others", ACTS, "book colleagues, and give their places up or on", "-  s s   - - -     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_TRAINING_DAY, "training-day", ACTS, "decide on a training day",                 "-  - -   s s s     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_PROGRAMME_YEAR, "programme-year", ACTS, "give out the year's programme",         "-  s s   s s s     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_EVENT_NEEDS, "event-needs", SEES, "see what those who come need: access and food", "-  s s   - - -     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_REGISTER_VIEW, "register-view", SEES, "see who was at an event",                "-  s s   s s s     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_REGISTER_TAKE, "register-take", ACTS, "take, close and correct an event's register", "-  s s   - - -     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_STAGE_RUN, "stage-run", ACTS, "run the stage of a SPARK evening",          "-  s s   - - -     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_PERSON_LIST, "person-list", SEES, "see colleagues' names and schools",          "t  t t   t t t     t t t     t t    t   t t    t   s s    - s -    |  - - - -      - -    -"),
ROW(ACTION_PERSON_EMAIL, "person-email", SEES, "see mail addresses",                       "o  s s   o o o     o o o     o o    t   o o    t   o o    o o o    |  p p p p      p p    -"),
ROW(ACTION_PERSON_VIEW, "person-view", SEES, "see where and when somebody works, and with whom", "o  s s   s s s     o o o     o o    t   o o    t   o o    o o o    |  - - - -      p p    -"),
ROW(ACTION_PERSON_EDIT, "person-edit", ACTS, "record joiners, movers, leavers and relations", "-  s s   - - -     - - -     - -    t   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_PEOPLE_IMPORT, "people-import", ACTS, "import people from the school's system", "-  - -   - - -     - - -     - -    t   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_PEOPLE_EXPORT, "people-export", SEES, "take the list of people away as a file", "-  - -   - - -     - - -     - -    t   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_ROLE_VIEW, "role-view", SEES, "see who holds which role",                       "o  s s   s o s     o o o     o o    t   o o    t   o o    o o o    |  - - - -      - -    -"),
ROW(ACTION_ROLE_GRANT, "role-grant", ACTS, "give and end roles",                           "-  - -   - - -     - - -     - -    -   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_ORG_VIEW, "org-view", SEES, "see schools, groups and governing bodies",         "t  t t   t t t     t t t     t t    t   t t    t   t t    - t -    |  - - - -      - -    -"),
ROW(ACTION_ORG_EDIT, "org-edit", ACTS, "change a school, its groups and governing body",   "-  s s   s - s     - - -     - -    t   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_SCHOOL_CREATE, "school-create", ACTS, "add a school to the trust",              "-  - -   - - -     - - -     - -    t   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_PROVIDER_VIEW, "provider-view", SEES, "see providers, facilitators and their quality", "-  t t   t t t     - t t     - t    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_PROVIDER_EDIT, "provider-edit", ACTS, "keep the register of providers",         "-  t t   - - -     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_CALENDAR_VIEW, "calendar-view", SEES, "see schools' terms and INSET days",      "t  t t   t t t     t t t     t t    t   t t    t   t t    - t -    |  - - - -      - -    -"),
ROW(ACTION_CALENDAR_EDIT, "calendar-edit", ACTS, "change a school's terms and INSET days", "-  s s   s s s     - - s     - -    t   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_POLICY_VIEW, "policy-view", SEES, "read the policy and how it works here",      "t  t t   t t t     t t t     t t    t   t t    t   t t    - t -    |  - - - -      - -    -"),
ROW(ACTION_POLICY_EDIT, "policy-edit", ACTS, "change the trust's policy pack",             "-  - -   - - -     - - -     - -    t   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_POLICY_ADD, "policy-add", ACTS, "add a school's own items to the policy",       "-  s s   s - s     - - -     - -    t   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_DEADLINE_VIEW, "deadline-view", SEES, "see the deadlines of somebody's year",   "o  o o   o o o     o o o     o o    o   - -    -   - -    - - -    |  p - - -      - -    -"),
ROW(ACTION_CONVERSATION_RECORD, "conversation-record", ACTS, "agree a conversation's time, say it was held", "o  o o   o o o     o o o     o o    o   - -    -   - -    - - -    |  p - - -      - -    -"),
ROW(ACTION_STATUS_VIEW, "status-view", SEES, "see by name what of the year is done or due", "-  s s   s s s     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_AGGREGATE_VIEW, "aggregate-view", SEES, "see counts without names, none under five", "-  s s   s s s     - - -     - -    t   s t    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_NUDGE_COUNT, "nudge-count", SEES, "see how many reminders go out",              "o  - -   - - -     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_OUTBOX_VIEW, "outbox-view", SEES, "see states and counts of mail, no bodies",   "-  - -   - - -     - - -     - -    -   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_AUDIT_VIEW, "audit-view", SEES, "read the record of what was done",             "o  o o   o o o     o o o     o o    o   o o    t   o o    o o o    |  - - - -      - -    -"),
ROW(ACTION_DATA_TAKE, "data-take", SEES, "take away everything held on a person",          "o  o o   o o o     o o o     o o    o   o o    o   o o    o o o    |  - - - -      - -    -"),
ROW(ACTION_RETENTION_EDIT, "retention-edit", ACTS, "set how long things are kept, and erase", "-  - -   - - -     - - -     - -    -   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_SIGN_IN_HELP, "sign-in-help", ACTS, "print sign-in cards for people without a mailbox", "-  s s   - - -     - - -     - -    t   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_FACTOR_RESET, "factor-reset", ACTS, "reset somebody's second factor",           "-  - -   - - -     - - -     - -    -   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_BREAK_GLASS, "break-glass", ACTS, "ask for, approve and end reading a confidential record in an emergency", "-  - -   s - s     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_LINK_CONFIRM, "link-confirm", ACTS, "say whose a provider's account is",        "-  - -   - - -     - - -     - -    -   - -    t   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_REQUEST_MAKE, "request-make", ACTS, "ask for approval, funding or another working pattern", "o  o o   o o o     o o o     o o    o   o o    -   o -    - - -    |  - - - -      - -    -"),
ROW(ACTION_REQUEST_VIEW, "request-view", SEES, "see requests, what they cost and how they were decided", "o  s s   s s s     o o o     s s    t   o o    -   o -    - - -    |  - - - -      - -    -"),
ROW(ACTION_PATTERN_VIEW, "pattern-view", SEES, "see requests for another working pattern", "o  s s   s o s     o o o     o o    o   o o    -   o -    - - -    |  - - - -      - -    -"),
ROW(ACTION_REQUEST_COMMENT, "request-comment", ACTS, "comment on requests one may see",     "o  s s   s s s     o o o     s s    t   o o    -   o -    - - -    |  - - - -      - -    -"),
ROW(ACTION_REQUEST_DECIDE, "request-decide", ACTS, "decide the step of a request that is in one's hands", "o  o o   o o o     o o o     o o    o   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_REQUEST_ARRANGE, "request-arrange", ACTS, "say who covers, and how the order stands", "-  s s   s s s     - - -     s s    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_ACTIVITY_VIEW, "activity-view", SEES, "see what somebody did elsewhere and wrote down", "o  s s   o o o     o o o     o o    t   o o    -   o o    - o -    |  - - - -      - -    -"),
ROW(ACTION_ACTIVITY_KEEP, "activity-keep", ACTS, "write down what one did elsewhere",      "o  o o   o o o     o o o     o o    o   o o    -   o o    - o -    |  - - - -      - -    -"),
ROW(ACTION_ACTIVITY_VERIFY, "activity-verify", ACTS, "confirm what somebody else did elsewhere", "-  s s   - - -     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_HOURS_VIEW, "hours-view", SEES, "see what somebody owes and has done in hours", "o  s s   s s s     o o o     o o    t   - -    -   - -    - - -    |  - - - -      p -    -"),
ROW(ACTION_HOURS_AGREE, "hours-agree", ACTS, "record hours agreed with somebody else", "-  s s   - - -     - - -     - -    t   - -    -   - -    - - -    |  - - - -      - -    -"),
ROW(ACTION_HOURS_SET, "hours-set", ACTS, "choose whether and how a ledger of hours is kept", "-  - -   - - -     - - -     - -    t   - -    t   - -    - - -    |  - - - -      - -    -"),
};
/* clang-format on */

bool permission_opens_to_organiser(enum action action)
{
    return action == ACTION_EVENT_EDIT || action == ACTION_EVENT_ATTENDEES ||
           action == ACTION_EVENT_NEEDS || permission_opens_to_leader(action);
}

bool permission_opens_to_leader(enum action action)
{
    return action == ACTION_REGISTER_VIEW || action == ACTION_REGISTER_TAKE ||
           action == ACTION_STAGE_RUN;
}

/* Nothing that changes anything belongs here. */
bool permission_opens_to_glass(enum action action)
{
    return action == ACTION_DEADLINE_VIEW;
}

/* The letter at that column, blanks and the bar passed over. */
static char letter(const char *reach, int column)
{
    for (; *reach; reach++)
        if (*reach != ' ' && *reach != '|' && column-- == 0)
            return *reach;
    return '-';
}

char permission_role_reach(enum action action, enum role role)
{
    return letter(permission_table[action].reach, (int)role);
}

char permission_relation_reach(enum action action, enum relation_kind kind)
{
    return letter(permission_table[action].reach, ROLE_COUNT + (int)kind);
}
