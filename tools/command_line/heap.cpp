#include "command_line/heap.h"

#include <cstdint>
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
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto end_of_heap = [page] { return reinterpret_cast<std::uintptr_t>(::sbrk(0)) & ~(page - 1); };
  static std::uintptr_t advised = [&] {
    constexpr int step = 64 << 20, largest_in_heap = 32 << 20;
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, step);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_MMAP_THRESHOLD, largest_in_heap);
    return end_of_heap();
  }();
  const std::uintptr_t end = end_of_heap();
  if (end <= advised) return;
  ::madvise(reinterpret_cast<void*>(advised), end - advised, MADV_HUGEPAGE);
  advised = end;
#endif
}

}  // namespace tawatur::command_line
