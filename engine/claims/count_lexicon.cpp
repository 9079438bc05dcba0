#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "claims/claim_lexicon.h"

namespace tawatur {
namespace {

constexpr std::string_view any_dimension = "measured";

std::uint32_t number_of(std::vector<std::string>& names, const std::string& name) {
  const auto known = static_cast<std::uint32_t>(std::find(names.begin(), names.end(), name) - names.begin());
  if (known == names.size()) names.push_back(name);
  return known;
}

std::pair<std::uint32_t, std::uint32_t> ordered(std::uint32_t a, std::uint32_t b) {
  return {std::min(a, b), std::max(a, b)};
}

}  // namespace

void ClaimLexicon::read_count_tables(const Lexicons& lexicons, std::string_view language) {
  const auto cell = [](const std::vector<std::string>& row, std::size_t column) {
    return column < row.size() ? row[column] : std::string();
  };

  for (const auto& row : lexicons.table(language, "fates").rows)
    fates.add(cell(row, 1), number_of(fate_names, cell(row, 0)));
  for (const auto& row : lexicons.table(language, "rate_periods").rows)
    rate_periods.add(cell(row, 1), number_of(period_names, cell(row, 0)));
  for (const auto& row : lexicons.table(language, "number_nouns").rows) number_nouns.add(cell(row, 0), 0);
  for (const auto& row : lexicons.table(language, "score_words").rows)
    score_words.add(cell(row, 0), cell(row, 1) == "nil" ? 1 : cell(row, 1) == "interim" ? 2 : 0);
  for (const auto& row : lexicons.table(language, "groups").rows)
    groups.add(cell(row, 1), number_of(group_names, cell(row, 0)));

  for (const auto& row : lexicons.table(language, "shares").rows) {
    shares.add(cell(row, 1), static_cast<std::uint32_t>(share_values.size()));
    share_values.push_back(std::strtod(cell(row, 0).c_str(), nullptr));
  }
  for (const auto& row : lexicons.table(language, "member_words").rows) {
    const std::string share = cell(row, 0);
    member_words.add(cell(row, 1), static_cast<std::uint32_t>(member_shares.size()));
    member_shares.push_back(share == "all"    ? MemberShare::all
                            : share == "most" ? MemberShare::most
                            : share == "some" ? MemberShare::some
                            : share == "none" ? MemberShare::none
                                              : MemberShare::are);
  }
  for (const auto& row : lexicons.table("und", "fate_sums").rows)
    fate_sums_.emplace_back(number_of(fate_names, cell(row, 0)), number_of(fate_names, cell(row, 1)));
  std::sort(fate_sums_.begin(), fate_sums_.end());

  std::map<std::string, std::set<std::uint32_t>> fields;
  std::map<std::uint32_t, std::string> measured;
  for (const auto& row : lexicons.table("und", "fate_fields").rows) {
    const std::uint32_t fate = number_of(fate_names, cell(row, 1));
    fields[cell(row, 0)].insert(fate);
    if (!cell(row, 2).empty()) measured.emplace(fate, cell(row, 2));
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> kin;
  for (const auto& row : lexicons.table("und", "fate_kin").rows)
    kin.insert(ordered(number_of(fate_names, cell(row, 0)), number_of(fate_names, cell(row, 1))));
  for (const auto& [field, members] : fields)
    for (const std::uint32_t a : members)
      for (const std::uint32_t b : members)
        if (a < b && !kin.contains({a, b})) contrary_fates_.emplace_back(a, b);
  // Fates of fields that have one in common are of one domain: that of its least fate.
  for (std::uint32_t fate = 0; fate < fate_names.size(); ++fate) {
    fate_domains_.push_back(fate);
    measured_fates_.push_back(measured.contains(fate) ? measured.at(fate) : std::string());
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& [field, members] : fields) {
      std::uint32_t least = static_cast<std::uint32_t>(fate_names.size());
      for (const std::uint32_t fate : members) least = std::min(least, fate_domains_[fate]);
      for (const std::uint32_t fate : members)
        if (fate_domains_[fate] != least) fate_domains_[fate] = least, grown = true;
    }
  }

  // A class may stand in several rows: its parents are those of all of them.
  std::map<std::string, std::map<std::uint32_t, bool>> axes;  // Whether a group contradicts only where it is counted.
  std::map<std::uint32_t, std::set<std::uint32_t>> ancestors;
  for (const auto& row : lexicons.table("und", "group_classes").rows) {
    const std::uint32_t group = number_of(group_names, cell(row, 0));
    axes[cell(row, 1)].emplace(group, cell(row, 3) == "counted");
    std::string parents = cell(row, 2);
    while (!parents.empty()) {
      const std::size_t bar = std::min(parents.find('|'), parents.size());
      ancestors[group].insert(number_of(group_names, parents.substr(0, bar)));
      parents.erase(0, bar + 1);
    }
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (auto& [group, line] : ancestors) {
      const std::size_t before = line.size();
      for (const std::uint32_t parent : std::set<std::uint32_t>(line))
        if (const auto above = ancestors.find(parent); above != ancestors.end())
          line.insert(above->second.begin(), above->second.end());
      grown = grown || line.size() > before;
    }
  }
  for (const auto& [group, line] : ancestors)
    for (const std::uint32_t parent : line) {
      nested_groups_.push_back(ordered(group, parent));
      group_parents_.emplace_back(group, parent);
    }
  std::sort(nested_groups_.begin(), nested_groups_.end());
  std::sort(group_parents_.begin(), group_parents_.end());
  for (const auto& [group, counted] : axes["reach"]) reach_groups_.push_back(group);
  for (const auto& [axis, members] : axes)
    for (const auto& [a, a_counted] : members)
      for (const auto& [b, b_counted] : members) {
        if (a >= b || listed(nested_groups_, a, b)) continue;
        contrary_groups_.emplace_back(a, b);
        if (!a_counted && !b_counted) contrary_roles_.emplace_back(a, b);
      }

  for (ValuePairs* pairs : {&contrary_fates_, &contrary_groups_, &contrary_roles_, &nested_groups_}) {
    std::sort(pairs->begin(), pairs->end());
    pairs->erase(std::unique(pairs->begin(), pairs->end()), pairs->end());
  }

  for (const auto& row : lexicons.table(language, "units").rows)
    units.push_back({cell(row, 0), cell(row, 3), std::strtod(cell(row, 4).c_str(), nullptr), {}});
  const auto by_id = [](const UnitFacts& x, const UnitFacts& y) { return x.id < y.id; };
  std::stable_sort(units.begin(), units.end(), by_id);
  units.erase(std::unique(units.begin(), units.end(), [](const auto& x, const auto& y) { return x.id == y.id; }),
              units.end());
  for (const auto& row : lexicons.table("und", "currency_families").rows)
    for (UnitFacts& known : units)
      if (known.id == cell(row, 0)) known.may_mean.push_back(cell(row, 1));
}

bool ClaimLexicon::fate_of(std::uint32_t fate, std::string_view dimension) const {
  const std::string& own = measured_fates_[fate];
  return own == any_dimension || own == dimension;
}

bool ClaimLexicon::fates_contradict(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                                    std::string_view dimension) const {
  const auto met_in = [&](std::uint32_t domain) {
    return std::any_of(a.begin(), a.end(), [&](std::uint32_t fate) {
      return fate_domains_[fate] == domain && std::binary_search(b.begin(), b.end(), fate);
    });
  };
  for (const std::uint32_t p : a)
    for (const std::uint32_t q : b)
      if (fates_contradict(p, q) && !met_in(fate_domains_[p]) && fate_of(p, dimension) && fate_of(q, dimension))
        return true;
  return false;
}

bool ClaimLexicon::listed(const ValuePairs& pairs, std::uint32_t a, std::uint32_t b) {
  return std::binary_search(pairs.begin(), pairs.end(), ordered(a, b));
}

const UnitFacts* ClaimLexicon::unit(std::string_view id) const {
  const auto found =
      std::lower_bound(units.begin(), units.end(), id,
                       [](const UnitFacts& facts, std::string_view wanted) { return facts.id < wanted; });
  return found != units.end() && found->id == id ? &*found : nullptr;
}

}  // namespace tawatur
