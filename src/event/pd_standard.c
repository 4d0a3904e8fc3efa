/* DESIGN: the national yardstick of professional development, as five things one can tick. */
#include "pd_standard.h"

const char *const pd_standard_words[PD_STANDARD_PARTS] = {
    "It was about what pupils learn, and looks at whether that gets better",
    "It rested on good evidence, or on somebody with real expertise",
    "Colleagues worked on it together, with somebody expert who challenged them",
    "It went on over time, not once only",
    "Leaders made it a priority and gave time to it",
};
