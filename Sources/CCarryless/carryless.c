#include "carryless.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define NARROW __attribute__((target("pclmul,sse4.1")))
#define WIDE __attribute__((target("pclmul,sse4.1,avx2,vpclmulqdq")))

/* Eight at once: one multiplication takes several cycles, but one begins in each. */
enum { LANES = 8, NARROW_STEP = 16 * LANES, WIDE_STEP = 32 * LANES };

size_t carryless_step(void) {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("pclmul") || !__builtin_cpu_supports("sse4.1")) return 0;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("vpclmulqdq") ? WIDE_STEP : NARROW_STEP;
}

NARROW static inline __m128i load(const void *bytes) { return _mm_loadu_si128((const __m128i *)bytes); }

/// Moves sixteen bytes on and adds what lies there.
NARROW static inline __m128i onto(__m128i moved, __m128i powers, __m128i there) {
    __m128i first = _mm_clmulepi64_si128(moved, powers, 0x00);
    __m128i second = _mm_clmulepi64_si128(moved, powers, 0x11);
    return _mm_xor_si128(_mm_xor_si128(first, second), there);
}

NARROW static void fold_narrow(const char *next, size_t count, uint64_t state, __m128i far, __m128i lanes[LANES]) {
    for (int lane = 0; lane < LANES; lane++) lanes[lane] = load(next + 16 * lane);
    lanes[0] = _mm_xor_si128(lanes[0], _mm_cvtsi64_si128((long long)state));
    for (next += NARROW_STEP, count -= NARROW_STEP; count > 0; next += NARROW_STEP, count -= NARROW_STEP) {
        for (int lane = 0; lane < LANES; lane++) lanes[lane] = onto(lanes[lane], far, load(next + 16 * lane));
    }
}

WIDE static inline __m256i load_pair(const void *bytes) { return _mm256_loadu_si256((const __m256i *)bytes); }

WIDE static void fold_wide(const char *next, size_t count, uint64_t state, __m128i far, __m128i halves[2 * LANES]) {
    const __m256i powers = _mm256_broadcastsi128_si256(far);
    __m256i lanes[LANES];
    for (int lane = 0; lane < LANES; lane++) lanes[lane] = load_pair(next + 32 * lane);
    lanes[0] = _mm256_xor_si256(lanes[0], _mm256_zextsi128_si256(_mm_cvtsi64_si128((long long)state)));
    for (next += WIDE_STEP, count -= WIDE_STEP; count > 0; next += WIDE_STEP, count -= WIDE_STEP) {
        for (int lane = 0; lane < LANES; lane++) {
            __m256i first = _mm256_clmulepi64_epi128(lanes[lane], powers, 0x00);
            __m256i second = _mm256_clmulepi64_epi128(lanes[lane], powers, 0x11);
            lanes[lane] = _mm256_xor_si256(_mm256_xor_si256(first, second), load_pair(next + 32 * lane));
        }
    }
    for (int lane = 0; lane < LANES; lane++) _mm256_storeu_si256((__m256i *)(halves + 2 * lane), lanes[lane]);
}

NARROW void carryless_fold(size_t step, const void *bytes, size_t count, uint64_t state, const uint64_t by_step[2],
                           const uint64_t by_128[2], uint64_t folded[2]) {
    const __m128i far = load(by_step), near = load(by_128);
    __m128i rest[2 * LANES];
    if (step == WIDE_STEP) {
        fold_wide(bytes, count, state, far, rest);
    } else {
        fold_narrow(bytes, count, state, far, rest);
    }
    __m128i sum = rest[0];
    for (size_t place = 1; place < step / 16; place++) sum = onto(sum, near, rest[place]);
    _mm_storeu_si128((__m128i *)folded, sum);
}

#else

#include <stdlib.h>

size_t carryless_step(void) { return 0; }

void carryless_fold(size_t step, const void *bytes, size_t count, uint64_t state, const uint64_t by_step[2],
                    const uint64_t by_128[2], uint64_t folded[2]) {
    abort();
}

#endif
