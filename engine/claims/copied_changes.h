#pragma once

#include <vector>

#include "claims/statement.h"
#include "model/claim.h"

namespace tawatur {

/// Facts that a copied sentence has otherwise than its original: a number, place, date or actor that stands where the
/// other has another one, between words that are the same in both. Empty unless most words of both are in common. Such
/// a difference needs no reading of what it is said of, since the words around it say the same; equal values, parts of
/// one place and spellings of one name are none. By (a, b); swapping the sides mirrors the result. Linear in the words,
/// times the edits.
std::vector<Difference> copied_changes(const Statement& a, const Statement& b, const ClaimLexicon& lexicon);

}  // namespace tawatur
