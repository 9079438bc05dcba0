#include <algorithm>

#include "claims/spelling.h"
#include "claims/statement_parts.h"
#include "text/stem.h"

namespace tawatur {
namespace {

constexpr std::uint32_t scope_tokens = 4;   // A negator reaches the next predicate, rarely more than this far away.
constexpr std::uint32_t object_tokens = 7;  // What is refused or put off may follow its subject and its adjective.
constexpr std::uint32_t object_words = 3;
constexpr std::uint32_t longest_object = 6;  // Tokens of "the party's last election appeal".
// «كان» behind a particle of negation.
constexpr std::string_view was[] = {"يكن", "تكن", "يكونا", "تكونا", "يكونوا"};
constexpr std::string_view waw = "و", fa = "ف";
constexpr std::uint32_t doubtful_tokens = 4;
// «ألا» is «أن لا», «إلا» is "except"; folded they are one, and «الا» may be either.
constexpr std::string_view alef_hamza = "أ", bare_alef = "ا";
constexpr std::string_view gerund = "ing";
constexpr std::string_view joined_not = "لا";  // «لايوجد»: "not" written to the verb behind it.
constexpr std::size_t least_joined_bytes = 10;
constexpr std::string_view hamza_seat = "ئ";  // «لئلا» is folded to the word for "at night", «ليلا».
constexpr std::uint32_t clause_tokens = 14;   // A negated clause has no more words that matter.
constexpr std::uint32_t exceptive_tokens = 10;
constexpr std::uint32_t aside_tokens = 4;
constexpr std::size_t least_gerund = 6;       // Letters.
constexpr std::uint32_t speaker_tokens = 14;  // A spokesman's title, body and name.

/// «لا» written to an imperfect: «لايوجد», «لاتوجد»; the letters of a word that begins with them are more. «لاتخاذ» and
/// «لاتفاقية» are «ل» before a verbal noun, which has an alif behind its second letter; «لايسكو» is "to Isco": what is
/// left is no word of the news.
bool not_joined(std::string_view word, const ClaimLexicon& lexicon) {
  if (!begins_with(word, joined_not) || word.size() < least_joined_bytes) return false;
  word.remove_prefix(joined_not.size());
  constexpr std::size_t letter = 2;
  const bool imperfect = word.starts_with("ي") || (word.starts_with("ت") && word.size() >= 4 * letter &&
                                                   word.substr(2 * letter, letter) != bare_alef);
  return imperfect && lexicon.frequencies.known(term_key(stem(word, lexicon.lang)));
}

}  // namespace

bool at_night(const Statement& statement, const Reading& reading, const PhraseMatch& match) {
  const ByteRange source = statement.words.tokens[match.first].source;
  return match.last == match.first + 1 && statement.words.word(match.first) == "ليلا" &&
         reading.text.substr(source.begin, source.size()).find(hamza_seat) == std::string_view::npos;
}

void read_polarity(Statement& statement, const Reading& reading) {
  const auto tokens = static_cast<std::uint32_t>(reading.forms.size());
  auto matches = reading.lexicon.negation.find(reading.forms);
  for (const PhraseMatch& match : reading.lexicon.negating_words.find(reading.forms)) {
    // «العجز», «الوقف»: a noun with the article that stands alone governs nothing.
    if (match.last == match.first + 1 && statement.words.word(match.first).find("ال") <= waw.size() &&
        reading.lexicon.lang == "ar")
      continue;
    matches.push_back(match);
  }
  // A word inside a name («أطباء بلا حدود») negates nothing.
  const auto in_name = [&](const PhraseMatch& match) {
    const Term& term = statement.terms[reading.term_of[match.first]];
    const bool named = term.kind == Term::Kind::actor || term.kind == Term::Kind::place;
    // "Tower block": the last word of a phrase.
    const bool last_of_phrase = term.first < match.first && term.last == match.last;
    return last_of_phrase || (named && (term.first < match.first || term.last > match.last));
  };
  matches.erase(std::remove_if(matches.begin(), matches.end(), in_name), matches.end());
  std::stable_sort(matches.begin(), matches.end(), [](const PhraseMatch& x, const PhraseMatch& y) {
    if (x.first != y.first) return x.first < y.first;
    if (x.last != y.last) return x.last > y.last;
    return static_cast<NegationWord>(x.value) == NegationWord::denied_before &&
           static_cast<NegationWord>(y.value) != NegationWord::denied_before;
  });
  Marks excepted(tokens, 0);
  for (const PhraseMatch& match : matches) {
    const auto word = static_cast<NegationWord>(match.value);
    // «من غير أن» holds «غير أن», "pleaded not guilty" holds "not guilty".
    const bool inside = std::any_of(matches.begin(), matches.end(), [&](const PhraseMatch& other) {
      const auto holder = static_cast<NegationWord>(other.value);
      return (holder == NegationWord::particle || holder == NegationWord::pronoun || holder == NegationWord::without ||
              holder == NegationWord::deny) && other.first < match.first &&
             other.last >= match.last;
    });
    if ((word == NegationWord::bound_exception || word == NegationWord::not_exception) && !inside)
      for (std::uint32_t i = match.first; i < match.last; ++i) excepted[i] = 1;
  }
  const auto content = [&](std::uint32_t token) { return !statement.terms[reading.term_of[token]].function_word; };
  // A negation in a relative clause or behind "if" is not what the sentence says.
  const auto aside = [&](std::uint32_t token) {
    return std::any_of(matches.begin(), matches.end(), [&](const PhraseMatch& match) {
      if (static_cast<NegationWord>(match.value) != NegationWord::aside || match.last > token) return false;
      if (token > match.last + aside_tokens) return false;
      for (std::uint32_t i = match.last; i <= token; ++i)
        if (reading.closed_before[i]) return false;
      return true;
    });
  };
  // "Did not do so because he was held": another clause.
  Marks clause_begins(tokens + 1, 0);
  if (reading.lexicon.lang == "en")
    for (const PhraseMatch& match : reading.lexicon.clause_joins.find(reading.forms)) clause_begins[match.first] = 1;
  const auto negate_next = [&](std::uint32_t token, bool outright) {
    bool found = false;
    std::uint32_t end = token;
    while (end < tokens && end < token + clause_tokens &&
           !(end > token && (reading.closed_before[end] || reading.joined[end] || clause_begins[end])))
      ++end;
    if (token < end && outright) statement.negations.push_back({reading.term_of[token], reading.term_of[end - 1] + 1});
    for (std::uint32_t i = token; i < std::min(tokens, token + scope_tokens); ++i) {
      if (i > token && (reading.closed_before[i] || clause_begins[i])) return;
      if (!content(i)) continue;
      std::uint8_t& negated = statement.negated[reading.term_of[i]];
      // The word behind the predicate may be what is denied: «لم يلحق به ضرر», "not a single ship".
      if (found) {
        if (negated == Statement::affirmed || negated == Statement::near_doubtful) negated = Statement::maybe_negated;
        return;
      }
      if (!outright)
        negated = std::max<std::uint8_t>(negated, Statement::maybe_negated);
      else
        negated = negated == Statement::negated_outright ? Statement::affirmed : Statement::negated_outright;
      found = true;
    }
    if (found || !outright) return;
    // "is not behind us": the predicate is a function word itself.
    if (token < tokens && !reading.closed_before[token])
      statement.negated[reading.term_of[token]] = Statement::negated_outright;
  };
  // «لم يكن السائق يضع الحزام»: what is denied is what it wasn't, behind its subject.
  const auto negate_predicate_of_be = [&](std::uint32_t token) {
    constexpr std::uint32_t longest_subject = 5;
    if (token >= tokens || !std::any_of(std::begin(was), std::end(was), [&](std::string_view form) {
          return statement.words.word(token) == form;
        }))
      return;
    for (std::uint32_t i = token + 1; i < std::min(tokens, token + 2 + longest_subject); ++i) {
      if (reading.closed_before[i] || reading.joined[i]) return;
      Term& term = statement.terms[reading.term_of[i]];
      if (reading.lexicon.prepositions.finds(*reading.forms[i])) return;
      if (!content(i) || term.kind != Term::Kind::word) continue;
      const std::string_view word = statement.words.word(i);
      const bool verb = word.starts_with("ي") || (word.starts_with("ت") && i > token + 1);
      if (!verb) continue;
      statement.negated[reading.term_of[i]] = Statement::negated_outright;
      return;
    }
  };
  const auto clause_behind = [&](std::uint32_t token) {
    std::uint32_t end = token;
    while (end < tokens && end < token + clause_tokens && !(end > token && reading.closed_before[end])) ++end;
    return NegatedTerms{reading.term_of[std::min(token, tokens - 1)], reading.term_of[std::max(end, 1u) - 1] + 1};
  };
  Marks be(tokens + 1, 0), auxiliary(tokens + 1, 0);
  if (reading.lexicon.lang == "en")
    for (const PhraseMatch& match : reading.lexicon.auxiliaries.find(reading.forms))
      auxiliary[match.first] = 1, be[match.first] = match.value == 1;
  const auto take_back_next = [&](std::uint32_t token) {
    // "The travel ban is illegal": a noun that takes nothing back.
    if (be[std::min(token, tokens)]) return;
    std::uint32_t words_seen = 0;
    for (std::uint32_t i = token; i < std::min(tokens, token + object_tokens) && words_seen < object_words; ++i) {
      // What is joined by «و» is an act of its own.
      if (i > token && (reading.closed_before[i] || statement.words.word(i).starts_with(waw))) return;
      const std::uint32_t term = reading.term_of[i];
      if (!content(i) || statement.terms[term].kind != Term::Kind::word) continue;
      // "Called off the strike": a phrase that tells it itself.
      if (statement.terms[term].first < token) continue;
      statement.taken_back[term] = words_seen++ == 0 ? Statement::taken_back_outright : Statement::maybe_taken_back;
    }
  };
  if (reading.lexicon.lang == "ar")
    for (std::uint32_t i = 0; i < tokens; ++i) {
      std::string_view word = statement.words.word(i);
      std::string_view written = reading.text.substr(statement.words.tokens[i].source.begin);
      if (begins_with(word, waw) || begins_with(word, fa)) {
        word.remove_prefix(waw.size());
        written.remove_prefix(std::min(written.size(), waw.size()));
      }
      // «لأيام», «لإيواء»: folded, the "for" before a hamza looks like "not".
      if (excepted[i] || !not_joined(word, reading.lexicon) || !written.starts_with(joined_not)) continue;
      negate_next(i, !aside(i));
      statement.negative = true;
    }
  // «نفى المتحدث باسم الوزارة أن…»: who denies stands before what.
  Marks opens_what(tokens, 0);
  for (const PhraseMatch& match : reading.lexicon.complementisers.find(reading.forms)) opens_what[match.first] = 1;
  Marks ends_phrase(tokens, 0);
  for (const PhraseMatch& match : reading.limits)
    ends_phrase[match.first] = !opens_what[match.first];
  for (std::uint32_t i = 0; i < tokens; ++i)
    if (auxiliary[i] || statement.terms[reading.term_of[i]].kind == Term::Kind::date) ends_phrase[i] = 1;
  // «نفى كذا مؤكدا كذا», "denied this and said that": what is said beside is no more denied.
  const auto says_next = [&](std::uint32_t token) {
    if (!statement.reporting[reading.term_of[token]]) return false;
    constexpr std::string_view participle = "م", accusative = "ا";
    if (reading.lexicon.lang == "ar")
      return statement.words.word(token).starts_with(participle) && statement.words.word(token).ends_with(accusative);
    return reading.joined[token - 1] != 0;
  };
  Marks earlier(tokens + 1, 0);
  if (reading.lexicon.lang == "ar" && !matches.empty())
    for (const PhraseMatch& match : reading.lexicon.earlier_words.find(reading.forms)) earlier[match.first] = 1;
  // «نفت النائبة، فلانة الفلانية، وجود خلاف»: who she is stands between two marks, and behind those what she denies.
  const auto behind_apposition = [&](std::uint32_t token) -> std::uint32_t {
    constexpr std::uint32_t longest = 10;
    std::array<std::uint32_t, 2> marks{};
    std::uint32_t found = 0;
    for (std::uint32_t i = token + 1; i < tokens && found < marks.size(); ++i) {
      if (earlier[i]) return token;
      if (!reading.closed_before[i]) continue;
      // «وجود» begins with no "and".
      const bool joined = reading.joined[i] && !reading.lexicon.occurrence_words.finds_whole(*reading.forms[i]);
      const bool says = statement.reporting[reading.term_of[i]] && (found == 0 || joined || says_next(i));
      if (i > longest + (found > 0 ? marks[0] : token) || !content(i) || joined || says) return token;
      marks[found++] = i;
    }
    return found == marks.size() ? marks[1] : token;
  };
  const auto what_is_said = [&](std::uint32_t token) {
    // "Denied being behind with the payment that it owed": only the time and place of saying may stand between, or the
    // report that is denied.
    const auto tells = [&](std::uint32_t i) { return i < tokens && statement.reporting[reading.term_of[i]] != 0; };
    const bool report = tells(token) || (token < tokens && !content(token) && tells(token + 1));
    if (reading.lexicon.lang == "en" && token < tokens && !opens_what[token] && !report &&
        statement.terms[reading.term_of[token]].kind != Term::Kind::date &&
        !reading.lexicon.prepositions.finds(*reading.forms[token]))
      return token;
    for (std::uint32_t i = token; i < std::min(tokens, token + speaker_tokens); ++i) {
      if (i > token && reading.closed_before[i]) break;
      // «نفى قصف المخيم وقال إنه»: what is said next is another matter.
      if (i > token && reading.joined[i] && statement.reporting[reading.term_of[i]]) break;
      if (opens_what[i]) return i;
      if (earlier[i]) break;
    }
    return reading.lexicon.lang == "ar" ? behind_apposition(token) : token;
  };
  const auto governed = [&](std::uint32_t token) {
    return reading.lexicon.lang == "en" && token > 0 && !reading.closed_before[token] &&
           reading.lexicon.prepositions.finds(*reading.forms[token - 1]);
  };
  const auto fails_beside_noun = [&](const PhraseMatch& match) {
    if (reading.lexicon.lang != "en" || match.last != match.first + 1 || match.last >= tokens) return false;
    if (!statement.words.word(match.first).ends_with("ed") || !content(match.last)) return false;
    if (match.first == 0 || reading.closed_before[match.first]) return true;
    return !content(match.first - 1) && !auxiliary[match.first - 1];
  };
  // "Over debunked claims", "after the disputed vote": a participle that describes the noun behind it.
  const auto describes_noun = [&](const PhraseMatch& match) {
    return match.last == match.first + 1 && governed(match.first) && match.last < tokens && content(match.last) &&
           statement.words.word(match.first).ends_with("ed");
  };
  const auto withheld = reading.lexicon.withheld_things.find(reading.forms);
  // "Denied her access", "denies the party's appeal": what isn't given.
  const auto withholds = [&](const PhraseMatch& match) {
    for (std::uint32_t i = match.last; i < std::min(tokens, match.last + longest_object); ++i) {
      if (i > match.last && reading.closed_before[i]) return false;
      if (opens_what[i] || reading.lexicon.prepositions.finds(*reading.forms[i])) return false;
      if (std::any_of(withheld.begin(), withheld.end(), [&](const PhraseMatch& thing) { return thing.first == i; }))
        return true;
    }
    return false;
  };
  // "Don't talk": who forbids it doesn't say that it isn't done.
  const auto commands = [&](std::uint32_t token) {
    constexpr std::string_view dont = "dont", don = "don", negator = "not", auxiliary_do = "do";
    if (reading.lexicon.lang != "en") return false;
    const std::string_view word = statement.words.word(token);
    if (word == negator && token > 0 && statement.words.word(token - 1) == auxiliary_do)
      --token;
    else if (word != don && word != dont)
      return false;
    const std::uint32_t term = reading.term_of[token];
    return token == 0 || reading.closed_before[token] ||
           std::any_of(statement.quotes.begin(), statement.quotes.end(),
                       [&](const QuotedTerms& quote) { return quote.first == term; });
  };
  // Who says "not" and calls the report false says so once.
  const auto deny_before = [&](std::uint32_t token) {
    // «أشعل وسم (كذا وكذا) نفاه اللاعب»: of what ends at a bracket, what stands in it.
    std::uint32_t first = 0;
    if (token < tokens && has_any(gap_before(statement.words, reading.text, token), {")"}))
      for (std::uint32_t i = token; i-- > 1 && first == 0;)
        if (has_any(gap_before(statement.words, reading.text, i), {"("})) first = i;
    for (std::uint32_t i = first; statement.negations.empty() && i < token; ++i)
      statement.denied[reading.term_of[i]] = 1;
  };
  const auto nothing_behind = [&](std::uint32_t token) {
    constexpr std::uint32_t least_before = 3, most_behind = 1;
    if (reading.lexicon.lang != "ar") return false;
    std::uint32_t behind = 0, before = 0;
    for (std::uint32_t i = token; i < tokens && !reading.closed_before[i]; ++i) behind += content(i);
    for (std::uint32_t i = token - 1; i-- > 0 && !reading.closed_before[i + 1];) before += content(i);
    return behind <= most_behind && before >= least_before;
  };
  const auto says_not = [&](const PhraseMatch& match) {
    const auto articled = [&](std::uint32_t token) {
      return statement.words.word(token).find("ال") <= waw.size() ||
             statement.terms[reading.term_of[token]].kind == Term::Kind::place;
    };
    constexpr std::string_view other_than = "غير";
    return match.first > 0 && match.last < tokens && statement.words.word(match.first) == other_than && !reading.closed_before[match.first] &&
           !reading.closed_before[match.last] && articled(match.first - 1) && !articled(match.last) &&
           content(match.last);
  };
  // "Without a licence", «يخلو من الرشاشات»: the first word that tells what.
  const auto lacks_next = [&](std::uint32_t token) {
    constexpr std::uint32_t reach = 3;
    for (std::uint32_t i = token; i < std::min(tokens, token + reach); ++i) {
      if (i > token && reading.closed_before[i]) return;
      if (!content(i)) continue;
      // "A coalition agreement": an English noun stands last.
      while (reading.lexicon.lang == "en" && i + 1 < tokens && content(i + 1) && !reading.closed_before[i + 1] &&
             statement.terms[reading.term_of[i + 1]].kind == Term::Kind::word)
        ++i;
      statement.lacks.push_back(reading.term_of[i]);
      return;
    }
  };
  // "Refused to sign": what isn't done, unlike what is refused somebody and a refusal long known.
  const auto refuses_to = [&](const PhraseMatch& match) {
    constexpr std::string_view infinitive = "to";
    return reading.lexicon.lang == "en" && static_cast<NegationWord>(match.value) == NegationWord::refuse &&
           !governed(match.first) && (match.first == 0 || content(match.first - 1) || auxiliary[match.first - 1]) &&
           (statement.words.word(match.last - 1) == infinitive ||
            (match.last < tokens && statement.words.word(match.last) == infinitive));
  };
  const auto relative_before = [&](std::uint32_t token) {
    return reading.lexicon.prepositions.finds(*reading.forms[token]) ||
           (statement.attribution[reading.term_of[token]] && statement.reporting[reading.term_of[token]]);
  };
  std::uint32_t covered = 0;  // «من دون» holds «دون» and negates once.
  for (const PhraseMatch& match : matches) {
    if (excepted[match.first] && static_cast<NegationWord>(match.value) == NegationWord::deny)
      statement.denier[reading.term_of[match.first]] = Statement::undenied;
    if (excepted[match.first] || excepted[match.last - 1] || match.first < covered ||
        static_cast<NegationWord>(match.value) == NegationWord::aside)
      continue;
    covered = match.last;
    auto kind = static_cast<NegationWord>(match.value);
    if (kind == NegationWord::privative || kind == NegationWord::lack) {
      statement.privative = true;
      if (kind == NegationWord::lack) lacks_next(match.last);
      continue;
    }
    std::string_view written = reading.text.substr(statement.words.tokens[match.first].source.begin);
    if (written.starts_with(waw) || written.starts_with(fa)) written.remove_prefix(waw.size());
    if (kind == NegationWord::exceptive && match.last == match.first + 1 && written.starts_with(alef_hamza))
      kind = NegationWord::particle;
    else if (kind == NegationWord::exceptive && match.last == match.first + 1 && written.starts_with(bare_alef))
      kind = NegationWord::doubtful;
    if (at_night(statement, reading, match)) continue;
    // "A pump failed at the plant": it says "not" of nothing else.
    if (kind == NegationWord::fail && reading.lexicon.lang == "en" && match.last == match.first + 1 &&
        match.first > 0 && content(match.first - 1) && !reading.closed_before[match.first] &&
        (match.last >= tokens || reading.closed_before[match.last] ||
         reading.lexicon.prepositions.finds(*reading.forms[match.last])))
      continue;
    if (kind != NegationWord::exceptive && kind != NegationWord::attribute && kind != NegationWord::doubtful)
      statement.negative = true;
    switch (kind) {
      case NegationWord::pronoun:
      case NegationWord::particle: {
        statement.negator[reading.term_of[match.first]] = 1;
        // «لم … إلا»: what looks denied is asserted.
        const bool exceptive = std::any_of(matches.begin(), matches.end(), [&](const PhraseMatch& other) {
          return static_cast<NegationWord>(other.value) == NegationWord::exceptive && &other != &match &&
                 other.first >= match.last && other.first < match.last + exceptive_tokens;
        });
        // "Paid nothing to the hackers": the verb before it.
        std::uint32_t verb = match.first;
        if (kind == NegationWord::pronoun && verb > 0 && !reading.closed_before[verb] && content(verb - 1) &&
            statement.terms[reading.term_of[verb - 1]].kind == Term::Kind::word)
          --verb;
        if (exceptive)
          statement.exceptive = true;
        else
          negate_next(verb < match.first ? verb : match.last, !aside(match.first) && !commands(match.first));
        if (!exceptive && reading.lexicon.lang == "ar" && !aside(match.first)) negate_predicate_of_be(match.last);
        break;
      }
      case NegationWord::doubtful:
        // «وفق ما نشرته», «على ما ذكره»: behind a preposition it is a pronoun.
        if (match.first > 0 && !reading.closed_before[match.first] && relative_before(match.first - 1)) break;
        for (std::uint32_t i = match.first > 2 ? match.first - 2 : 0;
             i < std::min(tokens, match.last + doubtful_tokens); ++i) {
          std::uint8_t& negated = statement.negated[reading.term_of[i]];
          if (negated == Statement::affirmed) negated = Statement::near_doubtful;
        }
        break;
      case NegationWord::attribute:
        // «الآلات غير مشمولة بالرسوم»: of what is known it says that it isn't so.
        if (reading.lexicon.lang == "ar" && says_not(match)) {
          statement.negator[reading.term_of[match.first]] = 1;
          statement.negative = true;
          negate_next(match.last, !aside(match.first));
          break;
        }
        [[fallthrough]];
      case NegationWord::without:
        // "Without having received a warning": a verb.
        if (kind == NegationWord::without && reading.lexicon.lang == "en" && match.last < tokens &&
            statement.words.word(match.last).ends_with(gerund)) {
          statement.negative = true;
          negate_next(match.last, !aside(match.first));
          break;
        }
        // «أطفال دون الخامسة عشرة»: a bound of a number.
        if (match.last < tokens && match.last == match.first + 1 &&
            statement.terms[reading.term_of[match.last]].kind == Term::Kind::number)
          break;
        statement.privative = true;
        if (kind == NegationWord::without) lacks_next(match.last);
        if (match.last < tokens && statement.negated[reading.term_of[match.last]] == Statement::affirmed)
          statement.negated[reading.term_of[match.last]] = Statement::maybe_negated;
        break;
      case NegationWord::deny:
        if (describes_noun(match) || withholds(match)) break;
        statement.denier[reading.term_of[match.first]] = Statement::denies;
        if (statement.negated[reading.term_of[match.first]] == Statement::negated_outright) break;
        // «غير صحيح وإن …»: what is joined on is another matter.
        // «نفى وزير» begins with no "and".
        if (match.last < tokens && reading.joined[match.last] &&
            (match.last > match.first + 1 || statement.words.word(match.last).starts_with("وان")))
          break;
        // «الزعم بأن … كذب صريح»: nothing follows that could be denied.
        if (nothing_behind(match.last)) {
          deny_before(match.first);
          break;
        }
        for (std::uint32_t i = what_is_said(match.last), told = 0; i < tokens; ++i) {
          // «نفى مقتله بعد أن فجر المنزل»: what came before isn't denied.
          if (told > 0 && (reading.closed_before[i] || says_next(i) || earlier[i])) break;
          told += content(i);
          statement.denied[reading.term_of[i]] = 1;
        }
        break;
      // "Reports that … were denied", «… وهو ما نفاه»: what stands before is denied.
      case NegationWord::denied_before:
        // "The fate of fake news": no predicate.
        if (governed(match.first)) break;
        statement.denier[reading.term_of[match.first]] = Statement::denies;
        // "It was a lie that", "dismissed as false a report that": what follows.
        if (match.last < tokens && !reading.closed_before[match.last] && !ends_phrase[match.last] &&
            (opens_what[match.last] || (match.first > 0 && statement.reporting[reading.term_of[match.first - 1]])))
          for (std::uint32_t i = match.last; i < tokens && !reading.closed_before[i]; ++i)
            statement.denied[reading.term_of[i]] = 1;
        else
          deny_before(match.first);
        break;
      // Events of their own; the table "opposition" has their opposites. What they govern did not come about.
      case NegationWord::fail:
      case NegationWord::prevent:
      case NegationWord::refuse:
      case NegationWord::cease:
        // "A failed attempt": made all the same.
        if (kind == NegationWord::fail && fails_beside_noun(match)) {
          statement.privative = true;
          break;
        }
        // «لم تنجح», «لم يعد»: a phrase of the table that begins with a particle.
        if (kind == NegationWord::fail && match.last > match.first + 1 &&
            std::any_of(matches.begin(), matches.end(), [&](const PhraseMatch& other) {
              return other.first == match.first && other.last < match.last &&
                     static_cast<NegationWord>(other.value) == NegationWord::particle;
            }))
          statement.negated[reading.term_of[match.first + 1]] = Statement::negated_outright;
        if (statement.negated[reading.term_of[match.first]] != Statement::negated_outright) take_back_next(match.last);
        if ((kind == NegationWord::fail || refuses_to(match)) && match.last < tokens && !aside(match.first))
          statement.failures.push_back(clause_behind(match.last));
        break;
      case NegationWord::exceptive:
      case NegationWord::bound_exception:
      case NegationWord::not_exception:
      case NegationWord::privative:
      case NegationWord::lack:
      case NegationWord::aside:
        break;
    }
  }
}

}  // namespace tawatur
