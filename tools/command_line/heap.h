#pragma once

namespace tawatur::command_line {

/// One heap that gives back what it can, for runs within a limit: heaps of threads would keep what the others lack.
void keep_heap_small();

/// Keeps all in one heap of huge pages, where the system has them: a dump is many small strings, and a third of the
/// time that the system takes to hand out its pages one by one is left. Call again as the heap grows; not thread-safe.
void use_huge_pages();

}  // namespace tawatur::command_line
