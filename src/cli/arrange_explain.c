/* DESIGN: `sparkd arrange` says why: what cannot go together, who waits, why a talk is there. */
#include "arrange_explain.h"

#include <stdio.h>
#include <string.h>

#include "arrange_proof_json.h"
#include "command.h"

void arrange_explain_line(const struct arrange_instance *instance,
                          struct arrange_explain_options *options, struct arena *arena,
                          struct arrange_options *ret)
{
    struct arrange_line line;
    if (!options->line)
        return;
    arrange_line_decide(instance, NULL, NULL, arena, &line);
    options->turns = arrange_line_format(instance, &line, arena);
    ret->given = line.given;
}

static void print_conflicts(const struct arrange_instance *instance,
                            const struct arrange_names *names, const struct arrange_proof *proof,
                            struct arena *arena)
{
    if (proof->verdict != VERDICT_IMPOSSIBLE)
        fprintf(stderr, "sparkd: no plan without a broken rule was found; it is not proven that "
                        "there is none\n");
    for (int i = 0; i < proof->conflict_count; i++) {
        const struct arrange_conflict *conflict = &proof->conflicts[i];
        if (conflict->counted) {
            fprintf(stderr, "%s\n", arrange_words_count(instance, names, &conflict->count, arena));
            continue;
        }
        fprintf(stderr, "These cannot all hold; without any one of them the others can:\n");
        for (int k = 0; k < conflict->rule_count; k++)
            fprintf(stderr, "  %s\n",
                    arrange_words_rule(instance, names, &conflict->rules[k], arena));
    }
}

static const char *conflicts_text(const struct arrange_instance *instance,
                                  const struct arrange_proof *proof, struct arena *arena)
{
    struct arrange_names names = arrange_names_of_ids(instance, arena);
    print_conflicts(instance, &names, proof, arena);
    return arrange_proof_format(instance, &names, proof, arena);
}

static void prove(const struct arrange_instance *instance, const bool *given, struct arena *arena,
                  struct arrange_proof *ret)
{
    struct arrange_proof_options options = {.given = given, .ways = true};
    arrange_proof_find(instance, &options, arena, ret);
}

/* Of a talk that has a slot in a plan that breaks nothing; else nothing is said. */
static const char *why_text(const struct arrange_instance *instance, int64_t id,
                            const struct arrange_slot *slots, struct arena *arena)
{
    struct arrange_why why;
    struct arrange_names names = arrange_names_of_ids(instance, arena);
    for (int i = 0; i < instance->talk_count; i++) {
        if (instance->talks[i].id != id || slots[i].room < 0)
            continue;
        arrange_why_find(instance, slots, i, arena, &why);
        return arena_printf(arena, ",%s", arrange_why_format(instance, &names, i, &why, arena));
    }
    return "";
}

int arrange_explain_print(const struct arrange_instance *instance,
                          const struct arrange_explain_options *options,
                          const struct arrange_plan *plan, const bool *given, struct arena *arena)
{
    struct arrange_report report;
    struct arrange_proof proof = {.verdict = VERDICT_FITS};
    struct arrange_plan own = *plan;
    const char *more = options->turns ? arena_printf(arena, ",%s", options->turns) : "";
    arrange_judge(instance, plan->slots, arena, &report);
    if (report.break_count) {
        prove(instance, given, arena, &proof);
        if (proof.verdict == VERDICT_FITS) /* the search missed it, the proof did not */
            own.slots = proof.slots;
        else
            more = arena_printf(arena, "%s,%s", more, conflicts_text(instance, &proof, arena));
    }
    if (proof.verdict == VERDICT_FITS)
        more =
            arena_printf(arena, "%s%s", more, why_text(instance, options->why, own.slots, arena));
    const char *text = arrange_plan_format(instance, &own, arena);
    printf("%.*s%s}\n", (int)strlen(text) - 1, text, more);
    return proof.verdict == VERDICT_FITS ? EXIT_DONE : EXIT_ANSWER_NO;
}
