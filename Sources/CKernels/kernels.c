#include "kernels.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

typedef int32_t i32x16 __attribute__((ext_vector_type(16)));
typedef int64_t i64x8 __attribute__((ext_vector_type(8)));
typedef double f64x8 __attribute__((ext_vector_type(8)));
typedef uint8_t u8x64 __attribute__((ext_vector_type(64)));
typedef bool bool64 __attribute__((ext_vector_type(64)));
typedef bool bool16 __attribute__((ext_vector_type(16)));
typedef bool bool8 __attribute__((ext_vector_type(8)));

#define DECLARE_LOOPS(TYPE, NAME)                                                          \
  typedef void (*NAME##_constant_loop)(const TYPE *, TYPE, size_t, uint64_t *);            \
  typedef void (*NAME##_pairs_loop)(const TYPE *, const TYPE *, size_t, uint64_t *);
DECLARE_LOOPS(int32_t, i32)
DECLARE_LOOPS(int64_t, i64)
DECLARE_LOOPS(double, f64)

#define SUFFIX plain
#define TARGET
#include "loops_template.h"

#if defined(__x86_64__)
#define SUFFIX avx2
#define TARGET __attribute__((target("avx2")))
#include "loops_template.h"

#define SUFFIX avx512
#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#include "loops_template.h"
#endif

static atomic_int chosen = -1;

static int best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    return 2;
  if (__builtin_cpu_supports("avx2")) return 1;
#endif
  return 0;
}

int kernels_level(void) {
  int level = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (level >= 0) return level;
  level = best_level();
  atomic_store_explicit(&chosen, level, memory_order_relaxed);
  return level;
}

void kernels_limit_level(int level) {
  int best = best_level();
  int limited = level < 0 ? 0 : (level < best ? level : best);
  atomic_store_explicit(&chosen, limited, memory_order_relaxed);
}

#if defined(__x86_64__)
#define CHOOSE(LOOPS, comparison)                                        \
  (kernels_level() == 2   ? LOOPS##_avx512[comparison]                   \
   : kernels_level() == 1 ? LOOPS##_avx2[comparison]                     \
                          : LOOPS##_plain[comparison])
#else
#define CHOOSE(LOOPS, comparison) (LOOPS##_plain[comparison])
#endif

void kernels_compare_i32(const int32_t *values, int32_t constant, size_t count, int comparison, uint64_t *words) {
  CHOOSE(i32_constant_loops, comparison)(values, constant, count, words);
}

void kernels_compare_i64(const int64_t *values, int64_t constant, size_t count, int comparison, uint64_t *words) {
  CHOOSE(i64_constant_loops, comparison)(values, constant, count, words);
}

void kernels_compare_f64(const double *values, double constant, size_t count, int comparison, uint64_t *words) {
  CHOOSE(f64_constant_loops, comparison)(values, constant, count, words);
}

void kernels_compare_i32_pairs(const int32_t *a, const int32_t *b, size_t count, int comparison, uint64_t *words) {
  CHOOSE(i32_pairs_loops, comparison)(a, b, count, words);
}

void kernels_compare_i64_pairs(const int64_t *a, const int64_t *b, size_t count, int comparison, uint64_t *words) {
  CHOOSE(i64_pairs_loops, comparison)(a, b, count, words);
}

void kernels_compare_f64_pairs(const double *a, const double *b, size_t count, int comparison, uint64_t *words) {
  CHOOSE(f64_pairs_loops, comparison)(a, b, count, words);
}

ptrdiff_t kernels_find(const uint8_t *text, size_t count, const uint8_t *needle, size_t needle_count) {
#if defined(__x86_64__)
  if (kernels_level() == 2) return find_avx512(text, count, needle, needle_count);
  if (kernels_level() == 1) return find_avx2(text, count, needle, needle_count);
#endif
  return find_plain(text, count, needle, needle_count);
}
