#include <algorithm>
#include <optional>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::int64_t reach = 8;          // Tokens between a number and the word that says what it counts.
constexpr std::int64_t words_between = 3;  // Of them, those that tell something, the counted noun among them.
constexpr std::uint32_t longest_name = 4;  // Terms of a name in quotation marks or brackets.
constexpr std::int64_t event_lead = 8;   // A word of what happened (killed) goes before one of who it was (passengers).
constexpr std::int64_t exact_words = 3;  // Of a phrase that tells more than a word: «بين شهداء وجرحى».
constexpr std::uint32_t earlier_reach = 3;  // Tokens between "an earlier toll" and its number.
constexpr std::uint32_t number_reach = 12;  // Tokens between "the number of" and the number.
constexpr std::uint32_t bearing_reach = 2;  // Tokens between a distance and the quarter that it lies in.
constexpr std::uint32_t whole_reach = 3;    // Tokens between "of" and the number that a number is a part of.
constexpr std::uint32_t part_reach = 5;     // Tokens between "no casualties" and "on the ground".
constexpr std::int64_t other_part =
    4;  // Extra distance across a comma or "and": most often another count begins there.

/// «الرحلة (إم.اتش 370)»: a number that ends what stands in brackets and doesn't begin it names something.
bool ends_bracket(const Statement& statement, const Reading& reading, const Quantity& quantity) {
  if (quantity.first != quantity.number_first || quantity.last != quantity.number_last ||
      !has_any(gap_before(statement.words, reading.text, quantity.last), {")"}))
    return false;
  const std::uint32_t from = quantity.number_first > longest_name ? quantity.number_first - longest_name : 0;
  for (std::uint32_t i = quantity.number_first; i > from; --i) {
    const std::string_view gap = gap_before(statement.words, reading.text, i);
    if (has_any(gap, {")"})) return false;
    if (has_any(gap, {"("})) return i < quantity.number_first;
    // "(up from 12)": no name stands before it.
    if (i == quantity.number_first && statement.terms[reading.term_of[i - 1]].function_word) return false;
  }
  return false;
}

/// "A$2 million ($1.5 million)": money alone in brackets right behind an amount is the same in another currency.
bool converted(const Statement& statement, const Reading& reading, const Quantity& quantity) {
  const UnitFacts* unit = reading.lexicon.unit(quantity.unit);
  if (!unit || unit->dimension != "money" || quantity.first == 0) return false;
  if (!has_any(gap_before(statement.words, reading.text, quantity.first), {"("}) ||
      !has_any(gap_before(statement.words, reading.text, quantity.last), {")"}))
    return false;
  constexpr std::string_view scales[] = {"thousand", "million", "billion", "trillion"};
  const std::string_view before = statement.words.word(quantity.first - 1);
  return (before.back() >= '0' && before.back() <= '9') ||
         std::find(std::begin(scales), std::end(scales), before) != std::end(scales) ||
         std::any_of(statement.quantities.begin(), statement.quantities.end(),
                     [&](const Quantity& amount) { return amount.last == quantity.first; });
}

/// «3. 1 مليار»: digits on either side of a point with a blank, before a unit or a scale, are one number, written in
/// either order; before anything else they are the number of an item.
bool torn_decimal(const Statement& statement, const Reading& reading, const Quantity& quantity) {
  const auto digits = [&](std::uint32_t token) {
    const std::string_view word = statement.words.word(token);
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const auto torn = [&](std::uint32_t token) {
    if (token == 0 || token >= reading.forms.size() || !digits(token - 1) || !digits(token)) return false;
    const std::string_view gap = gap_before(statement.words, reading.text, token);
    return gap == ". " || gap == " .";
  };
  const auto measured = [](const Quantity& number) {
    return !number.unit.empty() || number.number_last > number.number_first + 1;
  };
  if (measured(quantity)) return torn(quantity.number_first);
  return torn(quantity.number_last) &&
         std::any_of(statement.quantities.begin(), statement.quantities.end(),
                     [&](const Quantity& next) { return next.number_first == quantity.number_last && measured(next); });
}

/// Whether a lone word ends in a pronoun: «إصابتها», «وفاته» tell of somebody known; «لقوا حتفهم» is a phrase.
bool possessed(std::string_view word) {
  return word.ends_with("ها") || word.ends_with("هم") || word.ends_with("هما") || word.ends_with("هن") ||
         (word.ends_with("ه") && word.size() > 2 && word.substr(0, word.size() - 2).ends_with("ت"));
}

/// "Three different groups", "two police officers": of English words in a row the last plural is what is counted.
std::uint32_t plural_head(const Statement& statement, const Reading& reading, std::uint32_t first) {
  constexpr std::uint32_t longest = 3;
  const auto plural = [](const std::string& form) {
    return form.size() > 3 && form.ends_with('s') && !form.ends_with("ss") && !form.ends_with("us");
  };
  std::uint32_t head = first;
  for (std::uint32_t k = first; k < std::min<std::size_t>(statement.terms.size(), first + longest); ++k) {
    const Term& term = statement.terms[k];
    if (term.function_word || term.kind != Term::Kind::word) break;
    if (k > first && reading.closed_before[term.first]) break;
    if (plural(term.form))
      head = k;
    else if (head != first || plural(statement.terms[first].form))
      break;
  }
  return head;
}

}  // namespace

bool no_dual(const Statement& statement, std::size_t quantity) {
  const Quantity& dual = statement.quantities[quantity];
  if (!dual.dual || dual.number_first == 0) return false;
  const bool behind = quantity > 0 && statement.quantities[quantity - 1].number_last == dual.number_first;
  if (behind) return !statement.quantities[quantity - 1].dual;
  const std::string_view before = statement.words.word(dual.number_first - 1);
  return before.ends_with("ين") || before.ends_with("ون");
}

void read_counts(Statement& statement, const Reading& reading) {
  const auto kinds = reading.lexicon.quantity_kinds.find(reading.forms);
  const auto subsets = reading.lexicon.subset_words.find(reading.forms);
  const auto tokens = static_cast<std::int64_t>(reading.forms.size());
  const auto barriers = [&](std::int64_t from, std::int64_t to) {
    std::int64_t count = 0;
    for (std::int64_t i = from + 1; i <= to; ++i) {
      const auto token = static_cast<std::uint32_t>(i);
      if (reading.closed_before[token] || reading.joined[token]) ++count;
    }
    return count;
  };
  const auto told_between = [&](std::int64_t from, std::int64_t to) {
    std::int64_t count = 0;
    for (std::int64_t i = from; i < to; ++i) {
      const Term& term = statement.terms[reading.term_of[static_cast<std::size_t>(i)]];
      count += !term.function_word && term.kind != Term::Kind::number;
    }
    return count;
  };
  // "Five years ago" is no duration, "two years of uncertainty" is.
  const auto of_time = [&](const Quantity& quantity) {
    const UnitFacts* unit = reading.lexicon.unit(quantity.unit);
    return unit && unit->dimension == "time";
  };
  const auto beside_greater = [&](const Quantity& part) {
    return std::any_of(statement.quantities.begin(), statement.quantities.end(), [&](const Quantity& other) {
      return !other.ordinal && other.unit.empty() && other.stated > part.stated;
    });
  };
  const auto may_be_part = [&](SubsetScope scope, const Quantity& quantity) {
    switch (scope) {
      case SubsetScope::any:
        return true;
      case SubsetScope::beside_total:
        return quantity.unit.empty() && beside_greater(quantity);
      case SubsetScope::direct:
        return quantity.unit.empty();
      default:
        return quantity.unit.empty() || of_time(quantity);
    }
  };
  Marks part_begins(reading.forms.size(), 0);
  for (const PhraseMatch& match : subsets)
    if (reading.lexicon.subset_roles[match.value] == SubsetWord::before) part_begins[match.first] = 1;
  Marks earlier(statement.quantities.size(), 0);
  const auto numbers_stated = std::count_if(statement.quantities.begin(), statement.quantities.end(),
                                            [](const Quantity& quantity) { return !quantity.ordinal; });
  std::vector<NegatedTerms> earlier_clauses;  // Tokens behind "initially said".
  for (const PhraseMatch& match : reading.lexicon.earlier_counts.find(reading.forms)) {
    const bool whole_clause = match.value != 0;
    // "Wednesday's high was 35 degrees": what the sentence is about.
    if (!whole_clause && match.first == 0 && numbers_stated == 1) continue;
    std::uint32_t end = match.last;
    while (end < reading.forms.size() && (whole_clause || end <= match.last + earlier_reach) &&
           !reading.closed_before[end])
      ++end;
    if (whole_clause) earlier_clauses.push_back({match.last, end});
    // The first number behind it alone: "up from 12 to 20"; an earlier toll may count several things.
    for (std::size_t q = 0; q < earlier.size(); ++q)
      if (const std::uint32_t first = statement.quantities[q].first; first >= match.last) {
        if (first < end) earlier[q] = 1;
        if (!whole_clause) break;
      }
  }
  statement.several = !reading.lexicon.several_words.find(reading.forms).empty();
  const auto bearings = reading.lexicon.bearings.find(reading.forms);
  const auto items = reading.lexicon.list_items.find(reading.forms);
  // "The number of nurses stands at 900": what is counted stands before the number.
  const auto number_nouns = reading.lexicon.number_nouns.find(reading.forms);
  const auto numbered_before = [&](const Quantity& quantity) {
    const auto absent = static_cast<std::uint32_t>(statement.terms.size());
    for (auto match = number_nouns.rbegin(); match != number_nouns.rend(); ++match) {
      if (match->last >= quantity.first || match->last + number_reach < quantity.first) continue;
      for (std::uint32_t i = match->last; i < quantity.first; ++i)
        if (reading.closed_before[i] || statement.terms[reading.term_of[i]].kind == Term::Kind::number) return absent;
      for (std::uint32_t i = match->last; i < quantity.first; ++i) {
        const Term& noun = statement.terms[reading.term_of[i]];
        if (!noun.function_word) return noun.kind == Term::Kind::word ? reading.term_of[i] : absent;
      }
    }
    return absent;
  };
  // "28 of the 40", "six of the court's ten judges".
  const auto whole_behind = [&](const Quantity& part, std::uint32_t token) {
    for (const Quantity& other : statement.quantities) {
      if (other.first < token || other.first > token + whole_reach || other.ordinal || !other.unit.empty()) continue;
      if (other.stated <= part.stated) return 0.0;
      for (std::uint32_t i = part.last; i <= other.first; ++i)
        if (reading.closed_before[i]) return 0.0;
      return other.stated;
    }
    return 0.0;
  };
  for (std::uint32_t q = 0; q < statement.quantities.size(); ++q) {
    const Quantity& quantity = statement.quantities[q];
    if (quantity.ordinal) continue;
    if (no_dual(statement, q)) continue;
    // «المساء 24»: a number that ends a name in quotation marks counts nothing.
    const std::uint32_t number_term = reading.term_of[quantity.number_first];
    if (std::any_of(statement.quotes.begin(), statement.quotes.end(), [&](const QuotedTerms& quoted) {
          return quoted.first < number_term && number_term + 1 == quoted.last &&
                 quoted.last - quoted.first <= longest_name;
        }))
      continue;
    // "Five takeaways from the summit": items of the text itself.
    if (statement.title && quantity.number_first <= 1 &&
        std::any_of(items.begin(), items.end(), [&](const PhraseMatch& item) {
          return item.first >= quantity.last && item.first <= quantity.last + 1;
        }))
      continue;
    if (converted(statement, reading, quantity)) continue;
    if (ends_bracket(statement, reading, quantity) || torn_decimal(statement, reading, quantity)) continue;
    CountSlot slot;
    slot.quantity = q;
    slot.term = reading.term_of[quantity.number_first];
    slot.low = quantity.low;
    slot.high = quantity.high;
    slot.noun = static_cast<std::uint32_t>(statement.terms.size());
    const std::int64_t first = quantity.number_first, last = quantity.number_last;
    std::int64_t nearest = reach + 1;
    for (const PhraseMatch& match : kinds) {
      const std::int64_t begin = match.first, end = match.last;
      const std::int64_t distance = begin >= last  ? begin - last + 1 + other_part * barriers(last - 1, begin)
                                    : end <= first ? first - end + 1 + other_part * barriers(end - 1, first)
                                                   : (quantity.dual ? 0 : 1);
      if (distance > reach || told_between(last, begin) > words_between || told_between(end, first) > words_between)
        continue;
      // Pay is no count of those who ask for it: what is measured has its unit, or its word beside it.
      if (quantity.unit.empty() && distance > 2 && reading.lexicon.measured(static_cast<std::int32_t>(match.value)))
        continue;
      // «راح ضحيته 23 بين شهداء وجرحى»: a phrase says more exactly than a word what is counted.
      const bool phrase = end - begin >= exact_words;
      const std::int64_t rank = distance -
                                (reading.lexicon.cumulative(static_cast<std::int32_t>(match.value)) ? event_lead : 0) -
                                (phrase ? event_lead : 0);
      if (rank < nearest) {
        nearest = rank;
        slot.kind = static_cast<std::int32_t>(match.value);
      }
    }
    for (const PhraseMatch& match : subsets) {
      if (reading.lexicon.subset_roles[match.value] == SubsetWord::added) continue;
      const bool after = reading.lexicon.subset_roles[match.value] == SubsetWord::after;
      // "Including at least five"; of «بعد القصف تسعين» the raid comes after, not the ninety.
      const auto near_behind = [&] {
        return match.last == quantity.first ||
               (match.last + 1 == quantity.first && statement.terms[reading.term_of[match.last]].function_word);
      };
      const SubsetScope scope = reading.lexicon.subset_scopes[match.value];
      const std::uint32_t between = scope == SubsetScope::direct ? 0 : 1;
      if (after ? match.first >= quantity.last && match.first <= quantity.last + between : near_behind())
        slot.subset = slot.subset || may_be_part(scope, quantity);
      if (after && match.first == quantity.last && quantity.unit.empty() &&
          (scope == SubsetScope::beside_total || scope == SubsetScope::direct))
        slot.whole = whole_behind(quantity, match.last);
    }
    slot.earlier = earlier[q] != 0;
    // "40 km north of the city", «على بعد 40 كيلومترا إلى الشمال من».
    if (const UnitFacts* unit = reading.lexicon.unit(quantity.unit); unit && unit->dimension == "length")
      for (const PhraseMatch& match : bearings)
        if (match.first >= quantity.last && match.first <= quantity.last + bearing_reach && slot.bearing < 0)
          slot.bearing = static_cast<std::int32_t>(match.value);
    if (quantity.dual || quantity.single) {
      slot.noun = slot.term;
    } else {
      for (std::int64_t i = std::max<std::int64_t>(last, quantity.last); i < std::min(tokens, last + 5); ++i) {
        const std::uint32_t term = reading.term_of[static_cast<std::size_t>(i)];
        // "3, among them two officers".
        if (reading.closed_before[static_cast<std::size_t>(i)] || part_begins[static_cast<std::size_t>(i)]) break;
        const Term& noun = statement.terms[term];
        // "11 prosecutors": a name of a kind right behind the number.
        const bool kind_name = noun.kind == Term::Kind::actor && i == std::max<std::int64_t>(last, quantity.last) &&
                               noun.value != Term::no_entity && reading.lexicon.entity_entries[noun.value].generic;
        if (noun.function_word || (noun.kind != Term::Kind::word && !kind_name)) continue;
        // "Seventeen Desert Shield fighters": the name before the noun is not what is counted.
        if (noun.capitalised && term + 1 < statement.terms.size() && !statement.terms[term + 1].function_word) continue;
        slot.noun = reading.lexicon.lang == "en" && quantity.stated != 1 ? plural_head(statement, reading, term) : term;
        break;
      }
      if (slot.noun == statement.terms.size() && quantity.unit.empty()) slot.noun = numbered_before(quantity);
    }
    statement.counts.push_back(slot);
  }
  // "No casualties": a negated noun of a kind that is counted says zero; so does a noun right behind a negated verb of
  // occurrence, «لم توقع أي ضحايا», not «لم يؤكدوا وفاته».
  Marks occurs(statement.terms.size(), 0);
  for (const PhraseMatch& match : reading.lexicon.occurrence_words.find(reading.forms))
    for (std::uint32_t i = match.first; i < match.last; ++i) occurs[reading.term_of[i]] = 1;
  const auto negated = [&](std::uint32_t term) {
    if (statement.negated[term] == Statement::negated_outright) return true;
    for (std::uint32_t i = term; i-- > 0 && !reading.closed_before[statement.terms[i + 1].first];) {
      if (statement.terms[i].function_word) continue;
      if (statement.negated[i] == Statement::negated_outright) return occurs[i] != 0;
      // «لم يسفر الحادث عن إصابات»: the subject stands between.
      if (statement.negated[i] != Statement::maybe_negated) break;
    }
    if (statement.negated[term] != Statement::maybe_negated) return false;
    // "If he is not convicted of murder": nobody says so.
    const auto holds = [&](const NegatedTerms& clause) { return clause.first <= term && term < clause.last; };
    return reading.lexicon.lang != "en" || !statement.lacks.empty() ||
           std::any_of(statement.negations.begin(), statement.negations.end(), holds);
  };
  // «غير مصاب»: what somebody isn't is no count.
  Marks attributed(reading.forms.size() + 1, 0);
  for (const PhraseMatch& match : reading.lexicon.negation.find(reading.forms))
    if (static_cast<NegationWord>(match.value) == NegationWord::attribute) attributed[match.last] = 1;
  // "No casualties on the ground": of a part.
  const auto of_part = [&](std::uint32_t last) {
    return std::any_of(subsets.begin(), subsets.end(), [&](const PhraseMatch& part) {
      if (reading.lexicon.subset_roles[part.value] != SubsetWord::after || part.first < last ||
          part.first > last + part_reach)
        return false;
      for (std::uint32_t i = last; i <= part.first; ++i)
        if (reading.closed_before[i]) return false;
      return true;
    });
  };
  Marks auxiliary(reading.forms.size() + 1, 0);
  for (const PhraseMatch& match : reading.lexicon.auxiliaries.find(reading.forms))
    for (std::uint32_t i = match.first; i < match.last; ++i) auxiliary[i] = 1;
  // Whether a negated auxiliary stands right before, and before that somebody named or known.
  const auto of_named = [&](const PhraseMatch& match) {
    std::uint32_t i = match.first;
    bool negator = false;
    while (i > 0 && !reading.closed_before[i]) {
      const std::uint32_t before = reading.term_of[i - 1];
      // "Was n't": the apostrophe parts the negator.
      const bool tail = i > 1 && statement.words.word(i - 1).size() == 1 && statement.negator[reading.term_of[i - 2]];
      // "Have not had any arrests".
      const bool quantifier = statement.words.word(i - 1) == "any";
      if (!auxiliary[i - 1] && !tail && !quantifier) break;
      negator = negator || tail || statement.negator[before];
      i -= tail ? 2 : 1;
    }
    if (!negator || i == match.first || i == 0) return false;
    // "Were inside and weren't hurt".
    if (reading.joined[i - 1]) return true;
    const Term& subject = statement.terms[reading.term_of[i - 1]];
    return subject.kind == Term::Kind::actor || (subject.capitalised && !subject.function_word);
  };
  // «المحال التي لم تدمر»: which of them is meant.
  const auto relative = [&](std::uint32_t token) {
    return std::any_of(reading.limits.begin(), reading.limits.end(), [&](const PhraseMatch& limit) {
      return static_cast<PhraseLimit>(limit.value) == PhraseLimit::relative && limit.first == token;
    });
  };
  const auto describes = [&](std::uint32_t verb) {
    return reading.lexicon.lang == "ar" && verb > 1 && statement.negator[reading.term_of[verb - 1]] &&
           relative(verb - 2);
  };
  // «لم يكن توقيف القائد هو الذي أشعلها»: it is told what it was not.
  const auto cleft = [&](std::uint32_t behind) {
    for (std::uint32_t i = behind + 1; i < reading.forms.size() && !reading.closed_before[i]; ++i)
      if (auxiliary[i - 1] && relative(i)) return true;
    return false;
  };
  // "Had no need to kill him", "no chance to flee": what wasn't to be done.
  const auto infinitive = [&](const PhraseMatch& match) {
    constexpr std::string_view to = "to";
    return reading.lexicon.lang == "en" && match.first > 0 && statement.words.word(match.first - 1) == to;
  };
  // "The others escaped without injury": not all of them.
  const PhraseMatches rest = reading.lexicon.rest_words.find(reading.forms);
  const auto of_others = [&](std::uint32_t token) {
    return std::any_of(rest.begin(), rest.end(), [&](const PhraseMatch& match) {
      return match.first < token &&
             std::none_of(reading.closed_before.begin() + match.last, reading.closed_before.begin() + token + 1,
                          [](auto mark) { return mark != 0; });
    });
  };
  for (const PhraseMatch& match : kinds) {
    const std::uint32_t term = reading.term_of[match.first];
    if (infinitive(match)) continue;
    if (!reading.lexicon.cumulative(static_cast<std::int32_t>(match.value)) || !negated(term)) continue;
    // "They weren't hurt": whom a subject names, not that there were none.
    if (reading.lexicon.lang == "en" && of_named(match)) continue;
    if (attributed[match.first] || (match.last == match.first + 1 && possessed(statement.words.word(match.first))))
      continue;
    // «ليس القتل»: no killing of its kind is denied, but that something is one.
    if (reading.lexicon.lang == "ar" && statement.words.word(match.first).starts_with("ال")) continue;
    if (describes(match.first) || cleft(match.last)) continue;
    const bool counted = std::any_of(statement.counts.begin(), statement.counts.end(), [&](const CountSlot& slot) {
      return slot.kind == static_cast<std::int32_t>(match.value);
    });
    if (counted) continue;
    CountSlot slot;
    slot.quantity = static_cast<std::uint32_t>(statement.quantities.size());
    slot.term = slot.noun = term;
    slot.kind = static_cast<std::int32_t>(match.value);
    slot.subset = of_part(match.last) || of_others(match.first);
    slot.earlier = std::any_of(earlier_clauses.begin(), earlier_clauses.end(), [&](const NegatedTerms& clause) {
      return clause.first <= match.first && match.first < clause.last;
    });
    statement.counts.push_back(slot);
  }
}

}  // namespace tawatur
