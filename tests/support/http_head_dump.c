/* DESIGN: what our head parser makes of heads, for comparison with another's (http specification,
 * section 4). In: "LENGTH\n" and so many bytes, again and again. Out, a line each: "more",
 * "refused STATUS REASON", or "METHOD VERSION HEAD_BYTES BODY_BYTES TARGET NAME VALUE …", texts in
 * hexadecimal, an empty one as "-". */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "http_head.h"

static void print_hex(struct str s)
{
    putchar(' ');
    for (size_t i = 0; i < s.n; i++)
        printf("%02x", (uint8_t)s.p[i]);
    if (!s.n)
        putchar('-');
}

static void print_request(const struct http_head *head)
{
    static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    const struct http_request *request = head->request;
    int64_t length = request->content_length;
    printf("%s 1.%d %zu %lld", methods[request->method], !head->http_1_0, head->scanned,
           (long long)(length < 0 ? 0 : length));
    print_hex(request->target);
    for (int i = 0; i < request->header_count; i++) {
        print_hex(request->headers[i].name);
        print_hex(request->headers[i].value);
    }
    putchar('\n');
}

static void dump(struct arena *arena, const char *bytes, size_t n)
{
    static struct http_request request;
    struct http_head head;
    request.arena = arena;
    http_head_init(&head, &request);
    enum http_head_verdict verdict = http_head_parse(&head, bytes, n);
    if (verdict == HTTP_HEAD_DONE)
        print_request(&head);
    else if (verdict == HTTP_HEAD_REFUSED)
        printf("refused %d %s\n", head.status, head.reason);
    else
        puts("more");
    arena_reset(arena);
}

int main(void)
{
    struct arena *arena = arena_new();
    size_t n;
    while (scanf("%zu", &n) == 1 && getchar() == '\n') {
        char *bytes = check_malloc(n ? n : 1);
        if (fread(bytes, 1, n, stdin) != n)
            return 1;
        dump(arena, bytes, n);
        free(bytes);
    }
    arena_free(arena);
    return feof(stdin) ? 0 : 1;
}
