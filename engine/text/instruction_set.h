#pragma once

namespace tawatur {

/// Code for processors that can do more. Results are the same with each.
enum class InstructionSet {
  baseline,  ///< What every processor of the architecture has.
  avx2,      ///< x86-64 with AVX2 and BMI2 (Haswell, Zen and later).
};

/// The best one that this build has code for and this processor can run.
InstructionSet best_instruction_set();

/// The one in use: the best, unless another was asked for. Safe from any thread.
InstructionSet instruction_set();

/// Uses another from now on, in the whole process; for comparing them. std::invalid_argument when this build or this
/// processor lacks it. Not while other threads are at work.
void use_instruction_set(InstructionSet set);

}  // namespace tawatur
