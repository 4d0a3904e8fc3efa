/* DESIGN: the classes of data: what, why, for whom, for how long; also the record of processing. */
#include "retention.h"

#define DUTY "Article 6(1)(e): the trust's task of running its schools"
#define EMPLOYER "Article 6(1)(b) and (e): employment, and the trust's task"
#define SAFE "Article 6(1)(f): keeping accounts and the server safe"
#define RECORD "Article 6(1)(c): showing that the law on personal data is kept"

const struct retention_class retention_classes[] = {
    {"people", "Names, work addresses, employments, roles, mentors and groups",
     "To know who works where and whose development is whose", EMPLOYER,
     "Names: members of the trust. The rest: leaders of the school, coordinators, administrators",
     "Counted from the last day of work; then name, address and all that is personal are erased, "
     "counts stay",
     730},
    {"absences", "From when to when somebody is not in the cycle, never why",
     "So that nothing is asked of them meanwhile", EMPLOYER,
     "The person, leaders of the school, coordinators", "Counted from its end; then erased", 730},
    {"bookings", "Places that were cancelled or waited for",
     "To run waiting lists and see how they went", DUTY,
     "The person and the coordinators of the event",
     "Counted from the end of the event; then erased. Places that were taken stay as part of the "
     "person's record until they leave",
     365},
    {"needs", "What those who come to an event need: access and food",
     "To prepare the place and the food for them",
     "Article 6(1)(e), and 9(2)(b) where it says something of health: duties of an employer",
     "The person and the organisers of the event",
     "Counted from the end of the event or of the booking; then erased", 30},
    {"questions", "Questions to speakers of SPARK events, who asked, and the answers",
     "So that speakers can answer what colleagues want to know", DUTY,
     "Whoever asked, the organisers of the event and the speakers; whoever came, if the speaker "
     "shares the answer",
     "Counted from the end of the event; then erased", 365},
    {"conversations", "When and where a development conversation was; whether it was held",
     "So that both can plan it, and the year is complete", DUTY,
     "The person and their mentor; whether it was held also the leaders of the school",
     "Counted from the conversation; then time and room are erased, that it was held stays", 1095},
    {"mail", "Mails that were sent: address, text and answer of the mail server",
     "To find out why a mail did not come", SAFE, "Nobody reads texts; administrators see counts",
     "Counted from the day it was queued; then address and text are erased", 30},
    {"codes", "Sign-in codes, as hashes", "To sign in", SAFE, "Nobody",
     "Counted from the end of the code; then erased", 1},
    {"sessions", "Where somebody is signed in, with the browser's name", "To stay signed in", SAFE,
     "The person", "Counted from signing in; then erased", 7},
    {"tokens", "API tokens and remembered devices that are over, as hashes", "To see what was used",
     SAFE, "The person", "Counted from their end; then erased", 90},
    {"feeds", "Calendar addresses that were ended, as hashes, and what fetched them",
     "To see what was used", SAFE, "The person", "Counted from the end; then erased", 90},
    {"requests", "What somebody asked to be paid, covered or changed, and what was decided",
     "To decide it, to arrange cover and to answer for the money", DUTY,
     "The person, who decides, who arranges cover and money at the school",
     "Counted from the decision; then what was written about it is erased, what it cost stays",
     2190},
    {"emergencies", "Who asked to read a confidential record in an emergency, and why",
     "To answer for it", RECORD, "The person concerned, heads and coordinators",
     "Counted from the request; then the reason is erased", 2190},
    {"audit", "What was done by whom and when, by number, without names",
     "To show that nothing was done that should not be", RECORD,
     "Administrators; everybody their own part",
     "Kept: rows are chained, and one taken out would break all after it", RETENTION_FOR_EVER},
    {0},
};
