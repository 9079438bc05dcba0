#pragma once

/// Marks a function that is built for InstructionSet::avx2: by function instead of by file, as inline functions of
/// headers must not be built for AVX2 and then be used by others. Only on x86-64; best_instruction_set asks for each.
#define TAWATUR_FOR_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))

/// Marks a function that is built anew within each one that calls it, for the caller's instruction set.
#define TAWATUR_INLINE [[gnu::always_inline]] inline

namespace tawatur {

/// Code for processors that can do more. Results are the same with each. There is none for AVX-512: no machine of the
/// project has it, so it could be neither tested nor timed; such processors run the code for AVX2.
enum class InstructionSet {
  baseline,  ///< What every processor of the architecture has.
  avx2,      ///< x86-64 with AVX2, BMI1, BMI2, LZCNT and POPCNT (Haswell, Zen and later).
};

/// The best one that this build has code for and this processor can run.
InstructionSet best_instruction_set();

/// The one in use: the best, unless another was asked for. Safe from any thread.
InstructionSet instruction_set();

/// Uses another from now on, in the whole process; for comparing them. std::invalid_argument when this build or this
/// processor lacks it. Not while other threads are at work.
void use_instruction_set(InstructionSet set);

}  // namespace tawatur
