#pragma once

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/task_arena.h>

#include <utility>

namespace tawatur::command_line {

/// Runs `work` with as many threads as asked for, also with more than there are cores; 0: one a core.
template <class Work>
auto with_threads(unsigned threads, Work&& work) {
  const int slots = threads ? static_cast<int>(threads) : tbb::info::default_concurrency();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(slots));
  tbb::task_arena arena(slots);
  return arena.execute(std::forward<Work>(work));
}

}  // namespace tawatur::command_line
