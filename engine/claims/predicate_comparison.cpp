#include "claims/predicate_comparison.h"

#include <algorithm>

#include "text/stem.h"

namespace tawatur {
namespace {

constexpr double telling_name = 0.6;  // Weight of a rare word.
constexpr double telling_word = 0.35;
constexpr double alike = 0.5;
constexpr std::size_t demonym_letters = 4;  // "Slovak" and "Slovakia" begin alike.
constexpr std::uint32_t subject_words = 3;
constexpr std::string_view possessive = "s", other = "other";

bool bare(const Term& term) {
  for (const std::string_view clitic : {"و", "ف", "ب", "ل", "ك"})
    if (term.form.starts_with(clitic) && term.facts && term.facts->forms.size() > 1) return false;
  return true;
}

}  // namespace

bool PredicateComparison::known(const Statement& side, std::uint32_t k, const Statement& other, double least) const {
  const Term& name = side.terms[k];
  for (std::uint32_t m = 0; m < other.terms.size(); ++m) {
    if (term_similarity(side, k, other, m, lexicon_) >= least || one_name(name.form, other.terms[m].form)) return true;
    if (name.capitalised && other.terms[m].capitalised && name.form.size() >= demonym_letters &&
        other.terms[m].form.starts_with(std::string_view(name.form).substr(0, demonym_letters)))
      return true;
  }
  return false;
}

std::vector<std::uint32_t> PredicateComparison::names_unknown(const Statement& side, const Statement& other) const {
  std::vector<std::uint32_t> names;
  for (std::uint32_t k = 0; k < side.terms.size(); ++k) {
    const Term& term = side.terms[k];
    if (side.attribution[k] || side.reporting[k] || term.function_word) continue;
    const bool entity = (term.kind == Term::Kind::actor || term.kind == Term::Kind::place) &&
                        !(term.value != Term::no_entity && lexicon_.entity_entries[term.value].generic);
    const bool capital = k > 0 && term.kind == Term::Kind::word && term.capitalised && term.weight >= telling_name;
    if ((entity || capital) && !known(side, k, other, alike)) names.push_back(k);
  }
  return names;
}

bool PredicateComparison::retold(std::uint32_t i, std::uint32_t j) const {
  constexpr double few = 0.3, fair = 0.4;  // Coverage, with four such words or three.
  std::uint32_t words = 0, telling = 0;
  for (std::uint32_t k = 0; k < a_.terms.size(); ++k) {
    const std::uint32_t m = alignment_.b_of_a[k];
    if (k == i || m == none || m == j || alignment_.similarity_a[k] < same_word || a_.terms[k].function_word ||
        a_.attribution[k] || b_.attribution[m])
      continue;
    ++words;
    telling += a_.terms[k].kind != Term::Kind::word || a_.terms[k].weight >= telling_name;
  }
  return telling > 0 && ((words >= 4 && coverage_ >= few) || (words >= 3 && coverage_ >= fair));
}

bool PredicateComparison::strangers() const { return !names_unknown(a_, b_).empty() && !names_unknown(b_, a_).empty(); }

bool PredicateComparison::other_complements() const {
  const bool noun_first = lexicon_.lang == "ar";
  const auto beside = [&](const Statement& side, std::uint32_t i) {
    if (noun_first ? i + 1 >= side.terms.size() : i == 0) return none;
    std::uint32_t k = noun_first ? i + 1 : i - 1;
    // "the victim's blood": the possessive is a word of its own.
    if (!noun_first && k > 0 && side.terms[k].form == possessive) --k;
    const Term& term = side.terms[k];
    const bool word = term.kind == Term::Kind::word && !term.function_word && term.weight >= telling_word &&
                      !side.attribution[k] && !side.reporting[k] && term.poles.empty() && bare(term);
    return word ? k : none;
  };
  for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
    const std::uint32_t j = alignment_.b_of_a[i];
    if (j == none || alignment_.similarity_a[i] < same_word || a_.attribution[i] || b_.attribution[j]) continue;
    const Term& head = a_.terms[i];
    // A name has titles and descriptions beside it, a verb its subject.
    if (head.kind != Term::Kind::word || head.function_word || head.capitalised || !head.poles.empty() ||
        a_.reporting[i] || a_.negated[i] == Statement::negated_outright || b_.negated[j] == Statement::negated_outright)
      continue;
    // «وثيقة السلام», «الوثيقة المطروحة»: whose it is, and an adjective.
    if (noun_first && definite(head) != definite(b_.terms[j])) continue;
    const std::uint32_t k = beside(a_, i), m = beside(b_, j);
    if (k == none || m == none || known(a_, k, b_, alike) || known(b_, m, a_, alike)) continue;
    // «الخطوط التونسية», «الناقلة التونسية»: what follows describes one and the same.
    if (noun_first && k + 1 < a_.terms.size() && m + 1 < b_.terms.size() && alignment_.b_of_a[k + 1] == m + 1 &&
        !a_.terms[k + 1].function_word)
      continue;
    return true;
  }
  return false;
}

bool PredicateComparison::stands_for() const {
  const auto deputy = [&](const Statement& side, std::uint32_t k) {
    return !side.terms[k].function_word && deputy_word(side.terms[k]);
  };
  const auto told = [&](const Statement& side) {
    for (std::uint32_t k = 0; k < side.terms.size(); ++k)
      if (deputy(side, k)) return true;
    return false;
  };
  if (told(a_) == told(b_)) return false;
  const bool of_a = told(a_);
  const Statement& side = of_a ? a_ : b_;
  const auto& partner = of_a ? alignment_.b_of_a : alignment_.a_of_b;
  const auto person = [&](std::uint32_t k) {
    return k < side.terms.size() && partner[k] != none && side.terms[k].kind == Term::Kind::word &&
           !side.terms[k].function_word && side.terms[k].poles.empty();
  };
  for (std::uint32_t k = 0; k < side.terms.size(); ++k) {
    // Who says it is no matter.
    if (!deputy(side, k) || side.attribution[k] || partner[k] != none) continue;
    if (lexicon_.lang == "ar" ? person(k + 1) || (k > 0 && person(k - 1) && definite(side.terms[k]))
                              : person(k + 1) || (k > 1 && side.terms[k - 1].form == possessive && person(k - 2)))
      return true;
  }
  return false;
}

bool PredicateComparison::lone(const Statement& side, const std::vector<std::uint32_t>& words,
                               const Statement& other) const {
  if (words.empty()) return false;
  const Term& term = side.terms[words[0]];
  return (term.kind == Term::Kind::word || term.kind == Term::Kind::actor) && term.weight >= telling_word &&
         !known(side, words[0], other, alike);
}

bool PredicateComparison::lone_before(std::uint32_t i, std::uint32_t j) const {
  return lone(a_, before(a_, i, 1), b_) && lone(b_, before(b_, j, 1), a_);
}

bool PredicateComparison::lone_behind(std::uint32_t i, std::uint32_t j) const {
  return lone(a_, behind(a_, i, 1), b_) && lone(b_, behind(b_, j, 1), a_);
}

bool PredicateComparison::known_thing(const Statement& side, std::uint32_t at) const {
  if (definite(side.terms[at])) return true;
  // "The company paid nothing": a verb.
  if (at + 1 < side.terms.size() && side.negator[at + 1]) return false;
  for (std::uint32_t k = at; k-- > 0;) {
    const Term& term = side.terms[k];
    // "The president's campaign".
    if (lexicon_.lang == "en" && k > 0 && term.form == possessive && side.terms[k - 1].capitalised) return true;
    // "None of the other teams".
    if (!term.function_word || term.form == other) continue;
    if (!term.facts) return false;
    return lexicon_.lang != "ar" &&
           (lexicon_.demonstratives.finds(*term.facts) || lexicon_.possessives.finds(*term.facts));
  }
  return false;
}

bool PredicateComparison::subjects_apart(std::uint32_t i, std::uint32_t j) const {
  if (lexicon_.lang != "ar" || i + 1 >= a_.terms.size() || j + 1 >= b_.terms.size()) return false;
  const std::uint32_t k = i + 1, m = j + 1;
  const auto noun = [](const Statement& side, std::uint32_t at) {
    return side.terms[at].kind == Term::Kind::word && !side.terms[at].function_word &&
           side.terms[at].weight >= telling_word && bare(side.terms[at]);
  };
  if (!noun(a_, k) || !noun(b_, m) || term_similarity(a_, k, b_, m, lexicon_) >= alike) return false;
  return known(a_, k, b_, same_word) != known(b_, m, a_, same_word);
}

bool PredicateComparison::adverb(const Term& term) const {
  constexpr std::string_view ending = "ly";
  constexpr std::size_t least_base = 5;
  if (lexicon_.lang != "en" || term.last != term.first + 1 || !term.form.ends_with(ending)) return false;
  const std::string_view base = std::string_view(term.form).substr(0, term.form.size() - ending.size());
  // "Fully": one letter for two.
  if (base.ends_with('l') && lexicon_.frequencies.known(term_key(stem(std::string(base) + 'l', lexicon_.lang))))
    return true;
  return base.size() >= least_base && lexicon_.frequencies.known(term_key(stem(base, lexicon_.lang)));
}

std::vector<std::uint32_t> PredicateComparison::before(const Statement& side, std::uint32_t at, std::uint32_t reach) {
  std::vector<std::uint32_t> near;
  for (std::uint32_t k = at; k-- > 0 && near.size() < reach;)
    if (!side.terms[k].function_word && !side.attribution[k] && side.terms[k].kind != Term::Kind::date)
      near.push_back(k);
  return near;
}

std::vector<std::uint32_t> PredicateComparison::behind(const Statement& side, std::uint32_t at, std::uint32_t reach) {
  std::vector<std::uint32_t> near;
  for (std::uint32_t k = at + 1; k < side.terms.size() && near.size() < reach; ++k)
    if (!side.terms[k].function_word && !side.attribution[k] && side.terms[k].kind != Term::Kind::date)
      near.push_back(k);
  return near;
}

std::vector<std::uint32_t> PredicateComparison::subject(const Statement& side, std::uint32_t at) const {
  // An Arabic verb stands before its subject, unless the clause begins with that; «سجلت البطالة انخفاضا» has it before
  // the noun.
  constexpr std::string_view accusative = "ا";
  const std::string& form = side.terms[at].form;
  const bool object = at > 1 && form.ends_with(accusative) && !form.starts_with("ي") && !form.starts_with("ت") &&
                      !form.ends_with("وا");
  const bool verb_first = lexicon_.lang == "ar" && !object;
  auto words = verb_first ? behind(side, at, 1) : before(side, at, subject_words);
  if (object && lexicon_.lang == "ar")
    for (const std::uint32_t k : behind(side, at, subject_words)) words.push_back(k);
  if (words.empty()) words = verb_first ? before(side, at, subject_words) : behind(side, at, subject_words);
  return words;
}

bool PredicateComparison::subjects_meet(std::uint32_t i, std::uint32_t j) const {
  auto p = subject(a_, i), q = subject(b_, j);
  // «تحسن سعر الليرة», «تراجعت الليرة»: the head of a long subject stands further off.
  for (const std::uint32_t k : behind(a_, i, subject_words)) p.push_back(k);
  for (const std::uint32_t m : behind(b_, j, subject_words)) q.push_back(m);
  if (lexicon_.lang != "ar") p = before(a_, i, 2 * subject_words), q = before(b_, j, 2 * subject_words);
  return std::any_of(p.begin(), p.end(), [&](std::uint32_t k) {
    return std::any_of(q.begin(), q.end(),
                       [&](std::uint32_t m) { return term_similarity(a_, k, b_, m, lexicon_) >= same_word; });
  });
}

bool PredicateComparison::one_brief_subject(std::uint32_t i, std::uint32_t j) const {
  if (!short_sentences()) return false;
  // Right behind the verb, or right before a predicate: «انسحب الجيش», «ما زال الجيش منتشرا».
  const auto subject = [&](const Statement& side, std::uint32_t at) {
    const auto may_be = [&](std::uint32_t k) {
      return k < side.terms.size() && !side.terms[k].function_word && definite(side.terms[k]) &&
             (side.terms[k].kind == Term::Kind::word || side.terms[k].kind == Term::Kind::actor);
    };
    return may_be(at + 1) ? at + 1 : at > 0 && may_be(at - 1) ? at - 1 : none;
  };
  const std::uint32_t p = subject(a_, i), q = subject(b_, j);
  if (p == none || q == none || term_similarity(a_, p, b_, q, lexicon_) < same_word) return false;
  // With nothing before them: what a clause within the sentence tells may be meant, or of another.
  const auto opens = [](const Statement& side, std::uint32_t at, std::uint32_t of) {
    for (std::uint32_t k = 0; k < at; ++k)
      if (k != of && !side.terms[k].function_word) return false;
    return true;
  };
  if (!opens(a_, i, p) || !opens(b_, j, q)) return false;
  // Behind a verb its object follows as well: what else is told must meet.
  const auto rest = [](const Statement& side, std::uint32_t predicate, std::uint32_t of,
                       const std::vector<double>& similarity) {
    std::pair<std::uint32_t, std::uint32_t> all_and_met{0, 0};
    for (std::uint32_t k = 0; k < side.terms.size(); ++k) {
      if (k == predicate || k == of || side.terms[k].function_word || side.terms[k].kind == Term::Kind::date) continue;
      ++all_and_met.first;
      all_and_met.second += similarity[k] >= same_word;
    }
    return all_and_met;
  };
  const auto [all_a, met_a] = rest(a_, i, p, alignment_.similarity_a);
  const auto [all_b, met_b] = rest(b_, j, q, alignment_.similarity_b);
  return std::min(all_a, all_b) == 0 || (2 * std::min(met_a, met_b) >= std::min(all_a, all_b));
}

bool PredicateComparison::one_subject(std::uint32_t i, std::uint32_t j, bool actors) const {
  constexpr std::uint32_t reach = 4, beside = 2;
  if (lexicon_.lang == "ar") return one_brief_subject(i, j);
  const auto p = before(a_, i, reach + 1), q = before(b_, j, reach + 1);
  // A subject that the sentence begins with.
  if (std::max(p.size(), q.size()) > reach) return false;
  const auto named = [&](const Statement& side, std::uint32_t k) {
    const Term& term = side.terms[k];
    if (term.kind == Term::Kind::place)
      return term.value == Term::no_entity || lexicon_.entity_entries[term.value].type != "country";
    if (term.kind == Term::Kind::actor) return actors && !lexicon_.entity_entries[term.value].generic;
    return term.kind == Term::Kind::word && term.capitalised && term.weight >= telling_name && !cased_headline(side);
  };
  // Who has a role in the event, or in a brief sentence anything: the word that the clause begins with, with the
  // article.
  const auto words_of = [](const Statement& side) {
    return std::count_if(side.terms.begin(), side.terms.end(), [](const Term& term) { return !term.function_word; });
  };
  constexpr std::ptrdiff_t few_words = 6;
  const bool brief = std::max(words_of(a_), words_of(b_)) <= few_words;
  const auto the_one = [&](const Statement& side, std::uint32_t k) {
    const bool begins = std::none_of(side.terms.begin(), side.terms.begin() + k,
                                     [](const Term& term) { return !term.function_word; });
    const bool person = std::any_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
      return slot.first <= k && k < slot.last && lexicon_.sibling_entries[slot.value].personal;
    });
    return begins && (person || brief) && known_thing(side, k);
  };
  std::uint32_t met = 0;
  bool by_name = false, alone = false, near_a = false, near_b = false;
  for (std::size_t k = 0; k < p.size(); ++k)
    for (std::size_t m = 0; m < q.size(); ++m) {
      if (term_similarity(a_, p[k], b_, q[m], lexicon_) < same_word) continue;
      ++met;
      near_a = near_a || k < beside;
      near_b = near_b || m < beside;
      const bool name = named(a_, p[k]) && named(b_, q[m]);
      by_name = by_name || name;
      alone = alone || (name && k == 0 && m == 0) || (the_one(a_, p[k]) && the_one(b_, q[m]));
    }
  if (!alone && !(by_name && met >= 2 && near_a && near_b)) return false;
  const auto r = behind(a_, i, subject_words), s = behind(b_, j, subject_words);
  return r.empty() || s.empty() || std::any_of(r.begin(), r.end(), [&](std::uint32_t k) {
           return std::any_of(s.begin(), s.end(), [&](std::uint32_t m) {
             return term_similarity(a_, k, b_, m, lexicon_) >= same_word;
           });
         });
}

bool PredicateComparison::other_subjects(std::uint32_t i, std::uint32_t j) const {
  const auto p = subject(a_, i), q = subject(b_, j);
  const auto meets = [&](std::uint32_t k, std::uint32_t m) { return term_similarity(a_, k, b_, m, lexicon_) >= alike; };
  bool away_a = false, away_b = false;
  for (const std::uint32_t k : p) {
    if (std::any_of(q.begin(), q.end(), [&](std::uint32_t m) { return meets(k, m); })) return false;
    away_a = away_a || (alignment_.b_of_a[k] != none && alignment_.similarity_a[k] >= same_word);
  }
  for (const std::uint32_t m : q)
    away_b = away_b || (alignment_.a_of_b[m] != none && alignment_.similarity_b[m] >= same_word);
  return away_a && away_b;
}

}  // namespace tawatur
