#ifndef KEEPREEL_CARRYLESS_H
#define KEEPREEL_CARRYLESS_H

#include <stddef.h>
#include <stdint.h>

/* Carry-less multiplication, an instruction of the processor that Swift has no word for. */

/// Bytes of a step: 256 where the processor multiplies two pairs at once, 128 where it multiplies one, 0 where none.
size_t carryless_step(void);

/// Folds a message to sixteen bytes with the same remainder by a 64-bit polynomial, all in reversed bit order.
///
/// V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009): sixteen
/// bytes are moved on over n bits by multiplying each half with a power of x that lies so far ahead.
///
/// - step: bytes, what the processor has or less, and not 0.
/// - by_step, by_128: x to the power of n + 63 and of n - 1 modulo the polynomial, for n bits of a step, and for 128.
/// - state: the remainder of what came before.
/// - count: bytes, a multiple of the step and not 0.
void carryless_fold(size_t step, const void *_Nonnull bytes, size_t count, uint64_t state,
                    const uint64_t by_step[_Nonnull 2], const uint64_t by_128[_Nonnull 2],
                    uint64_t folded[_Nonnull 2]);

#endif
