#include "claims/event_statements.h"

#include <algorithm>

#include "claims/claim_candidates.h"

namespace tawatur {
namespace {

constexpr std::uint32_t most_statements = 400;  // Of one article; longer texts are compared by their beginning.

std::string_view field_of(const Article& article, Field field) {
  return field == Field::title ? std::string_view(article.title ? *article.title : std::string_view()) : article.text;
}

bool mostly_furniture(ByteRange range, const std::vector<ByteRange>& furniture) {
  std::uint32_t covered = 0;
  for (const ByteRange line : furniture) covered += overlap(range, line);
  return covered * 2 >= range.size();
}

/// Whether the text opens with the title, as a .txt file does: then the headline in the text stands for both.
bool opens_with(std::string_view text, std::string_view title) {
  return text.substr(0, 1024).find(title) != std::string_view::npos;
}

/// The statements of one article, in reading order: its headline, then its clauses.
void read_article(const Article& article, ArticleIndex index, std::uint32_t origin,
                  const std::vector<ByteRange>& furniture, const ClaimLexicon& lexicon, WordReader& reader,
                  const LearntPlaces& places, std::uint32_t least_words, std::vector<Statement>& out) {
  NamedBefore memory;
  std::uint32_t order = 0;
  const std::vector<ByteRange> quotations = find_quotations(article.text);
  const std::vector<ByteRange> title_quotations =
      article.title ? find_quotations(*article.title) : std::vector<ByteRange>();
  const auto add = [&](Field field, ByteRange range, std::uint32_t sentence, bool title) {
    const std::string_view text = field_of(article, field).substr(range.begin, range.size());
    Statement statement =
        read_statement(text, {index, field, range}, sentence, field == Field::title ? title_quotations : quotations,
                       article.published, lexicon, reader, places, memory);
    if (statement.words.tokens.size() < least_words) return;
    statement.origin = origin;
    statement.order = order++;
    statement.title = title;
    out.push_back(std::move(statement));
  };
  const bool title_in_text = article.title && opens_with(article.text, *article.title);
  if (article.title && !title_in_text)
    add(Field::title, {0, static_cast<std::uint32_t>(article.title->size())}, 0, true);
  const Segments segments = lexicon.segmenter.segment(article.text);
  for (const Clause& clause : segments.clauses) {
    if (order >= most_statements) break;
    if (mostly_furniture(clause.range, furniture)) continue;
    const bool headline =
        title_in_text && order == 0 &&
        article.title->find(article.text.substr(clause.range.begin, clause.range.size())) != std::string::npos;
    add(Field::text, clause.range, clause.sentence + 1, headline);
  }
}

}  // namespace

std::vector<Statement> read_event_statements(const Event& event, std::span<const Article> articles,
                                             std::span<const std::vector<ByteRange>> furniture,
                                             std::span<const Origin> origins, const ClaimLexicon& lexicon,
                                             WordReader& reader, std::uint32_t least_words) {
  LearntPlaces places;
  for (const std::uint32_t origin : event.origins) {
    const Article& article = articles[index_of(origins[origin].representative)];
    learn_places(article.text, lexicon, reader, places);
    if (article.title) learn_places(*article.title, lexicon, reader, places);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  std::vector<Statement> statements;
  for (std::uint32_t o = 0; o < event.origins.size(); ++o) {
    const ArticleIndex index = origins[event.origins[o]].representative;
    read_article(articles[index_of(index)], index, o, furniture[index_of(index)], lexicon, reader, places, least_words,
                 statements);
  }
  weigh_terms(statements, lexicon);
  return statements;
}

}  // namespace tawatur
