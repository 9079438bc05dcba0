#include <algorithm>

#include "claims/statement_parts.h"
#include "events/sparse_vector.h"
#include "text/stem.h"

namespace tawatur {
namespace {

constexpr std::uint32_t longest_quoted_name = 4;  // Terms.
constexpr std::uint32_t longest_name = 6;         // Terms.
constexpr std::uint32_t name_words = 3;           // Of a person in scripts without capitals, small words left out.
constexpr std::uint32_t most_adjectives = 3;  // Between a title and the name, «المدرب الصربي السابق فلان».
constexpr std::uint32_t organisation_words = 2;  // Taken for the name behind a noun of organisations.
constexpr std::size_t longest_abbreviation = 5;  // "Calif."
constexpr std::size_t short_link = 4;            // Bytes: «بن» begins no name, «عبد» and «أبو» do.
constexpr double name_rarity = 4.5;              // Nats of inverse document frequency of an uncommon word.
constexpr double unknown_word = 5.4;             // Of one that the table hardly knows.
constexpr std::size_t headline_words = 4;        // From which capitals throughout are a headline's.
constexpr double least_ordinal_age = 11;         // «في الحادية والسبعين من عمرها».
constexpr double least_year_of_life = 13;
constexpr std::int32_t least_age = 1, most_age = 125;

class NameReader {
 public:
  NameReader(Statement& statement, const Reading& reading)
      : statement_(statement),
        reading_(reading),
        words_(reading.lexicon.name_words.find(reading.forms)),
        things_(reading.lexicon.siblings.find(reading.forms)) {}

  void run() {
    const auto terms = statement_.terms.size();
    organisation_.assign(terms, 0);
    place_noun_.assign(terms, 0);
    link_.assign(terms, 0);
    given_.assign(terms, 0);
    title_.assign(terms, 0);
    sibling_.assign(terms, 0);
    family_.assign(terms, 0);
    for (const PhraseMatch& match : words_) {
      const NameWord word = reading_.lexicon.name_word_entries[match.value].first;
      const std::uint32_t term = reading_.term_of[match.first];
      if (word == NameWord::organisation) mark(organisation_, match);
      if (word == NameWord::place) mark(place_noun_, match);
      // Not inside a phrase that is one term: «القبض على» holds no «علي».
      const bool whole = this->term(term).first == match.first && this->term(term).last == match.last;
      const bool name = whole && !this->term(term).function_word;
      if (word == NameWord::link && (whole || reading_.lexicon.lang != "ar")) link_[term] = 1;
      // A name that is a common word too is one behind a title only.
      if (word == NameWord::given && name)
        given_[term] = reading_.lexicon.name_word_entries[match.value].second.first == 1 ? common_given : sure_given;
      if (word == NameWord::another) statement_.another = true;
      if (word == NameWord::identifies) statement_.identifies = true;
      if (word == NameWord::among) statement_.one_of_several = true;
    }
    for (const PhraseMatch& match : reading_.lexicon.person_titles.find(reading_.forms)) mark(title_, match);
    find_family_names();
    statement_.body_noun = organisation_;
    read_siblings();
    read_ages();
    if (reading_.lexicon.lang == "ar")
      read_uncased();
    else
      read_cased();
  }

 private:
  const Term& term(std::uint32_t i) const { return statement_.terms[i]; }
  std::uint32_t terms() const { return static_cast<std::uint32_t>(statement_.terms.size()); }

  void mark(Marks& list, const PhraseMatch& match) const {
    for (std::uint32_t i = match.first; i < match.last; ++i) list[reading_.term_of[i]] = 1;
  }

  bool closed(std::uint32_t i) const { return reading_.closed_before[term(i).first] != 0; }
  std::string_view gap(std::uint32_t i) const { return gap_before(statement_.words, reading_.text, term(i).first); }

  double rarity(std::uint32_t i) const {
    const Term& one = term(i);
    return one.facts ? reading_.lexicon.rarity(*one.facts) : 0;
  }

  /// "Egyptian pounds".
  bool of_unit(std::uint32_t token) const {
    return std::any_of(statement_.quantities.begin(), statement_.quantities.end(), [&](const Quantity& quantity) {
      return quantity.number_last <= token && token < quantity.last && !quantity.dual;
    });
  }

  void read_siblings() {
    std::uint32_t covered = 0;
    for (const PhraseMatch& match : things_) {
      // "Deputy minister" holds "minister", of another office.
      if (match.first < covered && match.last <= covered && match.first != last_first_) continue;
      last_first_ = match.first;
      covered = std::max(covered, match.last);
      const SiblingEntry& entry = reading_.lexicon.sibling_entries[match.value];
      const SiblingSlot slot{reading_.term_of[match.first], reading_.term_of[match.last - 1] + 1, match.value};
      if (statement_.attribution[slot.first] || term(slot.first).first != match.first || of_unit(match.first)) continue;
      // «وإلى» is written like «والي», a governor.
      if (slot.last == slot.first + 1 && term(slot.first).function_word) continue;
      // A word inside the name of a body is not that word: "the Dutch Football Association"; but «وزير الداخلية
      // الليبي».
      const std::string& group = reading_.lexicon.sibling_groups[entry.group];
      const bool leads = term(slot.first).kind == Term::Kind::actor && (group == "portfolio" || group == "ministry");
      if (term(slot.first).kind == Term::Kind::actor && term(slot.last - 1).last != match.last && !leads) continue;
      // «بطولة الدرع (كأس السوبر)»: in brackets stands another name of the same.
      if (!entry.personal && has_any(gap(slot.first), {"("})) continue;
      // «أحمد المصري»: a family name.
      if (family_[slot.first]) continue;
      // «سلوفينيا» is no adjective, though it ends like one in the accusative.
      if (term(slot.first).kind == Term::Kind::place) continue;
      // «مستشار لوزير»: whom somebody serves is not who they are.
      if (entry.personal && reading_.lexicon.lang == "ar" && term(slot.first).form.starts_with("ل") &&
          !statement_.siblings.empty() && statement_.siblings.back().last + 2 >= slot.first)
        continue;
      if (entry.personal)
        for (std::uint32_t k = slot.first; k < slot.last; ++k) sibling_[k] = 1;
      statement_.siblings.push_back(slot);
    }
  }

  void read_ages() {
    const auto add = [&](std::uint32_t at, std::int32_t low, std::int32_t high) {
      if (low < least_age || high > most_age) return;
      auto& ages = statement_.attribution[at] ? statement_.speaker_ages : statement_.ages;
      for (const AgeSlot& known : ages)
        if (known.term == at) return;
      ages.push_back({at, low, high});
    };
    if (words_.empty() && statement_.quantities.empty()) return;
    WordNumbers before(statement_.words.tokens.size() + 1, 0), after(before.size(), 0);
    Marks before_years(before.size(), 0);
    WordNumbers sibling_at(before.size(), 0);  // By the first token of who somebody is: behind it.
    for (const SiblingSlot& slot : statement_.siblings)
      if (reading_.lexicon.sibling_entries[slot.value].personal)
        sibling_at[term(slot.first).first] = term(slot.last - 1).last;
    for (const PhraseMatch& match : words_) {
      const auto& [word, range] = reading_.lexicon.name_word_entries[match.value];
      if (word == NameWord::age_before) {
        before[match.last] = 1, before_years[match.last] = range.first == 1;
        // «يبلغ المغني 25 عاما», «عمر المغني 31 عاما»: who it is stands between.
        if (range.first > 0 && match.last < sibling_at.size() && sibling_at[match.last] != 0)
          before[sibling_at[match.last]] = 1, before_years[sibling_at[match.last]] = 1;
      }
      if (word == NameWord::age_after) after[match.first] = 1;
      if (word == NameWord::age) add(reading_.term_of[match.first], range.first, range.second);
    }
    const auto near = [](const WordNumbers& marks, std::uint32_t at, std::uint32_t reach, bool back) {
      for (std::uint32_t d = 0; d <= reach; ++d) {
        if (back ? at < d : at + d >= marks.size()) break;
        if (marks[back ? at - d : at + d]) return true;
      }
      return false;
    };
    for (const Quantity& number : statement_.quantities) {
      if (!number.unit.empty() && number.unit != "year") continue;
      const std::uint32_t at = reading_.term_of[number.number_first];
      // "(34 years)", "Tom Barlow, 59, …": nothing but the number between marks.
      const std::string_view left = gap_before(statement_.words, reading_.text, number.first);
      const std::string_view right = gap_before(statement_.words, reading_.text, number.last);
      const bool bracketed = has_any(left, {"("}) && has_any(right, {")"}) && number.unit == "year";
      const bool apposed = reading_.lexicon.lang != "ar" && has_any(left, {", "}) && at > 0 &&
                           term(at - 1).capitalised && (has_any(right, {","}) || right == "." || right == ")") &&
                           number.low >= 10 && !number.dual && number.number_last == number.number_first + 1;
      // «ماهر جبور، 22 عاما، …».
      const bool between = reading_.lexicon.lang == "ar" && has_any(left, {"،", ","}) && has_any(right, {"،", ","}) &&
                           number.unit == "year" && number.low >= 10 && at > 0 && content(at - 1);
      const bool ends = number.last >= reading_.closed_before.size() || reading_.closed_before[number.last] ||
                        !number.unit.empty() || reading_.lexicon.lang == "ar" ||
                        term(reading_.term_of[number.last]).function_word;
      // «العقد الثالث من العمر» counts decades.
      const bool years = !number.ordinal || (reading_.lexicon.lang == "ar" && number.stated >= least_ordinal_age);
      // «البالغ عددها 74»: a word that tells what is counted stands between.
      const bool beside = number.first > 0 && term(reading_.term_of[number.first - 1]).function_word;
      const bool told = ends && years &&
                        (near(before, number.first, beside ? 1 : 0, true) ||
                         near(before, number.number_first, 0, true) || near(after, number.number_last, 2, false));
      // «سباح في الحادية والأربعين»: the feminine, which no day has, and no hour from the thirteenth on.
      const bool of_life = reading_.lexicon.lang == "ar" && number.ordinal && number.stated >= least_year_of_life &&
                           number.first > 0 && statement_.words.word(number.first - 1) == "في" &&
                           statement_.words.word(number.first).starts_with("ال") &&
                           statement_.words.word(number.first).ends_with("ه");
      // "At 47, the banker …": at the begin of a sentence.
      const bool opening = reading_.lexicon.lang != "ar" && number.first == 1 && number.unit.empty() &&
                           !number.ordinal && statement_.words.word(0) == "at" && right == ", " && number.low >= 10 &&
                           !number.dual && number.number_last == 2;
      if (!bracketed && !apposed && !between && !told && !of_life && !opening) continue;
      // «يبلغ 19 عاما», not «يبلغ 19».
      if (before_years[number.first] && number.unit.empty() && !bracketed) continue;
      if (number.low != number.stated || number.bound != Bound::exact) {
        if (number.high <= most_age && number.low >= least_age)
          add(at, static_cast<std::int32_t>(number.low), static_cast<std::int32_t>(number.high));
      } else {
        add(at, static_cast<std::int32_t>(number.stated), static_cast<std::int32_t>(number.stated));
      }
    }
  }

  bool content(std::uint32_t i) const {
    return !term(i).function_word && term(i).kind != Term::Kind::date && term(i).kind != Term::Kind::number;
  }

  void add(NameSlot slot) {
    if (slot.first >= slot.last || statement_.attribution[slot.first]) return;
    for (const TimeSlot& time : statement_.times)
      if (slot.first < time.last && time.first < slot.last) return;
    for (const NameSlot& known : statement_.names)
      if (known.first < slot.last && slot.first < known.last) return;
    statement_.names.push_back(slot);
  }

  /// "T-72", "FA-50", «تي-72»: letters and a number that a dash joins designate a type; no year, "Mid-2024".
  bool designates(std::uint32_t i) const {
    constexpr std::size_t most_letters = 4, title_letters = 3, year_digits = 4;
    if (i + 1 >= terms() || term(i + 1).kind == Term::Kind::date || term(i).last != term(i).first + 1) return false;
    const std::string_view between = gap(i + 1), digits = statement_.verbatim(i + 1, i + 2);
    if ((between != "-" && between != "‑") || digits.front() < '0' || digits.front() > '9') return false;
    if (digits.size() >= year_digits && (digits.starts_with("19") || digits.starts_with("20"))) return false;
    const std::string_view letters = statement_.verbatim(i, i + 1);
    if (reading_.lexicon.lang == "ar")
      return !term(i).function_word && letters.size() <= 2 * most_letters && rarity(i) >= name_rarity;
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return std::all_of(letters.begin(), letters.end(), upper)
               ? letters.size() <= most_letters
               : letters.size() <= title_letters && upper(letters.front()) &&
                     std::all_of(letters.begin() + 1, letters.end(), [&](char c) { return upper(c) || lower(c); });
  }

  /// «اللجنة», "the army": stands for one that is not named.
  bool generic(std::uint32_t i) const {
    return term(i).kind == Term::Kind::actor && reading_.lexicon.entity_entries[term(i).value].generic;
  }

  NameSlot::Type entity_type(std::uint32_t i) const {
    if (term(i).kind == Term::Kind::place) return NameSlot::Type::place;
    if (term(i).kind == Term::Kind::actor) return NameSlot::Type::organisation;
    return NameSlot::Type::unknown;
  }

  /// Runs of capitalised words.
  void read_cased() {
    std::size_t words = 0, capitals = 0;
    for (std::uint32_t i = 0; i < terms(); ++i)
      if (content(i) && term(i).kind == Term::Kind::word) ++words, capitals += term(i).capitalised;
    // "Judge Rules …": a headline that capitalises a common word behind its first does so with all.
    const auto common = [&](std::uint32_t i) {
      return content(i) && term(i).kind == Term::Kind::word && term(i).capitalised && !title_[i] && !sibling_[i] &&
             !organisation_[i] && !term(i - 1).capitalised && !has_any(gap(i), {":", "\"", "“", "‘", "'", "«"}) &&
             (!term(i).synonyms.empty() || !term(i).poles.empty());
    };
    bool all_capitals = false;
    for (std::uint32_t i = 1; statement_.title && i < terms(); ++i) all_capitals = all_capitals || common(i);
    const bool headline =
        all_capitals || (words >= headline_words && capitals * 10 > words * 6 && !reading_.text.ends_with("."));
    Marks place_before(terms() + 1, 0);
    for (const PhraseMatcher* matcher : {&reading_.lexicon.place_prepositions, &reading_.lexicon.beside_words})
      for (const PhraseMatch& match : matcher->find(reading_.forms))
        place_before[reading_.term_of[match.last - 1] + 1] = 1;

    Marks behind_noun(terms() + 1, 0);
    for (const PhraseMatch& match : reading_.lexicon.place_nouns.find(reading_.forms))
      if (match.last > match.first + 1 && link_[reading_.term_of[match.last - 1]])
        behind_noun[reading_.term_of[match.last - 1] + 1] = 1;

    Marks be(terms(), 0);
    for (const PhraseMatch& match : reading_.lexicon.auxiliaries.find(reading_.forms))
      if (match.value == 1) mark(be, match);
    Marks month(terms(), 0);
    for (const PhraseMatch& match : reading_.lexicon.month_names.find(reading_.forms)) mark(month, match);
    const auto starts = [&](std::uint32_t i) {
      if (!term(i).capitalised || !content(i) || month[i]) return false;
      if (term(i).kind != Term::Kind::word) return true;
      if (headline) return false;
      if (i > 0) return true;
      const bool joined = terms() > 1 && term(1).capitalised && content(1) && gap(1) == " ";
      return title_[0] || sibling_[0] || joined || (rarity(0) >= unknown_word && term(0).synonyms.empty());
    };
    for (std::uint32_t i = 0; i < terms();) {
      if (designates(i)) {
        add({i, i + 2, i, NameSlot::Type::thing, false});
        i += 2;
        continue;
      }
      if (!starts(i)) {
        ++i;
        continue;
      }
      std::uint32_t last = i + 1;
      while (last < terms() && last < i + longest_name && !designates(last)) {
        const std::string_view space = gap(last);
        // "The Farmers' Union".
        const bool owned = (space == "' " || space == "’ ") && organisation_[last] && term(last).capitalised;
        if (!owned && space != " " && space != "-" && space != "‑" && space != "'" && space != "’") break;
        if (term(last).capitalised && content(last) && !(headline && term(last).kind == Term::Kind::word)) {
          ++last;
        } else if (link_[last] && last + 1 < terms() && term(last + 1).capitalised && content(last + 1) &&
                   !has_any(gap(last + 1), {","})) {
          last += 2;
        } else {
          break;
        }
      }
      // "(R)", "D-Calif.,", "Va.,": letters and abbreviations amid a sentence tell where somebody is from.
      const auto brief = [&](std::uint32_t k) {
        return term(k).kind == Term::Kind::word &&
               (term(k).form.size() == 1 ||
                (k + 1 < terms() && term(k).form.size() <= longest_abbreviation && gap(k + 1).starts_with(".") &&
                 (gap(k + 1) != ". " || !term(k + 1).capitalised)));
      };
      if (last == i + 1 && brief(i)) {
        i = last;
        continue;
      }
      NameSlot slot{i, last, i, NameSlot::Type::unknown, false};
      // "The Texas city of Odessa": the name stands behind the noun of place.
      bool settled = false;
      for (std::uint32_t k = i + 1; k < last; ++k)
        if (behind_noun[k]) slot.first = slot.title = k, settled = true;
      // Titles and nationalities lead a name, they are no part of it.
      const auto leads = [&](std::uint32_t k) {
        return sibling_[k] || generic(k) || (title_[k] && term(k).kind == Term::Kind::word);
      };
      bool titled = false;
      while (slot.first < last && leads(slot.first))
        titled = titled || title_[slot.first] || profession(slot.first), ++slot.first;
      // "The Christian Alliance" is no alliance that is Christian.
      if (slot.first > i && slot.first + 1 == last && organisation_[slot.first]) slot.first = i, titled = false;
      if (slot.first < last) {
        // "skipper, Tom Barlow", "chief justice Amina Bello".
        for (std::uint32_t k = slot.first; k > 0 && slot.first - k < 2; --k)
          if ((title_[k - 1] || profession(k - 1)) && (k == slot.first || term(k).function_word)) {
            titled = true;
            slot.title = std::min(slot.title, k - 1);
          }
        const bool organised = std::any_of(organisation_.begin() + slot.first, organisation_.begin() + last,
                                           [](std::uint8_t mark) { return mark; });
        // "Lake Geneva", "Baker Street", "at the Forcados terminal", "at its Bonny export terminal".
        const auto site = [&](std::uint32_t k) {
          return k < terms() && place_noun_[k] && !term(k).capitalised && gap(k) == " ";
        };
        const bool of_site = slot.first > 0 && term(slot.first - 1).function_word &&
                             (site(last) || (last + 1 < terms() && content(last) && site(last + 1)));
        const bool located =
            of_site || (last - slot.first > 1 && (place_noun_[slot.first] || place_noun_[last - 1]));
        const bool aged = std::any_of(statement_.ages.begin(), statement_.ages.end(),
                                      [&](const AgeSlot& age) { return age.term == last; });
        const bool named = given_[slot.first] == sure_given && last - slot.first >= 2;
        const auto known = last - slot.first == 1 ? entity_type(slot.first) : NameSlot::Type::unknown;
        const bool behind =
            slot.first > 0 &&
            (place_before[slot.first] || (slot.first > 1 && link_[slot.first - 1] && place_before[slot.first - 1]) ||
             (slot.first > 1 && term(slot.first - 1).form == "the" && place_before[slot.first - 1]));
        slot.type = known != NameSlot::Type::unknown ? known
                    : organised                      ? NameSlot::Type::organisation
                    : titled && slot.title + 1 == slot.first ? NameSlot::Type::person
                    : located || settled             ? NameSlot::Type::place
                    : titled || aged || named        ? NameSlot::Type::person
                    : behind                         ? NameSlot::Type::place
                                                     : NameSlot::Type::unknown;
        // "The bomber was Anwar Latif", "the hero is called Samuel Idowu".
        if (slot.title == slot.first && last - slot.first >= 2 && slot.first > 0 && be[slot.first - 1] &&
            (last == terms() || closed(last) || link_[last] || term(last).function_word))
          statement_.identifies = true;
        // A lone word that begins the sentence may be any noun.
        slot.weak = i == 0 && last == 1 && slot.type == NameSlot::Type::unknown &&
                    !(last < terms() && (gap(last) == "'" || gap(last) == "’"));
        add(slot);
      }
      i = last;
    }
  }

  bool profession(std::uint32_t i) const {
    return std::any_of(statement_.siblings.begin(), statement_.siblings.end(), [&](const SiblingSlot& slot) {
      const SiblingEntry& entry = reading_.lexicon.sibling_entries[slot.value];
      return slot.first <= i && i < slot.last && entry.personal &&
             reading_.lexicon.sibling_groups[entry.group] != "nationality";
    });
  }

  /// «ستسرع»: a verb of the future, which names nothing.
  bool will(std::uint32_t i) const {
    constexpr std::string_view future = "س", he = "ي", she = "ت", we = "ن";
    std::string_view form = term(i).form;
    if (term(i).kind != Term::Kind::word || !form.starts_with(future)) return false;
    form.remove_prefix(future.size());
    if (!form.starts_with(he) && !form.starts_with(she) && !form.starts_with(we)) return false;
    form.remove_prefix(he.size());
    return reading_.lexicon.frequencies.known(term_key(stem(form, reading_.lexicon.lang)));
  }

  void read_uncased() {
    for (const QuotedTerms& quoted : statement_.quotes) {
      if (quoted.last - quoted.first > longest_quoted_name) continue;
      bool name = false;
      for (std::uint32_t k = quoted.first; k < quoted.last; ++k)
        name = name || (content(k) && (rarity(k) >= name_rarity || term(k).kind == Term::Kind::actor));
      if (will(quoted.first)) continue;
      // «فيلم «ليل طويل»»: behind a noun that says what it is even common words are a name.
      const bool organised = quoted.first > 0 && organisation_[quoted.first - 1];
      if (!name && !organised) continue;
      add({quoted.first, quoted.last, organised ? quoted.first - 1 : quoted.first,
           organised ? NameSlot::Type::organisation : NameSlot::Type::thing, false});
    }
    for (std::uint32_t i = 0; i + 1 < terms(); ++i)
      if (designates(i)) add({i, i + 2, i, NameSlot::Type::thing, false});
    // Behind a noun of place a word that no table knows is most often a place.
    Marks behind(terms() + 1, 0);
    for (const PhraseMatcher* matcher : {&reading_.lexicon.beside_words, &reading_.lexicon.place_nouns})
      for (const PhraseMatch& match : matcher->find(reading_.forms)) {
        // «حي المنصور»: with the article a word is no adjective of the bare noun before it.
        const std::uint32_t noun = reading_.term_of[match.last - 1];
        const bool settlement = matcher == &reading_.lexicon.place_nouns &&
                                !reading_.lexicon.place_noun_sites[match.value] && noun + 1 < terms() &&
                                !term(noun).form.starts_with("ال");
        const bool articled = settlement && term(noun + 1).form.starts_with("ال");
        // «مدينة مزدحمة»: an adjective agrees with its noun, a name need not.
        constexpr std::string_view feminine = "ه";
        const bool bare = settlement && term(noun).form.ends_with(feminine) && !term(noun + 1).form.ends_with(feminine);
        behind[noun + 1] = articled ? behind_settlement : bare ? behind_bare_settlement : 1;
      }
    for (std::uint32_t i = 0; i < terms(); ++i)
      if (const auto type = entity_type(i); type != NameSlot::Type::unknown && !sibling_[i] && !generic(i))
        add({i, i + 1, behind[i] == behind_bare_settlement && rarity(i) >= unknown_word ? i - 1 : i, type, false});
    for (std::uint32_t i = 0; i < terms(); ++i)
      if (behind[i] && content(i) && term(i).kind == Term::Kind::word &&
          rarity(i) >= (behind[i] == behind_settlement ? settlement_rarity : unknown_word) &&
          term(i).synonyms.empty() && term(i).poles.empty() && !reading_.joined[term(i).first] && !sibling_[i] &&
          !title_[i] && !organisation_[i] && (!given_[i] || behind[i] == behind_settlement) &&
          !term(i).form.starts_with("لل"))
        add({i, i + 1, behind[i] > 1 ? i - 1 : i, NameSlot::Type::place, false});
    for (std::uint32_t i = 0; i + 1 < terms(); ++i) {
      if (title_[i] || profession(i) || given_[i] == sure_given ||
          (given_[i] && nisba(i + 1) && !closed(i + 1) && rarity(i + 1) >= name_rarity))
        read_person(i);
      // «الهيئة الانتخابية» goes on with an adjective, no name.
      if (!organisation_[i] || organisation_[i + 1] || term(i).form.starts_with("ال") ||
          term(i).form.starts_with("لل") || term(i).form.starts_with("بال") || term(i).last != term(i).first + 1)
        continue;
      std::uint32_t last = i + 1;
      while (last < terms() && last <= i + organisation_words && content(last) && !closed(last) && !sibling_[last] &&
             term(last).kind == Term::Kind::word)
        ++last;
      if (last == i + 1) continue;
      const std::string& form = term(i + 1).form;
      // Without the article an unknown word, and none that is likely a verb («سفينة يستأجرها فلان»).
      if (!form.starts_with("ال") && (rarity(i + 1) < unknown_word || form.starts_with("ي") || form.starts_with("ت")))
        continue;
      // «وزارة الصحة» is told by its first word.
      add({i + 1, i + 2, i, NameSlot::Type::organisation, false});
    }
  }

  /// «أحمد المصري», «ماركو روسي»: a word for who is of a country is a family name right behind a given name.
  void find_family_names() {
    constexpr std::string_view of_man = "ي";
    for (std::uint32_t i = 1; reading_.lexicon.lang == "ar" && i < terms(); ++i) {
      Term& name = statement_.terms[i];
      if (name.kind != Term::Kind::actor || given_[i - 1] != sure_given || closed(i) || name.value == Term::no_entity ||
          reading_.lexicon.entity_entries[name.value].type != "country" || !name.form.ends_with(of_man))
        continue;
      name.kind = Term::Kind::word;
      name.value = Term::no_entity;
      family_[i] = 1;
    }
  }

  /// «العمري»: shaped like a family name that tells where somebody is from.
  bool nisba(std::uint32_t i) const {
    return term(i).form.starts_with("ال") && term(i).form.ends_with("ي") && !title_[i] && !sibling_[i];
  }

  /// «المزايا التنافسية»: a noun with the article and its feminine adjective are no family name.
  bool described(std::uint32_t i) const {
    constexpr std::string_view article = "ال", feminine = "يه";
    return i + 1 < terms() && !closed(i + 1) && term(i + 1).form.starts_with(article) &&
           term(i + 1).form.ends_with(feminine);
  }

  /// Whether a common word stands behind a preposition that is written to it: «بجائزة».
  bool governed(std::uint32_t i) const {
    constexpr std::size_t letter = 2, least = 8;  // Bytes.
    const std::string& form = term(i).form;
    return form.starts_with("ب") && form.size() >= least &&
           reading_.lexicon.frequencies.known(
               term_key(stem(std::string_view(form).substr(letter), reading_.lexicon.lang)));
  }

  /// Whether a phrase of a table begins with the word: it means something.
  bool told(std::uint32_t i) const { return term(i).facts && !term(i).facts->starts.empty(); }

  /// «حتفه»: a common word with a pronoun of its own.
  bool owned(std::uint32_t i) const {
    constexpr std::size_t suffix = 2, least = 6;
    const std::string& form = term(i).form;
    return form.ends_with("ه") && form.size() >= least && !statement_.verbatim(i, i + 1).ends_with("ة") &&
           reading_.lexicon.frequencies.known(
               term_key(stem(std::string_view(form).substr(0, form.size() - suffix), reading_.lexicon.lang)));
  }

  bool of_state(std::uint32_t i) const {
    return (term(i).kind == Term::Kind::place || term(i).kind == Term::Kind::actor) &&
           term(i).value != Term::no_entity && reading_.lexicon.entity_entries[term(i).value].type == "country";
  }

  /// «فان»: a small word inside names that folding makes equal to a particle.
  bool joins(std::uint32_t i) const {
    return link_[i] && !statement_.verbatim(i, i + 1).starts_with("فإ") &&
           !statement_.verbatim(i, i + 1).starts_with("فأ");
  }

  /// The name behind a title or profession and its adjectives: uncommon words one after another, or such behind a
  /// given name.
  void read_person(std::uint32_t at) {
    std::uint32_t first = at;
    // Behind «بن» goes on a name that began before.
    if (at > 0 && link_[at - 1]) return;
    if (given_[at] != sure_given && (!given_[at] || title_[at] || profession(at))) {
      ++first;
      for (std::uint32_t skipped = 0; first < terms() && skipped < most_adjectives; ++first, ++skipped)
        // «سفير هولندا بيتر فان دايك»: whose office it is.
        if (!(title_[first] || sibling_[first] || (term(first).form.starts_with("ال") && !given_[first]) ||
              of_state(first)))
          break;
    }
    std::uint32_t last = first;
    bool given = false;
    std::uint32_t read = 0;
    while (last < terms() && read < name_words && (content(last) || (last > first && joins(last))) &&
           (last == first || !closed(last))) {
      if (term(last).kind != Term::Kind::word || term(last).last != term(last).first + 1) break;
      // «فلان (متلازمة داون)»: what stands in brackets tells of them.
      if (last > first && has_any(gap(last), {"(", ")", "ـ", "–"})) break;
      // What is joined on begins another name.
      if (last > first && reading_.joined[term(last).first]) break;
      const bool is_given = given_[last] || link_[last];
      // «لينا قبيسي بجائزة», «سامي الورتاني حتفه»: what is governed, or is somebody's own, goes on with the sentence.
      if (last > first && !is_given && (governed(last) || (last > first + 1 && owned(last)))) break;
      // Behind a given name a family name may be any word with the article.
      const bool family = family_[last] || (last > 0 && given_[last - 1] == sure_given && nisba(last)) ||
                          (given && term(last).form.starts_with("ال") && !sibling_[last] &&
                           rarity(last) >= name_rarity);
      if (term(last).form.starts_with("ال") && described(last)) break;
      // «سامي الزين الناقد عادل»: behind a whole name a title begins that of another.
      if (read >= 2 && last + 1 < terms() && (title_[last] || profession(last)) && given_[last + 1]) break;
      // «سامي الزين ترشيح»: behind a whole name a word that a table knows goes on with the sentence.
      if (read >= 2 && !is_given && !given_[last - 1] && !term(last).form.starts_with("ال") && told(last)) break;
      if (!is_given && !family && (rarity(last) < name_rarity || (!given && !term(last).synonyms.empty()))) break;
      given = given || is_given;
      read += !link_[last];
      ++last;
    }
    if (last > first && link_[last - 1]) --last;
    // «عن عمر ناهز 78 عاما».
    if (last < terms() && last == first + 2 && term(last).kind == Term::Kind::number && given_[first] != sure_given)
      return;
    if (last < first + 2 || !(given_[first] || (link_[first] && term(first).form.size() > short_link))) return;
    add({first, last, at, NameSlot::Type::person, false});
  }

  static constexpr std::uint8_t behind_settlement = 2, behind_bare_settlement = 3;
  static constexpr double settlement_rarity = 3.5;  // Nats.
  static constexpr std::uint8_t sure_given = 1, common_given = 2;

  Statement& statement_;
  const Reading& reading_;
  const PhraseMatches words_, things_;
  std::uint32_t last_first_ = 0xFFFFFFFF;                             ///< First token of the sibling read last.
  Marks organisation_, place_noun_, link_, given_, title_, sibling_, family_;  ///< By term.
};

}  // namespace

void read_names(Statement& statement, const Reading& reading) { NameReader(statement, reading).run(); }

}  // namespace tawatur
