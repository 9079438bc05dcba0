#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "events/sparse_vector.h"
#include "model/article.h"
#include "text/lexicon.h"

namespace tawatur {

/// What a text says, as far as it helps to tell its event. Weights are inverse document frequencies of a shipped table.
struct EventFeatures {
  SparseVector terms;                ///< Stems of title and body, sublinear tf-idf.
  SparseVector lead;                 ///< The same of the title and the first sentences.
  SparseVector title;                ///< Stems of the title, else of the first words; idf.
  SparseVector grams;                ///< Character 4-grams of the opening's words; survives inflection and spelling.
  SparseVector bigrams;              ///< Pairs of neighbouring stems.
  SparseVector names;                ///< Capitalised words, places and actors.
  SparseVector actors;               ///< The names of the lead: who and where it is about.
  std::vector<TermKey> passages;     ///< Rare 5-word shingles, ascending. A shared statement ties an event.
  std::vector<TermKey> numbers;      ///< Figures of two digits and more, without years and those that begin with 0; ascending.
  std::vector<TermKey> places;       ///< Places below a country that the opening names, ascending ids' keys ...
  std::vector<TermKey> wide_places;  ///< ... and these with the places that they are part of.
  std::vector<std::int32_t> days;    ///< Days since 1970 that the opening speaks of, ascending.
  std::uint32_t weekdays = 0;        ///< Bit 0 Monday: those named, and those of `days`.
};

/// Limits of what is read of a text, in words; they change results.
struct FeatureOptions {
  std::uint32_t body_words = 300;  ///< Of the body for terms: news puts the event first.
  std::uint32_t lead_words = 40;   ///< Of title and body; at least 25 of the body.
  std::uint32_t title_words = 15;  ///< That stand in for a missing title.
  std::uint32_t gram_words = 150;
  std::uint32_t passage_words = 800;
  std::uint32_t day_words = 150;  ///< In which days and places are looked for.
};

/// Reads features of texts of one language. Immutable but for memories of stems, one a thread: safe to share.
class FeatureReader {
 public:
  FeatureReader(const Lexicons& lexicons, std::string_view lang, const FeatureOptions& options = {});
  ~FeatureReader();
  FeatureReader(FeatureReader&&) noexcept;

  /// `left_out` are ascending disjoint ranges of `text`. Linear in the words that are read.
  EventFeatures read(std::string_view title, std::string_view text, std::span<const ByteRange> left_out,
                     const std::optional<Timestamp>& published) const;

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

}  // namespace tawatur
