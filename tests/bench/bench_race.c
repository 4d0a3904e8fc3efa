/* DESIGN: many clients, one booking each, all at once: counts the answers and the time to the last.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"

#include <time.h>

/*
 * bench_race PORT EVENT < TOKENS: one line a token. Connects all, then sends
 * all requests, then reads all answers. Prints "201 N 409 N other N ms T".
 */
enum { CLIENTS_MAX = 4096, ANSWER_MAX = 4096 };

struct client {
    int fd;
    char token[64];
    char answer[16];
    size_t got;
    int status;
};

static struct client clients[CLIENTS_MAX];

static int64_t now_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec * INT64_C(1000000000) + ts.tv_nsec;
}

static int read_tokens(void)
{
    int count = 0;
    while (count < CLIENTS_MAX && fgets(clients[count].token, sizeof clients[0].token, stdin)) {
        clients[count].token[strcspn(clients[count].token, "\n")] = '\0';
        count++;
    }
    return count;
}

static void connect_one(struct client *client, int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(client->fd >= 0 && connect(client->fd, (struct sockaddr *)&to, sizeof to) == 0);
}

static void send_one(const struct client *client, int port, const char *event)
{
    char request[512];
    int n = snprintf(request, sizeof request,
                     "POST /api/v1/events/%s/bookings HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                     "Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
                     "Content-Length: 2\r\n\r\n{}",
                     event, port, client->token);
    CHECK(write(client->fd, request, (size_t)n) == n);
}

/* The status line is all that counts; the rest is read and thrown away with the connection. */
static void read_one(struct client *client)
{
    char bytes[ANSWER_MAX];
    ssize_t n = read(client->fd, bytes, sizeof bytes);
    if (n <= 0) {
        client->status = -1;
        return;
    }
    size_t keep = (size_t)n < sizeof client->answer - 1 - client->got
                      ? (size_t)n
                      : sizeof client->answer - 1 - client->got;
    memcpy(client->answer + client->got, bytes, keep);
    client->got += keep;
    if (client->got >= 12)
        client->status = atoi(client->answer + 9);
}

static void read_all(int count)
{
    static struct pollfd fds[CLIENTS_MAX];
    for (int left = count; left > 0;) {
        left = 0;
        for (int i = 0; i < count; i++) {
            fds[i] = (struct pollfd){clients[i].status ? -1 : clients[i].fd, POLLIN, 0};
            left += !clients[i].status;
        }
        if (left == 0 || poll(fds, (nfds_t)count, 20000) <= 0)
            return;
        for (int i = 0; i < count; i++)
            if (fds[i].revents)
                read_one(&clients[i]);
    }
}

int main(int argc, char **argv)
{
    int created = 0, conflicts = 0, other = 0;
    CHECK(argc == 3);
    int port = atoi(argv[1]), count = read_tokens();
    for (int i = 0; i < count; i++)
        connect_one(&clients[i], port);
    int64_t start = now_ns();
    for (int i = 0; i < count; i++)
        send_one(&clients[i], port, argv[2]);
    read_all(count);
    double ms = (double)(now_ns() - start) / 1e6;
    for (int i = 0; i < count; i++) {
        created += clients[i].status == 201;
        conflicts += clients[i].status == 409;
        other += clients[i].status != 201 && clients[i].status != 409;
        close(clients[i].fd);
    }
    printf("201 %d 409 %d other %d ms %.1f\n", created, conflicts, other, ms);
    return other != 0;
}
