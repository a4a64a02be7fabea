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
  for (; at + 16 <= count; at += 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + at));
    const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, wantA), _mm_cmpeq_epi8(block, wantB)),
                                     _mm_cmpeq_epi8(block, wantC));
    unsigned bits = (unsigned)_mm_movemask_epi8(hit);
    while (bits) {
      marks[found++] = (uint32_t)(at + (size_t)__builtin_ctz(bits));
      bits &= bits - 1;
    }
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

/// How many bytes equal `wanted`.
static inline size_t csv_count(const uint8_t *bytes, size_t count, uint8_t wanted) {
  size_t found = 0;
  for (size_t at = 0; at < count; at++) found += bytes[at] == wanted;
  return found;
}

/// A hash of a run of bytes, good in its low bits; not for keys that an attacker may choose against a fixed seed alone,
/// so tables that use it bound their probing by growing.
static inline uint64_t csv_hash(const uint8_t *bytes, size_t count, uint64_t seed) {
  uint64_t hash = seed ^ (count * 0x9E3779B97F4A7C15ull);
  while (count >= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    const __uint128_t product = (__uint128_t)(hash ^ word) * 0xD6E8FEB86659FD93ull;
    hash = (uint64_t)product ^ (uint64_t)(product >> 64);
    bytes += 8;
    count -= 8;
  }
  uint64_t word = 0;
  memcpy(&word, bytes, count);
  const __uint128_t product = (__uint128_t)(hash ^ word ^ 0xA0761D6478BD642Full) * 0xE7037ED1A0B428DBull;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/// Asks for the memory at an address to be brought near; changes nothing.
static inline void csv_prefetch(const void *address) { __builtin_prefetch(address); }
