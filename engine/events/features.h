#pragma once

#include <array>
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
/// Immutable, in one block: about 2.7 KB for a text of 300 words.
class EventFeatures {
 public:
  enum Part : std::uint8_t {
    terms,    ///< Stems of title and body, sublinear tf-idf.
    lead,     ///< The same of the title and the first sentences.
    title,    ///< Stems of the title, else of the first words; idf.
    grams,    ///< Character 4-grams of the opening's words; survives inflection and spelling.
    names,    ///< Capitalised words, places and actors.
    bigrams,  ///< Pairs of neighbouring stems.
    actors    ///< The names of the lead: who and where it is about.
  };
  static constexpr std::size_t parts = 7;
  static constexpr std::size_t reweighted_parts = 5;  ///< The first ones, that a Neighbourhood weighs anew.

  enum List : std::uint8_t {
    passages,     ///< Rare 5-word shingles, one of two, the same in every text. A shared statement ties an event.
    numbers,      ///< Figures of two digits and more, without years and those that begin with 0.
    places,       ///< Places below a country that the opening names ...
    wide_places,  ///< ... and these with the places that they are part of.
    countries,    ///< That the title and the first sentences name.
    days          ///< Days that the opening speaks of.
  };
  static constexpr std::size_t lists = 6;

  EventFeatures() = default;
  EventFeatures(const std::array<SparseVector, parts>& settled, std::array<std::vector<TermKey>, lists> keys,
                std::uint32_t weekdays);

  PackedVector vector(Part part) const {
    const std::size_t begin = part == 0 ? 0 : end_[part - 1u];
    return {std::span(store_).subspan(begin, end_[part] - begin), nullptr, unit_[part], norm_[part]};
  }
  /// Ascending and distinct.
  std::span<const TermKey> keys(List list) const {
    const std::size_t begin = end_[parts + list - 1];
    return std::span(store_).subspan(begin, end_[parts + list] - begin);
  }
  std::uint32_t weekdays() const { return weekdays_; }  ///< Bit 0 Monday: those named, and those of `days`.

 private:
  std::vector<std::uint32_t> store_;  // Parts, then lists, one after the other.
  std::array<std::uint32_t, parts + lists> end_{};
  std::array<float, parts> unit_{};
  std::array<float, parts> norm_{};
  std::uint32_t weekdays_ = 0;
};

/// Limits of what is read of a text, in words, and kept of it, in terms; they change results.
struct FeatureOptions {
  std::uint32_t body_words = 300;  ///< Of the body for terms: news puts the event first.
  std::uint32_t lead_words = 40;   ///< Of title and body; at least 25 of the body.
  std::uint32_t title_words = 15;  ///< That stand in for a missing title.
  std::uint32_t gram_words = 150;
  std::uint32_t most_grams = 200;  ///< The weightiest; the rest of a long text adds a third to the cost and no quality.
  std::uint32_t most_bigrams = 128;
  std::uint32_t passage_words = 800;
  std::uint32_t day_words = 150;  ///< In which days and places are looked for.
};

/// Reads features of texts of one language. Immutable but for memories of stems, one a thread: safe to share.
class FeatureReader {
 public:
  FeatureReader(const Lexicons& lexicons, std::string_view lang, const FeatureOptions& options = {});

  /// A reader of the same language and memory with other limits.
  FeatureReader with(const FeatureOptions& options) const;

  /// Key of a normalised word's stem, as in EventFeatures.
  TermKey stem_key(std::string_view word) const;

  /// `left_out` are ascending disjoint ranges of `text`. Linear in the words that are read.
  EventFeatures read(std::string_view title, std::string_view text, std::span<const ByteRange> left_out,
                     const std::optional<Timestamp>& published) const;

 private:
  struct Tables;
  FeatureReader(std::shared_ptr<Tables> tables, const FeatureOptions& options);

  std::shared_ptr<Tables> tables_;
  FeatureOptions options_;
};

}  // namespace tawatur
