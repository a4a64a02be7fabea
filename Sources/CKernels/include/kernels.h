#pragma once
#include <stddef.h>
#include <stdint.h>

/// How two values are compared; the numbers are those of `Comparison` in Swift.
enum kernels_comparison {
  KERNELS_EQUAL = 0,
  KERNELS_NOT_EQUAL = 1,
  KERNELS_LESS = 2,
  KERNELS_LESS_OR_EQUAL = 3,
  KERNELS_GREATER = 4,
  KERNELS_GREATER_OR_EQUAL = 5,
};

/// Each of these writes one bit for each of `count` values, 64 to a word, the lowest bit first; bits beyond `count` are 0.
void kernels_compare_i32(const int32_t *values, int32_t constant, size_t count, int comparison, uint64_t *words);
void kernels_compare_i64(const int64_t *values, int64_t constant, size_t count, int comparison, uint64_t *words);
void kernels_compare_f64(const double *values, double constant, size_t count, int comparison, uint64_t *words);

/// The same, row by row against a second run of values.
void kernels_compare_i32_pairs(const int32_t *a, const int32_t *b, size_t count, int comparison, uint64_t *words);
void kernels_compare_i64_pairs(const int64_t *a, const int64_t *b, size_t count, int comparison, uint64_t *words);
void kernels_compare_f64_pairs(const double *a, const double *b, size_t count, int comparison, uint64_t *words);

/// The position of the first occurrence of the needle (1 byte at least) in the text, or -1.
ptrdiff_t kernels_find(const uint8_t *text, size_t count, const uint8_t *needle, size_t needle_count);

/// The instructions in use: 0 what every machine of this kind has, 1 AVX2, 2 AVX-512.
int kernels_level(void);

/// For tests: use at most this level from now on; a level that the machine lacks is lowered to one that it has.
void kernels_limit_level(int level);
