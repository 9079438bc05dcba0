#pragma once

#include <span>
#include <string_view>

#include "duplicates/sequence_diff.h"
#include "model/groups.h"

namespace tawatur {

/// Where the words of text b differ from those of text a, in byte ranges of both.
///
/// Words are compared in their comparable form (normalise): case, diacritics, hamza, digits of another script and
/// punctuation make no difference. Words inside `left_out_a` and `left_out_b` (a site's furniture; ascending, disjoint)
/// take no part. On the words runs an exact diff (diff_sequences); its edits are then made readable:
/// - words that were only inserted or deleted are moved, where the same words allow it, to where a line or sentence
///   begins or ends;
/// - edits with at most three equal words between them, fewer than either changes, are one;
/// - a number («12,500», "3.5", "2024-03-01"), a compound ("Al-Masri", "don't") and a sign that belongs to a number
///   ("$", "%") are never cut, and a bracket or quotation mark next to a span goes with its other half inside;
/// - words that were only inserted or deleted around furniture are two spans. A replaced range may hold furniture.
///
/// a without its ranges has the words of b without its ranges. Time and memory as diff_sequences; texts below 4 GiB.
TextChanges changed_spans(std::string_view a, std::string_view b, std::span<const ByteRange> left_out_a = {},
                          std::span<const ByteRange> left_out_b = {}, const DiffOptions& options = {});

}  // namespace tawatur
