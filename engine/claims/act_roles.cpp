#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "claims/clause_reader.h"
#include "claims/spelling.h"

namespace tawatur {
namespace {

constexpr std::uint32_t reach_before = 16;  // Terms from a verb back to the begin of its subject, with insertions.
constexpr std::uint32_t reach_behind = 16;  // Terms behind a verb in which its objects stand.
constexpr std::uint32_t longest_party = 7;  // Terms of a party.
constexpr std::uint32_t longest_run = 10;   // Of two in a row.
constexpr std::string_view article = "ال", to_the = "لل", by_the = "بال", to_prefix = "ل", by_prefix = "ب", waw = "و",
                           feminine = "ة", belonging = "تابع", possessive = "s", of_word = "of", by_word = "by",
                           from_word = "من";
constexpr std::array<std::string_view, 3> future_prefixes{"سي", "ست", "سن"};
constexpr std::array<std::string_view, 4> own_suffixes{"ه", "ها", "هم", "هما"};

/// Reads where the parties to the acts of one statement stand. Holds what the readers of its words share.
class ActRoleReader : ClauseReader {
 public:
  ActRoleReader(Statement& statement, const Reading& reading)
      : ClauseReader(statement, reading, true),
        act_(size(), 0),
        time_(size(), 0),
        party_(size(), 0),
        whole_act_(size(), 0),
        past_(size(), 0),
        noun_(size(), 0) {
    for (const PhraseMatch& match : reading.lexicon.time_parts.find(reading.forms)) time_[term(match.first)] = 1;
    for (const PhraseMatch& match : reading.lexicon.past_markers.find(reading.forms)) past_[term(match.first)] = 1;
    for (const MarkedTerms& word : statement.party_terms) party_[word.first] = 1;
    for (const MarkedTerms& word : statement.nation_terms) party_[word.first] = 1;
    // «هجوم نفذه مسلحون»: the verb that leads from an act to its doer is no part of either.
    if (arabic_)
      for (const PhraseMatch& match : reading.lexicon.agent_markers.find(reading.forms))
        for (std::uint32_t i = match.first; i < match.last; ++i)
          if (content(term(i))) auxiliary_[term(i)] = active;
  }

  void read(const PhraseMatches& matches) {
    const Few<MarkedTerms> words = marked(matches);
    // "Hit out at": a phrase of the table that ends with its preposition governs an object.
    for (const PhraseMatch& match : matches)
      if (match.last > match.first + 1 && statement_.terms[term(match.last - 1)].last == match.last)
        whole_act_[term(match.last - 1)] = 1;
    for (const MarkedTerms& word : words)
      if (reading_.lexicon.act_role_entries[word.value].shape == DeedShape::noun) noun_[word.first] = 1;
    for (const MarkedTerms& word : words)
      if (ends_phrase(reading_.lexicon.act_role_entries[word.value].shape) && !of_a_party(word) && !adjective(word) &&
          !articled(reading_.lexicon.act_roles, word.first))
        std::fill(act_.begin() + word.first, act_.begin() + word.last, 1);
    for (const MarkedTerms& word : words) {
      const std::uint32_t at = word.first;
      if (statement_.attribution[at] || in_name(at)) continue;
      const ActRoleEntry& entry = reading_.lexicon.act_role_entries[word.value];
      if (entry.shape == DeedShape::verb && articled(reading_.lexicon.act_roles, at)) continue;
      // «أعلنت طرد المسلحين»: right behind a verb a form that may be either is a verbal noun.
      if (arabic_ && entry.shape == DeedShape::verb && noun_[at] && at > 0 && !closed(at) && statement_.reporting[at - 1])
        continue;
      // «عن ضبط خلية»: behind a preposition stands no verb.
      if (arabic_ && entry.shape == DeedShape::verb && at > 0 && !closed(at) && is(at - 1, PhraseLimit::preposition) &&
          form(at - 1) != from_word && stands_whole(at))
        continue;
      if (of_a_party(word) || adjective(word)) continue;
      slots_.clear();
      ActRoles roles;
      roles.term = at;
      roles.kind = entry.kind;
      if (statement_.negated[at] == Statement::negated_outright) {
        // «لم يتركوا الميناء»: who hasn't left a place holds it, and who doesn't hold it isn't there.
        const std::string_view kind = reading_.lexicon.act_role_names[entry.kind];
        const auto turned = kind == "hold" || kind == "station" ? kind_of("leave")
                            : kind == "leave"                   ? kind_of("hold")
                                                                : std::nullopt;
        if (!turned) continue;
        roles.kind = *turned;
      }
      const bool read = arabic_ ? read_arabic(at, word.last, entry, roles) : read_english(at, word.last, entry);
      if (!read) continue;
      roles.first = filled(entry.first);
      roles.second = filled(entry.second);
      // «تغلب عليه الكرواتي»: whom the pronoun stands for.
      if (arabic_ && word.last < size() && auxiliary_[word.last] == active && !closed(word.last) &&
          own(word.last) && roles.first && !roles.second && roles.first.first > word.last)
        roles.second = named_before(at);
      if (roles.first && roles.second && roles.first.first == roles.second.first) continue;
      if (reading_.lexicon.act_role_names[roles.kind] == "hold" &&
          (movable(roles.second) || movable(roles.core) || movable(roles.first)))
        continue;
      if (over(at) && reading_.lexicon.act_role_names[roles.kind] == "hold") continue;
      if (roles.first || roles.second) statement_.act_roles.push_back(roles);
    }
    if (arabic_) read_apart();
  }

  /// "At Orlo Films", in a sentence whose other words have no capitals: a word of a name is no verb.
  bool in_name(std::uint32_t at) const {
    const Term& term = statement_.terms[at];
    if (arabic_ || !term.capitalised) return false;
    if (term.kind == Term::Kind::place && term.last > term.first + 1) return true;
    std::uint32_t words = 0, capitals = 0;
    for (std::uint32_t k = 1; k < size(); ++k)
      if (content(k)) ++words, capitals += statement_.terms[k].capitalised;
    return 2 * capitals < words && std::any_of(statement_.names.begin(), statement_.names.end(),
                                               [&](const NameSlot& name) { return name.first < at && at < name.last; });
  }

  /// Who does what a verb of no table tells: the doer that a marker names, and the subject of the first verb.
  void read_doers() {
    const auto unknown = static_cast<std::uint32_t>(reading_.lexicon.act_role_names.size());
    const auto add = [&](std::uint32_t verb, Party doer, bool undivided = false) {
      if (!doer || statement_.attribution[doer.first]) return;
      if (statement_.negated[verb] == Statement::negated_outright) return;
      ActRoles roles;
      roles.term = verb;
      roles.kind = unknown;
      roles.first = doer;
      if (undivided) roles.core = doer;
      statement_.act_roles.push_back(roles);
    };
    for (std::uint32_t i = 1; i < size(); ++i) {
      if (!statement_.agent_marked[i] || date(i)) continue;
      std::uint32_t verb = i - 1;
      while (verb > 0 && verb + 6 > i && !content(verb)) --verb;
      add(verb, phrase_from(i + number(i)));
    }
    std::uint32_t begin = 0;
    std::uint32_t governor = size();  // "In Graz the union called off".
    while (begin < size() &&
           (statement_.attribution[begin] || statement_.reporting[begin] || clause(begin) || !content(begin))) {
      if (!statement_.attribution[begin] && is(begin, PhraseLimit::preposition)) governor = std::min(governor, begin);
      ++begin;
    }
    if (begin >= size()) return;
    if (arabic_) {
      // «جمدت النيابة العامة الحسابات»: the verb first, then who does it.
      const bool verb_first =
          !party_[begin] && !form(begin).starts_with(article) && statement_.terms[begin].kind == Term::Kind::word;
      const bool verb = form(begin).ends_with("ت") || form(begin).starts_with("ي") || form(begin).starts_with("ت");
      if (verb_first && verb && begin + 1 < size() && !closed(begin + 1) && stands_for_doer(begin + 1) &&
          !is(begin, PhraseLimit::preposition))
        add(begin, phrase_from(begin + 1), true);
      return;
    }
    std::uint32_t head_end = size(), i = begin;
    for (; i < std::min(size(), begin + reach_before) && !clause(i); ++i) {
      if (auxiliary_[i] || (i > begin && (act_[i] || (form(i).ends_with("ed") && !statement_.terms[i].capitalised))))
        break;
      if (head_end == size() && (is(i, PhraseLimit::preposition) || (closed(i) && i > begin))) head_end = i;
    }
    if (i >= size() || i >= begin + reach_before || clause(i) || is(begin, PhraseLimit::preposition)) return;
    std::uint32_t verb = i;
    bool be = false;
    while (verb + 1 < size() && (auxiliary_[verb] || !content(verb))) be = be || auxiliary_[verb] == passive, ++verb;
    if (be && (form(verb).ends_with("ed") || act_[verb])) return;  // What is done has no doer here.
    add(verb, governor < begin ? ungoverned(governor, i) : Party{begin, std::min(i, head_end)});
  }

 private:
  std::optional<std::uint32_t> kind_of(std::string_view name) const {
    const auto& names = reading_.lexicon.act_role_names;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - names.begin());
  }

  /// «كان الجيش يسيطر»: told of a past that is over.
  bool over(std::uint32_t verb) const {
    constexpr std::uint32_t near = 4;
    const bool present = !arabic_ || form(verb).starts_with("ي") || form(verb).starts_with("ت") ||
                         (verb > 0 && is(verb - 1, PhraseLimit::preposition));  // «تحت سيطرة».
    for (std::uint32_t i = verb > near ? verb - near : 0; i < verb && present; ++i)
      if (past_[i]) {
        bool parted = false;
        for (std::uint32_t k = i + 1; k <= verb; ++k) parted = parted || closed(k) || is(k, PhraseLimit::relative);
        if (!parted) return true;
      }
    return false;
  }

  /// «شن المسلحون هجوما على الثكنة»: the subject stands within the phrase that tells the act.
  void read_apart() {
    constexpr std::uint32_t longest_subject = 9;
    const auto heads = reading_.lexicon.act_role_heads.find(reading_.forms);
    if (heads.empty()) return;
    const auto tails = reading_.lexicon.act_role_tails.find(reading_.forms);
    for (const PhraseMatch& head : heads)
      for (const PhraseMatch& tail : tails) {
        const auto parts = reading_.lexicon.act_role_parts.find(std::uint64_t{head.value} << 32 | tail.value);
        if (parts == reading_.lexicon.act_role_parts.end()) continue;
        const std::uint32_t at = term(head.last - 1), from = term(tail.first), last = term(tail.last - 1) + 1;
        if (from <= at + 1 || from > at + 1 + longest_subject || !content(at) || is(at, PhraseLimit::preposition))
          continue;
        if (statement_.attribution[at] || statement_.negated[at] == Statement::negated_outright) continue;
        if (articled(reading_.lexicon.act_role_heads, at)) continue;
        bool parted = false;
        for (std::uint32_t i = at + 1; i <= from && !parted; ++i)
          parted = closed(i) || clause(i) || is(i, PhraseLimit::relative) || statement_.reporting[i] ||
                   (i > at + 1 && i < from && act_[i] && !party_[i]);
        if (parted) continue;
        for (const std::uint32_t entry : parts->second)
          read_around(reading_.lexicon.act_role_entries[entry], at, from, last);
      }
  }

  /// One of those: verb `at`, subject and objects before term `from`, the rest of the act behind `last`.
  void read_around(const ActRoleEntry& entry, std::uint32_t at, std::uint32_t from, std::uint32_t last) {
    slots_.clear();
    ActRoles roles;
    roles.term = last - 1;
    roles.kind = entry.kind;
    const std::vector<std::string>& markers = entry.markers;
    read_behind(last, markers);
    // «وجهت الشركة إلى البنك اتهاما»: what the act's own preposition governs may stand before the noun.
    std::uint32_t end = at + 1;
    while (end < from && std::find(markers.begin(), markers.end(), form(end)) == markers.end()) ++end;
    if (end < from && end > at + 1 && is(end, PhraseLimit::preposition)) put(form(end), {end + 1, from});
    const bool governed = governed_second(entry) || !uses(entry.second, object);
    Party subject_party{at + 1, is(end, PhraseLimit::preposition) && end > at + 1 ? end : from};
    // «وجه القائد في اجتماع السبت إلى النائب تهمة»: where and when is told beside it.
    for (std::uint32_t i = at + 2; i < subject_party.last; ++i)
      if (is(i, PhraseLimit::preposition)) subject_party.last = i;
    while (subject_party && (!content(subject_party.first) || date(subject_party.first))) ++subject_party.first;
    while (subject_party && (!content(subject_party.last - 1) || date(subject_party.last - 1)))
      --subject_party.last;
    if (!subject_party) return;
    const bool joined = form(at).starts_with(waw);
    const Party before = joined ? Party{} : ungoverned(clause_begin(at, 0), at);
    if (before && uses(entry.first, subject)) {
      // «البنك يمنح الشركة قرضا».
      put(subject, before);
      if (!governed && uses(entry.second, object)) {
        take(object);
        put(object, subject_party);
      }
    } else if (before) {
      return;
    } else {
      put(subject, subject_party);
    }
    if (!before && !governed && entry.second.size() > 1 && entry.second.front() != object) {
      // «منح البنك الشركة قرضا»: both stand before the noun.
      take(object);
      roles.core = subject_party;
    }
    roles.first = filled(entry.first);
    roles.second = filled(entry.second);
    if (roles.first && roles.second && roles.first.first == roles.second.first) return;
    if (roles.first || roles.second) statement_.act_roles.push_back(roles);
  }

  /// «قاضي التحقيق», «التنظيم»: a word of the name of a party is no act.
  bool of_a_party(const MarkedTerms& word) const {
    const Term& here = statement_.terms[word.first];
    if (here.kind == Term::Kind::actor && word.last == word.first + 1) return true;
    if (std::any_of(statement_.names.begin(), statement_.names.end(), [&](const NameSlot& name) {
          return name.type == NameSlot::Type::person && name.first < word.first && word.last <= name.last;
        }))
      return true;  // «هدى كرم».
    if (number(word.first) || here.kind == Term::Kind::date) return true;  // «250 ألف».
    if (arabic_ && named_by(word)) return true;
    // «فجر الجمعة»: a part of a day.
    if (arabic_ && time_[word.first] && word.last < size() && statement_.terms[word.last].kind == Term::Kind::date)
      return true;
    // «منافسه»: with a pronoun a noun is no longer the act that ends in the feminine letter.
    if (arabic_ && rival(word)) return true;
    return std::any_of(statement_.party_terms.begin(), statement_.party_terms.end(), [&](const MarkedTerms& party) {
      const Term& first = statement_.terms[party.first];
      const std::uint32_t words = statement_.terms[party.last - 1].last - first.first;
      const std::uint32_t own = statement_.terms[word.last - 1].last - statement_.terms[word.first].first;
      return party.first <= word.first && word.last <= party.last && words > own;
    });
  }

  /// «بلدية صور», «شركة نقل»: right behind a feminine noun of a body a masculine verb is its name.
  bool named_by(const MarkedTerms& word) const {
    constexpr std::array<std::string_view, 3> present_or_feminine{"ي", "ت", "ن"};
    const std::uint32_t i = word.first;
    if (i == 0 || closed(i) || word.last > i + 1 || !stands_whole(i)) return false;
    const DeedShape shape = reading_.lexicon.act_role_entries[word.value].shape;
    return shape == DeedShape::verb && (party_[i - 1] || statement_.body_noun[i - 1]) &&
           !form(i - 1).starts_with(article) && statement_.verbatim(i - 1, i).ends_with(feminine) &&
           !form(i).ends_with("ت") && !form(i).ends_with("وا") &&
           std::none_of(present_or_feminine.begin(), present_or_feminine.end(),
                        [&](std::string_view letter) { return form(i).starts_with(letter); });
  }

  /// "The stolen van": behind an article and right before its noun a participle is no act.
  bool adjective(const MarkedTerms& word) const {
    const std::uint32_t i = word.first;
    if (arabic_ || i == 0 || word.last >= size() || closed(i) || closed(word.last) || !content(word.last)) return false;
    const DeedShape shape = reading_.lexicon.act_role_entries[word.value].shape;
    return (shape == DeedShape::verb || shape == DeedShape::participle) &&
           is_word(reading_.lexicon.articles, i - 1);
  }

  /// Whether a noun of the table that ends like a feminine one has a pronoun in its place: «منافسه», not «منافسة».
  bool rival(const MarkedTerms& word) const {
    constexpr std::string_view his = "ه", ye = "ي", waw_letter = "و";
    if (reading_.lexicon.act_role_entries[word.value].shape != DeedShape::noun) return false;
    const std::uint32_t last = word.last - 1;
    std::string_view last_form = form(last);
    if (!last_form.ends_with(his) || !stands_whole(last)) return false;
    last_form.remove_suffix(his.size());
    return !last_form.ends_with(ye) && !last_form.ends_with(waw_letter) &&
           statement_.verbatim(last, last + 1).ends_with(his);
  }

  /// Whether a noun phrase of somebody begins at i.
  bool stands_for_doer(std::uint32_t i) const { return party_[i] || statement_.terms[i].kind == Term::Kind::actor; }

  /// The noun phrase that begins at i.
  Party phrase_from(std::uint32_t i) const {
    Party party{i, i};
    for (; i < size() && i < party.first + longest_party; ++i) {
      const bool belongs = arabic_ && form(i).starts_with(belonging);
      if (i > party.first && (closed(i) || (act_[i] && !belongs) || auxiliary_[i])) break;
      if ((i > party.first && is(i, PhraseLimit::preposition)) || clause(i) || is(i, PhraseLimit::relative) ||
          date(i) || statement_.attribution[i])
        break;
      party.last = i + 1;
    }
    while (party && !content(party.first)) ++party.first;
    while (party && !content(party.last - 1)) --party.last;
    return with_name(party);
  }

  static constexpr std::string_view subject = "subject", object = "object", owner = "owner";

  /// Whether a word of the shape is a verb wherever it stands: "ship", "building" may be nouns.
  bool ends_phrase(DeedShape shape) const { return shape == DeedShape::verb || shape == DeedShape::participle; }

  /// Where a party stands: "subject", "object", "owner" or behind a preposition.
  struct Slot {
    std::string_view name;
    Party party;
  };

  bool date(std::uint32_t i) const { return statement_.terms[i].kind == Term::Kind::date || time_[i]; }
  const std::string& form(std::uint32_t i) const { return statement_.terms[i].form; }

  bool verb_like(std::uint32_t i) const {
    return auxiliary_[i] || act_[i] || (!arabic_ && form(i).ends_with("ed") && !statement_.terms[i].capitalised);
  }

  /// Whether a clause begins at i; "and" begins one when a verb stands behind it, or before it a name that it joins to
  /// none.
  bool clause(std::uint32_t i) const {
    if (!is(i, PhraseLimit::clause)) return false;
    if (!reading_.joined[statement_.terms[i].first]) return true;
    if (i == 0 || i + 1 >= size() || closed(i) || verb_like(i + 1)) return true;
    for (std::uint32_t k = i; k-- > 0 && k + 8 > i && !closed(k + 1) && !is(k, PhraseLimit::clause);)
      if (verb_like(k)) return true;
    return false;
  }

  void put(std::string_view name, Party party) {
    while (party && (!content(party.first) || date(party.first))) ++party.first;
    while (party && (!content(party.last - 1) || date(party.last - 1))) --party.last;
    if (party && std::none_of(slots_.begin(), slots_.end(), [&](const Slot& slot) { return slot.name == name; }))
      slots_.push_back({name, party});
  }

  Party filled(const std::vector<std::string>& names) const {
    for (const std::string& name : names)
      for (const Slot& slot : slots_)
        if (slot.name == name) return slot.party;
    return {};
  }

  /// "Repelled the militia", "repelled Brigade Nine": a past form in front of an article or a name is no adjective.
  bool past_verb(std::uint32_t i) const {
    return form(i).ends_with("ed") && i + 1 < size() && !closed(i + 1) && !act_[i] &&
           ((!content(i + 1) && limit_[i + 1] == nothing && !auxiliary_[i + 1]) || statement_.terms[i + 1].capitalised);
  }

  /// Whether another noun phrase begins at i, behind one that a preposition governs: "in Graz the union", "on Monday
  /// Otto Klemm".
  bool phrase_anew(std::uint32_t i, std::uint32_t first) const {
    if (arabic_ || i <= first || i + 1 >= size() || form(i) == possessive) return false;
    if (date(i - 1)) return true;
    return !content(i) && content(i - 1) && content(i + 1) && limit_[i] == nothing && !auxiliary_[i] &&
           !statement_.negator[i];
  }

  /// The noun phrase in [first, last) that no preposition governs; behind a mark another may begin.
  Party ungoverned(std::uint32_t first, std::uint32_t last) const {
    Party best;
    bool governed = false;
    for (std::uint32_t i = first; i < last; ++i) {
      if (closed(i) && i > first) {
        // "Otto Klemm, chief executive, forced out": what stands in commas belongs to the name before it.
        if (best && !governed) continue;
        governed = false;
      }
      if (is(i, PhraseLimit::preposition) || governing(i)) {
        if (best) break;
        governed = true;
      } else if (governed && phrase_anew(i, first)) {
        governed = false;
      }
      if (arabic_ && auxiliary_[i]) governed = false;  // «مع الفجر كانت الميليشيات قد بسطت».
      // "Hansong paid to take over": behind its first verb a subject is over.
      if (!arabic_ && best && auxiliary_[i]) break;
      if (!arabic_ && best && (act_[i] || past_verb(i)) && !statement_.terms[i].capitalised) break;
      if (governed || !content(i) || date(i) || act_[i] || auxiliary_[i]) continue;
      if (!best) best.first = i;
      best.last = i + 1;
    }
    return best;
  }

  /// Whether an Arabic word has its preposition written to it: «للجيش», «لألمانيا».
  std::string_view prefix_of(std::uint32_t i) const {
    if (!arabic_) return {};
    std::string_view word = form(i);
    if (begins_with(word, "ول") || begins_with(word, "وب")) word.remove_prefix(waw.size());
    if (begins_with(word, to_the)) return to_prefix;
    if (begins_with(word, by_the)) return by_prefix;
    const Term& here = statement_.terms[i];
    // «بسد»: a noun of place is one however short.
    const bool site = here.facts && reading_.lexicon.place_nouns.finds(*here.facts);
    const std::size_t least = site ? 3 : here.kind == Term::Kind::word ? 5 : 4;  // Letters: «ليلى» is a name.
    for (const std::string_view letter : {to_prefix, by_prefix}) {
      if (!begins_with(word, letter) || word.size() < least * letter.size()) continue;
      // A word that a table has with the letter is that word: «لبنان», «بنك».
      bool bare = false, whole = false;
      for (const PhraseStart& start : reading_.forms[here.first]->starts) (start.form == 0 ? whole : bare) = true;
      if (bare && !whole) return letter;
    }
    return {};
  }

  /// The same; of a word that no table knows too, where the act's own preposition may be written to it: «يحتفظ بكرينكي».
  std::string_view prefix_among(std::uint32_t i, std::span<const std::string> markers) const {
    constexpr std::size_t least = 10;  // Bytes.
    if (const std::string_view letter = prefix_of(i); !letter.empty() || !arabic_) return letter;
    const Term& here = statement_.terms[i];
    if (here.kind != Term::Kind::word || !here.facts || !here.facts->starts.empty() || form(i).size() < least)
      return {};
    for (const std::string_view letter : {by_prefix, to_prefix})
      if (form(i).starts_with(letter) && std::find(markers.begin(), markers.end(), letter) != markers.end())
        return letter;
    return {};
  }

  /// Whether the word behind «ل» may stand for somebody: «لتمويل الطرق» tells what for.
  bool recipient(std::uint32_t i) const {
    return party_[i] || statement_.terms[i].kind != Term::Kind::word || form(i).starts_with(to_the) ||
           (i + 1 < size() && !closed(i + 1) && stands_for_doer(i + 1));
  }
  bool governing(std::uint32_t i) const { return !prefix_of(i).empty(); }

  /// What stands behind the act at `from`: its object, then what prepositions govern.
  void read_behind(std::uint32_t from, std::span<const std::string> markers, bool marked_agents = true) {
    const std::uint32_t end = std::min(size(), from + reach_behind);
    std::string_view slot = object;
    if (from > 0 && swallowed_[from - 1] && !whole_act_[from - 1])
      slot = std::string_view(form(from - 1)).substr(form(from - 1).rfind(' ') + 1);
    Party party;
    const auto finish = [&] {
      if (party) put(slot, party);
      party = {};
    };
    for (std::uint32_t i = from; i < end; ++i) {
      if (statement_.attribution[i] || clause(i) || is(i, PhraseLimit::relative)) break;
      if (closed(i) && i > from) {
        // "the chairwoman, Inge Brandt": the name of whom the words before the mark describe.
        const bool name = party && !arabic_ && ((slot == object && statement_.terms[i].capitalised) || person(i));
        if (!name) {
          if (party || slot != object) break;
        }
      }
      if (act_[i] && i > from && !(arabic_ && form(i).starts_with(belonging))) break;
      const bool marker = std::find(markers.begin(), markers.end(), form(i)) != markers.end();
      if (marked_agents && statement_.agent_marked[i]) {
        finish();
        slot = by_word;
      } else if (is(i, PhraseLimit::preposition) || marker) {
        // «لجنة من المضربين»: a noun of whom is told behind it is one phrase with them.
        if (arabic_ && party && slot == object && form(i) == from_word && party.first + 1 == party.last &&
            !stands_for_doer(party.first) && i == party.last && i + 1 < end && party_[i + 1] && !closed(i + 1)) {
          party.last = i + 2;
          ++i;
          continue;
        }
        finish();
        slot = form(i);
        continue;
      } else if (const std::string_view letter = prefix_among(i, markers); !letter.empty()) {
        finish();
        slot = letter == to_prefix && !recipient(i) ? std::string_view() : letter;
      }
      if (auxiliary_[i] || (!content(i) && !party)) continue;
      if (date(i) || number(i)) {
        if (party && slot == object) finish(), slot = {};
        continue;
      }
      if (slot.empty()) continue;
      if (!party) party = {i, i + 1};
      // Behind an Arabic verb subject and object stand in one run.
      if (i - party.first < (arabic_ && slot == object ? longest_run : longest_party)) party.last = i + 1;
      // «في منزله»: with its own pronoun a noun is complete, and what follows its adjective («مبانيها الحكومية») is
      // governed no longer.
      // «على منافستها الكويتية», «على منافسه «بنك السفن»»: unless the name of whom it means follows.
      if (arabic_ && slot != object && slot != by_word && own(i) && !name_begins(i + 1)) {
        if (i + 1 < end && form(i + 1).starts_with(article) && !stands_for_doer(i + 1) && !closed(i + 1) &&
            statement_.terms[i + 1].kind == Term::Kind::word)
          ++i;
        finish(), slot = object;
      }
    }
    finish();
  }

  /// Whether a person's name in full begins at i, or their title.
  bool person(std::uint32_t i) const {
    return std::any_of(statement_.names.begin(), statement_.names.end(), [&](const NameSlot& name) {
      return name.type == NameSlot::Type::person && name.title == i && name.last >= name.first + 2;
    });
  }

  /// Whether a name or the adjective of a state begins at i, right behind the word before.
  bool name_begins(std::uint32_t i) const {
    if (i >= size() || closed(i)) return false;
    return std::any_of(statement_.names.begin(), statement_.names.end(),
                       [&](const NameSlot& name) { return name.type != NameSlot::Type::place && name.first == i; }) ||
           std::any_of(statement_.adjectives.begin(), statement_.adjectives.end(),
                       [&](const auto& adjective) { return adjective.first == i; });
  }

  /// Whether a noun has a pronoun of its own; folded, the ending of the feminine looks like one.
  bool own(std::uint32_t i) const {
    return !statement_.verbatim(i, i + 1).ends_with(feminine) &&
           std::any_of(own_suffixes.begin(), own_suffixes.end(),
                       [&](std::string_view suffix) { return form(i).ends_with(suffix); });
  }

  /// Where the clause of the act at i begins.
  std::uint32_t clause_begin(std::uint32_t i, std::uint32_t most_marks) const {
    std::uint32_t begin = i, marks = 0;
    while (begin > 0 && begin + reach_before > i) {
      if (begin < i && closed(begin) && ++marks > most_marks) break;
      const std::uint32_t k = begin - 1;
      if (statement_.attribution[k] || (statement_.reporting[k] && !party_[k]) || clause(k) ||
          is(k, PhraseLimit::relative))
        break;
      begin = k;
    }
    return begin;
  }

  bool read_english(std::uint32_t first, std::uint32_t last, const ActRoleEntry& entry) {
    std::uint32_t i = first;
    bool be = false, other = false;
    const auto adverb = [&](std::uint32_t k) {
      return form(k).size() > 4 && form(k).ends_with("ly") && !statement_.terms[k].capitalised;
    };
    while (i > 0 && !closed(i) && (auxiliary_[i - 1] || adverb(i - 1))) {
      be = be || auxiliary_[i - 1] == passive;
      other = other || auxiliary_[i - 1] == active;
      --i;
    }
    const std::vector<std::string>& markers = entry.markers;
    // "Stormed and held by the army": behind "by" stands the marked term.
    const bool by_behind = last + 1 < size() && !closed(last) &&
                           (statement_.agent_marked[last] ||
                            (statement_.agent_marked[last + 1] && is(last, PhraseLimit::preposition)));
    if (entry.shape == DeedShape::noun) {
      // "Serbia's victory over Croatia", "under army control".
      std::uint32_t k = first;
      while (k > 0 && k + 6 > first && !closed(k) && !auxiliary_[k - 1] && !is(k - 1, PhraseLimit::preposition) &&
             !is(k - 1, PhraseLimit::clause) && form(k - 1) != possessive && form(k - 1) != of_word)
        --k;
      if (k > 0 && !closed(k)) {
        if (form(k - 1) == possessive && k > 1) {
          const Party whose = last_of(k - 1);
          put(owner, whose);
          // "Under the army's control".
          if (whose.first > 0 && is(whose.first - 1, PhraseLimit::preposition)) put(form(whose.first - 1), whose);
        } else if (is(k - 1, PhraseLimit::preposition) && k < first)
          put(form(k - 1), {k, first});
      }
      put(subject, ungoverned(clause_begin(k, 2), k > 0 ? k - 1 : 0));
      read_behind(last, markers);
      // "The theft was the work of", "the strike was carried out by".
      for (std::uint32_t at = last; at < std::min(size(), last + reach_behind); ++at) {
        // "The strike, which was carried out by".
        if ((closed(at) && at > last && !is(at, PhraseLimit::relative)) || statement_.attribution[at]) break;
        if (statement_.agent_marked[at] && !date(at)) put(by_word, phrase_from(at + number(at)));
      }
      return true;
    }
    const bool past = entry.shape == DeedShape::verb || entry.shape == DeedShape::participle;
    const bool transitive = entry.first.empty() || entry.first.front() == subject || entry.second.front() == object;
    const bool is_passive = past && transitive && (be || by_behind) && !fixed_state(first);
    // An infinitive or a noun of the same form.
    if (entry.shape == DeedShape::base && !other && !by_behind && !plural_before(i)) return false;
    if (entry.shape == DeedShape::ing && !be && !arabic_ && i > 0 && is(i - 1, PhraseLimit::preposition)) return false;
    Party before;
    if (i > 0 && is(i - 1, PhraseLimit::relative)) {
      before = last_of(i - 1);
    } else {
      before = subject_of_clause(clause_begin(i, 2), i);
      if (!before) before = ungoverned(clause_begin(i, 2), i);
      if (!before && i > 0 && clause(i - 1)) {
        // "They entered the town, burned the station and left": a clause that begins with a verb has no subject.
        std::uint32_t begin = clause_begin(i - 1, 0);
        if (begin > 0 && closed(begin) && verb_like(begin)) begin = clause_begin(i - 1, 3);
        before = ungoverned(begin, i - 1);
      }
    }
    read_behind(last, markers);
    if (!is_passive) {
      put(subject, before ? before : speaker(i));
      return true;
    }
    Party agent = with_name(take(by_word));
    // "Was broken up with batons and pepper spray by guards": behind what it was done with.
    for (std::uint32_t k = last; !agent && be && k < std::min(size(), last + reach_behind); ++k) {
      if (closed(k) || is(k, PhraseLimit::relative) || statement_.attribution[k] || auxiliary_[k]) break;
      if (statement_.agent_marked[k] && !date(k) && !number(k)) agent = with_name(phrase_from(k));
    }
    take(object);
    put(object, before);
    if (agent) put(subject, agent);
    return true;
  }

  bool is_word(const PhraseMatcher& words, std::uint32_t i) const {
    return statement_.terms[i].facts && words.finds(*statement_.terms[i].facts);
  }

  /// "After the keeper Ilja Bern saved", "as Linz beat": the subject of a clause that such a word joins to another one.
  Party subject_of_clause(std::uint32_t begin, std::uint32_t verb) const {
    const PhraseMatcher& joins = reading_.lexicon.subordinators;
    std::uint32_t k = verb;
    while (k > begin && !closed(k) && !verb_like(k - 1) && !is(k - 1, PhraseLimit::relative) &&
           !is_word(joins, k - 1)) {
      if (is(k - 1, PhraseLimit::preposition)) return {};
      --k;
    }
    if (k == begin || closed(k) || !is_word(joins, k - 1)) return {};
    for (std::uint32_t i = verb; i-- > k + 1;)
      if (phrase_anew(i, k)) return {i, verb};
    return {k, verb};
  }

  /// "The army said it holds the town": who says it of themselves.
  Party speaker(std::uint32_t verb) const {
    const PhraseMatcher& pronouns = reading_.lexicon.subject_pronouns;
    std::uint32_t at = verb;
    while (at > 0 && verb < at + 3 && !content(at - 1) && !closed(at) && !is_word(pronouns, at - 1)) --at;
    if (at == 0 || !is_word(pronouns, at - 1)) return {};
    for (std::uint32_t k = at - 1; k-- > 0 && k + 4 > at;) {
      if (closed(k + 1)) return {};
      if (!statement_.reporting[k]) continue;
      return ungoverned(0, k);
    }
    return {};
  }

  /// "is in control of" is no passive.
  bool fixed_state(std::uint32_t first) const { return is(first, PhraseLimit::preposition) || !content(first); }

  /// A plural or a name before a verb in the present: "students hold".
  bool plural_before(std::uint32_t i) const {
    return i > 0 && !closed(i) && content(i - 1) && !number(i - 1) &&
           (form(i - 1).ends_with("s") || form(i - 1) == "police" || statement_.terms[i - 1].kind != Term::Kind::word);
  }

  Party take(std::string_view name) {
    const auto found = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& slot) { return slot.name == name; });
    if (found == slots_.end()) return {};
    const Party party = found->party;
    slots_.erase(found);
    return party;
  }

  /// The noun phrase that ends before `end`.
  Party last_of(std::uint32_t end) const {
    while (end > 0 && auxiliary_[end - 1]) --end;  // «الشرطة هي التي».
    std::uint32_t first = end;
    while (first > 0 && first + longest_party > end && !(first < end && closed(first)) &&
           !is(first - 1, PhraseLimit::preposition) && !clause(first - 1) && !is(first - 1, PhraseLimit::relative) &&
           !act_[first - 1] && !auxiliary_[first - 1])
      --first;
    return {first, end};
  }

  bool read_arabic(std::uint32_t first, std::uint32_t last, const ActRoleEntry& entry, ActRoles& roles) {
    if (entry.shape == DeedShape::bound) return false;
    const std::vector<std::string>& markers = entry.markers;
    // «ستستعيد المدينة»: who will hold it doesn't hold it.
    const bool whole = stands_whole(first);
    if (!whole && future(first) && reading_.lexicon.act_role_names[entry.kind] == "hold") return false;
    std::uint32_t verb = first;
    while (verb > 0 && auxiliary_[verb - 1] && !closed(verb)) --verb;
    const bool after_relative = verb > 0 && is(verb - 1, PhraseLimit::relative);
    Party before;
    if (after_relative)
      before = last_of(verb - 1);
    else
      before = ungoverned(clause_begin(verb, 0), verb);
    // A verb that begins its clause with the conjunction has its subject behind it, or that of the clause before; of
    // «في إطار جهود لتبني» nobody tells whose efforts.
    if (form(first).starts_with(waw) || (!whole && purpose_of_governed(first))) before = {};
    read_behind(last, markers);
    const Party agent = take(by_word);
    if (entry.shape == DeedShape::noun) {
      // «تمكنت البحرية من تفكيك»: the subject of the verb before; «في يد الجيش»: a state, whose subject stands before.
      const bool governed = first > 0 && is_word(reading_.lexicon.act_prepositions, first - 1);
      // «أعلن الجيش السيطرة الكاملة على»: with the article it has no owner behind it; who says so means himself.
      // «يرى الوزير أن السيطرة على»: who thinks something of it needn't be the one.
      const bool of_clause = first > 0 && is_word(reading_.lexicon.complementisers, first - 1);
      const bool own_deed = form(first).starts_with(article) && !agent && !of_clause;
      const Party behind = take(object);
      if (own_deed && !before && entry.first.front() == subject) {
        put(subject, sayer(first));
      } else if (agent) {
        put(subject, agent);
        put(object, behind);
      } else if (entry.first.front() == object) {
        put(object, behind ? behind : antecedent(first, before));
        put(subject, before);
      } else if (governed) {
        std::uint32_t k = first - 1;
        const std::uint32_t begin = clause_begin(k, 0);
        if (begin < k && !(begin > 0 && statement_.reporting[begin - 1]))
          put(subject, {begin + (begin + 1 < k && !starts_with_name(begin)), k});
        put(object, behind);
      } else {
        const bool acts_on = entry.first.front() == subject && uses(entry.second, object);
        put(acts_on ? object : subject, behind);
        // «باشرت الوزارة مقاضاة الشركة»: the subject of the verb that the act is begun with.
        const bool begun = acts_on && behind && before && content(first - 1) && !form(first).starts_with(article);
        const bool verb_told =
            before.first > 0 && (auxiliary_[before.first - 1] || statement_.reporting[before.first - 1]);
        const std::uint32_t who = before.first + !verb_told;
        if (begun && who < before.last && (who == before.first || !stands_for_doer(before.first)) &&
            (stands_for_doer(who) || statement_.body_noun[who]))
          put(subject, {who, before.last});
      }
      return true;
    }
    if (entry.first.front() == object && uses(entry.second, subject) && before) {
      // «جبل ناطع تحت سيطرة الجيش», «تحت سيطرته».
      const Party behind = take(object);
      put(object, own(last - 1) ? antecedent(first, before) : behind);
      put(subject, before);
      return true;
    }
    if (agent) {
      put(subject, agent);
      const Party behind = take(object);
      put(object, behind ? behind : before);
      return true;
    }
    // «ما زال المطار خاضعا له».
    if (before && uses(entry.first, to_prefix) && last < size() && auxiliary_[last] && !closed(last) &&
        form(last).starts_with(to_prefix)) {
      take(to_prefix);
      put(to_prefix, antecedent(first, before));
      put(subject, before);
      return true;
    }
    // «مواقع الجيش هاجمها المسلحون»: the pronoun stands for what is named before.
    if (!whole && first + 1 == last && own(first)) {
      const Party behind = take(object);
      // «الشرطة تديره مجددا»: its subject stands before, and the pronoun for what was named earlier.
      if (before && stands_for_doer(before.first) && !(behind && stands_for_doer(behind.first))) {
        put(subject, before);
        return true;
      }
      put(subject, behind);
      put(object, before);
      return true;
    }
    // «حملة دفعت تكاليفها الهيئة», «إضرابا دعا إليه الاتحاد»: a pronoun of the verb's own phrase stands for what is
    // named before, so the subject stands behind.
    const std::uint32_t pronoun = last > first + 1 ? last - 1 : last;
    const bool resumes =
        pronoun < size() && !closed(pronoun) && own(pronoun) && (pronoun < last || auxiliary_[pronoun] == active);
    if (before && resumes) {
      const Party behind = take(object);
      if (behind && (stands_for_doer(behind.first) || statement_.body_noun[behind.first])) {
        put(subject, behind);
        put(object, last_of(verb));
        return true;
      }
      put(object, behind);
    }
    if (before) {
      put(subject, before);
      return true;
    }
    const Party behind = take(object);
    // «أكد الجيش أنه يسيطر على البلدة»: whose pronoun stands at the particle.
    if (verb > 0 && himself(verb - 1) && !behind) {
      put(subject, sayer(verb - 1));
      return true;
    }
    // «صد الجيش الهجوم واحتفظ بالتل»: of one subject with the verb before.
    if (form(first).starts_with(waw) && !behind && uses(entry.first, subject)) put(subject, opening_subject(first));
    // «تراجعت الوزارة عن الحل وألغت قرارها»: what is its subject's own begins behind the verb, so the subject is the
    // one of the verb before.
    if (form(first).starts_with(waw) && behind && own(behind.first) && !stands_for_doer(behind.first) &&
        uses(entry.first, subject) && uses(entry.second, object)) {
      for (std::size_t k = statement_.act_roles.size(); k-- > 0;)
        if (const ActRoles& earlier = statement_.act_roles[k]; earlier.term < first && earlier.first && !earlier.core) {
          put(subject, earlier.first);
          break;
        }
      if (std::none_of(slots_.begin(), slots_.end(), [&](const Slot& slot) { return slot.name == subject; }))
        put(subject, opening_subject(first));
      put(object, behind);
      return true;
    }
    if (!uses(entry.first, subject) && !uses(entry.second, subject)) {
      put(object, behind);  // «انتقلت إدارة الحقل إلى الكتيبة».
      return true;
    }
    // «طرد المسلحين من البلدة»: of one party behind the verb, who drove it out isn't told.
    if (reading_.lexicon.act_role_names[entry.kind] == "hold" && uses(entry.second, from_word) &&
        behind.last == behind.first + 1 && behind)
      return false;
    const bool wants_object = uses(entry.first, object) || uses(entry.second, object);
    if (wants_object && uses(entry.first, subject) + uses(entry.second, subject) > 0 && !governed_second(entry)) {
      // «استقبل الزعيم في منزله الرئيس»: the object behind what a preposition governs.
      const auto later = later_object(last);
      if (later) {
        put(subject, behind);
        put(object, *later);
      } else {
        // «هزم بولونيا آرسنال»: where the subject ends is found where the names of the other text are known.
        roles.core = behind;
        roles.core_first_is_subject = entry.first.empty() || entry.first.front() == subject;
        put(subject, behind);
      }
    } else {
      put(subject, uses(entry.first, object) || uses(entry.second, object) ? behind : first_party(behind));
    }
    return true;
  }

  /// Whether an act with the preposition of purpose stands behind a noun that a preposition governs.
  bool purpose_of_governed(std::uint32_t act) const {
    if (!form(act).starts_with(to_prefix) || act == 0 || !content(act - 1) || closed(act)) return false;
    std::uint32_t i = act;
    while (i > 0 && content(i - 1) && !closed(i)) --i;
    return i > 0 && !closed(i) && is(i - 1, PhraseLimit::preposition);
  }

  /// «الجيش المتمردين»: up to the next party, unless the first word belongs to it («قوات الجيش»).
  Party first_party(Party whole) const {
    for (std::uint32_t i = whole.first + 1; i < whole.last; ++i)
      if (party_[i] && form(i).starts_with(article) &&
          (i > whole.first + 1 || form(whole.first).starts_with(article) ||
           (statement_.terms[whole.first].kind == Term::Kind::actor &&
            !reading_.lexicon.entity_entries[statement_.terms[whole.first].value].generic)))
        return {whole.first, i};
    return whole;
  }

  /// Whether a word is an act as it stands, nothing written to it.
  bool stands_whole(std::uint32_t i) const {
    const WordFacts* const facts = statement_.terms[i].facts;
    return !facts || reading_.lexicon.act_roles.finds_whole(*facts);
  }

  bool future(std::uint32_t i) const {
    return std::any_of(future_prefixes.begin(), future_prefixes.end(),
                       [&](std::string_view prefix) { return form(i).starts_with(prefix); });
  }

  /// Whom the pronoun of «تحت سيطرته» stands for: the party named last before what is held.
  Party antecedent(std::uint32_t act, Party held) const {
    for (std::uint32_t i = held ? std::min(act, held.first) : 0; i-- > 0;) {
      if (!stands_for_doer(i) || statement_.reporting[i]) continue;
      std::uint32_t first = i;
      while (first > 0 && stands_for_doer(first - 1) && !closed(first)) --first;
      return {first, i + 1};
    }
    return {};
  }

  /// Who is named last before an act: a person with their title, or a party.
  Party named_before(std::uint32_t act) const {
    const Party party = antecedent(act, {act, act + 1});
    Party person;
    for (const NameSlot& name : statement_.names)
      if (name.type == NameSlot::Type::person && name.last <= act && name.last > person.last)
        person = {name.title, name.last};
    return person.last > party.last ? person : party;
  }

  static bool uses(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  /// Whether a preposition of the entry has found its party.
  bool governed_second(const ActRoleEntry& entry) const {
    const auto any = [&](const std::vector<std::string>& names) {
      return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return name != subject && name != object &&
               std::any_of(slots_.begin(), slots_.end(), [&](const Slot& slot) { return slot.name == name; });
      });
    };
    return any(entry.first) || any(entry.second);
  }

  std::optional<Party> later_object(std::uint32_t from) const {
    // The first run ended at a preposition, and another begins behind a noun with its own pronoun.
    bool governed = false, over = false;
    Party party;
    for (std::uint32_t i = from; i < std::min(size(), from + reach_behind); ++i) {
      if ((closed(i) && i > from) || clause(i) || is(i, PhraseLimit::relative) || statement_.attribution[i]) break;
      if (is(i, PhraseLimit::preposition) || governing(i)) {
        if (party) break;
        governed = true;
        over = false;
        continue;
      }
      if (over && content(i) && !date(i) && !number(i)) {
        if (!party) party.first = i;
        party.last = i + 1;
        continue;
      }
      if (governed && (own(i) || date(i) || statement_.terms[i].kind == Term::Kind::place)) over = true;
    }
    // What tells when or why is no object.
    const bool known =
        party && (stands_for_doer(party.first) || (party.first + 1 < party.last && stands_for_doer(party.first + 1)));
    if (!known) return std::nullopt;
    return party;
  }

  /// «أنه», «أنها», «أنهم».
  bool himself(std::uint32_t i) const {
    constexpr std::array<std::string_view, 6> words{"انه", "انها", "انهم", "بانه", "بانها", "بانهم"};
    return std::find(words.begin(), words.end(), form(i)) != words.end();
  }

  /// «أكد الجيش أنه»: who says it.
  Party sayer(std::uint32_t before) const {
    for (std::uint32_t i = before; i-- > 0;)
      if (stands_for_doer(i)) {
        std::uint32_t last = i + 1;
        while (last < before && content(last) && !closed(last) && !statement_.reporting[last] && !date(last)) ++last;
        return {i, last};
      }
    return {};
  }

  /// Who a sentence that begins with a verb says does it, if a table knows them.
  Party opening_subject(std::uint32_t before) const {
    for (std::uint32_t i = 1; i < before && !closed(i) && !is(i, PhraseLimit::preposition); ++i)
      if (stands_for_doer(i)) return phrase_from(i);
    return {};
  }

  bool starts_with_name(std::uint32_t i) const {
    return form(i).starts_with(article) || statement_.terms[i].kind != Term::Kind::word;
  }

  Marks act_, time_, party_, whole_act_, past_, noun_;  // By term.
  Few<Slot> slots_;                                     // Of the act that is read.
};

}  // namespace

void read_act_roles(Statement& statement, const Reading& reading) {
  if (statement.terms.empty()) return;
  if (reading.lexicon.act_role_names.empty()) return;
  ActRoleReader reader(statement, reading);
  reader.read(reading.lexicon.act_roles.find(reading.forms));
  reader.read_doers();
}

}  // namespace tawatur
