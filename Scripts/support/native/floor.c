// The least that libcurl can do: GET every URL and throw the bytes away, and PUT as many bytes beside it.
// usage: floor CONCURRENCY SINK CA < lines of "URL NAME SIZE"; CA is a file, or "-" for plain HTTP.
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4096, BUFFER = 256 * 1024 };

struct clip {
    char url[1024], name[128];
    curl_off_t size;
};

static struct clip clips[MOST];
static int count, next_get, next_put;
static const char *sink, *ca;
static char zeros[BUFFER];

static size_t discard(char *bytes, size_t size, size_t items, void *left) {
    (void)bytes, (void)left;
    return size * items;
}

static size_t give(char *into, size_t size, size_t items, void *pointer) {
    curl_off_t *left = pointer;
    size_t length = size * items < BUFFER ? size * items : BUFFER;
    if ((curl_off_t)length > *left) length = (size_t)*left;
    memcpy(into, zeros, length);
    *left -= (curl_off_t)length;
    return length;
}

// Gives a handle its next transfer; false when there is none left.
static int begin(CURL *easy, int is_put, curl_off_t *left) {
    int *next = is_put ? &next_put : &next_get;
    if (*next == count) return 0;
    struct clip *clip = &clips[(*next)++];
    if (is_put) {
        char target[2048];
        snprintf(target, sizeof target, "%s/%s", sink, clip->name);
        *left = clip->size;
        curl_easy_setopt(easy, CURLOPT_URL, target);
        curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, clip->size);
    } else {
        curl_easy_setopt(easy, CURLOPT_URL, clip->url);
    }
    return 1;
}

static CURL *handle(int is_put, curl_off_t *left) {
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, (long)BUFFER);
    curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, (long)BUFFER);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, left);
    if (strcmp(ca, "-")) curl_easy_setopt(easy, CURLOPT_CAINFO, ca);
    if (is_put) {
        curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(easy, CURLOPT_READFUNCTION, give);
        curl_easy_setopt(easy, CURLOPT_READDATA, left);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, curl_slist_append(NULL, "Expect:"));
    }
    return easy;
}

int main(int argc, char **argv) {
    if (argc != 4) return 64;
    int concurrency = atoi(argv[1]);
    sink = argv[2], ca = argv[3];
    long long size;
    while (count < MOST && scanf("%1023s %127s %lld", clips[count].url, clips[count].name, &size) == 3)
        clips[count++].size = size;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    // Of each transfer what is left to be sent; its place tells the direction, odd ones are PUTs.
    curl_off_t *left = calloc((size_t)concurrency * 2, sizeof *left);
    int running = 0, failed = 0;
    for (int i = 0; i < concurrency * 2; i++) {
        CURL *easy = handle(i % 2, &left[i]);
        if (begin(easy, i % 2, &left[i])) curl_multi_add_handle(multi, easy);
    }
    do {
        curl_multi_perform(multi, &running);
        CURLMsg *message;
        int rest;
        while ((message = curl_multi_info_read(multi, &rest))) {
            CURL *easy = message->easy_handle;
            if (message->data.result) {
                fprintf(stderr, "%s\n", curl_easy_strerror(message->data.result));
                failed = 1;
            }
            curl_off_t *its;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&its);
            curl_multi_remove_handle(multi, easy);
            if (begin(easy, (int)((its - left) % 2), its)) {
                curl_multi_add_handle(multi, easy);
                running++;
            }
        }
        if (running) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    } while (running);
    return failed;
}
