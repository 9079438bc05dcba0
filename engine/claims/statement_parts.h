#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "claims/statement.h"

namespace tawatur {

/// A number for each word; those of a headline lie where they are declared.
using WordNumbers = boost::container::small_vector<std::uint32_t, 32>;

/// What the readers of a statement's slots share while it is read.
struct Reading {
  std::string_view text;
  const ClaimLexicon& lexicon;
  const WordSequence& forms;  ///< Of each token.
  WordNumbers term_of;        ///< Term of each token.
  Marks closed_before;        ///< By token: a mark that ends a phrase (, ; ، . …) stands before it.
  Marks joined;               ///< By token: "and", or a word with that conjunction written to it.
  PhraseMatches limits;       ///< Words at which a phrase ends, of `phrase_limits`.
};

/// What stands in `text` between a token and the one before it.
inline std::string_view gap_before(const NormalisedText& words, std::string_view text, std::size_t token) {
  const std::uint32_t begin = token == 0 ? 0 : words.tokens[token - 1].source.end;
  const std::uint32_t end =
      token == words.tokens.size() ? static_cast<std::uint32_t>(text.size()) : words.tokens[token].source.begin;
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

/// Whether one of the marks stands in the gap.
bool has_any(std::string_view gap, std::initializer_list<std::string_view> marks);

/// Marks what stands in the scope of negators and of verbs of denial. Scope runs to the next mark that ends a phrase.
void read_polarity(Statement& statement, const Reading& reading);

/// Whether the match is «ليلا», "at night", which folding makes equal to «لئلا», "lest".
bool at_night(const Statement& statement, const Reading& reading, const PhraseMatch& match);

/// Whether the match is a person, "the suspect", «المتهم», and says nothing of how sure something is, as it does in "police
/// suspect arson" and «الرجل المتهم بالقتل».
bool is_person(const Statement& statement, const Reading& reading, const PhraseMatch& match);

/// Marks who is said to say it: the verb of saying and its speaker, datelines, and the speaker before a headline's
/// colon.
void read_attribution(Statement& statement, const Reading& reading);

/// Marks what is only meant, alleged or possible.
void read_certainty(Statement& statement, const Reading& reading);

/// Finds the causes that the statement gives for what it tells.
void read_causes(Statement& statement, const Reading& reading);

/// Finds the words that take a side.
void read_labels(Statement& statement, const Reading& reading);

/// Marks the words that turn what a quotation says: negation, "may", "all". Does nothing where nothing is quoted.
void read_quote_turns(Statement& statement, const Reading& reading);

/// Whether what looks like a dual is a plural, as a number or a plural stands before it: «ثمانية سائحين», «المتعاقدين
/// المؤقتين».
bool no_dual(const Statement& statement, std::size_t quantity);

/// Finds what the statement's numbers count.
void read_counts(Statement& statement, const Reading& reading);

/// Finds what befell those whom the numbers count, who they are, and for what time an amount is reckoned.
void read_count_frames(Statement& statement, const Reading& reading);
/// Finds the results of matches and votes; after the frames of numbers.
void read_scores(Statement& statement, const Reading& reading);

/// Finds the words for parties, and who does what to whom.
void read_deeds(Statement& statement, const Reading& reading);

/// Finds acts between two parties and which of them has which role.
void read_act_roles(Statement& statement, const Reading& reading);

/// Finds what the statement tells of things that an event has once: the time, place, figure or doer nearest to their
/// words, in one clause with them. What is denied, or told as who says it, is none. O(predicates × slots).
void read_milestones(Statement& statement, const Reading& reading);

/// Finds who is said to hold, take or lose which place.
void read_controls(Statement& statement, const Reading& reading, NamedBefore& memory);

/// Finds the days and times of day that it gives.
void read_times(Statement& statement, const Reading& reading, const std::optional<Timestamp>& published);

/// Finds proper names, ages and things that have siblings.
void read_names(Statement& statement, const Reading& reading);

}  // namespace tawatur
