#ifndef SPARKD_EVENT_PD_STANDARD_H
#define SPARKD_EVENT_PD_STANDARD_H

/*
 * The five parts of the DfE's standard for teachers' professional development
 * (July 2016; practice P1), in words of our own. A set of them is a number, the
 * bit 1 << (part - 1) for each: of an activity and of an event.
 */
enum { PD_STANDARD_PARTS = 5, PD_STANDARD_ALL = (1 << PD_STANDARD_PARTS) - 1 };

/* A sentence for a form, from part 1 on. */
extern const char *const pd_standard_words[PD_STANDARD_PARTS];

#endif
