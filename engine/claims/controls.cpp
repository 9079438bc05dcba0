#include <algorithm>
#include <array>
#include <optional>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::string_view article = "ال", to_the = "لل", by_the = "بال";
constexpr std::string_view he_prefix = "ي", she_prefix = "ت", for_prefix = "ل";
constexpr std::string_view of_what = "ب";
// Of «عليها».
constexpr std::string_view her_suffix = "ها", his_suffix = "ه", their_suffix = "هم", both_suffix = "هما";
constexpr std::array<std::string_view, 3> future_prefixes{"سي", "ست", "سن"};
constexpr std::uint32_t surely_near = 12;  // Further apart, a long sentence may tell of another place or holder.
constexpr std::uint32_t most_between =
    1;  // Words between a control word and its place, beside nouns of place and names: «السيطرة الكاملة على».
constexpr std::uint32_t near_terms = 10;  // How far from the control word its place and holder stand.

/// Reads one statement's control words. Holds what they share.
class ControlReader {
 public:
  ControlReader(Statement& statement, const Reading& reading, NamedBefore& memory)
      : statement_(statement),
        reading_(reading),
        memory_(memory),
        place_noun_(statement.terms.size(), 0),
        part_(statement.terms.size(), 0),
        beside_(statement.terms.size(), 0),
        from_(statement.terms.size(), 0),
        demonstrated_(statement.terms.size(), 0),
        governed_(statement.terms.size(), 0),
        past_(statement.terms.size(), 0),
        dating_(statement.terms.size(), 0),
        backer_(statement.terms.size(), 0),
        intended_(statement.terms.size(), 0),
        control_word_(statement.terms.size(), 0),
        located_(statement.terms.size(), 0),
        planned_(reading.forms.size(), 0) {
    for (const PhraseMatch& match : reading.lexicon.loyalty_words.find(reading.forms)) {
      read_alliance(match);
      for (std::uint32_t i = match.last; i < std::min<std::size_t>(reading.forms.size(), match.last + 4); ++i) {
        if (i > match.last && reading.closed_before[i]) break;
        backer_[term(i)] = 1;
      }
    }
    mark_next(reading.lexicon.prepositions, governed_);
    for (std::uint32_t i = 0; i < size(); ++i)
      if (statement.terms[i].form.starts_with(by_the) || statement.terms[i].form.starts_with(to_the)) governed_[i] = 1;
    read_joint_actors();
  }

  /// Reads the frames of the matches of control words.
  void read(const PhraseMatches& matches) {
    if (matches.empty()) return;
    mark_words(matches);
    for (const PhraseMatch& match : matches) read(match);
  }

 private:
  /// Marks what the frames of control words depend on.
  void mark_words(const PhraseMatches& controls) {
    // «محاولة السيطرة على», "a bid to retake", «لطرد»: meant, not done.
    for (const PhraseMatch& match : reading_.lexicon.intent_words.find(reading_.forms))
      for (std::uint32_t i = match.last; i < std::min<std::size_t>(reading_.forms.size(), match.last + 3); ++i) {
        if (i > match.last && reading_.closed_before[i]) break;
        intended_[term(i)] = 1;
      }
    for (const PhraseMatch& match : reading_.lexicon.place_nouns.find(reading_.forms))
      place_noun_[term(match.first)] = reading_.lexicon.place_noun_sites[match.value] ? site : settlement;
    for (const PhraseMatch& match : reading_.lexicon.beside_words.find(reading_.forms))
      for (std::uint32_t i = match.last; i < std::min<std::size_t>(reading_.forms.size(), match.last + 2); ++i)
        beside_[term(i)] = 1;
    for (const PhraseMatch& match : reading_.lexicon.past_markers.find(reading_.forms)) past_[term(match.first)] = 1;
    for (const PhraseMatch& match : reading_.lexicon.span_words.find(reading_.forms))
      if (!reading_.lexicon.span_word_within[match.value]) dating_[term(match.last - 1)] = 1;
    mark_next(reading_.lexicon.demonstratives, demonstrated_);
    for (const PhraseMatch& match : controls)
      for (std::uint32_t i = match.first; i < match.last; ++i) control_word_[term(i)] = 1;
    // «في», "in" and the noun of place behind it.
    for (const PhraseMatch& match : reading_.lexicon.place_prepositions.find(reading_.forms))
      for (std::uint32_t i = term(match.last - 1) + 1, nouns = 0; i < size() && nouns <= 1 && is_place(i); ++i) {
        located_[i] = 1;
        nouns += place_noun_[i] != 0;
      }
    for (const PhraseMatch& match : reading_.lexicon.unsettled.find(reading_.forms))
      if (static_cast<Certainty>(match.value) == Certainty::planned) planned_[match.last - 1] = 1;
    for (const PhraseMatch& match : reading_.lexicon.part_words.find(reading_.forms)) part_[term(match.first)] = 1;
    mark_next(reading_.lexicon.source_markers, from_);
  }

  /// Marks the term behind each match.
  void mark_next(const PhraseMatcher& matcher, Marks& marks) const {
    for (const PhraseMatch& match : matcher.find(reading_.forms))
      if (match.last < reading_.forms.size()) marks[term(match.last)] = 1;
  }

  void read(const PhraseMatch& match) {
    const ControlEntry& entry = reading_.lexicon.control_entries[match.value];
    ControlFrame frame;
    frame.verb = term(match.first);
    // "eight days after the group retook it": a date reckoned from an earlier change of hands.
    for (const Quantity& quantity : statement_.quantities)
      if (!quantity.unit.empty() && quantity.last <= match.first && match.first <= quantity.last + 3) return;
    const std::uint32_t after = term(match.last - 1) + 1;
    // «كان يسيطر عليه»: a state that is over says nothing of who holds the place now.
    if (entry.role == ControlRole::hold || imperfect(match.first))
      for (std::uint32_t i = frame.verb > 3 ? frame.verb - 3 : 0; i < frame.verb; ++i)
        if (past_[i]) return;
    // «لاستعادة السيطرة على»: the purpose may stand a word before; «للجيش» is no purpose.
    const bool for_that = match.first > 0 && !reading_.closed_before[match.first] && purpose(match.first - 1) &&
                          reading_.lexicon.control.may_begin(*reading_.forms[match.first - 1]) &&
                          !without_conjunction(statement_.words.word(match.first - 1)).starts_with(to_the);
    if (intended_[frame.verb] || asked_for(match.first) || purpose(match.first) || for_that || future(match.first))
      return;
    const auto place = find_place(frame.verb, after, entry.role == ControlRole::lose);
    if (!place) return;
    frame.place = *place;
    frame.place_key = place_key(*place);
    if (frame.place_key.empty()) return;
    const std::uint32_t low = std::min(frame.verb, frame.place), high = std::max(after, frame.place + 1);
    for (std::uint32_t i = low > 2 ? low - 2 : 0; i < std::min<std::uint32_t>(size(), high); ++i)
      if (part_[i] && i < frame.place + 1 && i + 5 > frame.place) frame.partial = true;

    // «أعلنت الوزارة طرد المسلحين من»: right behind a verb of saying it is a verbal noun, and who follows was driven out.
    if (reading_.lexicon.lang == "ar" && entry.role != ControlRole::hold && frame.verb > 0 &&
        statement_.reporting[frame.verb - 1] && !reading_.closed_before[match.first])
      return;
    Role subject = find_subject(frame.verb, after, frame.place);
    Role other = find_source(after);
    if (other && subject && other.term == subject.term) subject = Role{};
    const bool negated = statement_.negated[frame.verb] == Statement::negated_outright;
    // «تحريرها من سيطرة فلان»: whose hold it was.
    const bool left = entry.role == ControlRole::hold && from_[frame.verb];
    const bool gains = (entry.subject_gains != negated) && !left;
    switch (entry.role) {
      case ControlRole::gain:
      case ControlRole::hold:
        if (gains)
          frame.holder = subject, frame.loser = other;
        else if (entry.role == ControlRole::hold)
          frame.loser = subject;
        else
          frame.holder = other;
        break;
      case ControlRole::lose:
        // «وطرد المسلحين من المدينة»: one party alone behind the word, and from where, is who was driven out.
        if (gains && subject && !other && subject.term >= after && subject.term + 2 < size() && from_[subject.term + 2])
          frame.loser = subject;
        else if (gains)
          frame.holder = subject, frame.loser = other;
        else
          frame.loser = subject;
        break;
      case ControlRole::repel:
        if (!negated) frame.holder = subject;
        break;
    }
    const std::uint32_t named = frame.holder ? frame.holder.term : frame.loser.term;
    frame.background = entry.weak || !direct(frame.place, after) ||
                       (reckoned_from(match.first) && (frame.holder || named < after || named > after + 1)) ||
                       far(frame.verb, frame.place) || (frame.holder && far(frame.verb, frame.holder.term)) ||
                       (frame.loser && !frame.holder && far(frame.verb, frame.loser.term));
    if (frame.holder || frame.loser) statement_.controls.push_back(std::move(frame));
  }

  /// Whether the term names one who can hold a place: it is armed, or governs.
  bool holds_places(std::uint32_t i) const {
    if (statement_.terms[i].kind != Term::Kind::actor) return false;
    const std::string& type = reading_.lexicon.entity_entries[statement_.terms[i].value].type;
    return type == "army" || type == "armed_group" || type == "government" || type == "police";
  }

  /// «المقاومة والجيش»: two that are named in one breath act together, unless they stand on either side of something.
  void read_joint_actors() {
    for (std::uint32_t i = 0; i + 1 < size(); ++i) {
      if (!holds_places(i)) continue;
      const std::uint32_t j = i + (statement_.terms[i + 1].function_word && i + 2 < size() ? 2 : 1);
      if (!holds_places(j) || closed_between(i, j)) continue;
      const bool joined =
          reading_.joined[statement_.terms[j].first] || (j == i + 2 && reading_.joined[statement_.terms[i + 1].first]);
      if (joined && !governed_[i])
        statement_.alliances.emplace_back(statement_.terms[i].value, statement_.terms[j].value);
    }
  }

  /// The nearest actor before the word of loyalty and those right behind it.
  void read_alliance(const PhraseMatch& match) {
    const auto actor = [&](std::uint32_t i) { return holds_places(i); };
    const std::uint32_t at = term(match.first), behind = term(match.last - 1) + 1;
    for (std::uint32_t i = at; i-- > (at > surely_near ? at - surely_near : 0);) {
      if (!actor(i)) continue;
      for (std::uint32_t j = behind; j < std::min(size(), behind + 4); ++j)
        if (actor(j)) statement_.alliances.emplace_back(statement_.terms[i].value, statement_.terms[j].value);
      return;
    }
  }

  /// Whether the place is what the control word governs: «السيطرة على مدينة كذا», not «على جسر في مدينة كذا», which
  /// names a part, or where it happened.
  bool direct(std::uint32_t place, std::uint32_t after) const {
    // «سيطرت على معظم المحافظات»: what the preposition governs is another place than the one named before.
    if (place < after) return !governs_another(after);
    if (located_[place]) return false;
    std::uint32_t others = 0;
    for (std::uint32_t i = after; i < place; ++i) {
      const Term& between = statement_.terms[i];
      others += !between.function_word && between.kind == Term::Kind::word && !place_noun_[i] && !control_word_[i];
    }
    return others <= most_between;
  }

  /// Whether a preposition that ends the control word or follows it has a noun behind it.
  bool governs_another(std::uint32_t after) const {
    if (reading_.lexicon.lang != "ar" || after >= size()) return false;
    if (governed_[after]) return !with_pronoun(after - 1);
    // «استولت المقاومة على آليات»: its subject stands between.
    std::uint32_t i = after;
    while (i + 1 < size() && statement_.terms[i].kind == Term::Kind::actor) ++i;
    return i + 1 < size() && statement_.terms[i].function_word && governed_[i + 1] && !with_pronoun(i) &&
           !closed_between(after, i + 1);
  }

  /// «عليها»: a preposition whose object is a pronoun.
  bool with_pronoun(std::uint32_t i) const {
    const std::string& form = statement_.terms[i].form;
    return form.ends_with(her_suffix) || form.ends_with(his_suffix) || form.ends_with(their_suffix) ||
           form.ends_with(both_suffix);
  }

  static bool far(std::uint32_t i, std::uint32_t j) { return (i < j ? j - i : i - j) > surely_near; }

  /// «منذ تحريرها», "since its capture": a change of hands that only dates something else.
  bool reckoned_from(std::uint32_t token) const {
    for (std::uint32_t back = 1; back <= 2 && back <= token; ++back) {
      if (reading_.closed_before[token - back + 1]) return false;
      if (dating_[term(token - back)]) return true;
    }
    return false;
  }

  /// Whether the word has the prefix of an Arabic imperfect verb.
  bool imperfect(std::uint32_t token) const {
    const std::string_view word = statement_.words.word(token);
    return word.starts_with(he_prefix) || word.starts_with(she_prefix);
  }

  static std::string_view without_conjunction(std::string_view word) {
    if (word.starts_with("و") || word.starts_with("ف")) word.remove_prefix(for_prefix.size());
    return word;
  }

  /// «لاستعادة», «للسيطرة على», «لتحريرها»: a verbal noun behind the ل of purpose. One that begins as an imperfect does
  /// has a ي before its last letter.
  bool purpose(std::uint32_t token) const {
    std::string_view word = without_conjunction(statement_.words.word(token));
    if (reading_.lexicon.lang != "ar" || !word.starts_with(for_prefix)) return false;
    word.remove_prefix(for_prefix.size());
    constexpr std::size_t letter = for_prefix.size();
    const bool second_form = word.size() >= 5 * letter && word.substr(3 * letter, letter) == he_prefix;
    return !word.starts_with(he_prefix) && (!word.starts_with(she_prefix) || second_form);
  }

  /// «طالب الأهالي أمس بتحرير»: a verbal noun behind the ب of what is asked for or planned. That of «بسطت» is its own.
  bool asked_for(std::uint32_t token) const {
    constexpr std::uint32_t reach = 14;
    const auto has_prefix = [](std::string_view form) { return form.starts_with(of_what); };
    if (reading_.lexicon.lang != "ar" || !has_prefix(without_conjunction(statement_.words.word(token))) ||
        own_prefix(token, has_prefix))
      return false;
    // «طالب الأهالي أمس، بتحرير»: the ب begins no clause, whatever mark stands before it.
    for (std::uint32_t i = token; i > 0 && i + reach > token && (i == token || !reading_.closed_before[i]); --i)
      if (planned_[i - 1]) return true;
    return false;
  }

  /// Whether a control word begins with the prefix in all of its forms.
  template <typename HasPrefix>
  bool own_prefix(std::uint32_t token, const HasPrefix& has_prefix) const {
    WordFacts unstripped;
    for (const std::string& form :
         clitic_forms(without_conjunction(statement_.words.word(token)), reading_.lexicon.lang))
      if (has_prefix(form)) unstripped.forms.push_back(word_hash(form));
    return reading_.lexicon.control.finds(unstripped);
  }

  /// «ستستعيدها»: the س of the future before an imperfect; that of «سيطرته» is its own.
  bool future(std::uint32_t token) const {
    const std::string_view word = without_conjunction(statement_.words.word(token));
    const auto has_prefix = [](std::string_view form) {
      return std::any_of(future_prefixes.begin(), future_prefixes.end(),
                         [&](std::string_view prefix) { return form.starts_with(prefix); });
    };
    return reading_.lexicon.lang == "ar" && has_prefix(word) && !own_prefix(token, has_prefix);
  }

  std::uint32_t term(std::uint32_t token) const { return reading_.term_of[token]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(statement_.terms.size()); }
  bool closed_between(std::uint32_t a, std::uint32_t b) const {
    for (std::uint32_t i = a + 1; i <= b && i < size(); ++i)
      if (reading_.closed_before[statement_.terms[i].first]) return true;
    return false;
  }

  bool is_place(std::uint32_t i) const {
    return statement_.terms[i].kind == Term::Kind::place || (place_noun_[i] && definite(i));
  }

  /// «المدينة», "the town": a place named before.
  bool definite(std::uint32_t i) const {
    const std::string& form = statement_.terms[i].form;
    return demonstrated_[i] != 0 || form.find(article) != std::string::npos || form.starts_with(to_the);
  }

  std::optional<std::uint32_t> find_place(std::uint32_t verb, std::uint32_t after, bool left) const {
    // The settlement itself counts, not the country or the province that is named with it.
    const auto rank = [&](std::uint32_t i) {
      const Term& candidate = statement_.terms[i];
      if (candidate.kind != Term::Kind::place) return 1;
      if (candidate.value == Term::no_entity) return 3;
      const std::string& type = reading_.lexicon.entity_entries[candidate.value].type;
      return type == "country" || type == "river" || type == "region" ? 0 : 3;
    };
    std::optional<std::uint32_t> best;
    const std::uint32_t end = std::min(size(), after + near_terms);
    for (std::uint32_t i = after; i < end; ++i) {
      // Behind a mark another place is spoken of.
      if (best && reading_.closed_before[statement_.terms[i].first]) break;
      if (!is_place(i) || (from_[i] && !left) || beside_[i]) continue;  // One withdraws from a place.
      if (place_noun_[i] && statement_.terms[i].kind != Term::Kind::place && i + 1 < end && is_place(i + 1) &&
          statement_.terms[i + 1].kind == Term::Kind::place)
        continue;
      if (!best || rank(i) > rank(*best)) best = i;
      if (rank(i) == 3) break;
    }
    if (best && rank(*best) > 0) return best;
    const std::uint32_t begin = verb > near_terms ? verb - near_terms : 0;
    std::optional<std::uint32_t> before;
    for (std::uint32_t i = verb; i-- > begin;)
      if (is_place(i) && !beside_[i] && rank(i) > 0 && (!before || rank(i) > rank(*before))) before = i;
    return before ? before : best;
  }

  std::string place_key(std::uint32_t i) const {
    const Term& place = statement_.terms[i];
    if (place.kind != Term::Kind::place) {
      // «بلدة تادف جنوب مدينة الباب … البلدة»: what the noun was said of.
      if (place_noun_[i] != site) {
        for (std::uint32_t k = i; k-- > 1;)
          if (statement_.terms[k].kind == Term::Kind::place && place_noun_[k - 1] &&
              statement_.terms[k - 1].facts && place.facts &&
              statement_.terms[k - 1].facts->stem_hash == place.facts->stem_hash)
            return place_key(k);
        return memory_.place_key;
      }
      return place.synonyms.empty() ? place.form : "site " + std::to_string(place.synonyms.front());
    }
    return place.value == Term::no_entity ? place.form : reading_.lexicon.entity_entries[place.value].id;
  }

  bool is_actor(std::uint32_t i) const {
    // A state's adjective («مجموعات عراقية») names no holder.
    return holds_places(i) && !statement_.reporting[i] && !backer_[i];
  }

  Role role(std::uint32_t i) const {
    const Term& actor = statement_.terms[i];
    if (actor.kind != Term::Kind::actor) return {i, Term::no_entity};
    const Entity& entity = reading_.lexicon.entity_entries[actor.value];
    if (!entity.generic) return {i, actor.value};
    // «مقاتلي جماعة فلان»: whose they are stands behind.
    if (i + 1 < size() && holds_places(i + 1) && !closed_between(i, i + 1) &&
        !reading_.joined[statement_.terms[i + 1].first] &&
        !reading_.lexicon.entity_entries[statement_.terms[i + 1].value].generic)
      return {i, statement_.terms[i + 1].value};
    // Who is named behind it is another: «تنتصر المقاومة على فلان».
    const auto named_behind = [&](std::uint32_t known) {
      for (std::uint32_t k = i + 1; k < size(); ++k)
        if (statement_.terms[k].kind == Term::Kind::actor && statement_.terms[k].value == known) return true;
      return false;
    };
    for (std::uint32_t k = i; k-- > 0;) {
      const Term& before = statement_.terms[k];
      if (before.kind != Term::Kind::actor) continue;
      const Entity& named = reading_.lexicon.entity_entries[before.value];
      if (!named.generic && named.type == entity.type) return {i, before.value};
    }
    for (const auto& [type, last] : memory_.actor_of_type)
      if (type == entity.type && !named_behind(last)) return {i, last};
    return {i, actor.value};
  }

  Role find_subject(std::uint32_t verb, std::uint32_t after, std::uint32_t place) const {
    // «على يد»، "by": the agent is named outright.
    for (std::uint32_t i = after; i < std::min(size(), after + near_terms + 4); ++i)
      if (statement_.agent_marked[i])
        for (std::uint32_t j = i; j < std::min(size(), i + 4); ++j)
          if (is_actor(j)) return role(j);
    const bool verb_first = reading_.lexicon.lang == "ar";
    // «التي يسيطر عليها الأكراد»: the subject follows, whoever it is.
    if (verb_first && place < verb && after + 1 < size() && statement_.terms[after].function_word &&
        with_pronoun(after) && !closed_between(verb, after + 1) && definite(after + 1) && !is_actor(after + 1))
      return {};
    const std::uint32_t end = place > verb ? place : std::min(size(), after + 6);
    if (verb_first || place < verb)
      for (std::uint32_t i = after; i < end; ++i)
        if (is_actor(i) && (place < verb || !governed_[i]) && !driven_from(i)) return role(i);
    const std::uint32_t begin = verb > near_terms + 4 ? verb - near_terms - 4 : 0;
    for (std::uint32_t i = verb; i-- > begin;)
      if (is_actor(i) && !governed_[i] && !driven_from(i) &&
          !(i > 0 && statement_.reporting[i - 1] && closed_between(i, verb)))
        return role(i);
    if (!verb_first && place >= verb)
      for (std::uint32_t i = place; i < std::min(size(), place + 6); ++i)
        if (is_actor(i) && !governed_[i]) return role(i);
    return {};
  }

  /// «من عصابات داعش»: the name stands behind "from".
  bool driven_from(std::uint32_t i) const {
    for (std::uint32_t back = 0; back <= 2 && back <= i; ++back)
      if (from_[i - back]) return true;
    return false;
  }

  Role find_source(std::uint32_t after) const {
    for (std::uint32_t i = after; i < std::min(size(), after + near_terms + 4); ++i)
      if (from_[i])
        for (std::uint32_t j = i; j < std::min(size(), i + 3); ++j)
          if (is_actor(j)) return role(j);
    return {};
  }

  Statement& statement_;
  const Reading& reading_;
  NamedBefore& memory_;
  static constexpr std::uint8_t settlement = 1, site = 2;
  Marks place_noun_, part_, beside_, from_, demonstrated_, governed_, past_, dating_, backer_, intended_, control_word_,
      located_;    // By term.
  Marks planned_;  // By token: a word that tells of what is asked for or planned ends there.
};

void remember(const Statement& statement, const Reading& reading, NamedBefore& memory) {
  for (const Term& term : statement.terms) {
    if (term.kind == Term::Kind::place) {
      if (term.value == Term::no_entity) {
        memory.place_key = term.form;
        continue;
      }
      const Entity& entity = reading.lexicon.entity_entries[term.value];
      if (entity.type == "city" || entity.type == "town" || entity.type == "district") memory.place_key = entity.id;
    } else if (term.kind == Term::Kind::actor) {
      const Entity& entity = reading.lexicon.entity_entries[term.value];
      if (entity.generic) continue;
      auto& known = memory.actor_of_type;
      std::erase_if(known, [&](const auto& item) { return item.first == entity.type; });
      known.emplace_back(entity.type, term.value);
    }
  }
}

}  // namespace

void read_controls(Statement& statement, const Reading& reading, NamedBefore& memory) {
  ControlReader reader(statement, reading, memory);
  // A place and an actor of this very statement come before what the article named earlier.
  remember(statement, reading, memory);
  // "did not enter until later" tells of another time.
  if (statement.exceptive) return;
  reader.read(reading.lexicon.control.find(reading.forms));
}

}  // namespace tawatur
