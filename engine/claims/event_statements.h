#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "claims/statement.h"
#include "model/article.h"
#include "model/event.h"

namespace tawatur {

/// The statements of an event: of each origin's representative article its headline, then its clauses without
/// furniture, in reading order; origins in the event's order. Term weights are set. A clause of fewer than
/// `least_words` words states nothing. The statements view the articles' texts and what `reader` holds. Linear in the
/// texts.
std::vector<Statement> read_event_statements(const Event& event, std::span<const Article> articles,
                                             std::span<const std::vector<ByteRange>> furniture,
                                             std::span<const Origin> origins, const ClaimLexicon& lexicon,
                                             WordReader& reader, std::uint32_t least_words);

}  // namespace tawatur
