#include "command_line/heap.h"

#include <cstdint>
#include <cstdlib>
#include <limits>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace tawatur::command_line {

void keep_heap_small() {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 256 << 10);
  mallopt(M_TRIM_THRESHOLD, 1 << 20);
#endif
}

void use_huge_pages() {
#ifdef __GLIBC__
  static std::uintptr_t advised = 0;  // end of the heap so far
  if (advised == 0) {
    constexpr int step = 64 << 20, largest_in_heap = 32 << 20;
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, step);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_MMAP_THRESHOLD, largest_in_heap);
    std::free(std::malloc(1 << 20));  // makes the heap grow by a step
    advised = 1;
  }
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto end = reinterpret_cast<std::uintptr_t>(::sbrk(0)) & ~(page - 1);
  if (end <= advised) return;
  // Where nothing was advised yet, all that lies within a step of the end is the heap's.
  constexpr std::uintptr_t step = 64 << 20;
  const std::uintptr_t begin = advised > 1 ? advised : (end - step) & ~(page - 1);
  ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
  advised = end;
#endif
}

}  // namespace tawatur::command_line
