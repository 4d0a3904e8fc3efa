/* DESIGN: what the pages of the demo's events say beyond title and purpose: a text of each kind. */
#include "demo_about.h"

#include "check.h"

static const struct event_about ABOUT[EVENT_KINDS] = {
    [EVENT_COURSE] = {.objectives = "Plan one lesson or one week differently, and say how you will "
                                    "see whether it works.",
                      .methods = "Short inputs, examples from classrooms, time to plan.",
                      .expectations = "Come with one class or one pupil in mind.",
                      .audience = "Whoever it would help in the next half-term.",
                      .level = "individual",
                      .standard = 1 << 0 | 1 << 1,
                      .evaluation = "six_weeks"},
    [EVENT_TWILIGHT] = {.objectives = "Use one of the routines the next morning.",
                        .methods = "A short talk, then you try it out on each other.",
                        .expectations = "Bring one lesson that you teach this week.",
                        .audience = "Anyone who teaches.",
                        .level = "individual",
                        .standard = 1 << 0 | 1 << 2},
    [EVENT_INSET] = {.objectives = "Say what changes in your classroom this term, and how you will "
                                   "see whether it works.",
                     .methods = "Talk at the beginning, then work in teams on what you teach next.",
                     .expectations = "Bring the scheme of work of your next unit.",
                     .audience = "Everybody who teaches or supports teaching.",
                     .level = "school"},
    [EVENT_CONFERENCE] = {.objectives = "Take two ideas back, and know whom to ask about them.",
                          .methods = "Talks, workshops, and long breaks between them.",
                          .expectations = "Choose with your team who hears what.",
                          .audience = "All who are invited, and their teams through them.",
                          .level = "trust",
                          .standard = 1 << 1 | 1 << 2 | 1 << 4},
    [EVENT_GROUP] = {.objectives = "Change one thing in your teaching, and see what it does.",
                     .methods = "Meet, try, come back and say what happened.",
                     .expectations = "Come to all of the dates if you can; try something between.",
                     .audience = "Ten or so who want to work on the same thing.",
                     .level = "team",
                     .standard = 1 << 0 | 1 << 2 | 1 << 3},
    [EVENT_OBSERVATION] = {.objectives = "See one routine done well, and say what makes it work.",
                           .methods = "Watch, then ten minutes with the teacher.",
                           .expectations = "Ask your team leader about cover first.",
                           .audience = "Whoever teaches something like it.",
                           .level = "individual",
                           .standard = 1 << 0 | 1 << 2},
    [EVENT_VISIT] = {.objectives = "Bring back one thing to try and one thing to leave.",
                     .methods =
                         "A walk round, two lessons, and time with the people who plan them.",
                     .expectations = "Ask for cover before you book.",
                     .audience = "Small groups from other schools.",
                     .level = "network",
                     .standard = 1 << 2 | 1 << 4},
    [EVENT_READING] = {.objectives = "Know what it asks of you.",
                       .methods = "Read it, ask what is unclear, and say that you have.",
                       .expectations = "Twenty minutes with nothing else open.",
                       .audience = "Everybody who works here.",
                       .level = "school"},
};

static void no_nulls(struct event_about *about)
{
    const char **const texts[] = {&about->methods,  &about->objectives, &about->expectations,
                                  &about->audience, &about->level,      &about->theme,
                                  &about->phase,    &about->subject,    &about->evaluation,
                                  &about->emerging};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (!*texts[i])
            *texts[i] = "";
}

struct event_about demo_about(const struct demo *demo, const struct demo_plan *plan)
{
    struct event_about about = ABOUT[plan->kind];
    int provider = plan->numbers[DEMO_PROVIDER];
    no_nulls(&about);
    if (demo_plan_says(plan, DEMO_PROVIDER))
        about.provider = demo->providers[provider - 1];
    about.cost_pence = plan->numbers[DEMO_POUNDS] * 100;
    about.mode = plan->kind == EVENT_READING         ? MODE_OWN_TIME
                 : demo_plan_says(plan, DEMO_ONLINE) ? MODE_BOTH
                                                     : MODE_IN_PERSON;
    about.strand = plan->whom == DEMO_FOR_GOVERNORS ? STRAND_GOVERNORS : STRAND_STAFF;
    if (plan->whom == DEMO_FOR_GOVERNORS) {
        about.audience = "Governors and trustees, new and old.";
        about.expectations = "Bring a question from your last meeting.";
        about.objectives = "Ask one better question at the next meeting.";
        about.standard = 0;
    }
    return about;
}
