/* DESIGN: conversations moved or held, with what SPARK adds: a talk may have waited for the two. */
#include "spark_conversation.h"

#include "talk.h"

enum err spark_conversation_schedule(struct store *store, struct person_id actor,
                                     struct conversation_id id,
                                     const struct conversation_time *time, struct instant now,
                                     struct refusal *why)
{
    enum err err = conversation_schedule(store, actor, id, time, now, why);
    return err == OK ? talk_promote(store, now, why->arena) : err;
}

enum err spark_conversation_hold(struct store *store, struct person_id actor,
                                 struct conversation_id id, int version, struct day held_on,
                                 struct instant now, struct refusal *why)
{
    enum err err = conversation_hold(store, actor, id, version, held_on, now, why);
    return err == OK ? talk_promote(store, now, why->arena) : err;
}
