#ifndef SPARKD_SPARK_ARRANGE_PROOF_H
#define SPARKD_SPARK_ARRANGE_PROOF_H

#include "arrange.h"

/*
 * Why nothing fits, and who waits (programme specification, sections 4 and 7).
 * Pure like the engine. What is found is data; arrange_words.h says it in words.
 *
 * Every rule binds only talks that are given a slot, so a part of what fits
 * fits. Effort is counted, never timed: the same instance gets the same answer.
 */

/* The rules that a person can see and change. */
enum arrange_rule_kind {
    RULE_GIVEN, /* the talk has a slot */
    RULE_ARRIVAL,
    RULE_LEAVING,
    RULE_KIT,
    RULE_PINNED,
    RULE_OWN,       /* two talks with a presenter in common */
    RULE_BEFORE,    /* the first before the second */
    RULE_NOT_AFTER, /* the second not directly after the first */
    RULE_KINDS
};
/* "arrival", as in JSON */
const char *arrange_rule_name(enum arrange_rule_kind kind);

struct arrange_rule {
    enum arrange_rule_kind kind;
    int talks[2]; /* indexes; the second -1 if it concerns one */
};

struct arrange_rules {
    struct arrange_rule *items;
    int count;
};

/* Those of the talks that are given (NULL: all), without rules that forbid nothing here. */
struct arrange_rules arrange_rules_list(const struct arrange_instance *instance, const bool *given,
                                        struct arena *arena);
/* The instance in which nothing binds but the rules that are `held` (one a rule); who presents two
 * talks does so if any rule about them is held. */
struct arrange_instance arrange_rules_apply(const struct arrange_instance *instance,
                                            const struct arrange_rules *rules, const bool *held,
                                            struct arena *arena);

/* ---- counting (section 7, step 1) ---- */

/* More talks have to lie in a window than it holds. */
struct arrange_count {
    int from_s, to_s;   /* none may start sooner, all have to end by */
    uint32_t kit;       /* that the rooms have to have; 0: any room */
    int room_count;     /* that have it */
    int duration_s;     /* talks of at least this length are counted; 0: minutes of all lengths */
    int wanted, places; /* talks; with duration 0 seconds, changeovers included */
    bool *talks;        /* of the instance: those counted */
    int talk_count;
};
/* The window with the fewest talks too many; false if every window holds what has to lie in it.
 * Exact arithmetic over every interval of an arrival and a leaving and every set of rooms. */
bool arrange_count_find(const struct arrange_instance *instance, const bool *given,
                        struct arena *arena, struct arrange_count *ret);

/* ---- proving (section 7, step 2) ---- */

/* What would make a conflict vanish, beside taking one of its rules away. */
struct arrange_way {
    int rule;    /* of the conflict: the arrival or leaving that would have to be … */
    int until_s; /* … this instead */
};

/* Rules that cannot hold together; without any one of them the others can. */
struct arrange_conflict {
    struct arrange_rule *rules;
    int rule_count;
    bool counted; /* found by counting: `count` says it in one sentence */
    struct arrange_count count;
    bool minimal; /* shown for each rule; false: the work did not suffice for one of them */
    struct arrange_way *ways;
    int way_count;
    bool room_more; /* one more room with all kit would do */
    int block;      /* the block that would do if it ended … ; -1: none */
    int block_s;    /* … at this time, the soonest whole minute */
};

enum arrange_verdict {
    VERDICT_NOT_KNOWN, /* the work was used up: "not found", never "impossible" */
    VERDICT_FITS,
    VERDICT_IMPOSSIBLE,
};

struct arrange_proof {
    enum arrange_verdict verdict;
    struct arrange_conflict *conflicts; /* separate ones: no rule stands in two */
    int conflict_count;
    struct arrange_slot *slots; /* VERDICT_FITS: a plan that breaks nothing */
    bool all;       /* without these conflicts the rest fits; false: there may be more */
    bool cut_short; /* the work was used up before everything was tried */
};

struct arrange_proof_options {
    const bool *given;   /* by talk: who is to have a slot; NULL: all */
    bool ways;           /* look for ways out */
    int64_t work;        /* steps of about a microsecond; 0: as many as are worth it */
    atomic_bool *cancel; /* NULL: nobody will */
};

/* Does everything fit? If not, every separate conflict. */
void arrange_proof_find(const struct arrange_instance *instance,
                        const struct arrange_proof_options *options, struct arena *arena,
                        struct arrange_proof *ret);

#endif
