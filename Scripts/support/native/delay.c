// A line with a round trip: passes TCP connections on, every byte half a round trip later in each direction, and what a
// client sends first a whole one later still, as its handshake would have taken. It does not limit the rate.
// usage: delay MILLISECONDS PORT TARGET... (pairs of ports of 127.0.0.1); ends when stdin does.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024, MOST_UNDER_WAY = 8 * 1024 * 1024 };

struct end;

// Bytes on their way; no bytes are the end of the stream.
struct chunk {
    struct chunk *next;
    struct end *to;
    int64_t due;
    size_t length, sent;
    char bytes[];
};

// One socket: a listener where `target` is set, else an end of a connection with what is to be written to it.
struct end {
    int fd, target, is_open, ends_reading;
    struct end *peer;
    struct chunk *first, *last;
    size_t under_way;
    uint32_t events;
};

// Something that happens after a constant time, so that what began first is due first.
struct line {
    struct chunk *first, *last;
    int64_t delay;
};

static int loop;
static struct line way, handshake;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void append(struct chunk **first, struct chunk **last, struct chunk *chunk) {
    chunk->next = NULL;
    if (*last) (*last)->next = chunk;
    else *first = chunk;
    *last = chunk;
}

static struct chunk *take(struct chunk **first, struct chunk **last) {
    struct chunk *chunk = *first;
    if (!(*first = chunk->next)) *last = NULL;
    return chunk;
}

static void watch(struct end *end, uint32_t events) {
    if (!end->is_open || end->events == events) return;
    struct epoll_event event = {.events = events, .data.ptr = end};
    epoll_ctl(loop, end->events == UINT32_MAX ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, end->fd, &event);
    end->events = events;
}

static struct end *make(int fd) {
    struct end *end = calloc(1, sizeof *end);
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    *end = (struct end){.fd = fd, .is_open = 1, .events = UINT32_MAX};
    return end;
}

static void end_connection(struct end *end) {
    struct end *both[] = {end, end->peer};
    for (int i = 0; i < 2; i++)
        if (both[i]->is_open) close(both[i]->fd), both[i]->is_open = 0;
}

// What an end is watched for: it is read while not too much of it is under way, and written while something waits.
static void update(struct end *end) {
    int reads = !end->ends_reading && end->peer->under_way < MOST_UNDER_WAY;
    watch(end, (reads ? EPOLLIN : 0) | (end->first ? EPOLLOUT : 0));
}

static void put(struct line *line, struct end *to, const char *bytes, size_t length) {
    struct chunk *chunk = malloc(sizeof *chunk + length);
    *chunk = (struct chunk){.to = to, .due = now() + line->delay, .length = length};
    if (length) memcpy(chunk->bytes, bytes, length);
    to->under_way += length;
    append(&line->first, &line->last, chunk);
}

static void read_from(struct end *end) {
    static char bytes[CHUNK];
    if (end->ends_reading) {
        // Both directions are over, which would be told again and again.
        epoll_ctl(loop, EPOLL_CTL_DEL, end->fd, NULL);
        end->events = UINT32_MAX;
        return;
    }
    ssize_t length = read(end->fd, bytes, sizeof bytes);
    if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (length < 0) return end_connection(end);
    if (length == 0) end->ends_reading = 1;
    put(&way, end->peer, bytes, (size_t)length);
    update(end);
}

static void write_to(struct end *end) {
    while (end->first && end->is_open) {
        struct chunk *chunk = end->first;
        if (chunk->length == 0) {
            shutdown(end->fd, SHUT_WR);
            if (end->ends_reading) end_connection(end);
        } else {
            ssize_t sent = send(end->fd, chunk->bytes + chunk->sent, chunk->length - chunk->sent, MSG_NOSIGNAL);
            if (sent < 0 && (errno == EAGAIN || errno == EINTR)) break;
            if (sent < 0) return end_connection(end);
            chunk->sent += (size_t)sent;
            if (chunk->sent < chunk->length) continue;
            end->under_way -= chunk->length;
        }
        free(take(&end->first, &end->last));
    }
    if (!end->is_open) return;
    update(end);
    update(end->peer);
}

static void accept_from(struct end *listener) {
    int fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) return;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)listener->target), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int other = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(other, (struct sockaddr *)&address, sizeof address)) {
        close(fd), close(other);
        return;
    }
    struct end *client = make(fd), *server = make(other);
    client->peer = server, server->peer = client;
    watch(server, EPOLLIN);
    put(&handshake, client, NULL, 0);
}

static void listen_at(int port, int target) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 512)) {
        perror("listen");
        exit(69);
    }
    struct end *listener = make(fd);
    listener->target = target;
    watch(listener, EPOLLIN);
}

// Milliseconds until the next is due, -1 for never.
static int wait_time(void) {
    int64_t next = INT64_MAX;
    if (way.first) next = way.first->due;
    if (handshake.first && handshake.first->due < next) next = handshake.first->due;
    if (next == INT64_MAX) return -1;
    int64_t rest = next - now();
    return rest <= 0 ? 0 : (int)((rest + 999999) / 1000000);
}

int main(int argc, char **argv) {
    if (argc < 4 || argc % 2) return 64;
    signal(SIGPIPE, SIG_IGN);
    loop = epoll_create1(EPOLL_CLOEXEC);
    way.delay = atoll(argv[1]) * 500000;
    handshake.delay = atoll(argv[1]) * 1000000;
    for (int i = 2; i < argc; i += 2) listen_at(atoi(argv[i]), atoi(argv[i + 1]));
    struct end input = {.fd = 0, .is_open = 1, .events = UINT32_MAX};
    watch(&input, EPOLLIN);
    while (1) {
        struct epoll_event events[64];
        int count = epoll_wait(loop, events, 64, wait_time());
        for (int i = 0; i < count; i++) {
            struct end *end = events[i].data.ptr;
            if (end == &input) return 0;
            if (end->target) {
                accept_from(end);
                continue;
            }
            if (end->is_open && events[i].events & EPOLLOUT) write_to(end);
            if (end->is_open && events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP)) read_from(end);
        }
        int64_t time = now();
        while (handshake.first && handshake.first->due <= time) {
            struct chunk *chunk = take(&handshake.first, &handshake.last);
            watch(chunk->to, EPOLLIN);
            free(chunk);
        }
        while (way.first && way.first->due <= time) {
            struct chunk *chunk = take(&way.first, &way.last);
            struct end *to = chunk->to;
            if (!to->is_open) {
                free(chunk);
                continue;
            }
            append(&to->first, &to->last, chunk);
            if (to->first == chunk) write_to(to);
        }
    }
}
