#ifndef KEEPREEL_CFOLDING_FOLDING_H
#define KEEPREEL_CFOLDING_FOLDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether this processor multiplies polynomials over GF(2) by an instruction. */
bool keepreel_can_fold(void);

/*
 * Brings a message down to 16 bytes that leave the same remainder (Gopal et al., "Fast CRC Computation for Generic
 * Polynomials Using PCLMULQDQ Instruction"), for 64-bit checks with reflected bits. Only where keepreel_can_fold().
 *
 * blocks: how many 128 bytes there are, at least one. state: the check's register before them. powers: reflected
 * remainders of x to the power of 1087, 1023, 191 and 127.
 */
void keepreel_fold(const uint8_t *bytes, size_t blocks, uint64_t state, const uint64_t powers[4], uint8_t folded[16]);

#endif
