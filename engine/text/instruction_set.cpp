#include "text/instruction_set.h"

#include <atomic>
#include <stdexcept>

namespace tawatur {
namespace {

std::atomic<InstructionSet>& in_use() {
  static std::atomic<InstructionSet> set{best_instruction_set()};
  return set;
}

}  // namespace

InstructionSet best_instruction_set() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return InstructionSet::avx2;
#endif
  return InstructionSet::baseline;
}

InstructionSet instruction_set() { return in_use().load(std::memory_order_relaxed); }

void use_instruction_set(InstructionSet set) {
  if (set > best_instruction_set())
    throw std::invalid_argument("this processor or this build lacks the instruction set");
  in_use().store(set, std::memory_order_relaxed);
}

}  // namespace tawatur
