#include "folding.h"

#if defined(__x86_64__)

#include <immintrin.h>

enum { LANES = 8 };

bool keepreel_can_fold(void) { return __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1"); }

/* The lane moved on by the distance that the two powers stand for, and what stands there added to it. */
__attribute__((target("pclmul,sse4.1"), always_inline)) static inline __m128i moved(
    __m128i lane, __m128i powers, __m128i there) {
    __m128i first = _mm_clmulepi64_si128(lane, powers, 0x00);
    __m128i second = _mm_clmulepi64_si128(lane, powers, 0x11);
    return _mm_xor_si128(_mm_xor_si128(first, second), there);
}

__attribute__((target("pclmul,sse4.1"))) void keepreel_fold(
    const uint8_t *bytes, size_t blocks, uint64_t state, const uint64_t powers[4], uint8_t folded[16]) {
    const __m128i *next = (const __m128i *)bytes;
    __m128i far = _mm_set_epi64x((long long)powers[1], (long long)powers[0]);
    __m128i near = _mm_set_epi64x((long long)powers[3], (long long)powers[2]);
    __m128i lanes[LANES];
    for (int i = 0; i < LANES; i++) lanes[i] = _mm_loadu_si128(next + i);
    lanes[0] = _mm_xor_si128(lanes[0], _mm_set_epi64x(0, (long long)state));
    while (--blocks) {
        next += LANES;
        for (int i = 0; i < LANES; i++) lanes[i] = moved(lanes[i], far, _mm_loadu_si128(next + i));
    }
    for (int i = 1; i < LANES; i++) lanes[i] = moved(lanes[i - 1], near, lanes[i]);
    _mm_storeu_si128((__m128i *)folded, lanes[LANES - 1]);
}

#else

bool keepreel_can_fold(void) { return false; }

void keepreel_fold(const uint8_t *bytes, size_t blocks, uint64_t state, const uint64_t powers[4], uint8_t folded[16]) {
    (void)bytes, (void)blocks, (void)state, (void)powers, (void)folded;
}

#endif
