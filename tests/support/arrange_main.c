/* DESIGN: the arranger alone, for builds by other compilers: INSTANCE MOVES SEED, the plan out. */
#include <stdio.h>
#include <stdlib.h>

#include "arrange.h"
#include "buf.h"
#include "token.h"

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct arrange_instance instance;
    struct arrange_plan plan;
    struct refusal why;
    struct buf text;
    FILE *file = argc == 4 ? fopen(argv[1], "re") : NULL;
    if (!file)
        return 2;
    token_init();
    refusal_init(&why, arena);
    buf_init(&text, 4 << 20);
    for (int c = fgetc(file); c != EOF; c = fgetc(file))
        buf_add_char(&text, (char)c);
    fclose(file);
    if (arrange_instance_parse(buf_str(&text), arena, &why, &instance) != OK)
        return 1;
    struct arrange_options options = {
        .seed = strtoull(argv[3], NULL, 10),
        .moves = strtoll(argv[2], NULL, 10),
    };
    arrange_run(&instance, &options, arena, &plan);
    puts(arrange_plan_format(&instance, &plan, arena));
    buf_done(&text);
    arena_free(arena);
    return 0;
}
