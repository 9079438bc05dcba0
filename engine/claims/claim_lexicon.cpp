#include "claims/claim_lexicon.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace tawatur {
namespace {

using Row = std::vector<std::string>;

/// Dense numbers for names in order of first use.
class Numbering {
 public:
  explicit Numbering(std::vector<std::string>& names) : names_(names) {}
  std::uint32_t operator()(const std::string& name) {
    const auto [place, fresh] = numbers_.emplace(name, static_cast<std::uint32_t>(names_.size()));
    if (fresh) names_.push_back(name);
    return place->second;
  }

 private:
  std::vector<std::string>& names_;
  std::map<std::string, std::uint32_t> numbers_;
};

std::string cell(const Row& row, std::size_t column) { return column < row.size() ? row[column] : std::string(); }

std::vector<std::uint64_t> split_folded(std::string_view list) {
  std::vector<std::uint64_t> words;
  while (!list.empty()) {
    const std::size_t bar = std::min(list.find('|'), list.size());
    const std::string word = normalise_words(list.substr(0, bar));
    if (!word.empty()) words.push_back(word_hash(word));
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
  std::sort(words.begin(), words.end());
  return words;
}

ControlRole control_role(std::string_view name) {
  if (name == "hold") return ControlRole::hold;
  if (name == "lose") return ControlRole::lose;
  if (name == "repel") return ControlRole::repel;
  return ControlRole::gain;
}

NegationWord negation_word(std::string_view name) {
  static const std::map<std::string_view, NegationWord> names{
      {"particle", NegationWord::particle},   {"attribute", NegationWord::attribute},
      {"exceptive", NegationWord::exceptive}, {"bound_exception", NegationWord::bound_exception},
      {"deny", NegationWord::deny},           {"refuse", NegationWord::refuse},
      {"fail", NegationWord::fail},           {"cease", NegationWord::cease},
      {"prevent", NegationWord::prevent},     {"doubtful", NegationWord::doubtful}};
  const auto found = names.find(name);
  return found == names.end() ? NegationWord::not_exception : found->second;
}

Certainty certainty_level(std::string_view name) {
  static const std::map<std::string_view, Certainty> names{{"planned", Certainty::planned},
                                                           {"alleged", Certainty::alleged},
                                                           {"possible", Certainty::possible},
                                                           {"announced", Certainty::announced}};
  const auto found = names.find(name);
  return found == names.end() ? Certainty::confirmed : found->second;
}

}  // namespace

ClaimLexicon::ClaimLexicon(const Lexicons& lexicons, std::string_view language)
    : lang(language),
      numbers(lexicons, language),
      dates(lexicons, language),
      segmenter(lexicons, language),
      frequencies(lexicons, language) {
  const auto rows = [&](std::string_view name) -> const std::vector<Row>& {
    return lexicons.table(language, name).rows;
  };

  std::vector<std::string> broad;
  for (const Row& row : lexicons.table("und", "broad_oppositions").rows) broad.push_back(cell(row, 0));
  Numbering opposition_class(opposition_classes);
  for (const Row& row : rows("opposition")) {
    if (std::find(broad.begin(), broad.end(), cell(row, 0)) != broad.end()) continue;
    opposition.add(cell(row, 2), static_cast<std::uint32_t>(opposition_entries.size()));
    opposition_entries.push_back({opposition_class(cell(row, 0)),
                                  static_cast<std::uint8_t>(cell(row, 1) == "2" ? 2 : 1), split_folded(cell(row, 3))});
  }
  const auto classes_in = [&](std::string_view name) {
    std::vector<std::uint8_t> listed(opposition_classes.size(), 0);
    for (const Row& row : lexicons.table("und", name).rows)
      for (std::size_t i = 0; i < listed.size(); ++i) listed[i] = listed[i] || opposition_classes[i] == cell(row, 0);
    return listed;
  };
  opposition_acts = classes_in("act_oppositions");
  opposition_amounts = classes_in("amount_oppositions");
  opposition_speech = classes_in("speech_oppositions");
  opposition_phases = classes_in("phase_oppositions");
  opposition_loose = classes_in("loose_oppositions");
  Numbering act(act_names);
  for (const Row& row : rows("acts")) acts.add(cell(row, 1), act(cell(row, 0)));
  for (const Row& row : rows("control")) {
    control.add(cell(row, 0), static_cast<std::uint32_t>(control_entries.size()));
    const ControlRole role = control_role(cell(row, 1));
    const std::string subject = cell(row, 2);
    control_entries.push_back({role, subject.empty() ? role != ControlRole::lose : subject.starts_with("gain")});
  }
  for (const Row& row : rows("negation"))
    negation.add(cell(row, 1), static_cast<std::uint32_t>(negation_word(cell(row, 0))));
  for (const Row& row : rows("certainty"))
    certainty.add(cell(row, 1), static_cast<std::uint32_t>(certainty_level(cell(row, 0))));
  Numbering kind(kind_names);
  for (const Row& row : rows("quantity_kinds"))
    if (cell(row, 0) != "general") quantity_kinds.add(cell(row, 1), kind(cell(row, 0)));
  Numbering cause(cause_names);
  for (const Row& row : rows("causes")) {
    const std::uint32_t number = cause(cell(row, 0));
    cause_parents.resize(cause_names.size());
    if (!cell(row, 2).empty()) cause_parents[number] = cell(row, 2);
    causes.add(cell(row, 1), number);
  }
  Numbering label(label_sets);
  for (const Row& row : rows("labels")) labels.add(cell(row, 1), label(cell(row, 0)));
  for (const Row& row : rows("reporting_verbs")) {
    reporting.add(cell(row, 0), static_cast<std::uint32_t>(reporting_entries.size()));
    reporting_entries.push_back({cell(row, 1), cell(row, 2)});
  }
  std::vector<std::string> synonym_sets;
  Numbering synonym(synonym_sets);
  for (const Row& row : rows("synonyms")) synonyms.add(cell(row, 1), synonym(cell(row, 0)));
  const auto add_forms = [&](PhraseMatcher& matcher, std::string_view name) {
    for (const Row& row : rows(name)) matcher.add(cell(row, 0), 0);
  };
  add_forms(causal_markers, "causal_markers");
  add_forms(person_titles, "person_titles");
  add_forms(agent_markers, "agent_markers");
  for (const Row& row : rows("place_nouns")) {
    place_nouns.add(cell(row, 0), static_cast<std::uint32_t>(place_noun_sites.size()));
    place_noun_sites.push_back(cell(row, 1) == "site");
  }
  for (const Row& row : rows("subset_words")) {
    subset_words.add(cell(row, 0), static_cast<std::uint32_t>(subset_after.size()));
    subset_after.push_back(cell(row, 1) == "after");
    subset_of_total.push_back(cell(row, 2) == "total");
  }
  add_forms(beside_words, "beside_words");
  add_forms(place_prepositions, "place_prepositions");
  for (const Row& row : rows("span_words")) {
    span_words.add(cell(row, 0), static_cast<std::uint32_t>(span_word_within.size()));
    span_word_within.push_back(cell(row, 1) == "within");
  }
  add_forms(past_markers, "past_markers");
  add_forms(demonstratives, "demonstratives");
  add_forms(conjunctions, "conjunctions");
  add_forms(prepositions, "prepositions");
  add_forms(part_words, "part_words");
  add_forms(source_markers, "source_markers");
  add_forms(intent_words, "intent_words");
  add_forms(loyalty_words, "loyalty_words");
  add_forms(complementisers, "complementisers");
  add_forms(stopwords, "stopwords");

  std::map<std::string, std::uint32_t> entity_of;
  const auto entity = [&](const std::string& id, const std::string& type, const std::string& parent, bool place,
                          const std::string& name) {
    const std::string key = (place ? "p:" : "a:") + id;
    const auto [at, fresh] = entity_of.emplace(key, static_cast<std::uint32_t>(entity_entries.size()));
    if (fresh) entity_entries.push_back({id, type, parent, place, {}, !place && id == type});
    Entity& known = entity_entries[at->second];
    if (known.parent.empty()) known.parent = parent;
    // An adjective names the state, it doesn't place anything there.
    if (place && type == "adjective") return;
    if (known.type == "adjective") known.type = type;
    entities.add(name, at->second);
  };
  for (const Row& row : rows("places")) entity(cell(row, 0), cell(row, 1), cell(row, 2), true, cell(row, 3));
  for (const Row& row : rows("actors")) entity(cell(row, 0), cell(row, 1), cell(row, 3), false, cell(row, 2));

  ancestors_.resize(entity_entries.size());
  for (std::uint32_t i = 0; i < entity_entries.size(); ++i) {
    auto& line = ancestors_[i];
    for (std::uint32_t at = i; std::find(line.begin(), line.end(), at) == line.end();) {
      line.push_back(at);
      auto parent = entity_of.find((entity_entries[at].is_place ? "p:" : "a:") + entity_entries[at].parent);
      if (parent == entity_of.end()) parent = entity_of.find("p:" + entity_entries[at].parent);
      if (parent == entity_of.end()) break;
      at = parent->second;
    }
    std::sort(line.begin(), line.end());
  }

  for (const Row& row : lexicons.table("und", "cumulative_kinds").rows) cumulative_kinds.push_back(cell(row, 0));
  std::sort(cumulative_kinds.begin(), cumulative_kinds.end());
  for (const Row& row : lexicons.table("und", "measured_kinds").rows) measured_kinds.push_back(cell(row, 0));
  std::sort(measured_kinds.begin(), measured_kinds.end());
  // The arms of one state: a report that says "the army" may mean the police, one that says "the rebels" may not.
  for (Entity& known : entity_entries)
    known.camp = known.type == "army" || known.type == "government" || known.type == "police" ? "state" : known.type;

  for (const Row& row : rows("reasons"))
    if (row.size() >= 2) reasons_.emplace_back(row[0], row[1]);
  std::sort(reasons_.begin(), reasons_.end());

  for (PhraseMatcher* matcher : {&negation,
                                 &opposition,
                                 &control,
                                 &certainty,
                                 &quantity_kinds,
                                 &entities,
                                 &causes,
                                 &causal_markers,
                                 &labels,
                                 &reporting,
                                 &synonyms,
                                 &person_titles,
                                 &agent_markers,
                                 &place_nouns,
                                 &part_words,
                                 &source_markers,
                                 &complementisers,
                                 &beside_words,
                                 &place_prepositions,
                                 &span_words,
                                 &past_markers,
                                 &demonstratives,
                                 &conjunctions,
                                 &prepositions,
                                 &subset_words,
                                 &stopwords,
                                 &acts,
                                 &intent_words,
                                 &loyalty_words})
    matcher->register_with(beginnings);
}

bool ClaimLexicon::cumulative(std::int32_t kind) const {
  return kind >= 0 && std::binary_search(cumulative_kinds.begin(), cumulative_kinds.end(),
                                         kind_names[static_cast<std::size_t>(kind)]);
}

bool ClaimLexicon::measured(std::int32_t kind) const {
  return kind >= 0 &&
         std::binary_search(measured_kinds.begin(), measured_kinds.end(), kind_names[static_cast<std::size_t>(kind)]);
}

bool ClaimLexicon::related(std::uint32_t a, std::uint32_t b) const {
  return std::binary_search(ancestors_[a].begin(), ancestors_[a].end(), b) ||
         std::binary_search(ancestors_[b].begin(), ancestors_[b].end(), a);
}

std::string ClaimLexicon::reason(std::string_view rule, std::string_view a, std::string_view b) const {
  const auto found = std::lower_bound(reasons_.begin(), reasons_.end(), rule,
                                      [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  if (found == reasons_.end() || found->first != rule) return std::string(rule);
  std::string sentence;
  std::string_view rest = found->second;
  while (!rest.empty()) {
    const std::size_t brace = rest.find('{');
    sentence.append(rest.substr(0, brace));
    if (brace == std::string_view::npos) break;
    rest.remove_prefix(brace);
    if (rest.starts_with("{a}") || rest.starts_with("{b}")) {
      sentence.append(rest[1] == 'a' ? a : b);
      rest.remove_prefix(3);
    } else {
      sentence.push_back('{');
      rest.remove_prefix(1);
    }
  }
  return sentence;
}

}  // namespace tawatur
