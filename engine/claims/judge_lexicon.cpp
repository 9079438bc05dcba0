#include "claims/judge_lexicon.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "text/normalise.h"
#include "text/stem.h"

namespace tawatur {
namespace {

const std::string& cell(const std::vector<std::string>& row, std::size_t column) {
  static const std::string none;
  return column < row.size() ? row[column] : none;
}

}  // namespace

JudgeLexicon::JudgeLexicon(const Lexicons& lexicons, const ClaimLexicon& known)
    : claims(known), beginnings(known.beginnings) {
  boost::unordered_flat_map<std::string, std::uint32_t> numbers;  // These maps are only looked up.
  const auto number = [&](const std::string& name) {
    return numbers.emplace(name, static_cast<std::uint32_t>(numbers.size())).first->second;
  };
  for (const auto& row : lexicons.table(known.lang, "alternatives").rows) {
    alternatives.add(cell(row, 2), static_cast<std::uint32_t>(alternative_groups.size()));
    alternative_groups.push_back(number(cell(row, 0)));
    alternative_members.push_back(number(cell(row, 0) + "/" + cell(row, 1)));
  }
  for (const auto& row : lexicons.table(known.lang, "truth_words").rows)
    truth_words.add(cell(row, 1), cell(row, 0) == "true"    ? calls_true
                                  : cell(row, 0) == "false" ? calls_false
                                  : cell(row, 0) == "denied" ? denies
                                                            : calls_doubtful);
  // A town or a people stands for its country.
  struct Place {
    std::string type, parent;
  };
  boost::unordered_flat_map<std::string, Place> places;
  constexpr std::array tables{"places", "cities"};
  for (const char* table : tables)
    for (const auto& row : lexicons.table(known.lang, table).rows) {
      Place& place = places[cell(row, 0)];
      if (place.type.empty() || place.type == "adjective") place.type = cell(row, 1);
      if (place.parent.empty()) place.parent = cell(row, 2);
    }
  const auto country_of = [&](std::string id) {
    for (int steps = 0; steps < 8; ++steps) {
      const auto place = places.find(id);
      if (place == places.end() || place->second.type == "country" || place->second.parent.empty()) break;
      id = place->second.parent;
    }
    return number("country/" + id);
  };
  for (const char* table : tables)
    for (const auto& row : lexicons.table(known.lang, table).rows)
      countries.add(cell(row, 3), country_of(cell(row, 0)));
  for (const auto& row : lexicons.table(known.lang, "actors").rows)
    if (cell(row, 1) == "country" || !cell(row, 3).empty())
      countries.add(cell(row, 2), country_of(cell(row, 1) == "country" ? cell(row, 0) : cell(row, 3)));
  for (PhraseMatcher* matcher : {&alternatives, &truth_words, &countries}) matcher->register_with(beginnings);

  boost::unordered_flat_map<std::string, std::uint32_t> strict, lean;
  for (std::uint32_t i = 0; i < known.opposition_classes.size(); ++i) strict.emplace(known.opposition_classes[i], i);
  const auto add_poles = [&](std::string_view table, boost::unordered_flat_map<std::string, std::uint32_t>& classes, bool is_lean) {
    for (const auto& row : lexicons.table(known.lang, table).rows) {
      if (!cell(row, 3).empty()) continue;
      const std::string word = normalise_words(cell(row, 2));
      if (word.empty() || word.find(' ') != std::string::npos) continue;
      const std::uint32_t opposition = classes.emplace(cell(row, 0), static_cast<std::uint32_t>(classes.size())).first->second;
      stem_poles_.push_back({word_hash(stem(word, known.lang)), opposition, cell(row, 1) == "2", is_lean});
    }
  };
  add_poles("opposition", strict, false);
  add_poles("broad_opposites", lean, true);
  const auto place = [](const StemPole& pole) { return std::tuple(pole.stem, pole.lean, pole.opposition, pole.second); };
  std::sort(stem_poles_.begin(), stem_poles_.end(),
            [&](const StemPole& x, const StemPole& y) { return place(x) < place(y); });
  stem_poles_.erase(std::unique(stem_poles_.begin(), stem_poles_.end(),
                               [&](const StemPole& x, const StemPole& y) { return place(x) == place(y); }),
                   stem_poles_.end());
  // A stem of both poles tells nothing.
  std::vector<StemPole> kept;
  for (std::size_t i = 0; i < stem_poles_.size(); ++i) {
    const auto same = [&](const StemPole& other) {
      return other.stem == stem_poles_[i].stem && other.lean == stem_poles_[i].lean &&
             other.opposition == stem_poles_[i].opposition;
    };
    if ((i > 0 && same(stem_poles_[i - 1])) || (i + 1 < stem_poles_.size() && same(stem_poles_[i + 1]))) continue;
    kept.push_back(stem_poles_[i]);
  }
  stem_poles_ = std::move(kept);
  for (std::uint32_t i = 0; i < stem_poles_.size(); ++i)
    range_of_stem_.try_emplace(stem_poles_[i].stem, i, i).first->second.second = i + 1;
}

std::span<const JudgeLexicon::StemPole> JudgeLexicon::poles_of(std::uint64_t stem) const {
  const auto found = range_of_stem_.find(stem);
  if (found == range_of_stem_.end()) return {};
  const auto [first, last] = found->second;
  return std::span(stem_poles_).subspan(first, last - first);
}

}  // namespace tawatur
