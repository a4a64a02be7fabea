#pragma once
#include <stddef.h>
#include <stdint.h>

/// CRC-32C (Castagnoli) of some bytes; `crc` is that of the bytes before them, 0 at the beginning.
uint32_t kernels_crc32c(uint32_t crc, const uint8_t *bytes, size_t count);

/// SHA-256 (FIPS 180-4) of some bytes: 32 bytes in the standard's order.
void kernels_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]);
