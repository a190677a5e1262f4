#include "carryless.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define WITH_CARRYLESS __attribute__((target("pclmul,sse4.1")))

bool carryless_is_supported(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
}

WITH_CARRYLESS static inline __m128i load(const void *bytes) { return _mm_loadu_si128((const __m128i *)bytes); }

/// Moves sixteen bytes on and adds what lies there.
WITH_CARRYLESS static inline __m128i onto(__m128i moved, __m128i powers, __m128i there) {
    __m128i first = _mm_clmulepi64_si128(moved, powers, 0x00);
    __m128i second = _mm_clmulepi64_si128(moved, powers, 0x11);
    return _mm_xor_si128(_mm_xor_si128(first, second), there);
}

WITH_CARRYLESS void carryless_fold(const void *bytes, size_t count, uint64_t state, const uint64_t by_1024[2],
                                   const uint64_t by_128[2], uint64_t folded[2]) {
    const __m128i far = load(by_1024), near = load(by_128);
    const char *next = bytes;
    /* Eight at once: one multiplication takes several cycles, but one begins in each. */
    __m128i lanes[8];
    for (int lane = 0; lane < 8; lane++) lanes[lane] = load(next + 16 * lane);
    lanes[0] = _mm_xor_si128(lanes[0], _mm_cvtsi64_si128((long long)state));
    for (next += 128, count -= 128; count > 0; next += 128, count -= 128) {
        for (int lane = 0; lane < 8; lane++) lanes[lane] = onto(lanes[lane], far, load(next + 16 * lane));
    }
    __m128i sum = lanes[0];
    for (int lane = 1; lane < 8; lane++) sum = onto(sum, near, lanes[lane]);
    _mm_storeu_si128((__m128i *)folded, sum);
}

#else

#include <stdlib.h>

bool carryless_is_supported(void) { return false; }

void carryless_fold(const void *bytes, size_t count, uint64_t state, const uint64_t by_1024[2],
                    const uint64_t by_128[2], uint64_t folded[2]) {
    abort();
}

#endif
