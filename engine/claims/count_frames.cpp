#include <algorithm>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::int64_t fate_reach = 12;     // Tokens between a number and what befell the counted.
constexpr std::int64_t longest_complement = 2;  // Tokens of "of the" in "members of the crew".
constexpr std::int64_t noun_reach = 5;      // Tokens of a counted noun with its adjectives.
constexpr std::int64_t other_part = 4;      // Extra distance across a comma or "and".
constexpr std::int64_t reach_reach = 16;    // Tokens between a number and how far it reaches.
constexpr std::uint32_t member_reach = 14;  // Tokens between a number and the word that says who the counted are.
constexpr std::int64_t rate_reach = 3;       // Tokens between an amount and the time for which it is reckoned.
constexpr std::uint32_t member_gap = 1;     // Tokens between that word and the group: "are all local …".

void insert_sorted(auto& values, std::uint32_t value) {
  const auto place = std::lower_bound(values.begin(), values.end(), value);
  if (place == values.end() || *place != value) values.insert(place, value);
}

}  // namespace

void read_count_frames(Statement& statement, const Reading& reading) {
  const auto tokens = static_cast<std::int64_t>(reading.forms.size());
  // "Egyptian pounds" tells of no origin.
  const auto of_unit = [&](std::uint32_t token) {
    return std::any_of(statement.quantities.begin(), statement.quantities.end(), [&](const Quantity& quantity) {
      return quantity.number_last <= token && token < quantity.last && !quantity.dual;
    });
  };
  for (const PhraseMatch& match : reading.lexicon.place_adjectives.find(reading.forms))
    if (!of_unit(match.first)) statement.adjectives.emplace_back(reading.term_of[match.first], match.value);
  for (const PhraseMatch& match : reading.lexicon.shares.find(reading.forms))
    statement.shares.push_back(reading.lexicon.share_values[match.value]);
  const bool cased = reading.lexicon.lang == "en";
  for (const PhraseMatch& match : reading.lexicon.month_names.find(reading.forms)) {
    // "May" begins a sentence and a name as well.
    const bool name = statement.terms[reading.term_of[match.first]].capitalised && match.first > 0;
    if (!cased || name) statement.month_names.push_back(match.value);
  }
  // A word inside a longer phrase is not that group: "rights defenders".
  PhraseMatches group_matches;
  std::uint32_t group_covered = 0;
  for (const PhraseMatch& match : reading.lexicon.groups.find(reading.forms)) {
    if (match.last <= group_covered && match.last - match.first == 1) continue;
    if (match.last - match.first > 1) group_covered = std::max(group_covered, match.last);
    group_matches.push_back(match);
  }
  Marks counted(group_matches.size(), 0);
  statement.count_frames.resize(statement.counts.size());
  std::vector<std::size_t> slots;  // Numbers proper.
  for (std::size_t i = 0; i < statement.counts.size(); ++i)
    if (statement.counts[i].quantity < statement.quantities.size()) slots.push_back(i);
  if (slots.empty()) {
    for (const PhraseMatch& match : group_matches)
      // "Told reporters": whom it is told to is no part of it.
      if (!reading.lexicon.reach_group(match.value) && !statement.attribution[reading.term_of[match.first]])
        insert_sorted(statement.group_terms, match.value);
    return;
  }

  Marks number_at(reading.forms.size(), 0);
  for (std::size_t q = 0; q < statement.quantities.size(); ++q) {
    const Quantity& quantity = statement.quantities[q];
    if (no_dual(statement, q)) continue;
    for (std::uint32_t i = quantity.number_first; i < quantity.number_last; ++i) number_at[i] = 1;
  }
  // «أربعة في قصف حوثي», "four in a rebel attack": who attacks isn't counted.
  Marks stops(reading.forms.size(), 0);
  for (const PhraseMatch& match : reading.lexicon.place_prepositions.find(reading.forms)) stops[match.first] = 1;
  // By token: a phrase begins there that names a part of the counted, or ends there that adds one to them.
  Marks parts(reading.forms.size(), 0), adds(reading.forms.size(), 0);
  const auto subset_words = reading.lexicon.subset_words.find(reading.forms);
  for (const PhraseMatch& match : subset_words) {
    const SubsetWord role = reading.lexicon.subset_roles[match.value];
    if (role == SubsetWord::before) parts[match.first] = 1;
    if (role == SubsetWord::added) adds[match.last - 1] = 1;
  }
  const auto quantity_of = [&](std::size_t slot) -> const Quantity& {
    return statement.quantities[statement.counts[slot].quantity];
  };
  const auto distance = [&](const PhraseMatch& match, const Quantity& quantity) {
    const std::int64_t first = quantity.number_first, last = quantity.number_last;
    const std::int64_t begin = match.first, end = match.last;
    const auto barriers = [&](std::int64_t from, std::int64_t to) {
      std::int64_t count = 0;
      for (std::int64_t i = from + 1; i <= to; ++i) {
        const auto token = static_cast<std::size_t>(i);
        count += reading.closed_before[token] || reading.joined[token];
      }
      return other_part * count;
    };
    if (begin >= last) return begin - last + 1 + barriers(last - 1, begin);
    if (end <= first) return first - end + 1 + barriers(end - 1, first);
    return std::int64_t{0};
  };
  const auto asserted = [&](std::uint32_t token) {
    const std::uint32_t term = reading.term_of[token];
    return statement.negated[term] != Statement::negated_outright &&
           statement.negated[term] != Statement::maybe_negated && !statement.denied[term];
  };

  // A longer phrase ("dead and injured") stands for the words in it.
  std::uint32_t covered = 0;
  // "Narrow-body aircraft": who died isn't told by a word of what is counted.
  Marks in_group(reading.forms.size(), 0);
  for (const PhraseMatch& match : group_matches)
    if (match.last - match.first > 1)
      for (std::uint32_t i = match.first; i < match.last; ++i) in_group[i] = 1;
  // «دوري أبطال أوروبا»: folded, the champions are a defusing.
  for (const Term& term : statement.terms)
    if (term.kind == Term::Kind::word && term.last - term.first > 2)
      for (std::uint32_t i = term.first + 1; i < term.last; ++i) in_group[i] = 1;
  Marks told_fate(reading.forms.size(), 0);  // By token: stands in such a phrase behind its first word.
  for (const PhraseMatch& match : reading.lexicon.fates.find(reading.forms)) {
    for (std::uint32_t i = match.first + 1; i < match.last; ++i) told_fate[i] = 1;
    if (match.last <= covered && match.last - match.first == 1) continue;
    if (match.last - match.first > 1) covered = std::max(covered, match.last);
    if (!asserted(match.first) || (in_group[match.first] && match.last - match.first == 1)) continue;
    std::size_t nearest = slots.size();
    std::int64_t least = fate_reach + 1;
    // A profit is no number of months.
    const auto measured = [&](const Quantity& quantity) {
      const UnitFacts* unit = reading.lexicon.unit(quantity.unit);
      return unit && !reading.lexicon.fate_of(match.value, {}) && reading.lexicon.fate_of(match.value, unit->dimension);
    };
    const bool any_measured =
        std::any_of(slots.begin(), slots.end(), [&](std::size_t slot) { return measured(quantity_of(slot)); });
    for (std::size_t s = 0; s < slots.size(); ++s)
      if (any_measured && !measured(quantity_of(slots[s])))
        continue;
      else if (const std::int64_t far = distance(match, quantity_of(slots[s])); far < least) {
        least = far;
        nearest = s;
      }
    // "Not all of the 21 were found": nothing befell that many.
    if (nearest < slots.size() && asserted(quantity_of(slots[nearest]).number_first))
      insert_sorted(statement.count_frames[slots[nearest]].fates, match.value);
  }

  // What sums up others is counted, not its parts.
  for (const std::size_t slot : slots) {
    auto& fates = statement.count_frames[slot].fates;
    const auto sums = fates;
    std::erase_if(fates, [&](std::uint32_t part) {
      return std::any_of(sums.begin(), sums.end(),
                         [&](std::uint32_t sum) { return reading.lexicon.fate_sums(sum, part); });
    });
  }
  // Nothing that only amounts are told of, where people or things are counted.
  for (const std::size_t slot : slots)
    if (quantity_of(slot).unit.empty())
      std::erase_if(statement.count_frames[slot].fates,
                    [&](std::uint32_t fate) { return !reading.lexicon.fate_of(fate, {}); });
  const auto owned = [&](const PhraseMatch& match) {
    if (reading.lexicon.lang != "ar") return false;
    const std::string_view word = statement.words.word(match.last - 1);
    return word.ends_with("هم") || word.ends_with("ها") || word.ends_with("هن") || word.ends_with("هما");
  };
  for (const std::size_t slot : slots) {
    const Quantity& quantity = quantity_of(slot);
    CountFrame& frame = statement.count_frames[slot];
    const std::int64_t last = quantity.number_last;
    // «خمسة منهم من رجال الإطفاء»: who they are stands behind "of them".
    std::int64_t of_them = last;
    if (statement.counts[slot].subset)
      for (const PhraseMatch& match : subset_words)
        if (reading.lexicon.subset_roles[match.value] == SubsetWord::after && match.first == last)
          of_them = std::max<std::int64_t>(of_them, match.last);
    // The noun behind the number, to the next number or the next part of the clause.
    const bool own_noun = quantity.dual || quantity.single;
    std::int64_t end = own_noun ? last : std::min(tokens, of_them + noun_reach);
    for (std::int64_t i = of_them; i < end; ++i) {
      const auto token = static_cast<std::size_t>(i);
      if (number_at[token] || reading.closed_before[token] || parts[token] || stops[token] ||
          (i > of_them && reading.joined[token]))
        end = i;
    }
    std::int64_t begin = own_noun ? quantity.number_first : of_them;
    // «المواسم الأربعة الأخيرة»: a number with the article follows its noun.
    const auto articled = [&](std::int64_t token) {
      return statement.words.word(static_cast<std::size_t>(token)).starts_with("ال");
    };
    if (reading.lexicon.lang == "ar" && !own_noun && quantity.number_first > 0 && articled(quantity.number_first) &&
        articled(quantity.number_first - 1))
      begin = quantity.number_first - 1, end = last;
    // "The number of nurses … stands at 900".
    const CountSlot& told = statement.counts[slot];
    if (told.noun < told.term && quantity.unit.empty() && !own_noun)
      begin = statement.terms[told.noun].first, end = begin + 1;
    std::int64_t chained = -1;  // End of the last word found that tells who or what is counted.
    bool persons = false;       // Only that they are people so far: "residents of …", "members of the crew".
    for (std::size_t m = 0; m < group_matches.size(); ++m) {
      const PhraseMatch& match = group_matches[m];
      if (reading.lexicon.reach_group(match.value)) continue;
      // «خمسة مدنيين حكم عليهم القضاء العسكري»: what comes later tells of others.
      const std::int64_t gap = chained < 0 ? 0 : match.first - chained;
      // «مهاجرين غرق قاربهم», "residents who lost their homes": what is theirs isn't counted.
      const bool theirs = chained >= 0 && match.first >= chained && (told_fate[match.first] || owned(match));
      const bool later = theirs || gap > (persons ? longest_complement : 1);
      // «أربعة من عائلة واحدة»: only a noun right behind its number is counted in families.
      const bool households = reading.lexicon.group_names[match.value] == "household";
      if (match.first >= begin && match.first < end && (!households || match.first <= last) && !later) {
        persons = (chained < 0 || persons || gap < 0) && reading.lexicon.group_names[match.value] == "person";
        chained = std::max<std::int64_t>(chained, match.last);
        insert_sorted(frame.groups, match.value);
        counted[m] = 1;
      }
      // "A physician and two nurses": joined to it without a number of its own.
      const std::int64_t join = quantity.number_first - (reading.lexicon.lang == "ar" ? 0 : 1);
      if (join > 0 && match.last == join && !number_at[static_cast<std::size_t>(match.first)] &&
          reading.joined[static_cast<std::size_t>(join)] && !reading.closed_before[static_cast<std::size_t>(join)]) {
        bool numbered = false;
        for (std::int64_t i = std::max<std::int64_t>(0, match.first - noun_reach); i < match.first; ++i)
          numbered = numbered || number_at[static_cast<std::size_t>(i)];
        frame.one_more = frame.one_more || !numbered;
      }
      // "Two brothers and their sister", "in addition to the pilot": joined on without a number.
      const std::int64_t at = match.first;
      if (at < end || at >= last + 2 * noun_reach) continue;
      bool one_more = false;
      for (std::int64_t i = std::max(end, at - 3); i <= at; ++i) {
        // «هلع واختناق في حريق»: where it was.
        one_more = one_more && !stops[static_cast<std::size_t>(i)];
        one_more = one_more || reading.joined[static_cast<std::size_t>(i)] || adds[static_cast<std::size_t>(i)];
      }
      for (std::int64_t i = end; i <= at; ++i) one_more = one_more && !number_at[static_cast<std::size_t>(i)];
      frame.one_more = frame.one_more || one_more;
    }
    // «أميركا و11 دولة»: one more of them is named before it.
    if (quantity.first == quantity.number_first && quantity.number_first > 0) {
      const bool written_on =
          reading.lexicon.lang == "ar" && statement.words.word(quantity.number_first).starts_with("و");
      const std::int64_t join = quantity.number_first - (written_on ? 0 : 1);
      if (join > 0 && (written_on || reading.joined[static_cast<std::size_t>(join)])) {
        const Term::Kind kind = statement.terms[reading.term_of[static_cast<std::size_t>(join - 1)]].kind;
        frame.one_more = frame.one_more || kind == Term::Kind::place || kind == Term::Kind::actor;
      }
    }
    // "Mary Smith, 3 colleagues sold shares": a headline's comma for "and".
    if (statement.title && reading.lexicon.lang == "en" && quantity.number_first > 0 &&
        has_any(gap_before(statement.words, reading.text, quantity.first), {","}) &&
        statement.terms[reading.term_of[quantity.number_first - 1]].capitalised)
      frame.one_more = true;
    // "Three passengers in addition to her": whoever is added, no number says how many.
    for (std::int64_t i = last; i < std::min(tokens, last + 2 * noun_reach); ++i) {
      if (!adds[static_cast<std::size_t>(i)]) continue;
      bool numbered = false;
      for (std::int64_t k = last; k < std::min(tokens, i + noun_reach); ++k)
        numbered = numbered || number_at[static_cast<std::size_t>(k)];
      frame.one_more = frame.one_more || !numbered;
    }
    for (const auto& [term, entity] : statement.adjectives)
      if (statement.terms[term].first >= quantity.first &&
          (statement.terms[term].first < end || statement.terms[term].first < quantity.last))
        insert_sorted(frame.origins, entity);
  }

  // How far the count reaches: "… in Ohio alone", "globally, …".
  for (std::size_t m = 0; m < group_matches.size(); ++m) {
    const PhraseMatch& match = group_matches[m];
    if (!reading.lexicon.reach_group(match.value)) continue;
    counted[m] = 1;
    // "This year alone" is no part of a place.
    if (match.first > 0 && statement.terms[reading.term_of[match.first - 1]].kind == Term::Kind::date) continue;
    std::size_t nearest = slots.size();
    std::int64_t least = reach_reach + 1;
    for (std::size_t s = 0; s < slots.size(); ++s)
      if (const std::int64_t far = distance(match, quantity_of(slots[s])); far < least) least = far, nearest = s;
    if (nearest < slots.size()) insert_sorted(statement.count_frames[slots[nearest]].groups, match.value);
  }

  // "18 people, most of them fighters": told of the number before it.
  for (const PhraseMatch& word : reading.lexicon.member_words.find(reading.forms)) {
    const MemberShare share = reading.lexicon.member_shares[word.value];
    std::size_t counting = slots.size();
    for (std::size_t s = 0; s < slots.size(); ++s)
      if (const Quantity& quantity = quantity_of(slots[s]); quantity.number_last <= word.first &&
                                                            word.first - quantity.number_last <= member_reach &&
                                                            !statement.counts[slots[s]].subset)
        counting = s;
    if (counting == slots.size()) continue;
    const Quantity& quantity = quantity_of(slots[counting]);
    bool open = true;
    for (std::uint32_t i = quantity.number_last; i < word.first; ++i) open = open && !number_at[i];
    // "… people hurt when a coach overturned are pupils": one clause.
    if (share == MemberShare::are)
      for (std::uint32_t i = quantity.number_last; i <= word.first; ++i) open = open && !reading.closed_before[i];
    if (!open) continue;
    // "15 stowaways … were all from Malawi", «جميعهم من مالاوي».
    if (share == MemberShare::all || share == MemberShare::are)
      for (std::uint32_t i = word.last; i < std::min<std::int64_t>(tokens, word.last + 2); ++i) {
        const Term& place = statement.terms[reading.term_of[i]];
        if (place.function_word && !reading.closed_before[i]) continue;
        if (place.kind == Term::Kind::place && place.value != Term::no_entity &&
            reading.lexicon.entity_entries[place.value].type == "country" && !reading.closed_before[i])
          insert_sorted(statement.count_frames[slots[counting]].origins, place.value);
        break;
      }
    for (std::size_t m = 0; m < group_matches.size(); ++m) {
      const PhraseMatch& match = group_matches[m];
      if (match.first < word.last || match.first > word.last + member_gap) continue;
      // «أربعة أشخاص، كلهم من عائلة واحدة»: the family isn't counted.
      if (reading.lexicon.reach_group(match.value) || reading.lexicon.group_names[match.value] == "household") continue;
      for (std::uint32_t i = word.last; i <= match.first; ++i)
        open = open && !number_at[i] && (i == word.last || !reading.closed_before[i]);
      if (!open) break;
      CountFrame& frame = statement.count_frames[slots[counting]];
      // "26 people … are pupils": what they are tells more than that they are people.
      if (share == MemberShare::all || share == MemberShare::are)
        std::erase_if(frame.groups,
                      [&](std::uint32_t group) { return reading.lexicon.group_names[group] == "person"; });
      insert_sorted(share == MemberShare::most   ? frame.mostly
                    : share == MemberShare::some ? frame.with
                    : share == MemberShare::none ? frame.without
                                                 : frame.groups,
                    match.value);
      counted[m] = 1;
    }
  }

  for (std::size_t m = 0; m < group_matches.size(); ++m)
    if (!counted[m] && !statement.attribution[reading.term_of[group_matches[m].first]])
      insert_sorted(statement.group_terms, group_matches[m].value);

  // "400,000 barrels a day", «برميل يوميا», which is the unit's; "a monthly rent of 300".
  const auto rates = reading.lexicon.rate_periods.find(reading.forms);
  const auto open_between = [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t i = first; i < last; ++i)
      if (number_at[static_cast<std::size_t>(i)] || reading.closed_before[static_cast<std::size_t>(i)]) return false;
    return true;
  };
  for (const std::size_t slot : slots) {
    const Quantity& quantity = quantity_of(slot);
    const std::int64_t first = quantity.number_first, last = quantity.number_last;
    std::int32_t& period = statement.count_frames[slot].period;
    for (const PhraseMatch& match : rates) {
      const std::int64_t at = match.first;
      if (period < 0 && at >= last && at <= quantity.last + rate_reach && open_between(last, at))
        period = static_cast<std::int32_t>(match.value);
    }
    for (const PhraseMatch& match : rates) {
      const std::int64_t at = match.first;
      if (period < 0 && match.last == match.first + 1 && at < first && first - at <= rate_reach + 1 &&
          open_between(at + 1, first) && !reading.closed_before[static_cast<std::size_t>(first)])
        period = static_cast<std::int32_t>(match.value);
    }
  }

  for (const std::size_t slot : slots) {
    const Quantity& quantity = quantity_of(slot);
    if (quantity.unit != "year" && quantity.unit != "month") continue;
    const std::int32_t kind = statement.counts[slot].kind;
    const bool named = kind >= 0 && reading.lexicon.kind_names[static_cast<std::size_t>(kind)] == "age";
    // «فلان (34 عاما)», "Ann, 34,".
    const std::string_view before = gap_before(statement.words, reading.text, quantity.first);
    const std::string_view after = gap_before(statement.words, reading.text, quantity.last);
    const bool bracketed = has_any(before, {"("}) && has_any(after, {")"});
    const bool apposed =
        quantity.last == quantity.number_last && reading.lexicon.lang == "en" && quantity.unit == "year";
    // «ماهر جبور، 22 عاما، …».
    const bool between = has_any(before, {"،", ","}) && has_any(after, {"،", ","}) && quantity.unit == "year";
    statement.count_frames[slot].age = named || bracketed || apposed || between;
  }
}

}  // namespace tawatur
