#pragma once

#include "model/report.h"

namespace tawatur::support {

/// A report made by hand, with invented news: an Arabic event (several kinds of divergence, updates, copies, a silent and a
/// not expected origin), an English one with hostile strings, one of two copies, and two events of one article.
/// Ranges are found by searching the quoted words.
Report sample_report();

/// The sample, and `events` events of two articles with `claims` claims each, and `singles` events of one article.
Report big_report(std::size_t events, std::size_t claims, std::size_t singles);

/// One event that `origins` independent texts report, each with its own figure; every third one is silent.
Report crowded_report(std::size_t origins);

/// The place of `words` in the article's text or title. Throws std::logic_error when they don't stand there.
Span place_of(const Report& report, ArticleIndex article, std::string_view words, Field field = Field::text);

}  // namespace tawatur::support
