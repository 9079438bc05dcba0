#include <algorithm>
#include <string_view>

#include "claims/predicate_comparison.h"
#include "claims/statement_parts.h"

namespace tawatur {
namespace {

class PolarityComparison : public PredicateComparison {
 public:
  using PredicateComparison::PredicateComparison;

  void compare_polarity() {
    if (a_.exceptive || b_.exceptive || not_since(a_) || not_since(b_) || has(DifferenceKind::negation)) return;
    if (compare_deniers()) return;
    // Two negatives in other words say one thing: «لم يعدل» and «رفض التعديل».
    if (a_.negative && b_.negative) return;
    // Who escapes, lacks or goes without something says "not" in other words.
    const bool in_other_words = a_.negative ? b_.privative : a_.privative;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || alignment_.similarity_a[i] < same_word ||
          (a_.terms[i].function_word && a_.terms[i].form != b_.terms[j].form))
        continue;
      if (a_.terms[i].kind != Term::Kind::word || b_.terms[j].kind != Term::Kind::word) continue;
      const bool not_a = outright(a_, i, b_, j), not_b = outright(b_, j, a_, i);
      if (not_a == not_b) continue;
      if (negated_within(not_a ? a_ : b_, not_a ? i : j, not_a ? b_ : a_, not_a ? j : i)) continue;
      // "did not fall" beside "rose": the polarity is in the words, compare_opposition weighs it.
      if (!a_.terms[i].poles.empty() && opposite_elsewhere(i, j)) continue;
      // A definite noun, a name or an adverb is no predicate.
      if (adverb(a_.terms[i]) || adverb(b_.terms[j])) continue;
      if (no_predicate(a_, i) || no_predicate(b_, j)) continue;
      if (say_otherwise(i, j) || (not_a ? still_to_come(a_, i, b_, j) : still_to_come(b_, j, a_, i))) continue;
      // "Would not say", "said": who speaks, and what names somebody.
      const bool speaks = a_.attribution[i] && b_.attribution[j];
      if ((lexicon_.lang == "en" && speaks) || no_statement(i, j, not_a)) continue;
      if (lexicon_.lang == "en" && (known_thing(not_a ? a_ : b_, not_a ? i : j) || light_alone(i, j))) continue;
      if (owner_meets(a_, i, b_, j) || owner_meets(b_, j, a_, i)) continue;
      if (subjects_apart(i, j) || (lexicon_.lang == "en" ? lone_before(i, j) : lone_behind(i, j))) continue;
      // The word stands a second time, with the other polarity.
      if (stands_again(a_, i, b_, j, not_b) || stands_again(b_, j, a_, i, not_a)) continue;
      // «صدمة عدم القبول»: a noun that denies says nothing by itself.
      const bool of_noun = denied_by_noun(not_a ? a_ : b_, not_a ? i : j);
      const bool of_one = likely_one() || (close_frame() && one_subject(i, j, true));
      const bool one_matter = (of_one && scope_met(i, j, not_a)) || told_whole(i, j, not_a);
      const bool said_of_one = one_matter && !in_other_words &&
                               !(of_noun && surroundings(i, j) < noun_surroundings);
      const bool diverges =
          said_of_one && !told_otherwise(i, j, not_a) && !one_leaves_open(i, j) && !other_numbers() && !of_others();
      add(DifferenceKind::negation, diverges ? Relation::diverge : Relation::check, "negation_parity", one(i), one(j));
      return;
    }
    compare_negated_clauses(in_other_words);
    if (has(DifferenceKind::negation)) return;
    compare_light_clauses();
    if (!has(DifferenceKind::negation)) compare_lacks();
  }

  void compare_denial() {
    compare_denied();
    if (!has(DifferenceKind::denial)) rename_negation();
  }

 private:
  void compare_denied() {
    if (a_.denied == b_.denied && a_.terms.size() == b_.terms.size()) return;
    double denied_a = 0, denied_b = 0, weight = 0;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      // Who denies it may speak on the other side as well.
      if (j == none || a_.terms[i].function_word || speaks(a_, i) || speaks(b_, j)) continue;
      const double both = (a_.terms[i].weight + b_.terms[j].weight) / 2;
      weight += both;
      // «ولا إنزال»: what is denied there may be denied here in other words.
      if ((a_.denied[i] && b_.negated[j] != Statement::affirmed) ||
          (b_.denied[j] && a_.negated[i] != Statement::affirmed))
        return;
      if (a_.denied[i]) denied_a += both;
      if (b_.denied[j]) denied_b += both;
    }
    if (weight <= 0) return;
    const auto denied_share = [](const Statement& side, double matched_weight) {
      double all = 0;
      for (std::uint32_t i = 0; i < side.terms.size(); ++i)
        if (side.denied[i] && !side.terms[i].function_word) all += side.terms[i].weight;
      return all > 0 ? matched_weight / all : 0;
    };
    const bool a_denies = denied_a > 0.25 * weight && denied_share(a_, denied_a) >= least_denied && denied_b == 0;
    const bool b_denies = denied_b > 0.25 * weight && denied_share(b_, denied_b) >= least_denied && denied_a == 0;
    if (a_denies == b_denies) return;
    // Who denies and who says "not" are of one mind, and who denies what was not done says that it was.
    const Statement& denying = a_denies ? a_ : b_;
    const Statement& telling = a_denies ? b_ : a_;
    if (telling.exceptive || telling.privative) return;
    const auto& similarity = a_denies ? alignment_.similarity_a : alignment_.similarity_b;
    const auto& partner = a_denies ? alignment_.b_of_a : alignment_.a_of_b;
    if (!stopped_alike(denying, telling, similarity, partner)) {
      if (telling.negative) return;
      for (std::uint32_t k = 0; k < denying.terms.size(); ++k)
        if (denying.denied[k] && (denying.negated[k] == Statement::negated_outright || denying.taken_back[k] != 0))
          return;
    }
    const std::uint32_t met = denied_predicate(denying, similarity, telling, partner);
    if (met == none || denier_met(denying, telling) || of_another(denying, telling, partner) ||
        blames_nobody(denying, telling))
      return;
    // "Seemed to dismiss the allegations": who seems to deny doesn't.
    for (std::uint32_t k = 0; k < denying.terms.size(); ++k)
      if (denying.denier[k] == Statement::denies &&
          denying.unsettled[k] == 1 + static_cast<std::uint8_t>(Certainty::possible))
        return;
    if (answers_charge(denying, telling)) return;
    const std::uint32_t told = told_word(denying, similarity, partner, met);
    const std::uint32_t i = a_denies ? told : partner[told], j = a_denies ? partner[told] : told;
    // Who reports a denial as well denies nothing of it.
    const auto denies = [](const Statement& side) {
      return std::find(side.denier.begin(), side.denier.end(), Statement::denies) != side.denier.end();
    };
    if (denies(a_) && denies(b_)) return;
    // Who speaks of allegations doesn't say that they are so; what is meant may be denied.
    const std::uint8_t rung = a_denies ? b_.unsettled[j] : a_.unsettled[i];
    const bool alleged = rung != 0 && rung != 1 + static_cast<std::uint8_t>(Certainty::planned);
    const bool said_alike = likely_one() && coverage_ >= (lexicon_.lang == "ar" ? least_denial : least_told) &&
                            !alleged && !of_others() && !bracketed(telling, a_denies ? j : i);
    add(DifferenceKind::denial, said_alike ? Relation::diverge : Relation::check, "denial_of_assertion", one(i),
        one(j));
  }

  /// Whether the term stands in brackets: «وسم تحت عنوان (كذا وكذا)» names what others say.
  static bool bracketed(const Statement& side, std::uint32_t at) {
    bool open = false;
    for (std::uint32_t token = 0; token <= side.terms[at].first; ++token) {
      const std::string_view gap = gap_before(side.words, side.text, token);
      open = has_any(gap, {"("}) || (open && !has_any(gap, {")"}));
    }
    return open;
  }

  /// "Halted the supplies", "denied stopping the supplies": a word that takes something back is itself what is denied,
  /// and neither side says "not".
  bool stopped_alike(const Statement& denying, const Statement& telling, const std::vector<double>& similarity,
                     const std::vector<std::uint32_t>& partner) const {
    if (!telling.negative || !telling.negations.empty() || !denying.negations.empty()) return false;
    // «حقيقة إيقاف البدلات»: a noun before it says what of it is told.
    const auto verb = [&](std::uint32_t m) {
      return !telling.terms[m].function_word && (m == 0 || telling.terms[m - 1].function_word);
    };
    for (std::uint32_t k = 0; k + 1 < denying.terms.size(); ++k) {
      if (!denying.denied[k] || denying.taken_back[k] != 0 || denying.taken_back[k + 1] == 0) continue;
      // «تعليق الدراسة»: a phrase that holds its object.
      const bool phrase = denying.terms[k].last > denying.terms[k].first + 1;
      if (phrase && partner[k] != none && similarity[k] >= same_word && verb(partner[k])) return true;
      const std::uint32_t thing = partner[k + 1];
      if (thing == none || similarity[k + 1] < same_word) continue;
      const auto end = std::min(static_cast<std::uint32_t>(telling.terms.size()), thing + object_reach + 1);
      for (std::uint32_t m = thing > object_reach ? thing - object_reach : 0; m < end; ++m)
        if (m != thing && verb(m) &&
            (term_similarity(denying, k, telling, m, lexicon_) >= same_word ||
             one_pole(denying.terms[k], telling.terms[m])))
          return true;
    }
    return false;
  }

  /// A term that tells who speaks, not what he denies: «نفت عمالة سلا إجبار أحد» is read as a speaker throughout.
  static bool speaks(const Statement& side, std::uint32_t k) { return side.attribution[k] && !side.denied[k]; }

  /// Who says "not" and calls the report false denies it: «لم يوقع أي عقد، … ووصف ما نشر بأنه مختلق».
  void rename_negation() {
    const auto denies = [](const Statement& side) {
      return std::find(side.denier.begin(), side.denier.end(), Statement::denies) != side.denier.end();
    };
    const auto by_denier = [&](const Statement& side, const Statement& other) {
      return (denies(side) || insists_not(side)) && !denies(other) && !side.negations.empty() &&
             other.negations.empty();
    };
    if (!by_denier(a_, b_) && !by_denier(b_, a_)) return;
    for (Difference& difference : found_) {
      if (difference.kind != DifferenceKind::negation || difference.rule != "negation_parity") continue;
      difference.kind = DifferenceKind::denial;
      difference.rule = "denial_of_assertion";
      difference.why = lexicon_.reason(difference.rule, difference.a_value, difference.b_value);
    }
  }

  /// "Insisted he had never taken", «شدد على أنه لم يتلق»: who stresses that something wasn't done denies it; not who
  /// says that it won't be.
  bool insists_not(const Statement& side) const {
    constexpr std::string_view never = "لم", insist = "insist";
    constexpr std::uint32_t reach = 3;
    const bool insists = std::any_of(side.terms.begin(), side.terms.end(), [&](const Term& term) {
      const auto at = static_cast<std::size_t>(&term - side.terms.data());
      return side.reporting[at] && has_stance(term, insist);
    });
    if (!insists) return false;
    return std::any_of(side.negations.begin(), side.negations.end(), [&](const NegatedTerms& clause) {
      if (side.unsettled[clause.first]) return false;
      const std::uint32_t first = clause.first > reach ? clause.first - reach : 0;
      for (std::uint32_t k = first; k <= clause.first; ++k) {
        const std::string& form = side.terms[k].form;
        if (lexicon_.lang == "ar" ? form == never : form == "will" || form == "would" || form == "won")
          return lexicon_.lang == "ar";
      }
      return lexicon_.lang != "ar";
    });
  }

  /// "Pleaded not guilty to two counts", "faces two counts": who tells of the charge doesn't say that it is true.
  bool answers_charge(const Statement& denying, const Statement& telling) const {
    constexpr std::string_view plea = "plead";
    bool pleads = false;
    for (std::uint32_t k = 0; k < denying.terms.size(); ++k)
      pleads = pleads || (denying.denier[k] == Statement::denies && denying.terms[k].form.starts_with(plea));
    const auto charges = [&](const Term& term) { return term.facts && lexicon_.charge_words.finds(*term.facts); };
    return pleads && std::any_of(telling.terms.begin(), telling.terms.end(), charges);
  }

  /// "Denied responsibility for the blast": it happened all the same; only who says whose deed it was is denied.
  bool blames_nobody(const Statement& denying, const Statement& telling) const {
    std::uint32_t k = 0;
    while (k < denying.terms.size() && !denying.denied[k]) ++k;
    constexpr std::uint32_t reach = 4;
    const std::uint32_t first = k;
    bool blame = false;
    for (; k < denying.terms.size() && denying.denied[k] && k < first + reach; ++k)
      blame = blame || (denying.terms[k].facts && lexicon_.blame_nouns.finds(*denying.terms[k].facts));
    if (!blame) return false;
    // Who denies it: what stands on either side of the verb.
    for (std::uint32_t at = 0; at < first + reach && at < denying.terms.size(); ++at) {
      const Term& term = denying.terms[at];
      const bool names = term.kind == Term::Kind::actor || term.kind == Term::Kind::place || term.capitalised ||
                         lexicon_.lang == "ar";
      if (term.function_word || denying.denier[at] || !names) continue;
      if (term.facts && lexicon_.blame_nouns.finds(*term.facts)) break;
      for (std::uint32_t m = 0; m < telling.terms.size(); ++m)
        if (term_similarity(denying, at, telling, m, lexicon_) >= least_complement) return false;
    }
    return true;
  }

  std::uint32_t partner_of(const Statement& side, std::uint32_t k) const {
    return &side == &a_ ? alignment_.b_of_a[k] : alignment_.a_of_b[k];
  }

  /// Whether the other side tells of somebody else beside the one who denies: "the mayor denied", "the mayor's wife
  /// took".
  bool of_another(const Statement& denying, const Statement& telling, const std::vector<std::uint32_t>& partner) const {
    if (lexicon_.lang != "en") return false;
    for (std::uint32_t k = 0; k + 1 < denying.terms.size() && denying.denier[k] != Statement::denies; ++k) {
      const std::uint32_t m = partner[k];
      if (denying.terms[k].function_word || m == none || m + 2 >= telling.terms.size() || speaks(telling, m)) continue;
      // "Serbia's ministry" is the ministry that denies it.
      const std::uint32_t owned = partner_of(telling, m + 2);
      if (telling.terms[m + 1].form == possessive && !(denying.terms[k + 1].form == possessive) &&
          (owned == none || denying.denied[owned] || denying.denier[owned] != 0))
        return true;
    }
    for (std::uint32_t m = 0; m + 1 < telling.terms.size(); ++m) {
      if (telling.terms[m].function_word) continue;
      // "The wife of the mayor".
      return telling.terms[m + 1].form == genitive && !speaks(telling, m) &&
             std::find(partner.begin(), partner.end(), m) == partner.end();
    }
    return false;
  }

  static constexpr std::string_view possessive = "s", genitive = "of", infinitive = "to";
  static constexpr std::uint32_t object_reach = 5;  // Terms between a verb and its object.
  static constexpr double least_denial = 0.3;   // The same where a verb that stands first denies, with its subject.
  static constexpr double least_told = 0.35;    // Harmonic coverage of two statements of one matter.
  static constexpr double told_in_full = 0.55;  // The same of two that differ in little else.
  static constexpr double least_scope = 0.5;    // Share of a negated clause that the other side states.
  static constexpr double least_whole = 0.75;   // The same of a clause that it states as a whole.
  static constexpr double least_denied = 0.4;   // Share of what is denied that the other side states.
  static constexpr double predicate_weight = 0.35;
  static constexpr double rare = 0.6;                  // Weight.
  static constexpr std::uint32_t whole_reach = 4;      // Of a clause that is stated as a whole.
  static constexpr std::uint32_t predicate_reach = 1;  // Content words behind a negator, one of which is denied.
  static constexpr double noun_surroundings = 0.7;     // Share of the words around a predicate that a noun denies.
  static constexpr std::uint32_t predicate_words = 2;  // Of what is denied, which tell what was done.
  static constexpr std::uint32_t complement_words = 3;
  static constexpr double least_complement = 0.5;
  static constexpr std::uint32_t clause_words = 6;  // Content words of a clause that tell what it says.

  /// The term among the first words of what is denied, which tell what was done or not, that the other side has too and
  /// doesn't have from the same speaker: «نفى المتحدث …», «أكد المتحدث …» are two sayings of one. None without one.
  std::uint32_t denied_predicate(const Statement& denying, const std::vector<double>& similarity,
                                 const Statement& telling, const std::vector<std::uint32_t>& partner) const {
    // An Arabic verb of denial has its subject behind it, unless that stands before "that".
    const auto first_denied =
        static_cast<std::uint32_t>(std::find(denying.denied.begin(), denying.denied.end(), 1) - denying.denied.begin());
    const bool opens = first_denied < denying.terms.size() && denying.terms[first_denied].facts &&
                       lexicon_.complementisers.finds(*denying.terms[first_denied].facts);
    // "Denied a border deal": of a noun phrase the last noun tells what.
    if (lexicon_.lang == "en" && !opens) {
      std::uint32_t k = first_denied;
      while (k < denying.terms.size() && denying.terms[k].function_word) ++k;
      const std::uint32_t first = k;
      while (k + 1 < denying.terms.size() && denying.denied[k + 1] && !denying.terms[k + 1].function_word) ++k;
      // Not "denies Farrow met secretly", where a name begins the clause.
      const bool noun = first < denying.terms.size() && denying.terms[first].kind == Term::Kind::word &&
                        !denying.terms[first].capitalised;
      const bool named = noun && k > first && k < denying.terms.size() && denying.terms[k].kind == Term::Kind::word &&
                         !denying.terms[first].form.ends_with("ing") && !denying.reporting[k] && !denying.unsettled[k];
      if (named && similarity[k] < least_complement) return none;
    }
    // «نفى أن تغير سياستها»: the verb itself.
    const auto imperfect = [](const Term& term) {
      return term.kind == Term::Kind::word && !term.function_word &&
             (term.form.starts_with("ي") || term.form.starts_with("ت"));
    };
    const bool verb_next =
        opens && first_denied + 1 < denying.terms.size() && imperfect(denying.terms[first_denied + 1]);
    // "Denied paying the club for the player": so is a gerund.
    const bool gerund = lexicon_.lang == "en" && first_denied < denying.terms.size() &&
                        denying.terms[first_denied].form.ends_with("ing");
    const std::uint32_t words = verb_next || gerund ? 1 : lexicon_.lang == "ar" ? 2 * predicate_words : predicate_words;
    std::uint32_t seen = 0;
    for (std::uint32_t k = opens ? predicate_begin(denying, first_denied) : 0; k < denying.terms.size() && seen < words;
         ++k) {
      const Term& term = denying.terms[k];
      if (!denying.denied[k] || term.function_word || speaks(denying, k) || term.kind != Term::Kind::word) continue;
      // "Said reports that … were untrue": who calls it a report says nothing of it.
      if (denying.reporting[k] && leads_to_clause(denying, k)) continue;
      // «تنفي الحضور وتقيل المدرب»: what is joined on is another act.
      if (seen > 0 && lexicon_.lang == "ar" && term.form.starts_with("و") && term.facts && term.facts->forms.size() > 1)
        break;
      ++seen;
      if (similarity[k] < least_complement || speaks(telling, partner[k])) {
        // "Denied any wrongdoing in the three cases": wrongdoing is what is denied, not the cases.
        if (lexicon_.lang == "en" && !denying.reporting[k] && !denying.unsettled[k] && k + 1 < denying.terms.size() &&
            denying.terms[k + 1].facts && lexicon_.prepositions.finds(*denying.terms[k + 1].facts))
          return none;
        // «نفت التوصل لاتفاق على إقالته»: the agreement is what is denied.
        if (lexicon_.lang == "ar" && !term.poles.empty() && !denying.unsettled[k] && k + 1 < denying.terms.size() &&
            (denying.terms[k + 1].function_word || denying.terms[k + 1].form.starts_with("ل")))
          return none;
        continue;
      }
      // «نبأ رحيل رئيسها», «رحيل مديرها»: another did it.
      const bool of_a = &denying == &a_;
      const std::uint32_t i = of_a ? k : partner[k], j = of_a ? partner[k] : k;
      if (lexicon_.lang == "ar" && similarity[k] >= same_word && lone_behind(i, j)) return none;
      return seen > 1 || partner[k] == 0 || !telling.reporting[partner[k] - 1] ? k : none;
    }
    return none;
  }

  /// "Denied that his troops had fired": in English what a clause with an auxiliary tells begins behind that.
  std::uint32_t predicate_begin(const Statement& denying, std::uint32_t clause) const {
    constexpr std::uint32_t longest_subject = 6;
    if (lexicon_.lang != "en") return 0;
    for (std::uint32_t k = clause + 1; k < std::min<std::size_t>(denying.terms.size(), clause + longest_subject); ++k)
      if (denying.terms[k].facts && lexicon_.auxiliaries.finds(*denying.terms[k].facts)) return k + 1;
    return 0;
  }

  /// Whether the word tells of a saying, the clause of which opens right behind it or behind the next such word. In
  /// Arabic any does: «ما قيل عن».
  bool leads_to_clause(const Statement& side, std::uint32_t at) const {
    if (lexicon_.lang == "ar") return partner_of(side, at) == none;
    constexpr std::size_t reach = 4;
    for (std::uint32_t k = at + 1; k < std::min<std::size_t>(side.terms.size(), at + reach); ++k) {
      if (side.terms[k].facts && lexicon_.complementisers.finds(*side.terms[k].facts)) return true;
      if (!side.reporting[k] && !side.terms[k].function_word) return false;
    }
    return false;
  }

  /// The denied word from `from` on that tells what was done rather than who did it: it is no name.
  std::uint32_t told_word(const Statement& denying, const std::vector<double>& similarity,
                          const std::vector<std::uint32_t>& partner, std::uint32_t from) const {
    for (std::uint32_t k = from; k < denying.terms.size() && denying.denied[k]; ++k) {
      const Term& term = denying.terms[k];
      const bool named = std::any_of(denying.names.begin(), denying.names.end(),
                                     [&](const NameSlot& name) { return name.title <= k && k < name.last; });
      if (partner[k] != none && similarity[k] >= least_complement && term.kind == Term::Kind::word &&
          !term.function_word && !named)
        return k;
    }
    return from;
  }

  /// Whether both sides rule out, in a verb here and a noun there: «استبعد», «استبعاد».
  bool denier_met(const Statement& denying, const Statement& telling) const {
    constexpr double one_word = 0.8;
    for (std::uint32_t k = 0; k < denying.terms.size(); ++k) {
      if (denying.denier[k] != Statement::denies || denying.terms[k].function_word) continue;
      for (std::uint32_t m = 0; m < telling.terms.size(); ++m)
        if (term_similarity(denying, k, telling, m, lexicon_) >= one_word) return true;
    }
    return false;
  }

  /// A definite noun, unless it is what a light verb tells of: «وجهت الدعوة».
  bool no_predicate(const Statement& side, std::uint32_t at) const {
    const Term& term = side.terms[at];
    if (!definite(term) || term.last != term.first + 1) return false;
    return at == 0 || !side.terms[at - 1].facts || !lexicon_.light_verbs.finds(*side.terms[at - 1].facts);
  }

  /// "The minister has not read", "the minister's aides read": whose they are acts there.
  bool owner_meets(const Statement& side, std::uint32_t at, const Statement& other, std::uint32_t there) const {
    const auto p = before(side, at, 1), q = before(other, there, 2);
    return lexicon_.lang == "en" && !p.empty() && q.size() == 2 && q[1] + 2 == q[0] &&
           other.terms[q[1] + 1].form == possessive &&
           term_similarity(side, p[0], other, q[1], lexicon_) >= same_word &&
           term_similarity(side, p[0], other, q[0], lexicon_) < same_word;
  }

  /// Whether term i of a side is negated and term j of the other is not.
  bool outright(const Statement& side, std::uint32_t i, const Statement& other, std::uint32_t j) const {
    return (side.negated[i] == Statement::negated_outright || object_negated(side, i)) && !side.denied[i] &&
           side.taken_back[i] == 0 && other.negated[j] == Statement::affirmed && !object_negated(other, j) &&
           other.taken_back[j] == 0 && !other.denied[j];
  }

  /// "Offered no apology": a phrase of a light verb, of which the noun is negated.
  bool object_negated(const Statement& side, std::uint32_t at) const {
    const WordFacts* word = side.terms[at].facts;
    if (side.predicates.empty() || !word || !lexicon_.light_verbs.finds(*word)) return false;
    return std::any_of(side.predicates.begin(), side.predicates.end(), [&](const PredicateTerms& phrase) {
      return phrase.head == at && phrase.other > at && side.negated[phrase.other] == Statement::negated_outright;
    });
  }

  /// A capital inside a sentence marks a name.
  static bool named(const Statement& side, std::uint32_t at) {
    return at > 0 && side.terms[at].capitalised && !cased_headline(side);
  }

  /// Whether the words that meet are no statements of one matter: names, sayings of other things, questions, or what
  /// befell persons and things.
  bool no_statement(std::uint32_t i, std::uint32_t j, bool not_a) const {
    return lexicon_.lang == "en" &&
           (one_named(i, j) || says_else(i, j, not_a) || kinds_apart(i, j) || asked(not_a ? b_ : a_, not_a ? j : i));
  }

  /// Whether what isn't so here is told there of another time, or as more than the word.
  bool told_otherwise(std::uint32_t i, std::uint32_t j, bool not_a) const {
    constexpr std::string_view which = "which";
    // "Which required it": of what was named before.
    const bool of_antecedent = a_.terms.front().form == which || b_.terms.front().form == which;
    return lexicon_.lang == "en" && (phrase_of(a_.terms[i], b_.terms[j]) || once_more() || of_antecedent ||
                                     not_yet(not_a ? b_ : a_, not_a ? j : i));
  }

  /// "Nobody was hurt", "the church was damaged": the words count different things.
  bool kinds_apart(std::uint32_t i, std::uint32_t j) const {
    const auto kinds = [&](const Term& term) {
      WordSequence word;
      if (term.facts) word.push_back(term.facts);
      return lexicon_.quantity_kinds.find(word);
    };
    const auto p = kinds(a_.terms[i]), q = kinds(b_.terms[j]);
    return !p.empty() && !q.empty() && std::none_of(p.begin(), p.end(), [&](const PhraseMatch& x) {
      return std::any_of(q.begin(), q.end(), [&](const PhraseMatch& y) { return x.value == y.value; });
    });
  }

  /// A name on both sides, of which one may begin its sentence; "J" of "P.J." is no word.
  bool one_named(std::uint32_t i, std::uint32_t j) const {
    const bool capitals = a_.terms[i].capitalised && b_.terms[j].capitalised;
    return (capitals && (named(a_, i) || named(b_, j))) || a_.terms[i].form.size() == 1;
  }

  /// "Would not say what ails him", "did not reveal it": who says something else says nothing of it.
  bool says_else(std::uint32_t i, std::uint32_t j, bool not_a) const {
    if (!a_.reporting[i] || !b_.reporting[j]) return false;
    // "Informed them about the wells", "were never told about the wells": of one thing.
    const auto topic = [](const Statement& told, std::uint32_t at) {
      constexpr std::uint32_t reach = 3;
      constexpr std::string_view about = "about", of = "of";
      for (std::uint32_t k = at + 1; k < std::min<std::size_t>(told.terms.size(), at + 1 + reach); ++k)
        if (told.terms[k].form == about || told.terms[k].form == of) return true;
      return false;
    };
    if (!same_stem(a_.terms[i], b_.terms[j])) return !(topic(a_, i) && topic(b_, j));
    const Statement& side = not_a ? a_ : b_;
    const std::uint32_t next = (not_a ? i : j) + 1;
    return next < side.terms.size() && side.terms[next].facts && lexicon_.question_words.finds(*side.terms[next].facts);
  }

  /// "Decide whether it does harm": nobody says so.
  static bool asked(const Statement& side, std::uint32_t at) {
    constexpr std::uint32_t reach = 6;
    constexpr std::string_view whether = "whether";
    for (std::uint32_t k = at; k-- > 0 && k + reach >= at;)
      if (side.terms[k].form == whether) return true;
    return false;
  }

  /// "It will be a month before a ruling is made": not yet.
  static bool not_yet(const Statement& side, std::uint32_t at) {
    constexpr std::uint32_t reach = 14;
    constexpr std::string_view before = "before", until = "until", will = "will", would = "would";
    bool awaited = false;
    for (std::uint32_t k = at; k-- > 0 && k + reach >= at;) {
      const std::string& form = side.terms[k].form;
      if (awaited && (form == will || form == would)) return true;
      awaited = awaited || form == before || form == until;
    }
    return false;
  }

  /// "There was no need to ask", "will again be required to ask", "previously had to ask": told of two times.
  bool once_more() const {
    constexpr std::string_view again = "again", previously = "previously", formerly = "formerly";
    const auto told = [&](const Statement& side) {
      return std::any_of(side.terms.begin(), side.terms.end(), [&](const Term& term) {
        return term.form == again || term.form == previously || term.form == formerly;
      });
    };
    return told(a_) != told(b_);
  }

  /// "Released", "released on bail": a phrase of which one word alone stands on the other side says more.
  static bool phrase_of(const Term& x, const Term& y) {
    const auto longer = [](const Term& phrase, const Term& word) {
      return phrase.last > phrase.first + 2 && word.last == word.first + 1 && phrase.form.starts_with(word.form);
    };
    return longer(x, y) || longer(y, x);
  }

  /// "No survivors", "all on board died": whether the "not" is part of a phrase that the other side has in other words.
  bool negated_within(const Statement& side, std::uint32_t at, const Statement& other, std::uint32_t there) const {
    return std::any_of(side.predicates.begin(), side.predicates.end(), [&](const PredicateTerms& phrase) {
      if (phrase.head != at) return false;
      WordSequence words;
      for (std::uint32_t k = phrase.first; k < phrase.last; ++k)
        if (side.terms[k].facts) words.push_back(side.terms[k].facts);
      return lexicon_.negation.finds(words) &&
             std::any_of(other.predicates.begin(), other.predicates.end(), [&](const PredicateTerms& same) {
               return same.head == there && same.set == phrase.set;
             });
    });
  }

  /// "Did not make the team", "made a post": a light verb says nothing by itself.
  bool light_alone(std::uint32_t i, std::uint32_t j) const {
    const auto light = [&](const Term& term) { return term.facts && lexicon_.light_verbs.finds(*term.facts); };
    return light(a_.terms[i]) && light(b_.terms[j]) && !right_beside(i, j);
  }

  /// Whether the negator of a clause with the term is a noun: «عدم», "lack of".
  static bool denied_by_noun(const Statement& side, std::uint32_t at) {
    return std::any_of(side.negations.begin(), side.negations.end(), [&](const NegatedTerms& clause) {
      return clause.first <= at && at < clause.last && clause.first > 0 && side.negator[clause.first - 1] &&
             !side.terms[clause.first - 1].function_word;
    });
  }

  /// Whether a word of the side that means what term i does has the polarity that the other side's word has.
  bool stands_again(const Statement& side, std::uint32_t i, const Statement& other, std::uint32_t j,
                    bool other_negates) const {
    // «لم يقدم أي اعتذار»: what else stands in a negated clause is not affirmed.
    const auto beside = [&](std::uint32_t k) {
      return std::any_of(side.negations.begin(), side.negations.end(), [&](const NegatedTerms& clause) {
        return clause.first <= std::min(i, k) && std::max(i, k) < clause.last;
      });
    };
    for (std::uint32_t k = 0; k < side.terms.size(); ++k)
      if (k != i && !beside(k) && (side.negated[k] != Statement::affirmed) == other_negates &&
          side.terms[k].kind == Term::Kind::word && !side.terms[k].function_word &&
          term_similarity(side, k, other, j, lexicon_) >= same_word)
        return true;
    return false;
  }

  /// Weight of the first content words of terms [first, last), and how much of it the other side states.
  struct Stated {
    double all = 0, met = 0;
  };
  static Stated stated(const Statement& side, const NegatedTerms& terms, std::uint32_t words,
                       const std::vector<double>& similarity) {
    Stated found;
    std::uint32_t seen = 0;
    for (std::uint32_t k = terms.first; k < terms.last && seen < words; ++k) {
      if (side.terms[k].function_word || side.attribution[k]) continue;
      ++seen;
      found.all += side.terms[k].weight;
      found.met += side.terms[k].weight * similarity[k];
    }
    return found;
  }

  /// Share of the weight of a negated clause that the other side states.
  static double stated_share(const Statement& side, const NegatedTerms& clause, const std::vector<double>& similarity) {
    const Stated found = stated(side, clause, clause_words, similarity);
    return found.all > 0 ? found.met / found.all : 0;
  }

  /// Whether the other side has the first words behind a negated predicate: what is not allowed, recorded or caused.
  static bool complement_met(const Statement& side, const NegatedTerms& clause, std::uint32_t at,
                             const std::vector<double>& similarity) {
    // "Did not record deaths": of none of them only those same ones make some.
    const bool none_of_them = std::any_of(side.counts.begin(), side.counts.end(), [&](const CountSlot& slot) {
      return slot.quantity >= side.quantities.size() && slot.term > at && slot.term < clause.last;
    });
    std::uint32_t seen = 0;
    for (std::uint32_t k = at + 1; none_of_them && k < clause.last && seen < complement_words; ++k) {
      if (side.terms[k].function_word || side.attribution[k]) continue;
      ++seen;
      if (similarity[k] < least_complement) return false;
    }
    const Stated found = stated(side, {at + 1, clause.last}, complement_words, similarity);
    return found.met >= least_complement * found.all;
  }

  /// Whether the other side states what is negated here, with more than the predicate alone.
  bool scope_met(std::uint32_t i, std::uint32_t j, bool not_a) const {
    const Statement& side = not_a ? a_ : b_;
    const std::uint32_t at = not_a ? i : j;
    const auto& similarity = not_a ? alignment_.similarity_a : alignment_.similarity_b;
    const bool told_alike = surroundings(i, j) >= same_wording || framed(i, j);
    for (const NegatedTerms& clause : side.negations) {
      if (at < clause.first || at >= clause.last) continue;
      if (!complement_met(side, clause, at, similarity)) return false;
      // Two statements that are alike as a whole need no like clause.
      if (coverage_ >= told_in_full) return true;
      return stated_share(side, clause, similarity) >= least_scope &&
             (told_alike || coverage_ >= least_told || retold(i, j));
    }
    return told_alike;
  }

  /// Whether the other side states every word of what is negated, several, though it goes on to tell more.
  bool told_whole(std::uint32_t i, std::uint32_t j, bool not_a) const {
    constexpr std::uint32_t least_words = 2, reach = 4;
    if (!close_frame()) return false;
    const Statement& side = not_a ? a_ : b_;
    const Statement& other = not_a ? b_ : a_;
    const std::uint32_t at = not_a ? i : j, there = not_a ? j : i;
    if (other.negative) return false;
    const auto& similarity = not_a ? alignment_.similarity_a : alignment_.similarity_b;
    const auto& partner = not_a ? alignment_.b_of_a : alignment_.a_of_b;
    // «القوات» is in «القوات الحكومية».
    const auto named = [&](const Term& word) {
      return std::any_of(other.terms.begin(), other.terms.end(), [&](const Term& name) {
        return (name.kind == Term::Kind::actor || name.kind == Term::Kind::place) &&
               (one_name(name.form, word.form) || name.form.starts_with(word.form + " "));
      });
    };
    std::uint32_t all = 0;
    for (std::uint32_t k = 0; k < side.terms.size(); ++k) {
      if (side.terms[k].function_word || side.attribution[k] || k == at) continue;
      ++all;
      const std::uint32_t m = partner[k];
      const bool near = m != none && similarity[k] >= same_word && m + reach >= there && m <= there + reach;
      if (!near && !named(side.terms[k])) return false;
    }
    return all >= least_words;
  }

  /// «لم تسمح بالعودة», «ستسمح بالعودة»: what was not done yet and what is to come.
  bool still_to_come(const Statement& side, std::uint32_t k, const Statement& other, std::uint32_t m) const {
    constexpr std::string_view not_yet = "لم";
    const std::string& told = other.terms[m].form;
    return lexicon_.lang == "ar" && k > 0 && side.terms[k - 1].form.ends_with(not_yet) &&
           (told.starts_with("سي") || told.starts_with("ست")) && other.unsettled[m] == 0 && !told.starts_with("ستة");
  }

  /// «لم يوضح العدد», «قال إنه»: two verbs of which one only says that something is said: what it is differs.
  bool say_otherwise(std::uint32_t i, std::uint32_t j) const {
    constexpr std::string_view neutral = "neutral";
    const Term &x = a_.terms[i], &y = b_.terms[j];
    return a_.reporting[i] && b_.reporting[j] && !same_stem(x, y) && (has_stance(x, neutral) || has_stance(y, neutral));
  }

  /// Whether the word reports in that way, by itself.
  bool has_stance(const Term& term, std::string_view stance) const {
    if (!term.facts) return false;
    WordSequence word;
    word.push_back(term.facts);
    const auto found = lexicon_.reporting.find(word);
    return std::any_of(found.begin(), found.end(), [&](const PhraseMatch& match) {
      return lexicon_.reporting_entries[match.value].stance == stance;
    });
  }

  /// What one side negates as a whole («لا وجود», "no warning reached the villages") the other states in other words.
  void compare_negated_clauses(bool in_other_words) {
    if (in_other_words || coverage_ < least_told || !likely_one()) return;
    const bool not_a = !a_.negations.empty();
    const Statement& side = not_a ? a_ : b_;
    const Statement& other = not_a ? b_ : a_;
    const auto& partner = not_a ? alignment_.b_of_a : alignment_.a_of_b;
    const auto& similarity = not_a ? alignment_.similarity_a : alignment_.similarity_b;
    for (const NegatedTerms& clause : side.negations) {
      const double share = stated_share(side, clause, similarity);
      if (share < least_scope) continue;
      std::uint32_t seen = 0;
      // "No Greek and Maltese officials met": the verb behind what the negator stands with, where all of it is stated.
      const bool whole = lexicon_.lang == "en" && share >= least_whole;
      bool all_met = true;
      for (std::uint32_t k = clause.first; k < clause.last && seen < (whole && all_met ? whole_reach : predicate_reach);
           ++k) {
        const Term& term = side.terms[k];
        if (!term.function_word) ++seen, all_met = all_met && similarity[k] >= same_word;
        const std::uint32_t m = partner[k];
        if (m == none || similarity[k] < same_word || term.kind != Term::Kind::word || term.function_word) continue;
        if (term.weight < predicate_weight || term.capitalised || side.attribution[k] || known_thing(side, k)) continue;
        if (other.negated[m] != Statement::affirmed || other.taken_back[m] != 0 || other.attribution[m] ||
            definite(other.terms[m]) || side.taken_back[k] != 0)
          continue;
        // "has not stopped": the word behind the negator ends what follows.
        if (opposed_between(side, clause.first, k)) break;
        const std::uint32_t i = not_a ? k : m, j = not_a ? m : k;
        if (stands_again(side, k, other, m, false) || say_otherwise(i, j) || still_to_come(side, k, other, m) ||
            no_statement(i, j, not_a))
          continue;
        add(DifferenceKind::negation,
            told_otherwise(i, j, not_a) || one_leaves_open(i, j) || other_numbers() || of_others() ? Relation::check
                                                                                                   : Relation::diverge,
            "negation_parity", one(i), one(j));
        return;
      }
    }
  }

  /// Whether a word that has an opposite stands between: the polarity may be in it.
  static bool opposed_between(const Statement& side, std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t k = first; k < last; ++k)
      if (!side.terms[k].poles.empty() && !side.terms[k].function_word) return true;
    return false;
  }

  /// «لم تتلق السلطات أي إخطار», "failed to win ratification": the noun behind a light verb, or what failed, is told as
  /// done on the other side: «أخطرت الشركة السلطات», "ratified the treaty".
  void compare_light_clauses() {
    if (!likely_one()) return;
    const bool of_a = !a_.negations.empty() || !a_.failures.empty();
    const Statement& side = of_a ? a_ : b_;
    const Statement& other = of_a ? b_ : a_;
    if (other.negative || other.privative || other.exceptive) return;
    const auto compare = [&](const NegatedTerms& clause, bool light_only) {
      std::uint32_t seen = 0;
      // "The loan had not arrived": a light verb without an object tells of its subject.
      if (light_only && lexicon_.lang == "en" && stands_alone(side, clause.first))
        for (const std::uint32_t k : before(side, clause.first, clause_words)) {
          // "Took a test, but the results have not come": of the clause itself.
          const bool joined_on =
              std::any_of(side.terms.begin() + k, side.terms.begin() + clause.first, [&](const Term& term) {
                return term.facts && term.function_word && lexicon_.clause_joins.finds(*term.facts);
              });
          if (!joined_on && compare_undone(clause, side, other, of_a, k, true)) return true;
        }
      for (std::uint32_t k = clause.first; k < clause.last && seen < clause_words; ++k) {
        const Term& term = side.terms[k];
        // "Unwilling to back lower pensions": a verb that is read as a small word is what wasn't done.
        if (!light_only && lexicon_.lang == "en" && seen == 0 && term.function_word && term.form != infinitive)
          return false;
        if (term.function_word || side.attribution[k]) continue;
        const bool light = term.facts && lexicon_.light_verbs.finds(*term.facts);
        if (seen++ == 0 && light_only) {
          if (!light) return false;
          continue;
        }
        if (compare_undone(clause, side, other, of_a, k, light_only)) return true;
        // «لم تحدث تغييرات في عقد»: the changes are what did not come about.
        const auto& similarity = of_a ? alignment_.similarity_a : alignment_.similarity_b;
        if (light_only && similarity[k] < same_wording) return false;
        // "Failed to pay its debts": of what failed the verb tells.
        if (!light_only && !light) return false;
      }
      return false;
    };
    for (const NegatedTerms& clause : side.negations)
      if (compare(clause, true)) return;
    for (const NegatedTerms& clause : side.failures)
      if (compare(clause, false)) return;
  }

  /// Whether a light verb tells of the term: it stands before it, with no other word than its subject between.
  bool behind_light(const Statement& side, std::uint32_t at) const {
    constexpr std::uint32_t reach = 6;
    for (std::uint32_t k = at; k-- > 0 && k + reach >= at;)
      if (!side.terms[k].function_word && side.terms[k].facts && lexicon_.light_verbs.finds(*side.terms[k].facts))
        return side.negated[k] == Statement::affirmed;
    return false;
  }

  /// Whether a light verb stands at the term with no noun behind it.
  bool stands_alone(const Statement& side, std::uint32_t at) const {
    while (at < side.terms.size() && side.terms[at].function_word) ++at;
    return at < side.terms.size() && side.terms[at].facts && lexicon_.light_verbs.finds(*side.terms[at].facts) &&
           (at + 1 >= side.terms.size() || side.terms[at + 1].function_word);
  }

  /// What a clause says wasn't done, by its term k. What two light verbs tell of, "received the loan", "the loan had
  /// not arrived", may be known before.
  bool compare_undone(const NegatedTerms& clause, const Statement& side, const Statement& other, bool of_a,
                      std::uint32_t k, bool light) {
    const std::uint32_t m = of_a ? alignment_.b_of_a[k] : alignment_.a_of_b[k];
    const auto& similarity = of_a ? alignment_.similarity_a : alignment_.similarity_b;
    if (m == none || similarity[k] < same_word) return false;
    const Term &term = side.terms[k], &told = other.terms[m];
    const bool light_there = light && behind_light(other, m);
    if (term.kind != Term::Kind::word || term.capitalised || term.weight < predicate_weight || adverb(term))
      return false;
    if (!light_there && (definite(term) || definite(told) || (lexicon_.lang == "en" && known_thing(side, k))))
      return false;
    if (other.negated[m] != Statement::affirmed || other.taken_back[m] != 0 || other.denied[m] || other.attribution[m])
      return false;
    const std::uint32_t i = of_a ? k : m, j = of_a ? m : k;
    if (stated_share(side, clause, similarity) < least_scope || !retold(i, j) || one_leaves_open(i, j)) return false;
    if (stands_again(side, k, other, m, false) || say_otherwise(i, j) || still_to_come(side, k, other, m) ||
        no_statement(i, j, of_a))
      return false;
    add(DifferenceKind::negation,
        told_otherwise(i, j, of_a) || other_numbers() || of_others() ? Relation::check : Relation::diverge,
        "negation_parity", one(i), one(j));
    return true;
  }

  /// «من دون خطة طيران», «قدم خطة طيران»: whether the word behind is the same too, or a light verb tells of it there.
  bool phrase_told(const Statement& side, std::uint32_t k, const Statement& other, std::uint32_t m) const {
    constexpr std::uint32_t reach = 3;
    const auto next = behind(side, k, 1);
    if (!next.empty() && next[0] <= k + 2) {
      const std::uint32_t there = partner_of(side, next[0]);
      if (there != none && there > m && there <= m + reach &&
          term_similarity(side, next[0], other, there, lexicon_) >= same_word)
        return true;
    }
    return behind_light(other, m);
  }

  /// «من دون سترات نجاة», «ارتدوا سترات النجاة».
  void compare_lacks() {
    if (!likely_one() || a_.lacks.empty() == b_.lacks.empty()) return;
    const bool of_a = !a_.lacks.empty();
    const Statement& side = of_a ? a_ : b_;
    const Statement& other = of_a ? b_ : a_;
    constexpr std::uint32_t lacking_reach = 1;
    constexpr double same_noun = 0.89;  // A form of it, or another word for it; no phrase.
    if (other.negative || other.privative || other.exceptive) return;
    for (const std::uint32_t k : of_a ? a_.lacks : b_.lacks) {
      const std::uint32_t m = of_a ? alignment_.b_of_a[k] : alignment_.a_of_b[k];
      if (m == none || alignment_.similarity_a[of_a ? k : m] < same_noun || other.negated[m] != Statement::affirmed ||
          other.taken_back[m] != 0 || other.denied[m] || other.terms[m].kind != Term::Kind::word)
        continue;
      if (negated_within(side, k, other, m)) continue;
      // «يقطع الكهرباء», «بدون كهرباء»: an opposite right before it may say the same. «من دون النظر إلى» is an idiom.
      // "A valid fire certificate": of one noun phrase with the lacking one.
      const auto poled = [&](std::uint32_t word) {
        const std::uint32_t partner = partner_of(other, word);
        const bool same = partner != none && term_similarity(side, partner, other, word, lexicon_) >= same_word;
        return !other.terms[word].poles.empty() && !same && !(word + 1 == m && k > 0 && partner == k - 1);
      };
      const auto governing = before(other, m, lacking_reach);
      if (std::any_of(governing.begin(), governing.end(), poled) || definite(side.terms[k])) continue;
      const std::uint32_t i = of_a ? k : m, j = of_a ? m : k;
      constexpr double whole = 0.7;
      const bool told_whole = lexicon_.lang == "ar" && short_sentences() && coverage_ >= whole;
      const bool by_phrase =
          context_.related >= surely_related && coverage_ >= least_told && phrase_told(side, k, other, m);
      if (!by_phrase && (coverage_ < told_in_full || !(retold(i, j) || told_whole))) continue;
      if (one_leaves_open(i, j) || other_numbers() || of_others()) continue;
      add(DifferenceKind::negation, Relation::diverge, "negation_parity", one(i), one(j));
      return;
    }
  }

  /// «استبعد» and «لم يستبعد», "ruled out" and "did not rule out".
  bool compare_deniers() {
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || a_.denier[i] == 0 || b_.denier[j] == 0 || a_.denier[i] == b_.denier[j]) continue;
      if (alignment_.similarity_a[i] < same_word) continue;
      // "Denies responsibility" is a set phrase, not "does not deny".
      if (a_.denier[i] == Statement::undenied ? !negator_before(a_, i) : !negator_before(b_, j)) continue;
      add(DifferenceKind::negation, sure() ? Relation::diverge : Relation::check, "negation_parity", one(i), one(j));
      return true;
    }
    return false;
  }

  /// Of a denier that is undone, whether the particle may stand before it: «لم يستبعد», "did not rule out".
  static bool negator_before(const Statement& side, std::uint32_t at) {
    return at > 0 && side.terms[at - 1].function_word;
  }

  bool opposite_elsewhere(std::uint32_t i, std::uint32_t j) const {
    const auto carries = [](const Statement& side, std::uint32_t except, std::uint32_t pole) {
      for (std::uint32_t k = 0; k < side.terms.size(); ++k)
        if (k != except && std::binary_search(side.terms[k].poles.begin(), side.terms[k].poles.end(), pole))
          return true;
      return false;
    };
    for (const std::uint32_t pole : a_.terms[i].poles)
      if (carries(a_, i, pole ^ 1u) || carries(b_, j, pole ^ 1u)) return true;
    return false;
  }
};

}  // namespace

void compare_polarity(SlotComparison& comparison) { PolarityComparison(comparison).compare_polarity(); }
void compare_denial(SlotComparison& comparison) { PolarityComparison(comparison).compare_denial(); }

}  // namespace tawatur
