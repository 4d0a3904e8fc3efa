/* DESIGN: the policy in force as plain text, each thing with who says it. */
#include <stdio.h>
#include <string.h>

#include "policy_command.h"

static const char *said_by(enum policy_origin origin, const char *source)
{
    return origin == POLICY_PRODUCT ? "sparkd's default" : source;
}

static void print_labels(const struct policy_pack *pack)
{
    puts("\nWords");
    for (int i = 0; i < pack->label_count; i++) {
        const struct pack_label *label = &pack->labels[i];
        printf("  %-22s %s [%s]\n", label->key, label->text, said_by(label->origin, label->source));
    }
    printf("  %-22s %s [%s]\n", "(tie to appraisal)", appraisal_link_name(pack->appraisal),
           said_by(strcmp(pack->appraisal_source, "product") == 0 ? POLICY_PRODUCT : POLICY_TRUST,
                   pack->appraisal_source));
}

static void print_cycle(const struct policy_pack *pack)
{
    puts("\nThe year");
    for (int i = 0; i < pack->item_count; i++) {
        const struct pack_item *item = &pack->items[i];
        char opens[DEADLINE_RULE_TEXT_MAX], due[DEADLINE_RULE_TEXT_MAX];
        deadline_rule_words(item->opens, opens);
        deadline_rule_words(item->due, due);
        printf("  %s%s%s%s [%s]\n", item->label, item->months ? " (" : "",
               item->months ? item->months : "", item->months ? ")" : "",
               said_by(item->origin, item->source));
        printf("      from %s to %s [%s]\n", opens, due,
               strcmp(item->dates, "product") == 0 ? "sparkd's default" : item->dates);
    }
}

static void print_talks(const struct policy_pack *pack)
{
    puts("\nSPARK talks");
    fputs("  minutes:", stdout);
    for (int i = 0; i < pack->talk_length_count; i++)
        printf(" %d", pack->talk_minutes[i]);
    printf("; an event %d minutes, %d s between talks, %d minutes for welcome and close\n",
           pack->event_minutes, pack->changeover_s, pack->fixed_minutes);
    printf("  order: %s [%s]\n", pack->talk_order,
           strcmp(pack->talk_order_source, "product") == 0 ? "sparkd's default"
                                                           : pack->talk_order_source);
    for (int i = 0; i < pack->category_count; i++)
        printf("  %s [%s]\n", pack->categories[i].label,
               strcmp(pack->categories[i].source, "product") == 0 ? "sparkd's default"
                                                                  : pack->categories[i].source);
}

static void print_list(const struct policy_list *list)
{
    const char *group = NULL;
    if (list->item_count == 0)
        return;
    printf("\n%s\n", list->kind->title);
    if (list->stem)
        printf("  %s … [%s]\n", list->stem, said_by(list->stem_origin, list->stem_source));
    for (int i = 0; i < list->item_count; i++) {
        const struct policy_item *item = &list->items[i];
        const struct policy_group *of = item->group ? policy_list_group(list, item->group) : NULL;
        if (of && (!group || strcmp(group, item->group) != 0))
            printf("  %s:\n", of->text);
        group = item->group;
        printf("  %s- %s%s [%s]\n", of ? "  " : "", item->text,
               item->retired ? " (not offered any more)" : "", said_by(item->origin, item->source));
    }
}

void policy_show_text(const struct policy_pack *pack, const char *school)
{
    printf("%s, version %d: %s\n%s\n", pack->name, pack->version, pack->title, pack->note);
    for (int i = 0; i < pack->document_count; i++)
        printf("  %s: %s\n", pack->documents[i].key, pack->documents[i].title);
    if (school)
        printf("As %s has it.\n", school);
    print_labels(pack);
    print_cycle(pack);
    print_talks(pack);
    for (int i = 0; i < policy_list_kind_count; i++)
        print_list(&pack->lists[i]);
}
