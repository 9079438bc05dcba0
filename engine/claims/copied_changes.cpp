#include "claims/copied_changes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "claims/count_comparison.h"
#include "claims/rounding.h"
#include "claims/spelling.h"
#include "claims/term_alignment.h"
#include "duplicates/sequence_diff.h"

namespace tawatur {
namespace {

constexpr double mostly_copied = 0.6;        // Share of the longer statement's terms that both have in common.
constexpr std::uint32_t longest_change = 6;  // Terms that stand for one value.

struct TermRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// The only term of the kind in the range.
std::optional<std::uint32_t> only(const Statement& side, TermRange range, Term::Kind kind) {
  std::optional<std::uint32_t> found;
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    if (side.terms[i].kind != kind) continue;
    if (kind == Term::Kind::number && side.quantities[side.terms[i].value].ordinal) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

/// Whether two days, numbers, places or actors can both hold.
bool compatible(const Statement& a, std::uint32_t i, const Statement& b, std::uint32_t j, const ClaimLexicon& lexicon) {
  if (a.terms[i].kind == Term::Kind::number) {
    const Quantity& x = a.quantities[a.terms[i].value];
    const Quantity& y = b.quantities[b.terms[j].value];
    return x.unit != y.unit || (x.low <= y.high && y.low <= x.high) || bare_scale(a, x) || bare_scale(b, y) ||
           rounded_alike(x.stated, y.stated);
  }
  if (a.terms[i].kind == Term::Kind::date) {
    const auto& x = a.days[a.terms[i].value];
    const auto& y = b.days[b.terms[j].value];
    // A day told from the day of writing hangs on when each was written.
    const bool relative =
        a.date_mentions[a.terms[i].value].relative_days || b.date_mentions[b.terms[j].value].relative_days;
    return !x || !y || relative || (x->first <= y->last && y->first <= x->last);
  }
  // «سروج» and «سوروج», «التحالف» and «قوات التحالف».
  return term_similarity(a, i, b, j, lexicon) > 0 || one_name(a.terms[i].form, b.terms[j].form) ||
         one_spelling(a.terms[i].form, b.terms[j].form);
}

/// Whether all of the range is the name of where something is: «شرق بلدية كذا», "near …".
bool named_place(const Statement& side, TermRange range) {
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    const Term& term = side.terms[i];
    const bool name = term.kind == Term::Kind::place || (term.kind == Term::Kind::word && !term.function_word);
    if (!name || !side.located[i]) return false;
  }
  return true;
}

}  // namespace

std::vector<Difference> copied_changes(const Statement& a, const Statement& b, const ClaimLexicon& lexicon) {
  std::map<std::uint64_t, std::uint32_t> numbering;
  const auto sequence = [&](const Statement& side) {
    std::vector<std::uint32_t> terms;
    for (const Term& term : side.terms)
      terms.push_back(numbering.emplace(term.hash, static_cast<std::uint32_t>(numbering.size())).first->second);
    return terms;
  };
  const auto terms_a = sequence(a), terms_b = sequence(b);
  const std::vector<EqualRun> runs = diff_sequences(terms_a, terms_b).runs;
  std::size_t common = 0;
  for (const EqualRun& run : runs) common += run.size;
  std::vector<Difference> changes;
  if (static_cast<double>(common) < mostly_copied * static_cast<double>(std::max(terms_a.size(), terms_b.size())))
    return changes;

  const auto add = [&](DifferenceKind kind, TermRange x, TermRange y) {
    Difference change;
    change.kind = kind;
    change.relation = Relation::diverge;
    change.rule = "changed_in_copy";
    change.a = a.bytes(x.first, x.last);
    change.a_value = a.verbatim(x.first, x.last);
    change.b = b.bytes(y.first, y.last);
    change.b_value = b.verbatim(y.first, y.last);
    change.why = lexicon.reason(change.rule, change.a_value, change.b_value);
    changes.push_back(std::move(change));
  };
  constexpr std::pair<Term::Kind, DifferenceKind> kinds[]{{Term::Kind::number, DifferenceKind::count},
                                                          {Term::Kind::date, DifferenceKind::date},
                                                          {Term::Kind::place, DifferenceKind::place},
                                                          {Term::Kind::actor, DifferenceKind::agent}};
  EqualRun before{};
  for (std::size_t r = 0; r <= runs.size(); ++r) {
    const EqualRun after = r < runs.size() ? runs[r]
                                           : EqualRun{static_cast<std::uint32_t>(terms_a.size()),
                                                      static_cast<std::uint32_t>(terms_b.size()), 0};
    const TermRange x{before.a_begin + before.size, after.a_begin}, y{before.b_begin + before.size, after.b_begin};
    before = after;
    const bool replaced = x.first < x.last && y.first < y.last;
    if (!replaced || x.last - x.first > longest_change || y.last - y.first > longest_change) continue;
    if (named_place(a, x) && named_place(b, y) &&
        (a.terms[x.first].kind == Term::Kind::place || b.terms[y.first].kind == Term::Kind::place)) {
      if (!compatible(a, x.first, b, y.first, lexicon)) add(DifferenceKind::place, x, y);
      continue;
    }
    for (const auto& [term_kind, kind] : kinds) {
      const auto i = only(a, x, term_kind), j = only(b, y, term_kind);
      if (!i || !j || compatible(a, *i, b, *j, lexicon)) continue;
      add(kind, {*i, *i + 1}, {*j, *j + 1});
      break;
    }
  }
  std::sort(changes.begin(), changes.end(), [](const Difference& p, const Difference& q) {
    return std::tie(p.kind, p.a, p.b) < std::tie(q.kind, q.a, q.b);
  });
  return changes;
}

}  // namespace tawatur
