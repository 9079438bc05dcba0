// Scores the comparison of claims on single cases: pairs of sentences of two articles, by the kind of difference that
// they have, or seem to have. A case is compared as `report` compares an event of two articles of one sentence each.
//
//   score_cases FOLDER [--part odd|even] [--list KIND] [--floor NAME=VALUE]...
//
// FOLDER holds <lang>/<kind>.jsonl with records id, gold ("diverge", "agree": the same fact without a difference,
// "other": two things that look alike), a, b, perhaps date_a and date_b. For each kind:
//   recall     of the cases that diverge, those flagged `diverge` with the kind
//   found      of them, those flagged `diverge` with any kind
//   shown      of them, those flagged `diverge` or `check` with any kind
//   precision  of the cases in any file flagged `diverge` with the kind, those that diverge in it; a case that diverges
//              in another kind is left out
// A label, a speaker or a degree of certainty contradicts nothing: for these kinds a difference that is listed counts,
// whatever its relation.
//   flags      `diverge` of any kind among 100 cases of the kind's file that agree, or are of two things
// --part takes cases of odd or even numbers. --list prints what is missed and wrongly flagged of a kind. --floor fails
// (exit code 1) when a total is lower: <lang>.recall, <lang>.found, <lang>.precision.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "claims/compare_event.h"
#include "text/dates.h"

namespace {

using namespace tawatur;

struct Case {
  std::string id, lang, kind, gold, a, b;
  std::optional<Timestamp> date_a, date_b;
  std::set<std::string> diverging;  // Kinds.
  bool shown = false;               // `check` at least.
  bool aligned = false;
};

std::string string_of(const boost::json::object& record, const char* field) {
  const auto* value = record.if_contains(field);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool in_part(const std::string& id, const std::string& part) {
  if (part.empty()) return true;
  return ((id.back() - '0') % 2 == 1) == (part == "odd");
}

std::vector<Case> read_cases(const std::filesystem::path& folder, const std::string& part, const Lexicons& lexicons) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Case> cases;
  for (const auto& file : files) {
    const std::string lang = file.parent_path().filename().string();
    const DateReader dates(lexicons, lang);
    std::ifstream in(file);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (line.empty()) continue;
      boost::system::error_code error;
      const auto value = boost::json::parse(line, error);
      if (error || !value.is_object())
        throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": no JSON object");
      const auto& record = value.as_object();
      Case one{string_of(record, "id"),
               lang,
               file.stem().string(),
               string_of(record, "gold"),
               string_of(record, "a"),
               string_of(record, "b"),
               {},
               {},
               {},
               false,
               false};
      if (one.id.empty() || one.a.empty() || one.b.empty() ||
          (one.gold != "diverge" && one.gold != "agree" && one.gold != "other"))
        throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": a case needs id, gold, a and b");
      if (!in_part(one.id, part)) continue;
      if (const std::string date = string_of(record, "date_a"); !date.empty())
        one.date_a = parse_timestamp(date, dates);
      if (const std::string date = string_of(record, "date_b"); !date.empty())
        one.date_b = parse_timestamp(date, dates);
      cases.push_back(std::move(one));
    }
  }
  return cases;
}

void compare(Case& one, const ClaimComparer& comparer) {
  const std::vector<Article> articles{
      {one.id + "-a", "a.example", "", {}, one.a, "", one.lang, one.date_a, PublishedFrom::field},
      {one.id + "-b", "b.example", "", {}, one.b, "", one.lang, one.date_b, PublishedFrom::field}};
  const std::vector<std::vector<ByteRange>> furniture(articles.size());
  const std::vector<Origin> origins{{"o1", ArticleIndex{0}, {ArticleIndex{0}}, {"a"}},
                                    {"o2", ArticleIndex{1}, {ArticleIndex{1}}, {"b"}}};
  Event event;
  event.id = one.id;
  event.articles = {ArticleIndex{0}, ArticleIndex{1}};
  event.origins = {0, 1};
  for (const StatementPair& pair : comparer.compare(event, articles, furniture, origins).pairs) {
    one.aligned = true;
    one.shown = one.shown || gravity(pair.relation) >= gravity(Relation::check);
    for (const Difference& difference : pair.differences) {
      const bool wording = difference.kind == DifferenceKind::label || difference.kind == DifferenceKind::attribution ||
                           difference.kind == DifferenceKind::certainty;
      if (difference.relation == Relation::diverge || (wording && one.kind == to_string(difference.kind)))
        one.diverging.emplace(to_string(difference.kind));
    }
  }
}

struct Counts {
  std::size_t diverge = 0, with_kind = 0, found = 0, shown = 0, wrong_kind = 0, alike = 0, flagged = 0, agree = 0,
              agree_flagged = 0, aligned = 0;
  void add(const Counts& other) {
    diverge += other.diverge, with_kind += other.with_kind, found += other.found, shown += other.shown;
    wrong_kind += other.wrong_kind, alike += other.alike, flagged += other.flagged;
    agree += other.agree, agree_flagged += other.agree_flagged, aligned += other.aligned;
  }
};

double percent(std::size_t part, std::size_t all) {
  return all == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(all);
}

void print(const std::string& name, const Counts& counts) {
  std::cout << std::left << std::setw(22) << name << std::right << std::setw(5) << counts.diverge << std::fixed
            << std::setprecision(0) << std::setw(9) << percent(counts.aligned, counts.diverge) << std::setw(8)
            << percent(counts.with_kind, counts.diverge) << std::setw(8) << percent(counts.found, counts.diverge)
            << std::setw(8) << percent(counts.shown, counts.diverge) << std::setw(7) << counts.wrong_kind
            << std::setw(11) << percent(counts.with_kind, counts.with_kind + counts.wrong_kind) << std::setw(7)
            << counts.alike << std::setprecision(1) << std::setw(8) << percent(counts.flagged, counts.alike)
            << std::setw(8) << percent(counts.agree_flagged, counts.agree) << '\n';
}

int run(int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') {
    std::cerr << "usage: score_cases FOLDER [--part odd|even] [--list KIND] [--floor NAME=VALUE]...\n";
    return 2;
  }
  std::string part, list;
  std::map<std::string, double> floors;
  for (int i = 2; i + 1 < argc; i += 2) {
    const std::string option = argv[i], value = argv[i + 1];
    if (option == "--part")
      part = value;
    else if (option == "--list")
      list = value;
    else if (option == "--floor")
      floors[value.substr(0, value.find('='))] = std::stod(value.substr(value.find('=') + 1));
    else
      throw std::runtime_error("unknown option " + option);
  }
  const Lexicons lexicons;
  const ClaimComparer comparer(lexicons, ClaimOptions{});
  std::vector<Case> cases = read_cases(argv[1], part, lexicons);
  std::map<std::string, std::map<std::string, Counts>> counts;
  for (Case& one : cases) {
    compare(one, comparer);
    Counts& own = counts[one.lang][one.kind];
    const bool flagged = !one.diverging.empty(), kind = one.diverging.contains(one.kind);
    if (one.gold == "diverge") {
      ++own.diverge, own.with_kind += kind, own.found += flagged, own.shown += one.shown, own.aligned += one.aligned;
    } else {
      ++own.alike, own.flagged += flagged;
      if (one.gold == "agree") ++own.agree, own.agree_flagged += flagged;
      for (const std::string& wrong : one.diverging) ++counts[one.lang][wrong].wrong_kind;
    }
    const bool missed = one.gold == "diverge" && !kind, wrong = one.gold != "diverge" && one.diverging.contains(list);
    if ((one.kind == list && missed) || wrong) {
      std::cout << (missed ? one.aligned ? "missed " : "apart  " : "wrong  ") << one.id << ' ' << one.gold;
      for (const std::string& found : one.diverging) std::cout << " [" << found << ']';
      std::cout << "\n  " << one.a << "\n  " << one.b << '\n';
    }
  }
  if (!list.empty()) return 0;
  std::cout
      << "                      cases  aligned  recall   found   shown  wrong  precision  alike   flags   agree\n";
  bool held = true;
  for (const auto& [lang, kinds] : counts) {
    Counts total;
    for (const auto& [kind, own] : kinds) {
      print(lang + " " + kind, own);
      total.add(own);
    }
    print(lang, total);
    const std::map<std::string, double> reached{
        {lang + ".recall", percent(total.with_kind, total.diverge) / 100},
        {lang + ".found", percent(total.found, total.diverge) / 100},
        {lang + ".precision", percent(total.with_kind, total.with_kind + total.wrong_kind) / 100}};
    for (const auto& [name, floor] : floors)
      if (const auto found = reached.find(name); found != reached.end() && found->second < floor) {
        std::cout << name << ' ' << std::setprecision(3) << found->second << " is below " << floor << '\n';
        held = false;
      }
  }
  return held ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try { return run(argc, argv); } catch (const std::exception& error) {
  std::cerr << "score_cases: " << error.what() << '\n';
  return 1;
}
