// Gives freed memory back to the system, where the C library keeps it. It knows no better when much
// has been freed in small pieces and little of it is needed again; the caller does.
#pragma once

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace giosim {

inline void give_back_freed_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace giosim
