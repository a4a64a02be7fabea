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

/// Where a cell lies: 34 bits its offset, 27 bits the number of its bytes, 3 bits of marks, the first of which says that
/// it is missing.
static inline uint64_t csv_cell(size_t offset, size_t count) {
  return (uint64_t)offset | (uint64_t)count << 34 | (uint64_t)(count == 0) << 61;
}

/// Cuts rows that are as nearly all rows are: just so many cells, none of which has a quotation mark, a space at its ends
/// or a word for nothing, and one of which at least is not empty. Stops before the first row that is otherwise, or of which
/// not all structural bytes are known. Returns the number of rows, and moves `position` to the end of the last one.
///
/// `marks` are the offsets of the structural bytes from `position` on, less `markBase`. Cell c of row r becomes
/// `cells[c * stride + r]`, its offset less `base`.
static inline size_t csv_plain_rows(const uint8_t *text, const uint32_t *marks, size_t markCount, size_t markBase,
                                    size_t *position, size_t base, uint8_t delimiter, uint8_t lineBreak,
                                    size_t columns, uint64_t *cells, size_t stride, size_t limit) {
  size_t row = 0, begin = *position;
  for (; row < limit && markCount >= columns; row++, marks += columns, markCount -= columns) {
    size_t start = begin, any = 0;
    for (size_t column = 0; column < columns; column++) {
      const int isLast = column + 1 == columns;
      const size_t mark = markBase + marks[column];
      if (text[mark] != (isLast ? lineBreak : delimiter)) return row;
      size_t end = mark;
      if (isLast && end > start && text[end - 1] == '\r') end--;
      const size_t count = end - start;
      if (count) {
        if (text[start] <= 32 || text[end - 1] <= 32) return row;
        if (count == 4 && memcmp(text + start, "NULL", 4) == 0) return row;
        if (count == 2 && text[start] == '\\' && text[start + 1] == 'N') return row;
      }
      cells[column * stride + row] = csv_cell(start - base, count);
      any |= count;
      start = mark + 1;
    }
    if (!any) return row;
    *position = begin = start;
  }
  return row;
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

/// The bits of a word that hold so many bytes, at most eight.
static inline uint64_t csv_mask(size_t count) {
  static const uint64_t masks[9] = {0,          0xFF,           0xFFFF,           0xFFFFFF,          0xFFFFFFFF,
                                    0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};
  return masks[count < 8 ? count : 8];
}

/// The same as `csv_word`, or the first eight bytes of more, where `room` bytes, `count` at least, may be read.
static inline uint64_t csv_word_within(const uint8_t *bytes, size_t count, size_t room) {
  return room < 8 ? csv_word(bytes, count) : csv_load64(bytes) & csv_mask(count);
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

/// How a plain number is written.
typedef struct {
  /// Digits behind the decimal sign.
  uint8_t scale;
  uint8_t isNegative;
  /// A zero in front of other whole digits.
  uint8_t hasLeadingZero;
} csv_shape;

/// The digits of a number of at most eight bytes, the first byte lowest, that is written as a minus, if any, digits, and at
/// most one decimal sign with digits behind it; -1 if it is written otherwise.
static inline int32_t csv_plain_number(uint64_t word, size_t count, uint8_t decimal, csv_shape *shape) {
  shape->scale = 0;
  shape->isNegative = (word & 0xFF) == '-';
  if (shape->isNegative) {
    word >>= 8;
    count--;
  }
  const uint64_t other = word ^ (0x0101010101010101ull * decimal);
  const uint64_t points = (other - 0x0101010101010101ull) & ~other & 0x8080808080808080ull;
  size_t whole = count;
  if (points) {
    whole = (size_t)__builtin_ctzll(points) / 8;
    if (whole + 1 >= count) return -1;
    shape->scale = (uint8_t)(count - whole - 1);
    word = (word & csv_mask(whole)) | (word >> (8 * whole) >> 8) << (8 * whole);
    count--;
  }
  shape->hasLeadingZero = whole > 1 && (word & 0xFF) == '0';
  return csv_number(word, count);
}

/// The day of `2026-01-31`, counted from 1970-01-01, of which `head` is the first eight bytes, the first lowest, and `tail`
/// the last two; INT32_MIN if this is no day of the years 1 to 9999.
static inline int32_t csv_iso_day(uint64_t head, uint32_t tail) {
  static const uint16_t before[13] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  static const uint8_t lengths[13] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  // Digits become 0 to 9 and the signs between them 0; whatever else there was then carries into its byte's highest bit.
  const uint64_t parts = head ^ 0x2D30302D30303030ull;
  if (((parts + 0x7F76767F76767676ull) | parts) & 0x8080808080808080ull) return INT32_MIN;
  const uint32_t tens = (tail & 0xFF) - '0', ones = (tail >> 8 & 0xFF) - '0';
  if (tens > 9 || ones > 9) return INT32_MIN;
  const uint32_t year = (uint32_t)(parts & 15) * 1000 + (uint32_t)(parts >> 8 & 15) * 100 +
                        (uint32_t)(parts >> 16 & 15) * 10 + (uint32_t)(parts >> 24 & 15);
  const uint32_t month = (uint32_t)(parts >> 40 & 15) * 10 + (uint32_t)(parts >> 48 & 15), day = tens * 10 + ones;
  if (year == 0 || month - 1 > 11 || day - 1 >= lengths[month]) return INT32_MIN;
  const uint32_t isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0), past = year - 1;
  if (month == 2 && day == 29 && !isLeap) return INT32_MIN;
  return (int32_t)(365 * past + past / 4 - past / 100 + past / 400 + before[month] + (month > 2 ? isLeap : 0) + day) -
         719163;
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
