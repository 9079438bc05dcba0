#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "text/lexicon.h"
#include "text/normalise.h"

using namespace tawatur;

namespace {

const Lexicons& lexicons() {
  static const Lexicons tables;
  return tables;
}

const std::vector<std::string> languages{"ar", "en"};

/// What every table of a name has to keep. Column numbers begin at 0.
struct Rule {
  std::string name;
  std::size_t least_columns;
  std::size_t most_columns;
  std::size_t form;                    ///< Column of the form that readers fold.
  std::size_t first_column_rows;       ///< Rows that the table has at least, in either language.
  std::set<std::string> kinds;         ///< What column `kind` may say; empty: anything.
  std::size_t kind;
  bool unique;                         ///< A folded form stands in one row only.
};

const std::vector<Rule> rules{
    {"opposition", 3, 4, 2, 3000, {"1", "2"}, 1, false},
    {"control", 3, 4, 0, 300, {"gain", "hold", "lose", "repel"}, 1, true},
    {"negation",
     2,
     2,
     1,
     300,
     {"particle", "attribute", "exceptive", "bound_exception", "deny", "refuse", "fail", "cease", "prevent", "doubtful",
      "not_exception", "privative", "denied_before", "aside", "pronoun", "without", "lack"},
     0,
     true},
    {"certainty", 2, 2, 1, 250, {"planned", "alleged", "possible", "announced", "confirmed"}, 0, true},
    {"unsettled_words", 2, 2, 1, 300, {"planned", "alleged", "possible", "confirmed"}, 0, true},
    {"predicates", 2, 2, 1, 400, {}, 0, false},
    {"quantity_kinds", 2, 2, 1, 500, {}, 0, true},
    {"actors",
     3,
     4,
     2,
     5000,
     {"army", "government", "armed_group", "police", "party", "country", "organisation", "agency"},
     1,
     true},
    {"places",
     4,
     4,
     3,
     1500,
     {"country", "governorate", "city", "town", "district", "region", "river", "adjective"},
     1,
     true},
    {"cities", 4, 5, 3, 5000, {"governorate", "city", "town", "district", "region"}, 1, false},
    {"causes", 2, 3, 1, 300, {}, 0, true},
    {"labels", 2, 3, 1, 200, {}, 0, false},
    {"said_causes", 2, 3, 1, 300, {}, 0, true},
    {"causal_markers", 1, 3, 0, 50, {}, 0, true},
    {"light_verbs", 1, 1, 0, 100, {}, 0, true},
    {"quote_turns", 3, 3, 2, 80, {}, 0, false},
    {"person_titles", 1, 1, 0, 150, {}, 0, true},
    {"synonyms", 2, 2, 1, 10000, {}, 0, false},
    {"units", 4, 5, 2, 300, {"after", "before", "symbol", "dual"}, 1, false},
    {"bounds", 3, 4, 2, 100, {"at_least", "at_most", "about", "range_open", "range_to", "change"}, 0, false},
    {"number_names",
     2,
     2,
     1,
     200,
     {"before", "no_name", "clock", "after", "idiom", "score", "not_dual", "written"},
     0,
     false},
    {"broken_plurals", 2, 3, 1, 80, {"noun", "person", "person_only", "one_cue", "one_after", "one_passive"}, 0, false},
    {"numbers",
     3,
     5,
     1,
     90,
     {"unit",    "ten",         "bound_unit",     "teen",        "tens",          "hundreds",  "hundred",
      "scale",   "scale_dual",  "scale_plural",   "money_scale", "count_scale",   "counted",   "plural",
      "vague",   "vague_scale", "fraction",       "ordinal",     "bound_ordinal", "proclitic", "joiner",
      "article", "linker",      "ordinal_suffix", "groups"},
     0,
     false},
};

std::set<std::string> column(std::string_view lang, std::string_view name, std::size_t index) {
  std::set<std::string> values;
  for (const auto& row : lexicons().table(lang, name).rows)
    if (row.size() > index) values.insert(row[index]);
  return values;
}

}  // namespace

TEST_CASE("every table has its columns, known kinds and forms that fold to something") {
  for (const Rule& rule : rules)
    for (const std::string& lang : languages) {
      const LexiconTable& table = lexicons().table(lang, rule.name);
      INFO(lang << "/" << rule.name);
      CHECK(table.rows.size() >= rule.first_column_rows);
      for (const auto& row : table.rows) {
        INFO("row of " << row[0] << " " << (row.size() > rule.form ? row[rule.form] : ""));
        REQUIRE(row.size() >= rule.least_columns);
        CHECK(row.size() <= rule.most_columns);
        if (!rule.kinds.empty()) CHECK(rule.kinds.contains(row[rule.kind]));
        const bool sign = (rule.name == "units" || rule.name == "bounds") && row[1] == "symbol";
        const bool separator = rule.name == "numbers" && row[0] == "groups";
        CHECK(!row[rule.form].empty());
        if (!sign && !separator) CHECK(!normalise_words(row[rule.form]).empty());
        for (const std::string& cell : row) {
          CHECK(!cell.starts_with(' '));
          CHECK(!cell.ends_with(' '));
        }
      }
    }
}

TEST_CASE("a form says one thing in tables where one form has one meaning") {
  for (const Rule& rule : rules) {
    if (!rule.unique) continue;
    for (const std::string& lang : languages) {
      std::map<std::string, const std::vector<std::string>*> seen;
      for (const auto& row : lexicons().table(lang, rule.name).rows) {
        const std::string folded = normalise_words(row[rule.form]);
        const auto [at, fresh] = seen.emplace(folded, &row);
        INFO(lang << "/" << rule.name << ": " << row[rule.form]);
        // Spelling variants may fold to one form; they must then agree in everything else.
        if (!fresh)
          for (std::size_t i = 0; i < row.size(); ++i)
            if (i != rule.form) CHECK(row[i] == (*at->second)[i]);
      }
    }
  }
}

TEST_CASE("no form stands in both poles of an opposition without a word that decides") {
  for (const std::string& lang : languages) {
    std::map<std::pair<std::string, std::string>, std::map<std::string, std::set<std::string>>> poles;
    for (const auto& row : lexicons().table(lang, "opposition").rows) {
      std::set<std::string>& needs = poles[{row[0], normalise_words(row[2])}][row[1]];
      needs.insert(row.size() > 3 ? row[3] : "");
      if (row.size() > 3) CHECK(!row[3].empty());
    }
    for (const auto& [form, sides] : poles) {
      if (sides.size() < 2) continue;
      INFO(lang << " " << form.first << " " << form.second);
      for (const auto& side : sides) CHECK(!side.second.contains(""));
    }
  }
}

TEST_CASE("every opposition has two poles") {
  for (const std::string& lang : languages) {
    std::map<std::string, std::set<std::string>> poles;
    for (const auto& row : lexicons().table(lang, "opposition").rows) poles[row[0]].insert(row[1]);
    for (const auto& [name, sides] : poles) {
      INFO(lang << " " << name);
      CHECK(sides == std::set<std::string>{"1", "2"});
    }
  }
  CHECK(column("ar", "opposition", 0) == column("en", "opposition", 0));
}

TEST_CASE("parents of places exist, are no place's own descendants, and ids agree across languages") {
  for (const std::string& lang : languages) {
    std::map<std::string, std::string> parent_of;
    std::map<std::string, std::set<std::string>> types;
    for (const auto& row : lexicons().table(lang, "places").rows) {
      const auto [at, fresh] = parent_of.emplace(row[0], row[2]);
      INFO(lang << " " << row[0]);
      CHECK(at->second == row[2]);
      if (row[1] != "adjective") types[row[0]].insert(row[1]);
    }
    for (const auto& [id, parent] : parent_of) {
      INFO(lang << " " << id);
      CHECK(types[id].size() == 1);
      std::size_t steps = 0;
      for (std::string at = parent; !at.empty() && steps < 10; ++steps) {
        REQUIRE(parent_of.contains(at));
        at = parent_of[at];
      }
      CHECK(steps < 10);
    }
  }
  CHECK(column("ar", "places", 0) == column("en", "places", 0));
}

TEST_CASE("an actor has one type and one state, its state exists, and ids agree across languages") {
  for (const std::string& lang : languages) {
    const std::set<std::string> ids = column(lang, "actors", 0);
    std::map<std::string, std::string> type_of;
    for (const auto& row : lexicons().table(lang, "actors").rows) {
      INFO(lang << " " << row[0] << " " << row[2]);
      CHECK(type_of.emplace(row[0], row[1]).first->second == row[1]);
      if (row.size() > 3) CHECK(ids.contains(row[3]));
    }
  }
  CHECK(column("ar", "actors", 0) == column("en", "actors", 0));
}

TEST_CASE("parents of causes are classes") {
  for (const std::string& lang : languages) {
    const std::set<std::string> classes = column(lang, "causes", 0);
    for (const auto& row : lexicons().table(lang, "causes").rows) {
      if (row.size() < 3) continue;
      INFO(lang << " " << row[0]);
      CHECK(classes.contains(row[2]));
      CHECK(row[0] != row[2]);
    }
  }
  CHECK(column("ar", "causes", 0) == column("en", "causes", 0));
}

TEST_CASE("a set of synonyms has at least two forms and says none twice") {
  for (const std::string& lang : languages) {
    std::map<std::string, std::set<std::string>> forms;
    for (const auto& row : lexicons().table(lang, "synonyms").rows) {
      INFO(lang << " " << row[0] << " " << row[1]);
      CHECK(forms[row[0]].insert(normalise_words(row[1])).second);
    }
    CHECK(forms.size() >= 1400);
    for (const auto& [set, folded] : forms) {
      INFO(lang << " " << set);
      CHECK(folded.size() >= 2);
    }
  }
}

TEST_CASE("no set of synonyms holds opposites") {
  using Pole = std::pair<std::string, std::string>;
  for (const std::string& lang : languages) {
    std::map<std::string, std::set<Pole>> poles;
    for (const auto& row : lexicons().table(lang, "opposition").rows)
      if (row.size() == 3) poles[normalise_words(row[2])].emplace(row[0], row[1]);
    std::map<std::pair<std::string, Pole>, std::string> holds;
    for (const auto& row : lexicons().table(lang, "synonyms").rows)
      for (const Pole& pole : poles[normalise_words(row[1])]) holds.emplace(std::pair(row[0], pole), row[1]);
    for (const auto& [held, form] : holds) {
      const Pole other(held.second.first, held.second.second == "1" ? "2" : "1");
      const auto opposite = holds.find({held.first, other});
      INFO(lang << " " << held.first << ": " << form << ", " << (opposite == holds.end() ? "" : opposite->second));
      CHECK(opposite == holds.end());
    }
  }
}

TEST_CASE("the subject of a word of control gains or loses") {
  for (const std::string& lang : languages)
    CHECK(column(lang, "control", 2) == std::set<std::string>{"gains", "loses"});
}

TEST_CASE("well-known words stand where a reader expects them") {
  const auto has = [](std::string_view lang, std::string_view name, std::vector<std::string> wanted) {
    const auto& rows = lexicons().table(lang, name).rows;
    return std::find(rows.begin(), rows.end(), wanted) != rows.end();
  };
  CHECK(has("ar", "opposition", {"DIR", "1", "ارتفع"}));
  CHECK(has("ar", "opposition", {"DIR", "2", "انخفاض"}));
  CHECK(has("en", "opposition", {"CUST", "2", "arrested"}));
  CHECK(has("en", "opposition", {"CUST", "1", "freed"}));
  CHECK(has("ar", "control", {"استعادت", "gain", "gains"}));
  CHECK(has("en", "control", {"drove out", "lose", "gains"}));
  CHECK(has("en", "control", {"withdrew from", "lose", "loses"}));
  CHECK(has("ar", "negation", {"not_exception", "لا يزال"}));
  CHECK(has("en", "negation", {"bound_exception", "no fewer than"}));
  CHECK(has("ar", "places", {"sy-abu-kamal", "city", "sy-deir-ez-zor-gov", "البو كمال"}));
  CHECK(has("en", "places", {"sy-abu-kamal", "city", "sy-deir-ez-zor-gov", "Boukamal"}));
  CHECK(has("ar", "actors", {"sy-army", "army", "قوات النظام", "sy"}));
  CHECK(has("ar", "actors", {"army", "army", "القوات النظامية"}));
  CHECK(has("en", "causes", {"car_bomb", "car bomb", "bomb"}));
}
