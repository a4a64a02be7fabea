// Included once for each instruction set, with SUFFIX (its name) and TARGET (its attribute) defined.
//
// A vector comparison turned into a vector of bools is one mask instruction where the machine has one, and a few packs
// and a movemask where it does not; either way the compiler does it from the same lines.

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)

#define DEFINE_LOOPS(TYPE, VECTOR, MASK, BITS, LANES, NAME, OPERATOR)                                   \
  TARGET static void JOIN(NAME##_constant_, SUFFIX)(const TYPE *a, TYPE constant, size_t count,         \
                                                    uint64_t *words) {                                  \
    size_t full = count / 64;                                                                           \
    for (size_t word = 0; word < full; word++) {                                                        \
      uint64_t bits = 0;                                                                                \
      for (int part = 0; part < 64 / LANES; part++) {                                                   \
        VECTOR x;                                                                                       \
        memcpy(&x, a + word * 64 + (size_t)part * LANES, sizeof x);                                     \
        MASK mask = __builtin_convertvector(x OPERATOR (VECTOR)(constant), MASK);                       \
        BITS some;                                                                                      \
        memcpy(&some, &mask, sizeof some);                                                              \
        bits |= (uint64_t)some << (part * LANES);                                                       \
      }                                                                                                 \
      words[word] = bits;                                                                               \
    }                                                                                                   \
    if (count % 64 == 0) return;                                                                        \
    uint64_t bits = 0;                                                                                  \
    for (size_t row = full * 64; row < count; row++) bits |= (uint64_t)(a[row] OPERATOR constant) << (row % 64); \
    words[full] = bits;                                                                                 \
  }                                                                                                     \
  TARGET static void JOIN(NAME##_pairs_, SUFFIX)(const TYPE *a, const TYPE *b, size_t count, uint64_t *words) { \
    size_t full = count / 64;                                                                           \
    for (size_t word = 0; word < full; word++) {                                                        \
      uint64_t bits = 0;                                                                                \
      for (int part = 0; part < 64 / LANES; part++) {                                                   \
        VECTOR x, y;                                                                                    \
        memcpy(&x, a + word * 64 + (size_t)part * LANES, sizeof x);                                     \
        memcpy(&y, b + word * 64 + (size_t)part * LANES, sizeof y);                                     \
        MASK mask = __builtin_convertvector(x OPERATOR y, MASK);                                        \
        BITS some;                                                                                      \
        memcpy(&some, &mask, sizeof some);                                                              \
        bits |= (uint64_t)some << (part * LANES);                                                       \
      }                                                                                                 \
      words[word] = bits;                                                                               \
    }                                                                                                   \
    if (count % 64 == 0) return;                                                                        \
    uint64_t bits = 0;                                                                                  \
    for (size_t row = full * 64; row < count; row++) bits |= (uint64_t)(a[row] OPERATOR b[row]) << (row % 64); \
    words[full] = bits;                                                                                 \
  }

#define DEFINE_TYPE(TYPE, VECTOR, MASK, BITS, LANES, NAME)                        \
  DEFINE_LOOPS(TYPE, VECTOR, MASK, BITS, LANES, NAME##_equal, ==)                 \
  DEFINE_LOOPS(TYPE, VECTOR, MASK, BITS, LANES, NAME##_not_equal, !=)             \
  DEFINE_LOOPS(TYPE, VECTOR, MASK, BITS, LANES, NAME##_less, <)                   \
  DEFINE_LOOPS(TYPE, VECTOR, MASK, BITS, LANES, NAME##_less_or_equal, <=)         \
  DEFINE_LOOPS(TYPE, VECTOR, MASK, BITS, LANES, NAME##_greater, >)                \
  DEFINE_LOOPS(TYPE, VECTOR, MASK, BITS, LANES, NAME##_greater_or_equal, >=)      \
  static const NAME##_constant_loop JOIN(NAME##_constant_loops_, SUFFIX)[6] = {   \
      JOIN(NAME##_equal_constant_, SUFFIX),   JOIN(NAME##_not_equal_constant_, SUFFIX),     \
      JOIN(NAME##_less_constant_, SUFFIX),    JOIN(NAME##_less_or_equal_constant_, SUFFIX), \
      JOIN(NAME##_greater_constant_, SUFFIX), JOIN(NAME##_greater_or_equal_constant_, SUFFIX)}; \
  static const NAME##_pairs_loop JOIN(NAME##_pairs_loops_, SUFFIX)[6] = {         \
      JOIN(NAME##_equal_pairs_, SUFFIX),   JOIN(NAME##_not_equal_pairs_, SUFFIX),     \
      JOIN(NAME##_less_pairs_, SUFFIX),    JOIN(NAME##_less_or_equal_pairs_, SUFFIX), \
      JOIN(NAME##_greater_pairs_, SUFFIX), JOIN(NAME##_greater_or_equal_pairs_, SUFFIX)};

DEFINE_TYPE(int32_t, i32x16, bool16, uint16_t, 16, i32)
DEFINE_TYPE(int64_t, i64x8, bool8, uint8_t, 8, i64)
DEFINE_TYPE(double, f64x8, bool8, uint8_t, 8, f64)

// 64 places at a time: where the needle's first and last byte both fit, the bytes between are compared.
TARGET static ptrdiff_t JOIN(find_, SUFFIX)(const uint8_t *text, size_t count, const uint8_t *needle, size_t needle_count) {
  if (needle_count > count) return -1;
  size_t places = count - needle_count + 1;
  size_t last = needle_count - 1;
  size_t place = 0;
  for (; place + 64 <= places; place += 64) {
    u8x64 x, y;
    memcpy(&x, text + place, sizeof x);
    memcpy(&y, text + place + last, sizeof y);
    bool64 mask = __builtin_convertvector((x == (u8x64)(needle[0])) & (y == (u8x64)(needle[last])), bool64);
    uint64_t bits;
    memcpy(&bits, &mask, sizeof bits);
    for (; bits != 0; bits &= bits - 1) {
      size_t candidate = place + (size_t)__builtin_ctzll(bits);
      if (needle_count <= 2 || memcmp(text + candidate + 1, needle + 1, needle_count - 2) == 0) return (ptrdiff_t)candidate;
    }
  }
  for (; place < places; place++)
    if (text[place] == needle[0] && memcmp(text + place, needle, needle_count) == 0) return (ptrdiff_t)place;
  return -1;
}

#undef DEFINE_TYPE
#undef DEFINE_LOOPS
#undef JOIN
#undef JOIN2
#undef SUFFIX
#undef TARGET
