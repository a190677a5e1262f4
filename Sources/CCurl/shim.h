#ifndef KEEPREEL_CCURL_SHIM_H
#define KEEPREEL_CCURL_SHIM_H

#include <curl/curl.h>

/* Swift cannot call variadic C functions: curl_easy_setopt and curl_share_setopt get one typed entry for each
   kind of value. CURLMsg holds a union, read here for the same reason. */

typedef size_t (*ccurl_write_fn)(char *_Nullable bytes, size_t size, size_t count, void *_Nullable user);
typedef size_t (*ccurl_read_fn)(char *_Nullable buffer, size_t size, size_t count, void *_Nullable user);
typedef int (*ccurl_seek_fn)(void *_Nullable user, curl_off_t offset, int origin);
typedef curl_socket_t (*ccurl_opensocket_fn)(void *_Nullable user, curlsocktype purpose,
                                             struct curl_sockaddr *_Nullable address);

typedef int (*ccurl_prereq_fn)(void *_Nullable user, char *_Nullable primary_ip, char *_Nullable local_ip,
                               int primary_port, int local_port);

static inline CURLcode ccurl_set_long(CURL *_Nonnull easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_off(CURL *_Nonnull easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_string(CURL *_Nonnull easy, CURLoption option, const char *_Nullable value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_pointer(CURL *_Nonnull easy, CURLoption option, void *_Nullable value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_list(CURL *_Nonnull easy, CURLoption option, struct curl_slist *_Nullable value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_write(CURL *_Nonnull easy, CURLoption option, ccurl_write_fn _Nonnull value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_read(CURL *_Nonnull easy, CURLoption option, ccurl_read_fn _Nonnull value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_seek(CURL *_Nonnull easy, ccurl_seek_fn _Nonnull value) {
    return curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, value);
}
static inline CURLcode ccurl_set_opensocket(CURL *_Nonnull easy, ccurl_opensocket_fn _Nonnull value) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, value);
}
static inline CURLcode ccurl_set_prereq(CURL *_Nonnull easy, ccurl_prereq_fn _Nonnull value) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, value);
}
static inline CURLMcode ccurl_multi_set_long(CURLM *_Nonnull multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
static inline CURLSHcode ccurl_share_data(CURLSH *_Nonnull share, curl_lock_data data) {
    return curl_share_setopt(share, CURLSHOPT_SHARE, data);
}
static inline CURLcode ccurl_message_result(const CURLMsg *_Nonnull message) {
    return message->data.result;
}

#endif
