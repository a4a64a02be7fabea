#include "checksums.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

// CRC-32C: reflected polynomial 0x82F63B78, all ones before and after.

typedef uint32_t crc_tables[8][256];

// tables[0][b] takes one byte; tables[k][b] takes a byte that k others follow, so that eight bytes cost one step.
static const crc_tables *crc_lookup(void) {
  static crc_tables tables;
  static atomic_int state;  // 0 empty, 1 being filled, 2 ready
  int empty = 0;
  if (atomic_compare_exchange_strong(&state, &empty, 1)) {
    for (uint32_t byte = 0; byte < 256; byte++) {
      uint32_t crc = byte;
      for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0x82F63B78u : 0);
      tables[0][byte] = crc;
    }
    for (int k = 1; k < 8; k++)
      for (int byte = 0; byte < 256; byte++)
        tables[k][byte] = tables[k - 1][byte] >> 8 ^ tables[0][tables[k - 1][byte] & 0xFF];
    atomic_store(&state, 2);
  }
  while (atomic_load(&state) != 2) {
  }
  return (const crc_tables *)&tables;
}

static uint32_t crc32c_plain(uint32_t crc, const uint8_t *bytes, size_t count) {
  const crc_tables *tables = crc_lookup();
  for (; count >= 8; count -= 8, bytes += 8) {
    uint32_t next = 0;
    for (int k = 0; k < 8; k++) next ^= (*tables)[7 - k][bytes[k] ^ (k < 4 ? crc >> (8 * k) & 0xFF : 0)];
    crc = next;
  }
  for (; count > 0; count--) crc = crc >> 8 ^ (*tables)[0][(crc ^ *bytes++) & 0xFF];
  return crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) static uint32_t crc32c_sse42(uint32_t crc, const uint8_t *bytes, size_t count) {
  uint64_t wide = crc;
  for (; count >= 8; count -= 8, bytes += 8) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    wide = _mm_crc32_u64(wide, word);
  }
  crc = (uint32_t)wide;
  for (; count > 0; count--) crc = _mm_crc32_u8(crc, *bytes++);
  return crc;
}
#endif

uint32_t kernels_crc32c(uint32_t crc, const uint8_t *bytes, size_t count) {
#if defined(__x86_64__)
  if (kernels_level() >= 1) return ~crc32c_sse42(~crc, bytes, count);  // AVX2 never comes without SSE 4.2
#endif
  return ~crc32c_plain(~crc, bytes, count);
}

// SHA-256. The constants are the fractions of the cube and square roots of the first primes.

static const uint32_t sha_rounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotated(uint32_t x, int by) { return x >> by | x << (32 - by); }

static void sha256_plain(uint32_t state[8], const uint8_t *block, size_t blocks) {
  for (; blocks > 0; blocks--, block += 64) {
    uint32_t w[64];
    for (int t = 0; t < 16; t++)
      w[t] = (uint32_t)block[4 * t] << 24 | block[4 * t + 1] << 16 | block[4 * t + 2] << 8 | block[4 * t + 3];
    for (int t = 16; t < 64; t++) {
      uint32_t early = w[t - 15], late = w[t - 2];
      w[t] = w[t - 16] + w[t - 7] + (rotated(early, 7) ^ rotated(early, 18) ^ early >> 3) +
             (rotated(late, 17) ^ rotated(late, 19) ^ late >> 10);
    }
    uint32_t v[8];
    memcpy(v, state, sizeof v);
    for (int t = 0; t < 64; t++) {
      uint32_t a = v[0], e = v[4];
      uint32_t one = v[7] + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & v[5]) ^ (~e & v[6])) +
                     sha_rounds[t] + w[t];
      uint32_t two = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
      memmove(v + 1, v, 7 * sizeof v[0]);
      v[4] += one;
      v[0] = one + two;
    }
    for (int i = 0; i < 8; i++) state[i] += v[i];
  }
}

#if defined(__x86_64__)
// Four rounds at a time with the processor's own instructions, which keep the state as the halves ABEF and CDGH.
__attribute__((target("sha,sse4.1,ssse3"))) static void sha256_native(uint32_t state[8], const uint8_t *block,
                                                                      size_t blocks) {
  const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i abef = _mm_set_epi32((int)state[0], (int)state[1], (int)state[4], (int)state[5]);
  __m128i cdgh = _mm_set_epi32((int)state[2], (int)state[3], (int)state[6], (int)state[7]);
  for (; blocks > 0; blocks--, block += 64) {
    __m128i old_abef = abef, old_cdgh = cdgh, w[4];
    for (int group = 0; group < 16; group++) {
      __m128i *now = &w[group & 3];
      if (group < 4) {
        *now = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * group)), order);
      } else {
        __m128i before = w[(group + 3) & 3];
        __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(*now, w[(group + 1) & 3]),
                                    _mm_alignr_epi8(before, w[(group + 2) & 3], 4));
        *now = _mm_sha256msg2_epu32(sum, before);
      }
      __m128i input = _mm_add_epi32(*now, _mm_loadu_si128((const __m128i *)(sha_rounds + 4 * group)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, input);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(input, 0x0E));
    }
    abef = _mm_add_epi32(abef, old_abef);
    cdgh = _mm_add_epi32(cdgh, old_cdgh);
  }
  uint32_t halves[8];
  _mm_storeu_si128((__m128i *)halves, abef);
  _mm_storeu_si128((__m128i *)(halves + 4), cdgh);
  const int place[8] = {5, 4, 1, 0, 7, 6, 3, 2};
  for (int i = 0; i < 8; i++) state[place[i]] = halves[i];
}

static bool has_sha(void) {
  static atomic_int known;  // 0 not asked yet, 1 no, 2 yes
  int answer = atomic_load_explicit(&known, memory_order_relaxed);
  if (answer == 0) {
    unsigned a, b = 0, c, d;
    answer = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1) ? 2 : 1;
    atomic_store_explicit(&known, answer, memory_order_relaxed);
  }
  return answer == 2;
}
#endif

static void sha256_blocks(uint32_t state[8], const uint8_t *block, size_t blocks) {
#if defined(__x86_64__)
  if (kernels_level() >= 1 && has_sha()) {
    sha256_native(state, block, blocks);
    return;
  }
#endif
  sha256_plain(state, block, blocks);
}

void kernels_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]) {
  uint32_t state[8] = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  };
  size_t whole = count / 64, rest = count % 64;
  sha256_blocks(state, bytes, whole);
  // The rest, one bit, zeros, and the number of bits fill one block, or two.
  uint8_t last[128] = {0};
  if (rest > 0) memcpy(last, bytes + whole * 64, rest);
  last[rest] = 0x80;
  size_t blocks = rest < 56 ? 1 : 2;
  uint64_t bits = (uint64_t)count * 8;
  for (int i = 0; i < 8; i++) last[blocks * 64 - 1 - (size_t)i] = (uint8_t)(bits >> (8 * i));
  sha256_blocks(state, last, blocks);
  for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}
