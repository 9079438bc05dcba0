#include "claims/statement.h"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "claims/spelling.h"
#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::string_view article = "ال", possessive = "s";
constexpr std::string_view waw = "و";             // The conjunction that is written to the next word.
constexpr std::uint32_t longest_learnt_name = 3;  // Words.
constexpr double rare_name = 5.5;                 // Nats of inverse document frequency: as rare as the table tells.

UChar32 code_point(std::string_view text, std::size_t offset) {
  UChar32 code = 0;
  std::size_t next = offset;
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), next, text.size(), code);
  return code;
}

/// The longest match that starts at each token; npos where none does.
WordNumbers match_at(const PhraseMatches& matches, std::size_t tokens) {
  WordNumbers at(tokens, Role::npos);
  for (std::uint32_t i = 0; i < matches.size(); ++i)
    if (at[matches[i].first] == Role::npos) at[matches[i].first] = i;
  return at;
}

bool latin_capital(std::string_view text, const Token& token) {
  return u_isupper(code_point(text, token.source.begin));
}

/// "In Gladstone": a name that others bear too, behind a preposition of place and before no further name.
void add_located_places(PhraseMatches& entities, const Reading& reading, const NormalisedText& words) {
  const PhraseMatches located = reading.lexicon.located_places.find(reading.forms);
  if (located.empty()) return;
  const std::size_t tokens = words.tokens.size();
  Marks behind(tokens + 1, 0), taken(tokens, 0);
  for (const PhraseMatcher* matcher : {&reading.lexicon.place_prepositions, &reading.lexicon.beside_words})
    for (const PhraseMatch& match : matcher->find(reading.forms)) behind[match.last] = 1;
  for (const PhraseMatch& match : entities) std::fill(taken.begin() + match.first, taken.begin() + match.last, 1);
  const auto capital = [&](std::uint32_t token) { return latin_capital(reading.text, words.tokens[token]); };
  for (const PhraseMatch& match : located) {
    const bool goes_on = match.last < tokens && capital(match.last) &&
                         gap_before(words, reading.text, match.last) == " ";
    if (behind[match.first] && capital(match.first) && !goes_on && !taken[match.first]) entities.push_back(match);
  }
  std::stable_sort(entities.begin(), entities.end(),
                   [](const PhraseMatch& x, const PhraseMatch& y) { return x.first < y.first; });
}

/// Tokens of the name that follows a place noun and ends before `limit`: in scripts with capitals a run of
/// capitalised words, else one word.
std::uint32_t name_after(const NormalisedText& words, std::string_view text, std::uint32_t first, const Marks& stop,
                         const ClaimLexicon& lexicon, WordReader& reader) {
  if (first >= words.tokens.size() || stop[first]) return first;
  if (!gap_before(words, text, first).empty() &&
      has_any(gap_before(words, text, first), {",", "،", ".", ":", "(", "؛"}))
    return first;
  const UChar32 lead = code_point(text, words.tokens[first].source.begin);
  if (!u_hasBinaryProperty(lead, UCHAR_CASED)) {
    // Without capitals only a rare word behind a noun of place is taken for a name.
    const WordFacts& facts = reader(words.word(first));
    return facts.stem_letters >= 3 && lexicon.rarity(facts) >= rare_name ? first + 1 : first;
  }
  std::uint32_t last = first;
  while (last < words.tokens.size() && last < first + longest_learnt_name && latin_capital(text, words.tokens[last]) &&
         (last == first || gap_before(words, text, last) == " " || gap_before(words, text, last) == "-"))
    ++last;
  return last;
}

Marks stop_tokens(const WordSequence& forms, const ClaimLexicon& lexicon) {
  Marks stop(forms.size(), 0);
  for (const PhraseMatch& match : lexicon.stopwords.find(forms))
    for (std::uint32_t i = match.first; i < match.last; ++i) stop[i] = 1;
  return stop;
}

std::vector<DateMention> read_dates(const NormalisedText& words, std::string_view text, const WordSequence& forms,
                                    const ClaimLexicon& lexicon) {
  const bool may_date = std::any_of(forms.begin(), forms.end(), [](const WordFacts* word) { return word->may_date; });
  return may_date ? lexicon.dates.read(words, text) : std::vector<DateMention>();
}

std::string joined_words(const NormalisedText& words, std::uint32_t first, std::uint32_t last) {
  const ByteRange range{words.tokens[first].normal.begin, words.tokens[last - 1].normal.end};
  return words.text.substr(range.begin, range.size());
}

void read_quotes(Statement& statement, std::span<const ByteRange> quotations) {
  const std::uint32_t base = statement.span.range.begin;
  for (const ByteRange quotation : quotations) {
    QuotedTerms quoted{static_cast<std::uint32_t>(statement.terms.size()), 0};
    for (std::uint32_t i = 0; i < statement.terms.size(); ++i) {
      const ByteRange word = statement.words.tokens[statement.terms[i].first].source;
      if (!quotation.contains({base + word.begin, base + word.end})) continue;
      quoted.first = std::min(quoted.first, i);
      quoted.last = i + 1;
    }
    if (quoted.first < quoted.last) statement.quotes.push_back(quoted);
  }
}

}  // namespace

WordSequence read_words(const NormalisedText& words, WordReader& reader) {
  WordSequence read;
  read.reserve(words.tokens.size());
  for (std::size_t i = 0; i < words.tokens.size(); ++i) read.push_back(&reader(words.word(i)));
  return read;
}

bool has_any(std::string_view gap, std::initializer_list<std::string_view> marks) {
  // Most gaps are a space.
  if (gap == " ") return std::find(marks.begin(), marks.end(), gap) != marks.end();
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return gap.find(mark) != std::string_view::npos; });
}

bool Statement::asks() const {
  if (text.find('?') != std::string_view::npos) return true;
  // Of the Arabic question mark the second byte is the rare one.
  for (std::size_t at = text.find('\x9F'); at != std::string_view::npos; at = text.find('\x9F', at + 1))
    if (at > 0 && text[at - 1] == '\xD8') return true;
  return false;
}

ByteRange Statement::bytes(std::uint32_t first_term, std::uint32_t last_term) const {
  const std::uint32_t base = span.range.begin;
  return {base + words.tokens[terms[first_term].first].source.begin,
          base + words.tokens[terms[last_term - 1].last - 1].source.end};
}

std::pair<std::uint32_t, std::uint32_t> Statement::terms_in(ByteRange range) const {
  std::uint32_t first = static_cast<std::uint32_t>(terms.size()), last = 0;
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const ByteRange term = bytes(i, i + 1);
    if (term.begin >= range.end || range.begin >= term.end) continue;
    first = std::min(first, i);
    last = i + 1;
  }
  return {std::min(first, last), last};
}

std::string_view Statement::verbatim(std::uint32_t first_term, std::uint32_t last_term) const {
  const ByteRange range = bytes(first_term, last_term);
  return text.substr(range.begin - span.range.begin, range.size());
}

std::vector<ByteRange> find_quotations(std::string_view text) {
  std::vector<ByteRange> quotations;
  constexpr std::uint32_t closed = 0xFFFFFFFF;
  std::uint32_t open = closed;
  // With these bytes the marks begin, and the line end.
  static constexpr auto may_mark = [] {
    std::array<bool, 256> may{};
    for (const char byte : {'"', '\n', '\xC2', '\xE2', '\xE3'}) may[static_cast<unsigned char>(byte)] = true;
    return may;
  }();
  for (std::size_t offset = 0; offset < text.size();) {
    if (!may_mark[static_cast<unsigned char>(text[offset])]) {
      ++offset;
      continue;
    }
    const auto before = static_cast<std::uint32_t>(offset);
    UChar32 code = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), offset, text.size(), code);
    const auto after = static_cast<std::uint32_t>(offset);
    const bool opens = code == 0x00AB || code == 0x201C || code == 0x201E || code == 0x2039 || code == 0x300C;
    const bool closes = code == 0x00BB || code == 0x201D || code == 0x203A || code == 0x2033 || code == 0x300D;
    if (code == '\n') {
      open = closed;
    } else if (opens || (code == '"' && open == closed)) {
      open = after;
    } else if ((closes || code == '"') && open != closed) {
      quotations.push_back({open, before});
      open = closed;
    }
  }
  return quotations;
}

void learn_places(std::string_view text, const ClaimLexicon& lexicon, WordReader& reader, LearntPlaces& names) {
  const NormalisedText words = normalise(text);
  learn_places(text, words, read_words(words, reader), lexicon, reader, names);
}

void learn_places(std::string_view text, const NormalisedText& words, const WordSequence& forms,
                  const ClaimLexicon& lexicon, WordReader& reader, LearntPlaces& names) {
  const auto stop = stop_tokens(forms, lexicon);
  Marks known(forms.size(), 0);
  for (const PhraseMatcher* matcher :
       {&lexicon.entities, &lexicon.reporting, &lexicon.control, &lexicon.opposition, &lexicon.place_nouns,
        &lexicon.person_titles, &lexicon.quantity_kinds, &lexicon.month_names})
    for (const PhraseMatch& match : matcher->find(forms)) known[match.first] = 1;
  for (const DateMention& mention : read_dates(words, text, forms, lexicon))
    for (std::uint32_t i = mention.first; i < mention.last; ++i) known[i] = 1;
  for (const PhraseMatch& match : lexicon.place_nouns.find(forms)) {
    if (match.last < forms.size() && known[match.last]) continue;
    // «بلدية كذا» names one, «البلدية كذا» goes on with something else.
    if (words.word(match.last - 1).starts_with(article)) continue;
    const std::uint32_t last = name_after(words, text, match.last, stop, lexicon, reader);
    if (last > match.last) names.push_back(word_hash(joined_words(words, match.last, last)));
  }
  // "near Aveiro": in scripts with capitals a capitalised name behind a preposition of place is a place.
  auto before_places = lexicon.beside_words.find(forms);
  for (const PhraseMatch& match : lexicon.place_prepositions.find(forms)) before_places.push_back(match);
  for (const PhraseMatch& match : before_places) {
    if (match.last >= forms.size() || known[match.last] || !latin_capital(text, words.tokens[match.last])) continue;
    const std::uint32_t last = name_after(words, text, match.last, stop, lexicon, reader);
    if (last > match.last) names.push_back(word_hash(joined_words(words, match.last, last)));
  }
  // "In Ghana's Obuasi": what a state has behind such a preposition lies in it.
  Marks behind_place(forms.size() + 1, 0);
  for (const PhraseMatch& match : before_places) behind_place[match.last] = 1;
  for (const PhraseMatch& match : lexicon.entities.find(forms)) {
    if (!behind_place[match.first] || !lexicon.entity_entries[match.value].is_place) continue;
    if (match.last + 1 >= forms.size() || words.word(match.last) != possessive) continue;
    const std::uint32_t first = match.last + 1;
    if (known[first] || !latin_capital(text, words.tokens[first])) continue;
    const std::uint32_t last = name_after(words, text, first, stop, lexicon, reader);
    if (last > first) names.push_back(word_hash(joined_words(words, first, last)));
  }
}

Statement read_statement(std::string_view text, Span span, std::uint32_t sentence,
                         std::span<const ByteRange> quotations, const std::optional<Timestamp>& published,
                         const ClaimLexicon& lexicon, WordReader& reader, const LearntPlaces& places,
                         NamedBefore& memory) {
  NormalisedText words = normalise(text);
  const WordSequence read = read_words(words, reader);
  return read_statement(text, std::move(words), read, span, sentence, quotations, published, lexicon, places, memory);
}

Statement read_statement(std::string_view text, NormalisedText text_words, const WordSequence& read, Span span,
                         std::uint32_t sentence, std::span<const ByteRange> quotations,
                         const std::optional<Timestamp>& published, const ClaimLexicon& lexicon,
                         const LearntPlaces& places, NamedBefore& memory) {
  Statement statement;
  statement.span = span;
  statement.title = span.field == Field::title;
  statement.sentence = sentence;
  statement.text = text;
  statement.words = std::move(text_words);
  const NormalisedText& words = statement.words;
  const auto tokens = static_cast<std::uint32_t>(words.tokens.size());
  if (std::any_of(read.begin(), read.end(), [](const WordFacts* word) { return word->may_count; }))
    statement.quantities = lexicon.numbers.read(words, text);
  statement.date_mentions = read_dates(words, text, read, lexicon);
  for (const DateMention& mention : statement.date_mentions)
    statement.days.push_back(DateReader::resolve(mention, published));

  Reading reading{text, lexicon, read, WordNumbers(tokens, 0), Marks(tokens, 0), Marks(tokens, 0),
                  lexicon.phrase_limits.find(read)};
  for (const PhraseMatch& match : lexicon.conjunctions.find(reading.forms)) reading.joined[match.first] = 1;
  for (std::uint32_t i = 0; i < tokens; ++i) {
    if (reading.forms[i]->forms.size() > 1 && begins_with(words.word(i), waw)) reading.joined[i] = 1;
    const std::string_view gap = gap_before(words, text, i);
    reading.closed_before[i] = gap != " " && has_any(gap, {",", "،", ";", "؛", ". ", ": ", "؟", "?", "!"});
  }

  auto entity_matches = lexicon.entities.find(reading.forms);
  if (lexicon.lang == "ar") {
    Marks articled(tokens, 0);
    for (const PhraseMatch& match : lexicon.articled_places.find(reading.forms)) articled[match.first] = 1;
    const auto noun = [&](const PhraseMatch& match) {
      std::string_view word = words.word(match.first);
      if (begins_with(word, waw) || begins_with(word, "ف")) word.remove_prefix(waw.size());
      return lexicon.entity_entries[match.value].is_place && begins_with(word, article) && !articled[match.first];
    };
    entity_matches.erase(std::remove_if(entity_matches.begin(), entity_matches.end(), noun), entity_matches.end());
    // «القضاء على»: with its preposition a deed, no court.
    const PhraseMatches deeds = entity_matches.empty() ? PhraseMatches() : lexicon.deeds.find(reading.forms);
    const auto deed = [&](const PhraseMatch& match) {
      return std::any_of(deeds.begin(), deeds.end(), [&](const PhraseMatch& longer) {
        return longer.first == match.first && longer.last > match.last;
      });
    };
    entity_matches.erase(std::remove_if(entity_matches.begin(), entity_matches.end(), deed), entity_matches.end());
  }
  add_located_places(entity_matches, reading, words);
  const auto stop = stop_tokens(reading.forms, lexicon);
  // «كانوا» is no Kano, «مسقط رأسه» no Muscat.
  if (lexicon.lang == "ar") {
    const auto stopped = [&](const PhraseMatch& match) {
      return std::all_of(stop.begin() + match.first, stop.begin() + match.last, [](auto mark) { return mark != 0; });
    };
    entity_matches.erase(std::remove_if(entity_matches.begin(), entity_matches.end(), stopped), entity_matches.end());
  }
  const auto synonym_matches = lexicon.synonyms.find(reading.forms);
  const auto entity_at = match_at(entity_matches, tokens);
  const auto synonym_at = match_at(synonym_matches, tokens);

  const auto learnt = [&](std::uint64_t name) { return std::binary_search(places.begin(), places.end(), name); };
  const auto learnt_place = [&](std::uint32_t token) -> std::uint32_t {
    if (places.empty()) return 0;
    for (std::uint32_t length = std::min(longest_learnt_name, tokens - token); length > 0; --length) {
      if (learnt(word_hash(joined_words(words, token, token + length)))) return length;
      const auto& forms = reading.forms[token]->forms;
      if (length == 1 && std::any_of(forms.begin(), forms.end(), learnt)) return 1;
    }
    return 0;
  };

  statement.terms.reserve(tokens);
  std::size_t date = 0, quantity = 0;
  for (std::uint32_t token = 0; token < tokens;) {
    Term term;
    term.first = token;
    term.last = token + 1;
    while (date < statement.date_mentions.size() && statement.date_mentions[date].last <= token) ++date;
    while (quantity < statement.quantities.size() && statement.quantities[quantity].number_last <= token) ++quantity;
    if (date < statement.date_mentions.size() && statement.date_mentions[date].first <= token) {
      term.kind = Term::Kind::date;
      term.value = static_cast<std::uint32_t>(date);
      term.last = statement.date_mentions[date].last;
    } else if (quantity < statement.quantities.size() && statement.quantities[quantity].number_first <= token &&
               !statement.quantities[quantity].dual && !statement.quantities[quantity].single) {
      term.kind = Term::Kind::number;
      term.value = static_cast<std::uint32_t>(quantity);
      term.last = statement.quantities[quantity].number_last;
    } else if (entity_at[token] != Role::npos) {
      const PhraseMatch& match = entity_matches[entity_at[token]];
      term.kind = lexicon.entity_entries[match.value].is_place ? Term::Kind::place : Term::Kind::actor;
      term.value = match.value;
      term.last = match.last;
    } else if (const std::uint32_t length = learnt_place(token); length > 0) {
      term.kind = Term::Kind::place;
      term.value = Term::no_entity;
      term.last = token + length;
    } else if (synonym_at[token] != Role::npos) {
      term.last = synonym_matches[synonym_at[token]].last;
    }
    term.form = joined_words(words, term.first, term.last);
    if (term.last == term.first + 1) term.facts = reading.forms[term.first];
    term.hash = term.facts ? term.facts->hash : word_hash(term.form);
    if (term.kind == Term::Kind::word && synonym_at[token] != Role::npos)
      for (std::size_t i = synonym_at[token]; i < synonym_matches.size() && synonym_matches[i].first == token; ++i)
        term.synonyms.push_back(synonym_matches[i].value);
    term.function_word = term.kind == Term::Kind::word && term.last == term.first + 1 && stop[token] != 0;
    // "Degrees Celsius" names nobody.
    const bool of_unit = quantity > 0 && token < statement.quantities[quantity - 1].last;
    term.capitalised = !of_unit && latin_capital(text, words.tokens[token]);
    for (std::uint32_t i = term.first; i < term.last; ++i)
      reading.term_of[i] = static_cast<std::uint32_t>(statement.terms.size());
    token = term.last;
    statement.terms.push_back(std::move(term));
  }

  // "The stoppage, which began on Sunday": a relative goes on with the noun before the comma.
  Marks ends = reading.closed_before;
  for (const PhraseMatch& match : reading.limits)
    if (static_cast<PhraseLimit>(match.value) == PhraseLimit::relative) ends[match.first] = 0;
  // «حصل اللاعبون على»: the subject stands behind the verb.
  Marks parted(lexicon.lang == "ar" ? tokens : 0, 0);
  if (lexicon.lang == "ar")
    for (const PhraseMatch& match : reading.limits) parted[match.first] = 1;
  for (const PredicateMatch& match : lexicon.predicates.find(reading.forms, stop, ends, parted)) {
    PredicateTerms phrase{reading.term_of[match.first], reading.term_of[match.first],
                          reading.term_of[match.last - 1] + 1, reading.term_of[match.other], match.value};
    while (phrase.head < phrase.last && statement.terms[phrase.head].function_word) ++phrase.head;
    if (phrase.head == phrase.last || statement.terms[phrase.head].kind != Term::Kind::word) continue;
    if (statement.terms[phrase.other].kind != Term::Kind::word) continue;
    statement.terms[phrase.head].synonyms.push_back(phrase.set);
    statement.predicates.push_back(phrase);
  }
  for (Term& term : statement.terms) std::sort(term.synonyms.begin(), term.synonyms.end());

  const std::size_t terms = statement.terms.size();
  statement.negated.assign(terms, 0);
  statement.denied.assign(terms, 0);
  statement.taken_back.assign(terms, 0);
  statement.unsettled.assign(terms, 0);
  statement.negator.assign(terms, 0);
  statement.denier.assign(terms, 0);
  statement.reporting.assign(terms, 0);
  statement.agent_marked.assign(terms, 0);
  statement.attribution.assign(terms, 0);
  statement.span_bound.assign(terms, 0);
  statement.located.assign(terms, 0);
  for (const PhraseMatcher* matcher : {&lexicon.place_prepositions, &lexicon.beside_words, &lexicon.place_nouns})
    for (const PhraseMatch& match : matcher->find(reading.forms))
      for (std::uint32_t i = match.first; i < std::min(tokens, match.last + 2); ++i)
        statement.located[reading.term_of[i]] = 1;
  // "Istanbul is to host", «تستضيف الدوحة».
  for (const PhraseMatch& match : lexicon.host_verbs.find(reading.forms)) {
    constexpr std::uint32_t before = 6, behind = 3;
    const auto place = [&](std::uint32_t token) {
      const bool found = statement.terms[reading.term_of[token]].kind == Term::Kind::place;
      if (found) statement.located[reading.term_of[token]] = 1;
      return found;
    };
    bool found = false;
    if (lexicon.lang == "ar")
      for (std::uint32_t i = match.last; !found && i < std::min(tokens, match.last + behind); ++i) {
        if (reading.closed_before[i]) break;
        found = place(i);
      }
    for (std::uint32_t i = match.first; !found && i > 0 && i + before > match.first; --i) {
      if (reading.closed_before[i]) break;
      found = place(i - 1);
    }
  }
  // "In Ghana's Obuasi": so is what the state has.
  for (std::uint32_t i = 1; i + 1 < terms; ++i)
    if (statement.located[i - 1] && statement.terms[i].form == possessive &&
        statement.terms[i - 1].kind == Term::Kind::place && statement.terms[i + 1].capitalised)
      statement.located[i + 1] = 1;
  // «بالدمام»: the preposition is written to the name.
  if (lexicon.lang == "ar")
    for (std::uint32_t i = 0; i < terms; ++i)
      if (statement.terms[i].kind == Term::Kind::place && statement.terms[i].value != Term::no_entity &&
          !lexicon.entities.begins_plainly(*reading.forms[statement.terms[i].first]))
        statement.located[i] = 1;
  // «منذ موسم 2010»: a number that may be a year bounds a span as a date does.
  const auto year = [&](const Term& term) {
    constexpr std::size_t digits = 4;
    return term.form.size() == digits && (term.form.starts_with("19") || term.form.starts_with("20")) &&
           std::all_of(term.form.begin(), term.form.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  for (const PhraseMatch& match : lexicon.span_words.find(reading.forms)) {
    if (lexicon.span_word_within[match.value]) continue;
    for (std::uint32_t i = match.last; i < std::min(tokens, match.last + 5); ++i)
      if (statement.terms[reading.term_of[i]].kind == Term::Kind::date || year(statement.terms[reading.term_of[i]]))
        statement.span_bound[reading.term_of[i]] = lexicon.span_word_ends[match.value]    ? Statement::ends_span
                                                   : lexicon.span_word_point[match.value] ? Statement::before_or_after
                                                                                          : Statement::bounds_span;
  }
  statement.of_many = lexicon.acts_of_many.finds(reading.forms);
  for (const PhraseMatch& match : lexicon.reporting.find(reading.forms)) {
    if (match.last < tokens && !lexicon.reporting_entries[match.value].reports(statement.words.word(match.last)))
      continue;
    if (is_person(statement, reading, match)) continue;
    const std::uint32_t term = reading.term_of[match.first];
    // Not the "state" of a name.
    if (statement.terms[term].first == match.first && statement.terms[term].last <= match.last)
      statement.reporting[term] = 1;
  }
  for (const PhraseMatch& match : lexicon.agent_markers.find(reading.forms)) {
    // «رعاة», herders, not «رعاه».
    constexpr std::string_view feminine = "ة";
    const std::uint32_t last = reading.term_of[match.last - 1];
    if (lexicon.lang == "ar" && match.last == match.first + 1 && statement.verbatim(last, last + 1).ends_with(feminine))
      continue;
    if (match.last < tokens) statement.agent_marked[reading.term_of[match.last]] = 1;
  }
  const auto opposites = lexicon.opposition.find(reading.forms);
  std::vector<std::uint32_t> covered(opposites.empty() ? 0 : lexicon.opposition_classes.size(), 0);
  const auto meets_need = [&](const OppositionEntry& entry, const PhraseMatch& match) {
    if (entry.needs.empty()) return true;
    // "Fares in Sheffield will come down".
    const std::uint32_t reach = lexicon.lang == "ar" ? 3 : 7, behind = lexicon.lang == "ar" ? 6 : 5;
    for (std::uint32_t i = match.first > reach ? match.first - reach : 0; i < std::min(tokens, match.last + behind);
         ++i) {
      const auto& forms = reading.forms[i]->forms;
      if (std::any_of(forms.begin(), forms.end(), [&](std::uint64_t form) {
            return std::binary_search(entry.needs.begin(), entry.needs.end(), form);
          }))
        return true;
    }
    return false;
  };
  // A word inside a name or an idiom is not that word: «المحيط الهادئ».
  const auto pole_term = [&](const PhraseMatch& match) -> Term* {
    Term& term = statement.terms[reading.term_of[match.first]];
    return term.first < match.first || term.last > match.last ? nullptr : &term;
  };
  const auto take_pole = [&](const PhraseMatch& match) {
    const OppositionEntry& entry = lexicon.opposition_entries[match.value];
    if (!meets_need(entry, match)) return false;
    // "was defeated" holds "defeated", of the other pole.
    if (match.first < covered[entry.opposition] && covered[entry.opposition] != match.last) return true;
    if (Term* const term = pole_term(match)) {
      covered[entry.opposition] = match.last;
      term->poles.push_back(entry.opposition * 2 + (entry.pole - 1u));
    }
    return true;
  };
  for (std::size_t at = 0; at < opposites.size();) {
    const std::uint32_t first = opposites[at].first;
    std::uint32_t last = opposites[at].last;
    bool taken = false;
    for (; at < opposites.size() && opposites[at].first == first; ++at) taken = take_pole(opposites[at]) || taken;
    // "Withdrew from" a pact is a phrase of its own, from a town it is "withdrew".
    while (!taken && last > first + 1) {
      WordSequence shorter;
      for (std::uint32_t i = first; i + 1 < last; ++i) shorter.push_back(reading.forms[i]);
      const auto within = lexicon.opposition.find(shorter);
      if (within.empty() || within.front().first != 0) break;
      last = first + within.front().last;
      for (const PhraseMatch& match : within)
        if (match.first == 0) taken = take_pole({first, first + match.last, match.value}) || taken;
    }
  }
  // «أبقت الهيئة على», "set the man free": the subject or object stands between the words of a phrase.
  constexpr std::uint32_t longest_gap = 6;
  Marks over(tokens, 0), before = ends;
  for (const PhraseMatch& match : reading.limits)
    if (static_cast<PhraseLimit>(match.value) != PhraseLimit::link) over[match.first] = 1;
  for (std::uint32_t i = 0; i < tokens; ++i) before[i] = before[i] || reading.joined[i];
  for (const PhraseMatch& match : lexicon.opposition.find_apart(reading.forms, before, over, longest_gap)) {
    const OppositionEntry& entry = lexicon.opposition_entries[match.value];
    Term* const term = meets_need(entry, match) ? pole_term(match) : nullptr;
    if (!term) continue;
    const auto of_class = [&](std::uint32_t pole) { return pole / 2 == entry.opposition; };
    // "Was released on bail": told by the word that says what was done.
    if (term->function_word && match.last < tokens) {
      const Term& next = statement.terms[reading.term_of[match.last]];
      if (std::any_of(next.poles.begin(), next.poles.end(), of_class)) continue;
    }
    if (std::none_of(term->poles.begin(), term->poles.end(), of_class))
      term->poles.push_back(entry.opposition * 2 + (entry.pole - 1u));
  }
  for (Term& term : statement.terms) {
    std::sort(term.poles.begin(), term.poles.end());
    term.poles.erase(std::unique(term.poles.begin(), term.poles.end()), term.poles.end());
  }
  for (const PhraseMatch& match : lexicon.certainty.find(reading.forms)) {
    const auto level = static_cast<Certainty>(match.value);
    if (level == Certainty::alleged && is_person(statement, reading, match)) continue;
    if (!statement.certainty || level < *statement.certainty) statement.certainty = level;
  }
  Marks after_marker(tokens, 0);
  for (const PhraseMatch& match : lexicon.causal_markers.find(reading.forms)) {
    if (lexicon.causal_roles[match.value] != CausalRole::after) continue;
    for (std::uint32_t i = match.last; i < std::min(tokens, match.last + 6); ++i) {
      if (i > match.last && reading.closed_before[i]) break;
      after_marker[i] = 1;
    }
  }
  for (const PhraseMatch& match : lexicon.causes.find(reading.forms)) {
    statement.cause_terms.emplace_back(reading.term_of[match.first], match.value);
    statement.causal = statement.causal || after_marker[match.first];
  }
  for (const PhraseMatch& match : lexicon.acts.find(reading.forms))
    statement.act_terms.emplace_back(reading.term_of[match.first], match.value);
  read_quotes(statement, quotations);
  read_attribution(statement, reading);
  read_polarity(statement, reading);
  read_counts(statement, reading);
  read_controls(statement, reading, memory);
  read_count_frames(statement, reading);
  read_times(statement, reading, published);
  read_names(statement, reading);
  read_scores(statement, reading);
  read_deeds(statement, reading);
  read_act_roles(statement, reading);
  read_milestones(statement, reading);
  read_certainty(statement, reading);
  read_causes(statement, reading);
  read_labels(statement, reading);
  read_quote_turns(statement, reading);
  return statement;
}

}  // namespace tawatur
