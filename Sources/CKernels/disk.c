#define _GNU_SOURCE
#include "disk.h"
#include <fcntl.h>

// A call of Linux that the C library's module does not show to Swift.
int kernels_begin_sync(int descriptor, int64_t offset, int64_t count) {
#if defined(__linux__)
  return sync_file_range(descriptor, offset, count, SYNC_FILE_RANGE_WRITE);
#else
  return descriptor < 0 || offset < 0 || count < 0 ? -1 : 0;
#endif
}
