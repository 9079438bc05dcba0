#include "support/sample_report.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace tawatur::support {

namespace {

struct Draft {
  std::string id, source, url, published, title, text, lang;
};

std::int64_t days_from_civil(int y, int m, int d) {
  y -= m <= 2;
  const int era = y / 400, yoe = y - era * 400;
  const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097ll + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/// "2024-03-05T10:20Z", "2024-03-05T10:20" or "2024-03-05".
std::optional<Timestamp> timestamp(const std::string& written) {
  if (written.empty()) return {};
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(written.substr(at, size)); };
  Timestamp time;
  time.local_s = days_from_civil(number(0, 4), number(5, 2), number(8, 2)) * 86400;
  if (written.size() > 10) time.local_s += number(11, 2) * 3600 + number(14, 2) * 60, time.has_time = true;
  if (written.back() == 'Z') time.offset_min = 0;
  return time;
}

/// Builds a report from drafts; articles are named by id.
class Builder {
 public:
  explicit Builder(std::vector<Draft> drafts) {
    std::ranges::sort(drafts, {}, &Draft::id);
    for (const Draft& draft : drafts) {
      Article article;
      article.id = draft.id;
      article.source = draft.source;
      article.url = draft.url;
      if (!draft.title.empty()) article.title = draft.title;
      article.text = draft.text;
      article.lang = draft.lang;
      article.published = timestamp(draft.published);
      article.published_from = article.published ? PublishedFrom::field : PublishedFrom::none;
      index_[draft.id] = ArticleIndex{static_cast<std::uint32_t>(report.articles.size())};
      report.articles.push_back(std::move(article));
    }
  }

  ArticleIndex at(const std::string& id) const { return index_.at(id); }

  std::uint32_t origin(const std::vector<std::string>& ids, const std::string& publisher, const std::string& representative = {}) {
    Origin one;
    one.id = "o" + hex(report.origins.size());
    for (const std::string& id : ids) one.articles.push_back(at(id));
    one.representative = representative.empty() ? one.articles.front() : at(representative);
    one.publishers = {publisher};
    report.origins.push_back(one);
    return static_cast<std::uint32_t>(report.origins.size() - 1);
  }

  std::uint32_t event(const std::vector<std::uint32_t>& origins, std::vector<std::string> keywords = {}) {
    Event one;
    one.id = "e" + hex(report.events.size());
    one.origins = origins;
    for (const std::uint32_t origin : origins)
      for (const ArticleIndex article : report.origins[origin].articles) one.articles.push_back(article);
    std::sort(one.articles.begin(), one.articles.end(), EarlierFirst{report.articles});
    one.keywords = std::move(keywords);
    report.events.push_back(one);
    report.event_claims.emplace_back();
    return static_cast<std::uint32_t>(report.events.size() - 1);
  }

  Span place(const std::string& article, std::string_view words, Field field = Field::text) const { return place_of(report, at(article), words, field); }

  /// The range of `words` within the statement.
  std::optional<ByteRange> within(const Span& span, std::string_view words) const {
    if (words.empty()) return {};
    const Article& article = report.articles[index_of(span.article)];
    const std::string& text = span.field == Field::title ? *article.title : article.text;
    const std::size_t found = text.find(words, span.range.begin);
    if (found == std::string::npos || found + words.size() > span.range.end) throw std::logic_error("not in the statement: " + std::string(words));
    return ByteRange{static_cast<std::uint32_t>(found), static_cast<std::uint32_t>(found + words.size())};
  }

  StatementPair pair(Span a, Span b, Relation relation) {
    if (b < a) std::swap(a, b);
    StatementPair one;
    one.id = "p" + hex(pairs_++);
    one.a = a;
    one.b = b;
    one.relation = relation;
    one.score = 0.875;
    return one;
  }

  /// A difference whose values are the words of `first` and `second` as they stand; `first` is where the pair's one side is said to be.
  void differ(StatementPair& pair, const Span& first, DifferenceKind kind, Relation relation, std::string first_words, std::string second_words, std::string why) {
    if (pair.a != first) std::swap(first_words, second_words);
    Difference difference{.kind = kind, .relation = relation, .a = within(pair.a, first_words), .b = within(pair.b, second_words),
                          .a_value = first_words, .b_value = second_words, .rule = std::string(to_string(kind)) + ".sample", .why = std::move(why)};
    pair.differences.push_back(std::move(difference));
  }

  std::uint32_t add(std::uint32_t event, StatementPair pair) {
    auto& pairs = report.event_claims[event].pairs;
    pairs.push_back(std::move(pair));
    return static_cast<std::uint32_t>(pairs.size() - 1);
  }

  Claim& claim(std::uint32_t event, std::string kind, Relation relation, std::vector<ClaimCell> cells, std::vector<std::uint32_t> pairs,
               std::vector<std::uint32_t> silent = {}, std::vector<std::uint32_t> not_expected = {}) {
    Claim one;
    one.id = "c" + hex(claims_++);
    one.medoid = cells.front().span;
    one.kind = std::move(kind);
    one.relation = relation;
    one.independent_sources = static_cast<std::uint32_t>(cells.size());
    one.cells = std::move(cells);
    one.pairs = std::move(pairs);
    one.silent = std::move(silent);
    one.not_expected = std::move(not_expected);
    auto& claims = report.event_claims[event].claims;
    claims.push_back(std::move(one));
    return claims.back();
  }

  static std::string hex(std::size_t number) {
    std::string out(16, '0');
    for (std::size_t at = 16; number > 0; number /= 16) out[--at] = "0123456789abcdef"[number % 16];
    return out;
  }

  Report report;

 private:
  std::map<std::string, ArticleIndex> index_;
  std::size_t pairs_ = 0, claims_ = 0;
};

void add_bridge_event(Builder& build) {
  const auto agency = build.origin({"bridge-1", "bridge-2", "bridge-3"}, "rasd", "bridge-1");
  const auto paper = build.origin({"bridge-4"}, "sahel");
  const auto radio = build.origin({"bridge-5"}, "wadi");
  const auto flash = build.origin({"bridge-6"}, "barq");
  build.report.articles[index_of(build.at("bridge-2"))].agency = "وكالة رصد الشاطئ";
  const auto event = build.event({flash, agency, radio, paper}, {"جسر الرمانة", "انهيار", "لجنة تحقيق", "Al-Rumana Bridge"});

  const Span dead_1 = build.place("bridge-1", "قُتل 12 عاملا وأصيب 30 آخرون في انهيار جسر الرمانة فجر الثلاثاء");
  const Span dead_4 = build.place("bridge-4", "ارتفعت حصيلة انهيار جسر الرمانة إلى 17 قتيلا و30 جريحا");
  const Span dead_5 = build.place("bridge-5", "لقي 12 عاملا حتفهم حين انهار جسر الرمانة صباح الثلاثاء");
  StatementPair p14 = build.pair(dead_1, dead_4, Relation::diverge);
  build.differ(p14, dead_1, DifferenceKind::count, Relation::diverge, "12", "17", "يختلف عدد القتلى: 12 مقابل 17، ولا يقول أي من النصين إن حصيلته مؤقتة.");
  p14.changed_a = {*build.within(dead_1, "فجر الثلاثاء")};
  p14.changed_b = {*build.within(dead_4, "ارتفعت حصيلة")};
  StatementPair p15 = build.pair(dead_1, dead_5, Relation::compatible);
  build.differ(p15, dead_1, DifferenceKind::date, Relation::compatible, "فجر", "صباح", "فجر الثلاثاء وصباح الثلاثاء وصفان متوافقان.");
  StatementPair p45 = build.pair(dead_4, dead_5, Relation::diverge);
  build.differ(p45, dead_4, DifferenceKind::count, Relation::diverge, "17", "12", "يختلف عدد القتلى: 17 مقابل 12.");
  const auto i14 = build.add(event, p14), i15 = build.add(event, p15), i45 = build.add(event, p45);
  build.claim(event, "count", Relation::diverge,
              {{agency, dead_1, Relation::match, "12 عاملا", "killed=12"}, {radio, dead_5, Relation::compatible, "12 عاملا", "killed=12"}, {paper, dead_4, Relation::diverge, "17 قتيلا", "killed=17"}},
              {i14, i15, i45}, {}, {flash});

  const Span fault_1 = build.place("bridge-1", "وحمّلت وزارة النقل شركة المقاولات مسؤولية الحادث");
  const Span fault_4 = build.place("bridge-4", "ونفت وزارة النقل أن تكون شركة المقاولات مسؤولة عن الحادث");
  StatementPair fault = build.pair(fault_1, fault_4, Relation::diverge);
  build.differ(fault, fault_1, DifferenceKind::denial, Relation::diverge, "وحمّلت", "ونفت", "نص يورد أن الوزارة حمّلت الشركة المسؤولية، ونص يورد أنها نفت ذلك.");
  const auto i_fault = build.add(event, fault);
  build.claim(event, "denial", Relation::diverge,
              {{agency, fault_1, Relation::match, "حمّلت الشركة المسؤولية", ""}, {paper, fault_4, Relation::diverge, "نفت مسؤولية الشركة", ""}}, {i_fault}, {radio}, {flash});

  const Span place_1 = build.place("bridge-1", "ونقل المصابون إلى مستشفى السلام في حي الميناء");
  const Span place_5 = build.place("bridge-5", "ونُقل الجرحى إلى المستشفى العسكري (طراز Role 2 سعة 120 سريرا) شرقي المدينة");
  StatementPair where = build.pair(place_1, place_5, Relation::check);
  build.differ(where, place_1, DifferenceKind::place, Relation::check, "مستشفى السلام", "المستشفى العسكري", "قد يكون المصابون وُزعوا على مستشفيين.");
  const auto i_where = build.add(event, where);
  build.claim(event, "place", Relation::check,
              {{agency, place_1, Relation::match, "مستشفى السلام", ""}, {radio, place_5, Relation::check, "المستشفى العسكري", ""}}, {i_where}, {paper}, {flash});

  const Span probe_4 = build.place("bridge-4", "وشكّلت الحكومة لجنة تحقيق من سبعة أعضاء");
  const Span probe_5 = build.place("bridge-5", "وقالت الحكومة إنها ستشكل لجنة تحقيق");
  StatementPair probe = build.pair(probe_4, probe_5, Relation::update);
  build.differ(probe, probe_4, DifferenceKind::certainty, Relation::update, "وشكّلت", "ستشكل", "النص الأسبق يتحدث عن نية، والأحدث عن قرار.");
  const auto i_probe = build.add(event, probe);
  build.claim(event, "certainty", Relation::update, {{radio, probe_5, Relation::match, "ستشكل", ""}, {paper, probe_4, Relation::update, "شكّلت", ""}}, {i_probe}, {agency}, {flash});

  const Span flash_span = build.place("bridge-6", "انهيار جسر الرمانة", Field::title);
  const Span collapse_5 = build.place("bridge-5", "انهيار جسر الرمانة يودي بعمال", Field::title);
  const auto i_title = build.add(event, build.pair(flash_span, collapse_5, Relation::match));
  build.claim(event, "statement", Relation::match, {{flash, flash_span, Relation::match, "", ""}, {radio, collapse_5, Relation::match, "", ""}}, {i_title}, {agency, paper});

  auto& internal = build.report.event_claims[event].internal;
  const Span title_4 = build.place("bridge-4", "15 قتيلا في انهيار جسر الرمانة", Field::title);
  StatementPair title = build.pair(title_4, dead_4, Relation::diverge);
  build.differ(title, title_4, DifferenceKind::title_body, Relation::diverge, "15", "17", "العنوان يورد 15 والمتن يورد 17.");
  internal.push_back(title);
  const Span copy_3 = build.place("bridge-3", "قُتل 12 شخصا وأصيب 30 آخرون في انهيار جسر الرمانة");
  StatementPair changed = build.pair(dead_1, copy_3, Relation::compatible);
  build.differ(changed, dead_1, DifferenceKind::label, Relation::compatible, "عاملا", "شخصا", "الناقل كتب «شخصا» بدل «عاملا».");
  changed.changed_a = {*build.within(dead_1, "فجر"), *build.within(dead_1, "الثلاثاء")};
  internal.push_back(changed);

  DuplicateGroup group;
  group.id = "g" + Builder::hex(1);
  group.representative = build.at("bridge-1");
  group.members = {build.at("bridge-1"), build.at("bridge-2"), build.at("bridge-3")};
  group.links = {{build.at("bridge-2"), build.at("bridge-1"), LinkKind::jaccard, 1.0}, {build.at("bridge-3"), build.at("bridge-1"), LinkKind::contained, 0.8333}};
  build.report.groups.push_back(group);

  const auto later = build.origin({"bridge-later"}, "sahel");
  const auto follow_up = build.event({later});
  build.report.events[follow_up].parent = event;
}

void add_election_event(Builder& build) {
  const auto one = build.origin({"vote-1"}, "gazette");
  const auto two = build.origin({"vote-2"}, "courier");
  const auto three = build.origin({"vote-3"}, "gazette");
  const auto event = build.event({one, two, three}, {"Port Ansel", "harbour levy", "<b>council</b>"});
  const Span a = build.place("vote-1", "The council approved the harbour levy by 14 votes to 9 on Monday night");
  const Span b = build.place("vote-2", "Councillors rejected the harbour levy by 9 votes to 14 & adjourned <script>alert(1)</script> late on Monday");
  const Span c = build.place("vote-3", "The levy was approved by 14 votes to 9");
  StatementPair ab = build.pair(a, b, Relation::diverge);
  build.differ(ab, a, DifferenceKind::opposite_event, Relation::diverge, "approved", "rejected", "One says that the levy was approved, the other that it was rejected.");
  build.differ(ab, a, DifferenceKind::role_swap, Relation::diverge, "14 votes to 9", "9 votes to 14", "The sides of the vote are exchanged.");
  const auto i_ab = build.add(event, ab), i_ac = build.add(event, build.pair(a, c, Relation::match));
  build.claim(event, "opposite_event", Relation::diverge,
              {{one, a, Relation::match, "approved", ""}, {two, b, Relation::diverge, "rejected", ""}, {three, c, Relation::match, "approved", ""}}, {i_ab, i_ac});
  const Span loose_a = build.place("vote-1", "It takes effect on 1 July");
  const Span loose_b = build.place("vote-2", "It would have taken effect on 1 June");
  StatementPair loose = build.pair(loose_a, loose_b, Relation::diverge);
  build.differ(loose, loose_a, DifferenceKind::date, Relation::diverge, "1 July", "1 June", "The dates differ by a month.");
  build.add(event, loose);
}

std::vector<Draft> drafts() {
  const std::string agency_text =
      "مرفأ اللوز (رصد) - قُتل 12 عاملا وأصيب 30 آخرون في انهيار جسر الرمانة فجر الثلاثاء.\n\n"
      "وحمّلت وزارة النقل شركة المقاولات مسؤولية الحادث. ونقل المصابون إلى مستشفى السلام في حي الميناء.";
  return {
      {"bridge-1", "rasd.example", "https://rasd.example/a?x=1&y=\"2\"", "2024-03-05T06:40Z", "مقتل 12 عاملا في انهيار جسر قيد الإنشاء", agency_text, "ar"},
      {"bridge-2", "nashra.example", "https://nashra.example/2", "2024-03-05T07:15Z", "مقتل 12 عاملا في انهيار جسر قيد الإنشاء", agency_text, "ar"},
      {"bridge-3", "akhbar-almarfa.example", "", "2024-03-05T08:05Z", "انهيار جسر وسقوط ضحايا",
       "قُتل 12 شخصا وأصيب 30 آخرون في انهيار جسر الرمانة. وحمّلت وزارة النقل شركة المقاولات مسؤولية الحادث.", "ar"},
      {"bridge-4", "sahel-news.example", "https://sahel-news.example/4", "2024-03-05T15:30Z", "15 قتيلا في انهيار جسر الرمانة",
       "ارتفعت حصيلة انهيار جسر الرمانة إلى 17 قتيلا و30 جريحا، بحسب الدفاع المدني. ونفت وزارة النقل أن تكون شركة المقاولات مسؤولة عن الحادث.\n"
       "وشكّلت الحكومة لجنة تحقيق من سبعة أعضاء.", "ar"},
      {"bridge-5", "radio-wadi.example", "https://radio-wadi.example/5", "2024-03-05T09:50Z", "انهيار جسر الرمانة يودي بعمال",
       "لقي 12 عاملا حتفهم حين انهار جسر الرمانة صباح الثلاثاء. ونُقل الجرحى إلى المستشفى العسكري (طراز Role 2 سعة 120 سريرا) شرقي المدينة. "
       "وقالت الحكومة إنها ستشكل لجنة تحقيق.", "ar"},
      {"bridge-6", "barq.example", "javascript:alert(1)", "2024-03-05", "عاجل: انهيار جسر الرمانة", "", "ar"},
      {"bridge-later", "sahel-news.example", "https://sahel-news.example/9", "2024-03-09T10:00Z", "لجنة الجسر تبدأ عملها", "بدأت اللجنة عملها السبت.", "ar"},
      {"vote-1", "gazette.example", "https://gazette.example/1", "2024-05-13T22:10", "Port Ansel approves harbour levy",
       "The council approved the harbour levy by 14 votes to 9 on Monday night. It takes effect on 1 July.", "en"},
      {"vote-2", "<img src=x onerror=alert(1)>", "https://courier.example/2?a=<b>", "2024-05-14T07:00Z", "Levy </title><script>alert(document.domain)</script> rejected",
       "Councillors rejected the harbour levy by 9 votes to 14 & adjourned <script>alert(1)</script> late on Monday. It would have taken effect on 1 June.", "en"},
      {"vote-3", "gazette.example", "https://gazette.example/3", "2024-05-15T09:00Z", "", "Correction. The levy was approved by 14 votes to 9.", "en"},
      {"x y\" onclick=\"alert(1)", "", "", "", "An undated note\xE2\x80\xA8with a line separator", "Nothing else is known of it.", "en"},
  };
}

}  // namespace

Span place_of(const Report& report, ArticleIndex article, std::string_view words, Field field) {
  const Article& one = report.articles[index_of(article)];
  const std::string& text = field == Field::title ? one.title.value() : one.text;
  const std::size_t found = text.find(words);
  if (found == std::string::npos) throw std::logic_error("not in the article: " + std::string(words));
  return {article, field, {static_cast<std::uint32_t>(found), static_cast<std::uint32_t>(found + words.size())}};
}

Report sample_report() {
  Builder build(drafts());
  add_bridge_event(build);
  add_election_event(build);
  build.event({build.origin({"x y\" onclick=\"alert(1)"}, "")});
  Report report = std::move(build.report);
  report.rejects = {{"sample.jsonl", 7, 4096, "", "not_json", "The line is not JSON."}};
  report.run = {.version = "0.1.0", .unicode_version = "14.0", .parameters = {{"threshold", "0.7"}}, .lexicon_versions = {{"ar/months", "0123456789abcdef"}},
                .inputs = {{"sample.jsonl", "00ff00ff00ff00ff", 9000, 12, 11}}, .counts = {{"articles", 11}}, .rejects_by_reason = {{"not_json", 1}}};
  return report;
}

Report crowded_report(std::size_t origins) {
  const auto number = [](std::size_t value) { return Builder::hex(value).substr(12); };
  const auto crates = [](std::size_t i) { return std::to_string(40 + i) + " crates"; };
  std::vector<Draft> all;
  for (std::size_t i = 0; i < origins; ++i) {
    const std::string source = i == 1 ? "the-harbour-and-lighthouse-keepers-daily-observer.example" : "outlet-" + std::to_string(i) + ".example";
    all.push_back({"w" + number(i), source, "https://example.org/w" + number(i), "2024-02-0" + std::to_string(1 + i % 4) + "T10:00Z", "Fire at the warehouse of Ansel & Sons",
                   i % 3 == 2 ? "Nothing is known of the goods." : "The fire destroyed " + crates(i) + " of tea, the owner said, and nobody was hurt.", "en"});
  }
  Builder build(std::move(all));
  std::vector<std::uint32_t> every, silent;
  std::vector<ClaimCell> cells;
  for (std::size_t i = 0; i < origins; ++i) {
    const std::string id = "w" + number(i);
    every.push_back(build.origin({id}, id));
    if (i % 3 == 2)
      silent.push_back(every.back());
    else
      cells.push_back({every.back(), build.place(id, "The fire destroyed " + crates(i) + " of tea"), i == 0 ? Relation::match : Relation::diverge, crates(i), ""});
  }
  const auto event = build.event(every);
  std::vector<std::uint32_t> pairs;
  for (std::size_t i = 1; i < cells.size(); ++i) {
    StatementPair pair = build.pair(cells[0].span, cells[i].span, Relation::diverge);
    build.differ(pair, cells[0].span, DifferenceKind::count, Relation::diverge, cells[0].value, cells[i].value, "The numbers of crates differ.");
    pairs.push_back(build.add(event, pair));
  }
  build.claim(event, "count", Relation::diverge, std::move(cells), std::move(pairs), std::move(silent));
  return std::move(build.report);
}

Report big_report(std::size_t events, std::size_t claims, std::size_t singles) {
  std::vector<Draft> all;
  const auto number = [](std::size_t value) { return Builder::hex(value).substr(8); };
  for (std::size_t i = 0; i < events; ++i)
    for (const char side : {'a', 'b'}) {
      std::string text;
      for (std::size_t c = 0; c < claims; ++c) text += std::string(side == 'a' ? "Workers counted " : "Guards counted ") + std::to_string(c) + " boats in the bay at noon. ";
      all.push_back({"m" + number(i) + side, std::string("outlet-") + side + ".example", "https://example.org/" + number(i) + side, "2024-01-02T03:04Z", "Event " + std::to_string(i), text, "en"});
    }
  for (std::size_t i = 0; i < singles; ++i)
    all.push_back({"s" + number(i), "outlet-" + std::to_string(i % 90) + ".example", "https://example.org/s" + number(i), "2024-01-03", "A single report number " + std::to_string(i) + " from the harbour",
                   "Its text.", "en"});
  Builder build(std::move(all));
  for (std::size_t i = 0; i < events; ++i) {
    const std::string a = "m" + number(i) + 'a', b = "m" + number(i) + 'b';
    const auto one = build.origin({a}, "a"), two = build.origin({b}, "b");
    const auto event = build.event({one, two});
    for (std::size_t c = 0; c < claims; ++c) {
      const std::string tail = "counted " + std::to_string(c) + " boats in the bay at noon.";
      const Span left = build.place(a, "Workers " + tail), right = build.place(b, "Guards " + tail);
      StatementPair pair = build.pair(left, right, Relation::diverge);
      build.differ(pair, left, DifferenceKind::agent, Relation::diverge, "Workers", "Guards", "Who counted differs.");
      const auto index = build.add(event, pair);
      build.claim(event, "agent", Relation::diverge, {{one, left, Relation::match, "Workers", ""}, {two, right, Relation::diverge, "Guards", ""}}, {index});
    }
  }
  for (std::size_t i = 0; i < singles; ++i) build.event({build.origin({"s" + number(i)}, "outlet-" + std::to_string(i % 90))});
  return std::move(build.report);
}

}  // namespace tawatur::support
