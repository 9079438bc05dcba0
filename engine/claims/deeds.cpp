#include <algorithm>
#include <optional>

#include "claims/clause_reader.h"

namespace tawatur {
namespace {

constexpr std::uint32_t longest_phrase = 9;  // Terms of a noun phrase.
constexpr std::uint32_t longest_name = 5;    // Terms of a doer in a language without capitals.
constexpr std::uint32_t agent_reach = 9;     // Terms between a verb and «على يد», "by".
constexpr std::uint32_t opening = 6;         // Terms of a subject that stands before an Arabic verb.
constexpr std::string_view article = "ال", to_the = "لل", by_the = "بال", waw = "و", from = "من", belonging = "تابع",
                           for_prefix = "ل", by_prefix = "ب", alef_hamza = "أ";

/// Reads one statement's deeds. Holds what they share.
class DeedReader : ClauseReader {
 public:
  DeedReader(Statement& statement, const Reading& reading)
      : ClauseReader(statement, reading, false),
        deed_(size(), 0),
        party_(size(), 0),
        nation_(size(), 0),
        verbal_noun_(size(), 0) {
    statement.party_terms = marked(reading.lexicon.parties.find(reading.forms));
    statement.nation_terms = marked(reading.lexicon.nations.find(reading.forms));
    for (const MarkedTerms& word : statement.party_terms) party_[word.first] = 1;
    for (const MarkedTerms& word : statement.nation_terms) nation_[word.first] = 1;
    matches_ = marked(reading.lexicon.deeds.find(reading.forms));
    if (matches_.empty()) return;
    const auto hold = std::find(reading.lexicon.deed_names.begin(), reading.lexicon.deed_names.end(), "hold");
    if (hold != reading.lexicon.deed_names.end())
      hold_ = static_cast<std::uint32_t>(hold - reading.lexicon.deed_names.begin());
    for (const MarkedTerms& word : matches_) {
      for (std::uint32_t i = word.first; i < word.last; ++i) deed_[i] = 1;
      if (reading.lexicon.deed_entries[word.value].shape == DeedShape::noun) verbal_noun_[word.first] = 1;
    }
  }

  void read() {
    for (const MarkedTerms& word : matches_) {
      if (statement_.attribution[word.first] || statement_.negated[word.first] == Statement::negated_outright) continue;
      const DeedEntry& entry = reading_.lexicon.deed_entries[word.value];
      if (entry.shape == DeedShape::verb && articled(reading_.lexicon.deeds, word.first)) continue;
      Deed deed{word.first, entry.kind, {}, {}};
      const std::string& name = reading_.lexicon.deed_names[entry.kind];
      if (name == "holding")
        read_english(deed, word, entry.shape, true);
      else if (name == "held" || name == "under")
        read_held(deed, word, name == "under");
      else if (arabic_)
        read_arabic(deed, word, entry.shape);
      else
        read_english(deed, word, entry.shape);
      if (name == "holding" && hold_) deed.kind = *hold_;
      if (hold_ && deed.kind == *hold_ && movable(deed.object)) continue;
      if (deed.doer || deed.object) statement_.deeds.push_back(deed);
    }
    if (arabic_) share_doers();
  }

 private:
  bool limits(std::uint32_t i) const {
    if (limit_[i] == nothing || is(i, PhraseLimit::link)) return false;
    // "The Competition and Markets Authority".
    return !(is(i, PhraseLimit::clause) && reading_.joined[statement_.terms[i].first] && i > 0 && i + 1 < size() &&
             statement_.terms[i - 1].capitalised && statement_.terms[i + 1].capitalised);
  }
  bool date(std::uint32_t i) const { return statement_.terms[i].kind == Term::Kind::date; }

  /// Without the function words and dates at either end.
  Party trimmed(std::uint32_t first, std::uint32_t last) const {
    while (first < last && (!content(first) || date(first))) ++first;
    while (first < last && (!content(last - 1) || date(last - 1))) --last;
    return {first, last};
  }

  /// The noun phrase that begins at i.
  Party phrase_from(std::uint32_t i, std::uint32_t most = longest_phrase) const {
    const std::uint32_t first = i;
    while (i < size() && i < first + most && !limits(i) && !(i > first && closed(i)) && !(i > first && auxiliary_[i]) &&
           !(deed_[i] && i > first && !is_noun_here(i) && statement_.terms[i].kind != Term::Kind::actor) &&
           !((date(i) || number(i)) && i > first) && !statement_.reporting[i])
      ++i;
    return trimmed(first, i);
  }

  /// An English deed's word behind a determiner or an adjective is no verb: "the attack".
  bool is_noun_here(std::uint32_t i) const { return arabic_ ? false : i > 0 && statement_.terms[i].capitalised; }

  /// The noun phrase that ends before `end`: to the left as far as the clause goes.
  Party phrase_before(std::uint32_t end) const {
    std::uint32_t begin = end;
    std::uint32_t last_cut = end;
    bool preposition = false;
    while (begin > 0 && begin + longest_phrase + 3 > end) {
      const std::uint32_t i = begin - 1;
      if (begin < end && closed(begin)) break;
      if (is(i, PhraseLimit::clause) || is(i, PhraseLimit::relative) || statement_.reporting[i]) break;
      if (deed_[i] && !is_noun_here(i) && begin < end) break;
      if (is(i, PhraseLimit::preposition)) {
        // What stands behind the last preposition, if the phrase turns out to begin with one.
        if (!preposition) last_cut = begin;
        preposition = true;
      }
      begin = i;
    }
    if (begin < end && preposition && is(begin, PhraseLimit::preposition)) {
      begin = last_cut;
      // "After a quarrel over the lights the film crew": the last determiner begins the subject.
      for (std::uint32_t i = end; i-- > begin + 1;)
        if (statement_.terms[i].function_word && !limits(i) && limit_[i] == nothing && i > begin) {
          begin = i;
          break;
        }
      for (std::uint32_t i = begin; i < end; ++i)
        if (date(i)) begin = i + 1;
    }
    return trimmed(begin, end);
  }

  std::optional<Party> marked_agent(std::uint32_t start) const {
    for (std::uint32_t i = start; i < std::min(size(), start + agent_reach); ++i) {
      if (i > start && closed(i)) return std::nullopt;
      if (i > start && !arabic_ && deed_[i] && !is_noun_here(i)) return std::nullopt;
      if (!statement_.agent_marked[i] || number(i) || date(i) || deed_[i]) continue;
      const Party party = with_name(phrase_from(i));
      if (party) return party;
    }
    return std::nullopt;
  }

  void read_english(Deed& deed, const MarkedTerms& word, DeedShape shape, bool is_state = false) const {
    std::uint32_t i = word.first;
    bool be = false, other = false;
    while (i > 0 && !closed(i) && (auxiliary_[i - 1] || adverb(i - 1))) {
      be = be || auxiliary_[i - 1] == passive;
      other = other || auxiliary_[i - 1] == active;
      --i;
    }
    const auto agent = marked_agent(word.last);
    if (shape == DeedShape::noun || (shape == DeedShape::base && !other) ||
        (shape == DeedShape::present && agent && word.last + 1 >= agent->first)) {
      if (agent) deed.doer = *agent;
      for (std::uint32_t k = word.last; k < std::min(size(), word.last + agent_reach) && !(k > word.last && closed(k));
           ++k)
        if (is(k, PhraseLimit::preposition) || is(k, PhraseLimit::link)) {
          if (k + 1 >= size() || statement_.agent_marked[k + 1]) continue;
          deed.object = phrase_from(k + 1, 5);
          break;
        }
      return;
    }
    if (shape == DeedShape::base && !other) return;
    Party before;
    if ((shape != DeedShape::ing || be) && !pronoun_before(i)) {
      std::uint32_t end = i;
      if (end > 0 && is(end - 1, PhraseLimit::relative)) {
        --end;
        before = phrase_before(end);
      } else if (end > 0 && closed(end)) {
        // "Lytton, a chip designer, has sued": the subject stands before the insertion.
        std::uint32_t k = end - 1;
        while (k > 0 && !closed(k)) --k;
        if (k > 0 && end - k <= longest_phrase) before = phrase_before(k);
      } else {
        before = phrase_before(end);
      }
    }
    const bool past = shape == DeedShape::verb || shape == DeedShape::participle;
    const bool is_passive =
        !is_state &&
        ((be && past) || (!be && !other && agent && shape != DeedShape::present && word.last + 1 >= agent->first));
    if (is_passive || shape == DeedShape::participle) {
      if (is_passive || be) {
        // "The dam did not fall and is held by": one subject of two verbs.
        if (!before && i > 0 && is(i - 1, PhraseLimit::clause)) {
          std::uint32_t begin = i - 1;
          while (begin > 0 && !closed(begin)) --begin;
          before = phrase_from(begin);
        }
        deed.object = head_of(before);
        if (agent) deed.doer = *agent;
        return;
      }
      if (!other) return;
    }
    deed.doer = before;
    std::uint32_t k = word.last;
    while (k < size() && !closed(k) && !content(k) && !limits(k)) ++k;
    if (k < size() && !(k > word.last && closed(k)) && !limits(k)) deed.object = phrase_from(k, 6);
  }

  /// "Listened to the band as they held": who is named before does something else.
  bool pronoun_before(std::uint32_t verb) const {
    const WordFacts* word = verb > 0 ? statement_.terms[verb - 1].facts : nullptr;
    return word && reading_.lexicon.subject_pronouns.finds(*word);
  }

  /// "The town is in the hands of the rebels", "under army control".
  void read_held(Deed& deed, const MarkedTerms& word, bool between) const {
    if (!hold_) return;
    deed.kind = *hold_;
    std::uint32_t end = word.first;
    if (between) {
      const std::uint32_t least = word.first > 4 ? word.first - 4 : 0;
      while (end > least && !is(end - 1, PhraseLimit::preposition) && !closed(end)) --end;
      if (end == least || end == word.first ||
          statement_.terms[end - 1].form != reading_.lexicon.deed_names[reading_.lexicon.deed_entries[word.value].kind])
        return;
      deed.doer = trimmed(end, word.first);
      --end;
    } else {
      deed.doer = arabic_ ? arabic_party(word.last) : phrase_from(word.last);
    }
    std::uint32_t begin = end;
    while (begin > 0 && begin + 12 > end && !(begin < end && closed(begin)) &&
           !(arabic_ && is(begin - 1, PhraseLimit::clause)) && !statement_.reporting[begin - 1])
      --begin;
    deed.object = trimmed(begin, end);
  }

  /// What stands before the first preposition of a phrase.
  Party head_of(Party phrase) const {
    for (std::uint32_t i = phrase.first + 1; i < phrase.last; ++i)
      if (is(i, PhraseLimit::preposition)) return trimmed(phrase.first, i);
    return phrase;
  }

  bool adverb(std::uint32_t i) const {
    const std::string& form = statement_.terms[i].form;
    return form.size() > 4 && form.ends_with("ly") && !statement_.terms[i].capitalised;
  }

  bool governed(std::uint32_t i) const {
    const std::string& form = statement_.terms[i].form;
    return form.starts_with(to_the) || form.starts_with(by_the) || (i > 0 && is(i - 1, PhraseLimit::preposition));
  }

  /// The party that begins at i, up to the next one.
  Party arabic_party(std::uint32_t i) const {
    const Party whole = phrase_from(i, longest_phrase);
    if (!whole) return {};
    std::uint32_t last = std::min(whole.last, whole.first + longest_name);
    for (std::uint32_t k = whole.first + 1; k < last; ++k) {
      // «مسيرات تابعة للدعم السريع»: the owner belongs to it.
      if (statement_.terms[k - 1].form.starts_with(belonging)) continue;
      // «الجيش مواقع»: behind what is definite an indefinite word is no attribute of it.
      const Term& before = statement_.terms[k - 1];
      const Term& here = statement_.terms[k];
      if ((definite(k - 1) || before.kind == Term::Kind::actor) && here.kind == Term::Kind::word &&
          !here.function_word && !definite(k) && !nation_[k] && here.facts && here.facts->forms.size() == 1) {
        last = k;
        break;
      }
      // «قوات القيادة العامة»: an indefinite noun belongs to what follows it.
      const bool owned = k == whole.first + 1 && (party_[whole.first] || !definite(whole.first));
      if (party_begins(k) && !owned) {
        last = k;
        break;
      }
    }
    // «خبراء من الجيش»: the body they belong to.
    if (last == whole.last && last + 1 < size() && !closed(last) && statement_.terms[last].form == from &&
        (party_begins(last + 1) || nation_[last + 1]))
      last = std::max(last, phrase_from(last + 1, 3).last);
    return trimmed(whole.first, last);
  }

  bool definite(std::uint32_t i) const { return statement_.terms[i].form.starts_with(article); }

  /// Whom a pronoun behind a verb stands for: the party named last before it.
  Party antecedent(std::uint32_t verb) const {
    for (std::uint32_t i = verb; i-- > 0;)
      if (party_begins(i) || nation_[i]) return trimmed(i, std::min(verb, i + 3));
    return {};
  }

  bool party_begins(std::uint32_t i) const {
    if (party_[i]) return true;
    return statement_.terms[i].kind == Term::Kind::actor &&
           reading_.lexicon.entity_entries[statement_.terms[i].value].type != "country";
  }

  void read_arabic(Deed& deed, const MarkedTerms& word, DeedShape shape) const {
    const std::uint32_t v = word.first;
    const std::string& form = statement_.terms[v].form;
    const auto agent = marked_agent(word.last);
    const bool noun = shape == DeedShape::noun &&
                      (governed(v) || form.starts_with(article) || !begins_clause(v) || agent.has_value());
    if (shape == DeedShape::noun && !noun) return;
    // Folded, «ألغى» looks as if it had the article.
    const bool hamza = statement_.verbatim(v, v + 1).starts_with(alef_hamza);
    if (shape == DeedShape::verb && !hamza && (form.starts_with(article) || governed(v))) return;
    // «لقصف»، «يتبنى قتل»: a form that may be either is a verb at the beginning of a clause alone.
    if (shape == DeedShape::verb && verbal_noun_[v] &&
        (form.starts_with(for_prefix) || form.starts_with(by_prefix) || !begins_clause(v)))
      return;
    if (agent) {
      deed.doer = *agent;
      if (word.last < agent->first) deed.object = arabic_party(word.last);
      return;
    }
    if (shape == DeedShape::noun) {
      // «قصف مدفعي تركي»: the verbal noun's own adjective or owner.
      if (word.last < size() && !closed(word.last) && !limits(word.last)) deed.object = arabic_party(word.last);
      return;
    }
    std::uint32_t verb = v;  // «الجيش ما زال يمسك»: with what stands between.
    while (verb > 0 && auxiliary_[verb - 1] && !closed(verb)) --verb;
    std::uint32_t begin = verb;
    while (begin > 0 && begin + opening > v && !(begin < v && closed(begin)) && !is(begin - 1, PhraseLimit::clause) &&
           !is(begin - 1, PhraseLimit::relative) && !statement_.reporting[begin - 1] && !deed_[begin - 1])
      --begin;
    const bool joined = form.starts_with(waw);
    const bool preposition_first = begin < v && (is(begin, PhraseLimit::preposition) || date(begin));
    std::uint32_t k = word.last;
    bool pronoun = shape == DeedShape::bound;  // «تغلب عليه الكرواتي», «شنتها طائرات».
    while (k < size() && !closed(k) && (date(k) || auxiliary_[k])) {
      pronoun = pronoun || auxiliary_[k] == active;
      ++k;
    }
    const bool object_behind = k < size() && !closed(k) && !limits(k) && !number(k);
    if (v > 0 && is(v - 1, PhraseLimit::relative)) {
      deed.doer = trimmed(begin_of_noun(v - 1), v - 1);
      if (shape == DeedShape::bound && object_behind) {
        deed.object = deed.doer;
        deed.doer = arabic_party(k);
      } else if (object_behind) {
        deed.object = arabic_party(k);
      }
      return;
    }
    if (begin < verb && !preposition_first && !joined && shape != DeedShape::bound && subject_before(begin, verb)) {
      deed.doer = trimmed(begin, verb);
      if (object_behind) deed.object = arabic_party(k);
      return;
    }
    // «الاحتلال يقتل شابا»: behind a noun that may be the subject, what follows is no doer.
    if (!object_behind || !(joined || shape == DeedShape::bound || begins_clause(verb) || preposition_first)) return;
    deed.doer = arabic_party(k);
    if (!deed.doer) return;
    if (pronoun) {
      deed.object = antecedent(v);
      return;
    }
    std::uint32_t next = deed.doer.last;
    if (next < size() && !closed(next) && !limits(next) && !date(next)) deed.object = arabic_party(next);
    // «تغلب على كذا»: what a verb's own preposition governs.
    if (!deed.object && next < size() && !closed(next) && is(next, PhraseLimit::preposition) && next + 1 < size())
      deed.object = arabic_party(next + 1);
  }

  bool subject_before(std::uint32_t begin, std::uint32_t v) const {
    for (std::uint32_t i = begin; i < v; ++i)
      if (limits(i) || number(i)) return false;
    return party_begins(begin);
  }

  std::uint32_t begin_of_noun(std::uint32_t end) const {
    std::uint32_t i = end;
    while (i > 0 && i + 4 > end && !limits(i - 1) && !deed_[i - 1] && !(i < end && closed(i))) --i;
    return i;
  }

  bool begins_clause(std::uint32_t v) const {
    return v == 0 || closed(v) || is(v - 1, PhraseLimit::clause) || statement_.reporting[v - 1];
  }

  /// «غارة نفذتها طائرات», «شن هجوما»: the verbal noun nearest to a light verb is what its subject does.
  void share_doers() {
    const auto& names = reading_.lexicon.deed_names;
    std::vector<Deed> shared;
    for (const Deed& light : statement_.deeds) {
      if (names[light.kind] != "do" || !light.doer) continue;
      for (const MarkedTerms& word : matches_) {
        const DeedEntry& entry = reading_.lexicon.deed_entries[word.value];
        if (entry.shape != DeedShape::noun || names[entry.kind] == "do") continue;
        const std::uint32_t gap = word.first < light.term ? light.term - word.first : word.first - light.term;
        if (gap > 6) continue;
        Deed deed = light;
        deed.term = word.first;
        deed.kind = entry.kind;
        deed.object = {};
        shared.push_back(deed);
      }
    }
    std::erase_if(statement_.deeds, [&](const Deed& deed) { return names[deed.kind] == "do"; });
    statement_.deeds.insert(statement_.deeds.end(), shared.begin(), shared.end());
  }

  Marks deed_, party_, nation_, verbal_noun_;  // By term.
  Few<MarkedTerms> matches_;
  std::optional<std::uint32_t> hold_;  ///< The class of deeds of who holds a place.
};

}  // namespace

void read_deeds(Statement& statement, const Reading& reading) {
  if (statement.terms.empty()) return;
  DeedReader(statement, reading).read();
}

}  // namespace tawatur
