#pragma once
#include <stdint.h>

/// Has the system begin to bring written bytes of an open file to its disk, without waiting for it; 0 where it does.
int kernels_begin_sync(int descriptor, int64_t offset, int64_t count);
