#include "claims/claim_lexicon.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include <boost/unordered/unordered_flat_set.hpp>

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
  /// Absent where it has no number yet.
  std::optional<std::uint32_t> find(const std::string& name) const {
    const auto found = numbers_.find(name);
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::vector<std::string>& names_;
  boost::unordered_flat_map<std::string, std::uint32_t> numbers_;  // Only looked up.
};

const std::string& cell(const Row& row, std::size_t column) {
  static const std::string none;
  return column < row.size() ? row[column] : none;
}

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
      {"prevent", NegationWord::prevent},     {"doubtful", NegationWord::doubtful},
      {"privative", NegationWord::privative}, {"denied_before", NegationWord::denied_before},
      {"aside", NegationWord::aside},         {"pronoun", NegationWord::pronoun},
      {"without", NegationWord::without},     {"lack", NegationWord::lack}};
  const auto found = names.find(name);
  return found == names.end() ? NegationWord::not_exception : found->second;
}

DeedShape deed_shape(std::string_view name) {
  static const std::map<std::string_view, DeedShape> names{
      {"base", DeedShape::base}, {"present", DeedShape::present}, {"participle", DeedShape::participle},
      {"ing", DeedShape::ing},   {"noun", DeedShape::noun},       {"bound", DeedShape::bound}};
  const auto found = names.find(name);
  return found == names.end() ? DeedShape::verb : found->second;
}

PhraseLimit phrase_limit(std::string_view name) {
  if (name == "link") return PhraseLimit::link;
  if (name == "clause") return PhraseLimit::clause;
  return name == "relative" ? PhraseLimit::relative : PhraseLimit::preposition;
}

Certainty certainty_level(std::string_view name) {
  static const std::map<std::string_view, Certainty> names{{"planned", Certainty::planned},
                                                           {"alleged", Certainty::alleged},
                                                           {"possible", Certainty::possible},
                                                           {"announced", Certainty::announced}};
  const auto found = names.find(name);
  return found == names.end() ? Certainty::confirmed : found->second;
}

std::optional<TimePart::Role> time_role(std::string_view name) {
  using enum TimePart::Role;
  static const std::map<std::string_view, TimePart::Role> names{
      {"season", season},   {"quarter", quarter},
      {"daypart", daypart}, {"hijri_holiday", hijri_holiday},
      {"early", early},     {"mid", mid},         {"late", late},
      {"last", last},       {"week", week},       {"month", month},
      {"holiday", holiday}, {"hour", hour},       {"quarter_hour", quarter_hour},
      {"am", am},           {"pm", pm},           {"night", night},
      {"zone", zone},       {"until", until},     {"since", since},
      {"after", after},     {"before", before}};
  const auto found = names.find(name);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::optional<NameWord> name_word(std::string_view name) {
  static const std::map<std::string_view, NameWord> names{{"organisation", NameWord::organisation},
                                                          {"place", NameWord::place},
                                                          {"link", NameWord::link},
                                                          {"given", NameWord::given},
                                                          {"another", NameWord::another},
                                                          {"among", NameWord::among},
                                                          {"identifies", NameWord::identifies},
                                                          {"age_before", NameWord::age_before},
                                                          {"age_after", NameWord::age_after},
                                                          {"age", NameWord::age}};
  const auto found = names.find(name);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

MilestoneEntry milestone_entry(std::uint32_t set, std::uint32_t milestone, const std::string& slot) {
  using enum MilestoneEntry::Slot;
  static const std::map<std::string_view, MilestoneEntry::Slot> names{
      {"day", day}, {"since", since}, {"place", place}, {"near", near}, {"doer", doer}, {"person", person}};
  if (const auto found = names.find(slot); found != names.end()) return {set, milestone, found->second, {}};
  return {set, milestone, amount, slot == "number" ? std::string() : slot};
}

CausalRole causal_role(std::string_view name) {
  if (name == "before") return CausalRole::before;
  if (name == "time") return CausalRole::time;
  if (name == "by") return CausalRole::by;
  if (name == "onto") return CausalRole::onto;
  if (name == "returns") return CausalRole::returns;
  return name == "works" ? CausalRole::works : CausalRole::after;
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

  std::set<std::string> broad;
  for (const Row& row : lexicons.table("und", "broad_oppositions").rows) broad.insert(cell(row, 0));
  Numbering opposition_class(opposition_classes);
  for (const Row& row : rows("opposition")) {
    if (broad.contains(cell(row, 0))) continue;
    opposition.add(cell(row, 2), static_cast<std::uint32_t>(opposition_entries.size()));
    opposition_entries.push_back({opposition_class(cell(row, 0)),
                                  static_cast<std::uint8_t>(cell(row, 1) == "2" ? 2 : 1), split_folded(cell(row, 3))});
  }
  const auto classes_in = [&](std::string_view name) {
    std::vector<std::uint8_t> listed(opposition_classes.size(), 0);
    for (const Row& row : lexicons.table("und", name).rows)
      if (const auto number = opposition_class.find(cell(row, 0))) listed[*number] = 1;
    return listed;
  };
  opposition_acts = classes_in("act_oppositions");
  opposition_amounts = classes_in("amount_oppositions");
  opposition_speech = classes_in("speech_oppositions");
  opposition_contests = classes_in("contest_oppositions");
  opposition_phases = classes_in("phase_oppositions");
  opposition_negations = classes_in("negation_oppositions");
  opposition_loose = classes_in("loose_oppositions");
  Numbering act(act_names);
  for (const Row& row : rows("acts")) acts.add(cell(row, 1), act(cell(row, 0)));
  for (const Row& row : rows("control")) {
    control.add(cell(row, 0), static_cast<std::uint32_t>(control_entries.size()));
    const ControlRole role = control_role(cell(row, 1));
    const std::string subject = cell(row, 2);
    control_entries.push_back(
        {role, subject.empty() ? role != ControlRole::lose : subject.starts_with("gain"), cell(row, 3) == "weak"});
  }
  for (const Row& row : rows("negation")) {
    const NegationWord word = negation_word(cell(row, 0));
    const bool takes_clitics = word == NegationWord::deny || word == NegationWord::refuse ||
                               word == NegationWord::fail || word == NegationWord::cease ||
                               word == NegationWord::prevent || word == NegationWord::privative ||
                               word == NegationWord::lack ||
                               word == NegationWord::denied_before;
    (takes_clitics ? negating_words : negation).add(cell(row, 1), static_cast<std::uint32_t>(word));
  }
  for (const Row& row : rows("unsettled_words"))
    unsettled.add(cell(row, 1), static_cast<std::uint32_t>(certainty_level(cell(row, 0))));
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
  for (const Row& row : rows("said_causes")) {
    const std::uint32_t number = cause(cell(row, 0));
    cause_parents.resize(cause_names.size());
    if (!cell(row, 2).empty()) cause_parents[number] = cell(row, 2);
    said_causes.add(cell(row, 1), number);
  }
  cause_kin_.resize(cause_names.size());
  cause_named.resize(cause_names.size());
  for (const std::string& name : cause_names) cause_vague.push_back(name == "vague");
  {
    const auto classes = static_cast<std::uint32_t>(cause_names.size());
    std::vector<std::vector<std::uint32_t>> parts(classes);  // Of each class, itself and those below it.
    std::vector<std::vector<bool>> meets(classes, std::vector<bool>(classes));
    const auto meet = [&](std::uint32_t i, std::uint32_t j) { meets[i][j] = meets[j][i] = true; };
    for (std::uint32_t i = 0; i < classes; ++i)
      for (std::optional<std::uint32_t> at = i; at && !meets[i][*at]; at = cause.find(cause_parents[*at])) {
        meets[i][*at] = true;
        parts[*at].push_back(i);
      }
    for (std::uint32_t i = 0; i < classes; ++i)
      for (const std::uint32_t part : parts[i]) meet(i, part);
    auto stated = meets;
    for (const Row& row : lexicons.table("und", "named_causes").rows)
      if (const auto number = cause.find(cell(row, 0)))
        for (const std::uint32_t part : parts[*number]) cause_named[part] = 1;
    for (const Row& link : lexicons.table("und", "cause_links").rows) {
      const auto one = cause.find(cell(link, 0)), other = cause.find(cell(link, 1));
      if (!one || !other) continue;
      stated[*one][*other] = stated[*other][*one] = true;
      // Violence, fires and accidents run into one another in the telling.
      if (cell(link, 2) == "itself" && cause_named[*one] && cause_named[*other])
        for (const std::uint32_t part : parts[*other]) stated[*one][part] = stated[part][*one] = true;
      for (const std::uint32_t i : cell(link, 2) == "itself" ? std::vector{*one} : parts[*one])
        for (const std::uint32_t j : parts[*other]) meet(i, j);
    }
    for (std::uint32_t i = 0; i < classes; ++i)
      for (std::uint32_t j = 0; j < classes; ++j)
        if (meets[i][j]) cause_kin_[i].push_back(j);
    stated_cause_kin_.resize(classes);
    for (std::uint32_t i = 0; i < classes; ++i)
      for (std::uint32_t j = 0; j < classes; ++j)
        if (stated[i][j]) stated_cause_kin_[i].push_back(j);
  }
  Numbering label(label_sets), slant(label_slants);
  slant("");
  for (const Row& row : rows("labels")) {
    labels.add(cell(row, 1), static_cast<std::uint32_t>(label_entries.size()));
    label_entries.push_back({label(cell(row, 0)), slant(cell(row, 2))});
  }
  for (const Row& row : rows("causal_markers")) {
    causal_markers.add(cell(row, 0), static_cast<std::uint32_t>(causal_roles.size()));
    causal_roles.push_back(causal_role(cell(row, 1)));
    auto& prepositions_taken = causal_prepositions.emplace_back();
    for (std::string_view list = cell(row, 2); !list.empty();) {
      const std::size_t bar = std::min(list.find('|'), list.size());
      const NormalisedText words = normalise(list.substr(0, bar));
      auto& preposition = prepositions_taken.emplace_back();
      for (std::size_t i = 0; i < words.tokens.size(); ++i) preposition.push_back(word_hash(words.word(i)));
      list.remove_prefix(std::min(bar + 1, list.size()));
    }
  }
  for (const Row& row : rows("quote_turns")) {
    turn_words.add(cell(row, 2), static_cast<std::uint32_t>(turn_names.size()));
    turn_classes.push_back(cell(row, 0));
    turn_names.push_back(cell(row, 1));
  }
  for (const Row& row : rows("reporting_verbs")) {
    reporting.add(cell(row, 0), static_cast<std::uint32_t>(reporting_entries.size()));
    reporting_entries.push_back({cell(row, 1), cell(row, 2), cell(row, 3)});
  }
  std::vector<std::string> synonym_sets;
  Numbering synonym(synonym_sets);
  for (const Row& row : rows("synonyms")) synonyms.add(cell(row, 1), synonym(cell(row, 0)));
  const auto add_forms = [&](PhraseMatcher& matcher, std::string_view name) {
    for (const Row& row : rows(name)) matcher.add(cell(row, 0), 0);
  };
  add_forms(person_titles, "person_titles");
  add_forms(agent_markers, "agent_markers");
  for (const Row& row : rows("place_nouns")) {
    place_nouns.add(cell(row, 0), static_cast<std::uint32_t>(place_noun_sites.size()));
    place_noun_sites.push_back(cell(row, 1) == "site");
  }
  for (const Row& row : rows("subset_words")) {
    subset_words.add(cell(row, 0), static_cast<std::uint32_t>(subset_roles.size()));
    subset_roles.push_back(cell(row, 1) == "after"   ? SubsetWord::after
                           : cell(row, 1) == "added" ? SubsetWord::added
                                                     : SubsetWord::before);
    subset_scopes.push_back(cell(row, 2) == "total"     ? SubsetScope::beside_total
                            : cell(row, 2) == "measure" ? SubsetScope::any
                            : cell(row, 2) == "direct"  ? SubsetScope::direct
                                                        : SubsetScope::counted);
  }
  read_count_tables(lexicons, language);
  add_forms(beside_words, "beside_words");
  add_forms(host_verbs, "host_verbs");
  add_forms(blame_nouns, "blame_nouns");
  add_forms(place_prepositions, "place_prepositions");
  for (const Row& row : rows("span_words")) {
    span_words.add(cell(row, 0), static_cast<std::uint32_t>(span_word_within.size()));
    span_word_within.push_back(cell(row, 1) == "within");
    span_word_ends.push_back(cell(row, 1) == "ends");
    span_word_point.push_back(cell(row, 1) == "point");
  }
  add_forms(past_markers, "past_markers");
  for (const Row& row : rows("earlier_counts")) earlier_counts.add(cell(row, 0), cell(row, 1) == "clause" ? 1 : 0);
  add_forms(acts_of_many, "acts_of_many");
  add_forms(opinion_labels, "opinion_labels");
  add_forms(list_items, "list_items");
  for (const Row& row : rows("example_words")) example_words.push_back(normalise_words(cell(row, 0)));
  std::sort(example_words.begin(), example_words.end());
  Numbering session_part(session_part_names);
  for (const Row& row : rows("session_parts")) session_parts.add(cell(row, 1), session_part(cell(row, 0)));
  add_forms(several_words, "several_words");
  Numbering quarter(quarter_names);
  for (const Row& row : rows("bearings")) bearings.add(cell(row, 1), quarter(cell(row, 0)));
  add_forms(withheld_things, "withheld_things");
  add_forms(earlier_words, "earlier_words");
  add_forms(deputy_words, "deputy_words");
  add_forms(clause_joins, "clause_joins");
  add_forms(subordinators, "subordinators");
  add_forms(possessives, "possessives");
  add_forms(subject_pronouns, "subject_pronouns");
  add_forms(act_prepositions, "act_prepositions");
  add_forms(rest_words, "rest_words");
  add_forms(question_words, "question_words");
  add_forms(charge_words, "charge_words");
  add_forms(articles, "articles");
  add_forms(time_prepositions, "time_prepositions");
  add_forms(occurrence_words, "occurrence_words");
  add_forms(light_verbs, "light_verbs");
  add_forms(demonstratives, "demonstratives");
  add_forms(conjunctions, "conjunctions");
  add_forms(prepositions, "prepositions");
  add_forms(part_words, "part_words");
  add_forms(source_markers, "source_markers");
  add_forms(intent_words, "intent_words");
  add_forms(loyalty_words, "loyalty_words");
  add_forms(complementisers, "complementisers");
  add_forms(stopwords, "stopwords");
  WordReader reader(lang);
  for (const Row& row : rows("predicates")) {
    const NormalisedText words = normalise(cell(row, 1));
    WordSequence facts;
    for (std::size_t i = 0; i < words.tokens.size(); ++i) facts.push_back(&reader(words.word(i)));
    std::vector<std::uint8_t> stop(facts.size(), 0);
    for (const PhraseMatch& match : stopwords.find(facts)) std::fill_n(&stop[match.first], match.last - match.first, 1);
    predicates.add(cell(row, 1), facts, stop, synonym("predicate " + cell(row, 0)));
  }
  std::vector<std::string> milestone_names;
  Numbering milestone(milestone_names);
  for (const Row& row : lexicons.table("und", "milestones").rows)
    if (const auto set = synonym.find("predicate " + cell(row, 2)))
      milestones.push_back(milestone_entry(*set, milestone(cell(row, 0)), cell(row, 1)));
  std::stable_sort(milestones.begin(), milestones.end(),
                   [](const MilestoneEntry& x, const MilestoneEntry& y) { return x.set < y.set; });

  boost::unordered_flat_map<std::string, std::uint32_t> entity_of;  // Only looked up.
  const auto entity = [&](const std::string& id, const std::string& type, const std::string& parent, bool place,
                          const std::string& name, bool located = false) {
    const std::string key = (place ? "p:" : "a:") + id;
    const auto [at, fresh] = entity_of.emplace(key, static_cast<std::uint32_t>(entity_entries.size()));
    if (fresh) entity_entries.push_back({id, type, parent, place, {}, !place && id == type});
    Entity& known = entity_entries[at->second];
    if (known.parent.empty()) known.parent = parent;
    // An adjective names the state, it doesn't place anything there.
    if (place && type == "adjective") {
      place_adjectives.add(name, at->second);
      return;
    }
    if (known.type == "adjective") known.type = type;
    if (located) {
      located_places.add(name, at->second);
      return;
    }
    entities.add(name, at->second);
    if (place && name.starts_with("ال")) articled_places.add(name, at->second);
  };
  for (const char* table : {"places", "cities"})
    for (const Row& row : rows(table))
      entity(cell(row, 0), cell(row, 1), cell(row, 2), true, cell(row, 3), cell(row, 4) == "located");
  for (const Row& row : rows("actors")) entity(cell(row, 0), cell(row, 1), cell(row, 3), false, cell(row, 2));

  Numbering nation(nation_ids);
  for (const Row& row : rows("places"))
    if (cell(row, 1) == "country" || cell(row, 1) == "adjective") nations.add(cell(row, 3), nation(cell(row, 0)));
  for (const Row& row : rows("actors"))
    if (cell(row, 1) == "country") nations.add(cell(row, 2), nation(cell(row, 0)));
  for (const Entity& known : entity_entries) {
    const auto number = known.parent.empty() ? std::nullopt : nation.find(known.parent);
    entity_nations.push_back(number ? static_cast<std::int32_t>(*number) : -1);
  }
  Numbering deed(deed_names);
  for (const Row& row : rows("deeds")) {
    deeds.add(cell(row, 1), static_cast<std::uint32_t>(deed_entries.size()));
    deed_entries.push_back({deed(cell(row, 0)), deed_shape(cell(row, 2))});
  }
  Numbering act_role(act_role_names);
  const auto slots = [](std::string_view list, std::string_view usual) {
    std::vector<std::string> names;
    for (std::size_t bar; !list.empty(); list.remove_prefix(std::min(bar + 1, list.size()))) {
      bar = std::min(list.find('|'), list.size());
      names.push_back(normalise_words(list.substr(0, bar)));
    }
    if (names.empty()) names.emplace_back(usual);
    return names;
  };
  std::vector<std::string> heads, tails;
  Numbering act_head(heads), act_tail(tails);
  const auto add_act = [&](std::string_view form, ActRoleEntry roles) {
    const auto entry = static_cast<std::uint32_t>(act_role_entries.size());
    act_roles.add(form, entry);
    roles.markers = roles.first;
    roles.markers.insert(roles.markers.end(), roles.second.begin(), roles.second.end());
    // «شن المسلحون هجوما»: the subject of an Arabic verb stands between it and what belongs to it.
    const std::size_t space = form.find(' ');
    if (lang == "ar" && space != std::string_view::npos && roles.shape == DeedShape::verb) {
      const std::uint32_t head = act_head(normalise_words(form.substr(0, space))),
                          tail = act_tail(normalise_words(form.substr(space + 1)));
      act_role_heads.add(form.substr(0, space), head);
      act_role_tails.add(form.substr(space + 1), tail);
      act_role_parts[std::uint64_t{head} << 32 | tail].push_back(entry);
    }
    act_role_entries.push_back(std::move(roles));
  };
  for (const Row& row : rows("act_roles")) {
    add_act(cell(row, 1), {act_role(cell(row, 0)), deed_shape(cell(row, 2)), slots(cell(row, 3), "subject"),
                           slots(cell(row, 4), "object"), {}});
  }
  // An act of the table "deeds" has its parties where any transitive verb has them. What an Arabic verb governs isn't
  // told by its place.
  boost::unordered_flat_set<std::pair<std::string, std::string>> told;  // Only looked up.
  for (const Row& row : rows("act_roles")) told.emplace(cell(row, 0), cell(row, 1));
  for (const Row& row : rows("deeds")) {
    const DeedShape shape = deed_shape(cell(row, 2));
    const std::string name(cell(row, 0));
    if (lang != "en" || name == "hold" || name == "held" || name == "holding" || name == "under" ||
        name == "do" || told.contains({name, std::string(cell(row, 1))}))
      continue;
    add_act(cell(row, 1), {act_role(name), shape, slots({}, "subject"), slots({}, "object"), {}});
  }
  for (const Row& row : rows("auxiliaries"))
    auxiliaries.add(cell(row, 0), cell(row, 1) == "be" ? 1 : cell(row, 1) == "finite" ? 2 : 0);
  for (const Row& row : rows("phrase_limits"))
    phrase_limits.add(cell(row, 0), static_cast<std::uint32_t>(phrase_limit(cell(row, 1))));
  Numbering party(party_names);
  for (const Row& row : rows("parties")) parties.add(cell(row, 1), party(cell(row, 0)));
  std::multimap<std::uint32_t, std::uint32_t> containing;
  for (const Row& row : lexicons.table("und", "party_classes").rows)
    containing.emplace(party(cell(row, 0)), party(cell(row, 1)));
  for (std::uint32_t i = 0; i < party_names.size(); ++i) {
    std::vector<std::uint32_t> line{i};
    for (std::size_t k = 0; k < line.size(); ++k)
      for (auto [at, end] = containing.equal_range(line[k]); at != end; ++at)
        if (std::find(line.begin(), line.end(), at->second) == line.end()) line.push_back(at->second);
    std::sort(line.begin(), line.end());
    party_ancestors_.push_back(std::move(line));
  }

  ancestors_.resize(entity_entries.size());
  for (std::uint32_t i = 0; i < entity_entries.size(); ++i) {
    auto& line = ancestors_[i];
    for (std::uint32_t at = i; std::find(line.begin(), line.end(), at) == line.end();) {
      line.push_back(at);
      auto parent = entity_of.find((entity_entries[at].is_place ? "p:" : "a:") + entity_entries[at].parent);
      if (parent == entity_of.end()) parent = entity_of.find("p:" + entity_entries[at].parent);
      // "Danish" and "Denmark", "the Danish capital" and "Copenhagen": a state and its land are one.
      if (parent == entity_of.end() && entity_entries[at].type == "country")
        parent = entity_of.find((entity_entries[at].is_place ? "a:" : "p:") + entity_entries[at].id);
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

  for (const Row& row : rows("time_parts"))
    if (const auto role = time_role(cell(row, 0))) {
      time_parts.add(cell(row, 1), static_cast<std::uint32_t>(time_part_entries.size()));
      time_part_entries.push_back({*role, std::atoi(cell(row, 2).c_str())});
    }
  for (const Row& row : rows("months"))
    if (cell(row, 2) != "hijri")
      month_names.add(cell(row, 0), static_cast<std::uint32_t>(std::atoi(cell(row, 1).c_str())));
  for (const Row& row : rows("name_words"))
    if (const auto word = name_word(cell(row, 0))) {
      name_words.add(cell(row, 1), static_cast<std::uint32_t>(name_word_entries.size()));
      name_word_entries.push_back({*word, {std::atoi(cell(row, 2).c_str()), std::atoi(cell(row, 3).c_str())}});
    }
  for (const Row& row : rows("given_names")) {
    name_words.add(cell(row, 0), static_cast<std::uint32_t>(name_word_entries.size()));
    name_word_entries.push_back({NameWord::given, {0, 0}});
  }
  Numbering sibling_group(sibling_groups);
  static constexpr std::string_view personal_groups[] = {"profession", "office",   "portfolio", "rank",
                                                         "kin",        "religion", "disability"};
  const auto sibling = [&](const std::string& group, const std::string& id, const std::string& form, bool personal) {
    siblings.add(form, static_cast<std::uint32_t>(sibling_entries.size()));
    sibling_entries.push_back({sibling_group(group), id, personal});
  };
  for (const Row& row : rows("siblings"))
    sibling(
        cell(row, 0), cell(row, 1), cell(row, 2),
        std::find(std::begin(personal_groups), std::end(personal_groups), cell(row, 0)) != std::end(personal_groups));
  for (const Row& row : rows("places"))
    if (cell(row, 1) == "adjective" && cell(row, 0).size() == 2)
      sibling("nationality", cell(row, 0), cell(row, 3), true);

  for (const Row& row : rows("reasons"))
    if (row.size() >= 2) reasons_.emplace_back(row[0], row[1]);
  std::sort(reasons_.begin(), reasons_.end());

  // Those that read whole texts, and light verbs, which are asked about words one by one.
  for (PhraseMatcher* matcher : {&negation,       &opposition,       &control,         &certainty,
                                 &quantity_kinds, &entities,         &articled_places, &causes,
                                 &causal_markers, &labels,           &reporting,       &synonyms,
                                 &person_titles,  &agent_markers,    &place_nouns,     &part_words,
                                 &source_markers, &complementisers,  &beside_words,    &place_prepositions,
                                 &span_words,     &past_markers,     &demonstratives,  &conjunctions,
                                 &prepositions,   &subset_words,     &stopwords,       &acts,
                                 &intent_words,   &loyalty_words,    &said_causes,     &turn_words,
                                 &fates,          &groups,           &rate_periods,    &shares,
                                 &member_words,   &place_adjectives, &time_parts,      &name_words,
                                 &siblings,       &month_names,      &score_words,     &number_nouns,
                                 &parties,        &nations,          &deeds,           &auxiliaries,
                                 &phrase_limits,  &negating_words,   &earlier_words,   &earlier_counts,
                                 &acts_of_many,   &occurrence_words, &act_roles,       &act_role_heads,
                                 &act_role_tails, &unsettled,        &located_places,  &several_words,
                                 &bearings,       &host_verbs,       &clause_joins,    &withheld_things,
                                 &list_items,     &light_verbs})
    matcher->register_with(beginnings);
  predicates.register_with(beginnings);
  beginnings.register_readers(numbers, dates, frequencies);
}

bool ClaimLexicon::cumulative(std::int32_t kind) const {
  return kind >= 0 && std::binary_search(cumulative_kinds.begin(), cumulative_kinds.end(),
                                         kind_names[static_cast<std::size_t>(kind)]);
}

bool ClaimLexicon::causes_meet(std::uint32_t a, std::uint32_t b) const {
  return std::binary_search(cause_kin_[a].begin(), cause_kin_[a].end(), b);
}

bool ClaimLexicon::stated_causes_meet(std::uint32_t a, std::uint32_t b) const {
  return std::binary_search(stated_cause_kin_[a].begin(), stated_cause_kin_[a].end(), b);
}

bool ClaimLexicon::measured(std::int32_t kind) const {
  return kind >= 0 &&
         std::binary_search(measured_kinds.begin(), measured_kinds.end(), kind_names[static_cast<std::size_t>(kind)]);
}

bool ClaimLexicon::related(std::uint32_t a, std::uint32_t b) const {
  return std::binary_search(ancestors_[a].begin(), ancestors_[a].end(), b) ||
         std::binary_search(ancestors_[b].begin(), ancestors_[b].end(), a);
}

bool ClaimLexicon::one_party_class(std::uint32_t a, std::uint32_t b) const {
  return party_names[a] == "anyone" || party_names[b] == "anyone" ||
         std::binary_search(party_ancestors_[a].begin(), party_ancestors_[a].end(), b) ||
         std::binary_search(party_ancestors_[b].begin(), party_ancestors_[b].end(), a);
}

std::int32_t ClaimLexicon::party_class_of_type(std::string_view type) const {
  const std::string_view name = type == "armed_group" ? "insurgents" : type;
  const auto found = std::find(party_names.begin(), party_names.end(), name);
  return found == party_names.end() ? -1 : static_cast<std::int32_t>(found - party_names.begin());
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
