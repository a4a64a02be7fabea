#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Scanning of delimited text: where its structural bytes are, whether it is UTF-8, and a hash of a run of bytes.
// Each function reads `bytes[0..<count]` and nothing beyond.

/// Writes the offsets of every byte that equals `a`, `b` or `c`, ascending; `marks` must have room for `count`.
/// Returns how many there are.
static inline size_t csv_marks(const uint8_t *bytes, size_t count, uint8_t a, uint8_t b, uint8_t c, uint32_t *marks) {
  size_t found = 0, at = 0;
#if defined(__SSE2__)
  const __m128i wantA = _mm_set1_epi8((char)a), wantB = _mm_set1_epi8((char)b), wantC = _mm_set1_epi8((char)c);
  for (; at + 64 <= count; at += 64) {
    uint64_t bits = 0;
    for (int part = 0; part < 4; part++) {
      const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + at + 16 * part));
      const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, wantA), _mm_cmpeq_epi8(block, wantB)),
                                       _mm_cmpeq_epi8(block, wantC));
      bits |= (uint64_t)(unsigned)_mm_movemask_epi8(hit) << (16 * part);
    }
    for (; bits; bits &= bits - 1) marks[found++] = (uint32_t)(at + (size_t)__builtin_ctzll(bits));
  }
#endif
  for (; at < count; at++)
    if (bytes[at] == a || bytes[at] == b || bytes[at] == c) marks[found++] = (uint32_t)at;
  return found;
}

/// The number of leading bytes that are ASCII.
static inline size_t csv_ascii_prefix(const uint8_t *bytes, size_t count) {
  size_t at = 0;
#if defined(__SSE2__)
  for (; at + 16 <= count; at += 16)
    if (_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(bytes + at)))) break;
#endif
  while (at < count && bytes[at] < 0x80) at++;
  return at;
}

/// The length of the well-formed UTF-8 sequence at the start of `bytes`, or 0 if there is none.
static inline size_t csv_utf8_sequence(const uint8_t *bytes, size_t count) {
  if (count == 0) return 0;
  const uint8_t first = bytes[0];
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (count < length) return 0;
  uint8_t low = 0x80, high = 0xBF;
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  if (bytes[1] < low || bytes[1] > high) return 0;
  for (size_t i = 2; i < length; i++)
    if ((bytes[i] & 0xC0) != 0x80) return 0;
  return length;
}

/// The number of leading bytes that are well-formed UTF-8.
static inline size_t csv_utf8_prefix(const uint8_t *bytes, size_t count) {
  size_t at = 0;
  for (;;) {
    at += csv_ascii_prefix(bytes + at, count - at);
    if (at == count) return at;
    const size_t length = csv_utf8_sequence(bytes + at, count - at);
    if (length == 0) return at;
    at += length;
  }
}

/// How many bytes equal `wanted`. Fast where there are none.
static inline size_t csv_count(const uint8_t *bytes, size_t count, uint8_t wanted) {
  const uint8_t *at = count ? (const uint8_t *)memchr(bytes, wanted, count) : NULL;
  size_t found = 0;
  for (const uint8_t *end = bytes + count; at && at < end; at++) found += *at == wanted;
  return found;
}

static inline uint64_t csv_load64(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

/// At most eight bytes in one word, the first lowest, the rest zero.
static inline uint64_t csv_word(const uint8_t *bytes, size_t count) {
  if (count >= 8) return csv_load64(bytes);
  if (count >= 4) {
    uint32_t low, high;
    memcpy(&low, bytes, 4);
    memcpy(&high, bytes + count - 4, 4);
    return (uint64_t)high << (8 * (count - 4)) | low;
  }
  if (count == 0) return 0;
  const size_t middle = count / 2;
  return (uint64_t)bytes[0] | (uint64_t)bytes[middle] << (8 * middle) | (uint64_t)bytes[count - 1] << (8 * (count - 1));
}

/// The number that at most eight bytes write in decimal digits, the first byte lowest; -1 if others are among them, or none.
static inline int32_t csv_number(uint64_t word, size_t count) {
  if (count == 0) return -1;
  const size_t free = 8 * (8 - count);
  // Zeros in front make eight digits of any number.
  uint64_t digits = free ? word << free | (0x3030303030303030ull >> (64 - free)) : word;
  if (((digits & 0xF0F0F0F0F0F0F0F0ull) | ((digits + 0x0606060606060606ull) & 0xF0F0F0F0F0F0F0F0ull) >> 4) !=
      0x3333333333333333ull)
    return -1;
  digits -= 0x3030303030303030ull;
  digits = digits * 10 + (digits >> 8);
  return (int32_t)(((digits & 0x000000FF000000FFull) * 0x000F424000000064ull +
                    (digits >> 16 & 0x000000FF000000FFull) * 0x0000271000000001ull) >>
                   32);
}

/// A hash of a word, good in its low bits.
static inline uint64_t csv_mix(uint64_t word, uint64_t seed) {
  const __uint128_t product = (__uint128_t)(word ^ seed ^ 0xA0761D6478BD642Full) * 0xE7037ED1A0B428DBull;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/// A hash of more than eight bytes, good in its low bits; an attacker who does not know the seed cannot choose bytes that
/// collide more often than any others. Sets `any` to all the bytes or-ed together, eight by eight.
static inline uint64_t csv_hash(const uint8_t *bytes, size_t count, uint64_t seed, uint64_t *any) {
  const uint64_t last = csv_load64(bytes + count - 8);
  uint64_t hash = seed ^ (count * 0x9E3779B97F4A7C15ull), all = last;
  for (; count > 8; count -= 8, bytes += 8) {
    const uint64_t word = csv_load64(bytes);
    const __uint128_t product = (__uint128_t)(hash ^ word) * 0xD6E8FEB86659FD93ull;
    hash = (uint64_t)product ^ (uint64_t)(product >> 64);
    all |= word;
  }
  *any = all;
  return csv_mix(hash ^ last, seed);
}

/// Whether two runs of `count` > 8 bytes are equal.
static inline int csv_equal(const uint8_t *left, const uint8_t *right, size_t count) {
  if (csv_load64(left + count - 8) != csv_load64(right + count - 8)) return 0;
  for (; count > 8; count -= 8, left += 8, right += 8)
    if (csv_load64(left) != csv_load64(right)) return 0;
  return 1;
}

/// Asks for the memory at an address to be brought near; changes nothing.
static inline void csv_prefetch(const void *address) { __builtin_prefetch(address); }
