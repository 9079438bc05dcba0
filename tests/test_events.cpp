#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <tbb/global_control.h>

#include "duplicates/form_origins.h"
#include "duplicates/publishers.h"
#include "events/document_frequencies.h"
#include "events/find_events.h"
#include "events/follow_ups.h"
#include "events/near_copies.h"
#include "events/pair_scores.h"
#include "events/repeated_passages.h"
#include "events/round_ups.h"
#include "events/shared_neighbours.h"
#include "events/standing_out.h"
#include "ingest/read_articles.h"
#include "support/random.h"
#include "support/slow_events.h"
#include "text/furniture.h"
#include "text/language.h"
#include "text/stem.h"

namespace tawatur {
namespace {

const Lexicons& lexicons() {
  static const Lexicons tables;
  return tables;
}

/// Articles with all that stands before the events.
struct Dump {
  std::vector<Article> articles;
  std::vector<std::vector<ByteRange>> furniture;
  std::vector<Origin> origins;

  explicit Dump(std::vector<Article> given) : articles(std::move(given)) {
    std::sort(articles.begin(), articles.end(), [](const Article& a, const Article& b) { return a.id < b.id; });
    const LanguageIdentifier identifier(lexicons());
    for (Article& one : articles)
      if (one.lang.empty() || one.lang == "und") one.lang = identifier.identify(one.text);
    furniture = find_furniture(articles, FurnitureOptions{});
    origins = form_origins(articles, find_duplicates(articles, DuplicateOptions{}),
                           publisher_families(articles, lexicons()), lexicons());
  }

  EventResult events() const { return find_events(articles, furniture, origins, lexicons(), EventOptions{}); }

  ArticleIndex index(const std::string& id) const {
    for (std::uint32_t i = 0; i < articles.size(); ++i)
      if (articles[i].id == id) return ArticleIndex{i};
    throw std::runtime_error("no article " + id);
  }

  EventExplanation explain(const std::string& a, const std::string& b) const {
    return explain_events(articles, furniture, origins, lexicons(), EventOptions{}, index(a), index(b));
  }

  /// Ids of the articles of each event.
  std::set<std::set<std::string>> partition(const EventResult& result) const {
    std::set<std::set<std::string>> events;
    for (const Event& event : result.events) {
      std::set<std::string> ids;
      for (const ArticleIndex article : event.articles) ids.insert(articles[index_of(article)].id);
      CHECK(events.insert(ids).second);
    }
    return events;
  }
};

std::vector<Article> corpus() {
  static const std::vector<Article> articles =
      read_articles({TAWATUR_SOURCE_DIR "/corpus/articles"}, IngestOptions{}, lexicons()).articles;
  return articles;
}

std::vector<Article> corpus_of(const std::set<std::string>& prefixes) {
  std::vector<Article> chosen;
  for (const Article& article : corpus())
    if (prefixes.contains(article.id.substr(0, article.id.rfind('-')))) chosen.push_back(article);
  return chosen;
}

/// One row of corpus/truth/events.*.tsv by article.
struct Truth {
  std::map<std::string, std::string> event;     // By article.
  std::map<std::string, std::string> parent;    // By event.
  std::map<std::string, std::string> mentions;  // By event.
};

Truth truth() {
  Truth known;
  for (const char* lang : {"ar", "en"}) {
    std::ifstream table(TAWATUR_SOURCE_DIR "/corpus/truth/events." + std::string(lang) + ".tsv");
    std::string line;
    std::getline(table, line);
    while (std::getline(table, line)) {
      std::istringstream row(line);
      std::string id, event, parent, mentions;
      std::getline(row, id, '\t');
      std::getline(row, event, '\t');
      std::getline(row, parent, '\t');
      std::getline(row, mentions, '\t');
      known.event[id] = event;
      if (!parent.empty()) known.parent[event] = parent;
      if (!mentions.empty()) known.mentions[event] = mentions;
    }
  }
  return known;
}

Article article(std::string id, std::string title, std::string text, std::string lang = "en") {
  Article made;
  made.id = std::move(id);
  made.title = std::move(title);
  made.text = std::move(text);
  made.lang = std::move(lang);
  return made;
}

SparseVector random_vector(support::Random& random, std::size_t terms, std::uint32_t keys) {
  SparseVector vector;
  for (std::size_t i = 0; i < terms; ++i)
    vector.terms.push_back(
        {static_cast<TermKey>(random.below(keys) * 2654435761u), static_cast<float>(1 + random.below(1000)) / 100});
  vector.settle();
  return vector;
}

}  // namespace

TEST_CASE("the events of the bundled corpus are those that its authors meant") {
  const Dump dump(corpus());
  const Truth known = truth();
  std::map<std::string, std::set<std::string>> meant;
  for (const Article& one : dump.articles) {
    REQUIRE(known.event.contains(one.id));
    meant[known.event.at(one.id)].insert(one.id);
  }
  std::set<std::set<std::string>> expected;
  for (const auto& [name, ids] : meant) expected.insert(ids);
  const EventResult result = dump.events();
  CHECK(dump.partition(result) == expected);

  SUBCASE("follow-ups and round-ups are linked") {
    const auto name = [&](std::uint32_t event) {
      return known.event.at(dump.articles[index_of(result.events[event].articles.front())].id);
    };
    for (std::uint32_t e = 0; e < result.events.size(); ++e) {
      const Event& event = result.events[e];
      INFO(name(e));
      REQUIRE(event.parent.has_value() == known.parent.contains(name(e)));
      if (event.parent) CHECK(name(*event.parent) == known.parent.at(name(e)));
      std::set<std::string> mentioned, wanted;
      for (const std::uint32_t other : event.mentions) mentioned.insert(name(other));
      std::istringstream list(known.mentions.contains(name(e)) ? known.mentions.at(name(e)) : "");
      for (std::string one; std::getline(list, one, ',');) wanted.insert(one);
      CHECK(mentioned == wanted);
    }
  }
}

TEST_CASE("every article is in exactly one event, events are ordered by time and named by their first article") {
  const Dump dump(corpus());
  const EventResult result = dump.events();
  const EarlierFirst earlier{dump.articles};
  std::set<std::uint32_t> seen;
  std::set<std::string> ids;
  for (std::size_t e = 0; e < result.events.size(); ++e) {
    const Event& event = result.events[e];
    REQUIRE(!event.articles.empty());
    CHECK(std::is_sorted(event.articles.begin(), event.articles.end(), earlier));
    if (e > 0) CHECK(earlier(result.events[e - 1].articles.front(), event.articles.front()));
    for (const ArticleIndex one : event.articles) CHECK(seen.insert(index_of(one)).second);
    CHECK(event.id.size() == 17);
    CHECK(ids.insert(event.id).second);
    std::size_t in_origins = 0;
    for (const std::uint32_t origin : event.origins) in_origins += dump.origins[origin].articles.size();
    CHECK(in_origins == event.articles.size());
    CHECK(!event.keywords.empty());
  }
  CHECK(seen.size() == dump.articles.size());
}

TEST_CASE("results don't depend on the number of threads") {
  const Dump dump(corpus());
  const auto run = [&](std::size_t threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    return dump.events();
  };
  const EventResult one = run(1);
  for (const std::size_t threads : {2, 7}) {
    const EventResult many = run(threads);
    REQUIRE(many.events.size() == one.events.size());
    CHECK(many.candidates == one.candidates);
    for (std::size_t e = 0; e < one.events.size(); ++e) {
      CHECK(many.events[e].id == one.events[e].id);
      CHECK(many.events[e].articles == one.events[e].articles);
      CHECK(many.events[e].origins == one.events[e].origins);
      CHECK(many.events[e].parent == one.events[e].parent);
      CHECK(many.events[e].mentions == one.events[e].mentions);
      CHECK(many.events[e].keywords == one.events[e].keywords);
    }
  }
}

TEST_CASE("results don't depend on how articles are called where no tie is broken by the id") {
  std::vector<Article> renamed = corpus();
  std::map<std::string, std::string> old_name;
  for (Article& one : renamed) {
    std::string other(one.id.rbegin(), one.id.rend());
    old_name[other] = one.id;
    one.id = other;
  }
  const Dump before(corpus()), after(renamed);
  std::set<std::set<std::string>> translated;
  for (const auto& event : after.partition(after.events())) {
    std::set<std::string> ids;
    for (const std::string& id : event) ids.insert(old_name[id]);
    translated.insert(ids);
  }
  CHECK(translated == before.partition(before.events()));
}

TEST_CASE("two accidents of one kind in two places stay apart, alone and among others") {
  const Dump dump(corpus_of({"sohag", "minya"}));
  const EventResult result = dump.events();
  CHECK(result.events.size() == 2);
  CHECK(!dump.explain("sohag-1", "minya-1").same_event);
  CHECK(dump.explain("sohag-1", "sohag-5").same_event);
}

TEST_CASE("one body's decisions of two months stay apart") {
  const Dump dump(corpus_of({"faida-mars", "faida-may"}));
  CHECK(dump.events().events.size() == 2);
}

TEST_CASE("time is evidence and no condition: without dates reports of one event still meet") {
  std::vector<Article> undated = corpus_of({"zawiya", "nordvik-balta", "mathaf"});
  for (Article& one : undated) one.published.reset();
  const Dump dump(undated);
  CHECK(dump.explain("nordvik-balta-1", "nordvik-balta-4").same_event);
  CHECK(!dump.explain("zawiya-1", "mathaf-1").same_event);
  for (const Event& event : dump.events().events) CHECK(!event.parent);
}

TEST_CASE("what comes after a silence of two days is news of its own and follows up the story") {
  const Dump dump(corpus_of({"montreal-dock", "montreal-deal"}));
  const EventResult result = dump.events();
  REQUIRE(result.events.size() == 2);
  CHECK(!result.events[0].parent);
  REQUIRE(result.events[1].parent);
  CHECK(*result.events[1].parent == 0);
}

TEST_CASE("a follow-up says what the headlines of the story share; the fight for another town isn't one") {
  const Dump dump(corpus_of({"umkhair", "zalmat", "zalmat-mines"}));
  const EventResult result = dump.events();
  REQUIRE(result.events.size() == 3);
  CHECK(!result.events[0].parent);
  CHECK(!result.events[1].parent);
  REQUIRE(result.events[2].parent);
  CHECK(*result.events[2].parent == 1);
}

TEST_CASE("a lone text joins no event beyond a silence") {
  // What remains of the pairs of lone nodes, against the definition; every third node is of the one before.
  const Dump dump(corpus());
  std::size_t parted = 0, kept = 0;
  for (auto& [lang, chosen] : origins_by_language(dump.articles, dump.origins)) {
    const EventGraph graph(dump.articles, dump.furniture, dump.origins, chosen, FeatureReader(lexicons(), lang), {});
    std::vector<std::uint32_t> cluster_of(graph.size());
    for (std::uint32_t node = 0; node < graph.size(); ++node) cluster_of[node] = node % 3 == 1 ? node - 1 : node;
    std::vector<Edge> expected;
    for (const Edge& edge : graph.candidates()) {
      const auto times = [&](std::uint32_t of) {
        std::vector<std::int64_t> found;
        for (std::uint32_t node = 0; node < graph.size(); ++node)
          if (cluster_of[node] == cluster_of[of] && graph.end(node).published_s)
            found.push_back(*graph.end(node).published_s);
        return found;
      };
      const auto alone = [&](std::uint32_t of) {
        return std::count(cluster_of.begin(), cluster_of.end(), cluster_of[of]) == 1;
      };
      if (!alone(edge.a) && !alone(edge.b)) continue;
      bool near = times(edge.a).empty() || times(edge.b).empty();
      for (const std::int64_t a : times(edge.a))
        for (const std::int64_t b : times(edge.b)) near = near || std::abs(a - b) <= 48 * 3600;
      ++(near ? kept : parted);
      if (near) expected.push_back(edge);
    }
    CHECK(edges_within_silences(graph, cluster_of, graph.candidates()) == expected);
  }
  CHECK(parted > 20);
  CHECK(kept > 20);
}

TEST_CASE("of two dated texts a clearer score is asked, the more the fainter it is") {
  const EdgeModel model(lexicons());
  const auto probability = [&](double first, bool dated) {
    return model.probability_e6(third_features_of(1, 0.3, first, dated));
  };
  CHECK(probability(8, false) == probability(-3, false));
  CHECK(probability(8, true) < probability(8, false));
  CHECK(probability(3, true) == probability(8, true));
  CHECK(probability(1, true) < probability(3, true));
  CHECK(probability(-1, true) < probability(1, true));
  CHECK(probability(-9, true) == probability(-1, true));
}

TEST_CASE("leads that name other countries are of other events, whatever the form of the name") {
  const FeatureReader reader(lexicons(), "en");
  const auto differ = [&](const char* a, const char* b) {
    const EventFeatures in_a = reader.read("Helicopter crash kills 12", a, {}, {}),
                        in_b = reader.read("Twelve die in helicopter", b, {}, {});
    const Neighbourhood near_a = reweigh(in_a, {}, {}), near_b = reweigh(in_b, {}, {});
    return edge_features_of({&in_a, &near_a},
                            {&in_b, &near_b})[static_cast<std::size_t>(EdgeFeature::countries_differ)];
  };
  CHECK(differ("An army helicopter went down in Pakistan.", "It crashed in the hills of Colombia.") == 1);
  CHECK(differ("An army helicopter went down in Pakistan.", "A Pakistani helicopter crashed.") == 0);
  CHECK(differ("It went down between Pakistan and India.", "It crashed in the hills of India.") == 0);
  CHECK(differ("An army helicopter went down in Pakistan.", "It crashed in the hills.") == 0);
}

TEST_CASE("a round-up mentions events, joins none and bridges none") {
  const Dump dump(corpus_of({"brief-en", "zalmat", "ploiesti", "nbg-march", "montreal-dock", "irina"}));
  const EventResult result = dump.events();
  CHECK(result.events.size() == 6);
  for (const Event& event : result.events) {
    const bool is_brief = dump.articles[index_of(event.articles.front())].id == "brief-en-1";
    CHECK(event.mentions.size() == (is_brief ? 5 : 0));
  }
  CHECK(dump.explain("brief-en-1", "zalmat-1").why.find("round-up") != std::string::npos);
}

TEST_CASE("languages never mix") {
  const Dump dump({article("a", "Tunnel opened", "Minister Durand opened the tunnel on Monday. Arkville, 2254.", "en"),
                   article("b", "Tunnel ouvert", "Le tunnel, Arkville 2254 : ministre Durand, lundi.", "fr")});
  CHECK(dump.events().events.size() == 2);
  CHECK(dump.explain("a", "b").why == "The articles are in different languages.");
}

TEST_CASE("a language without tables is clustered all the same") {
  const Dump dump(
      {article("a", "Tunnel åpnet",
               "Samferdselsministeren åpnet mandag tunnelen under Storfjorden, to år forsinket, "
               "sa Statens vegvesen. Bilene må betale 40 kroner.",
               "nb"),
       article("b", "Storfjordtunnelen er åpnet",
               "To år forsinket åpnet samferdselsministeren tunnelen under "
               "Storfjorden på mandag. Bilene betaler 40 kroner, opplyser Statens vegvesen.",
               "nb"),
       article("c", "Brann i Bergen", "Et lagerhus i Bergen brant ned natt til søndag. Ingen ble skadet.", "nb")});
  CHECK(dump.partition(dump.events()) == std::set<std::set<std::string>>{{"a", "b"}, {"c"}});
}

TEST_CASE("nothing, one article, and texts without words are events too") {
  CHECK(Dump({}).events().events.empty());
  CHECK(Dump({article("a", "Title", "")}).events().events.size() == 1);
  CHECK(Dump({article("a", "", ""), article("b", "", "?"), article("c", "", "12 34")}).events().events.size() == 3);
}

TEST_CASE("an explanation adds up to the probability") {
  const Dump dump(corpus());
  for (const auto& [a, b] :
       {std::pair{"sohag-1", "sohag-5"}, std::pair{"sohag-1", "minya-1"}, std::pair{"irina-2", "irina-4"}}) {
    const EventExplanation explanation = dump.explain(a, b);
    double score = 0;
    for (const ScoreTerm& term : explanation.terms) score += term.value * term.weight;
    CHECK(explanation.probability == doctest::Approx(1 / (1 + std::exp(-score))).epsilon(1e-4));
    CHECK(!explanation.why.empty());
    CHECK(dump.explain(b, a).probability == explanation.probability);
  }
}

TEST_CASE("a text that joined after the linkage is explained as such") {
  const EventExplanation explanation = Dump(corpus()).explain("ploiesti-1", "ploiesti-2");
  CHECK(explanation.same_event);
  CHECK(explanation.probability < EventOptions{}.threshold);
  CHECK(explanation.why == "One of the articles stood alone and joined the event that it is nearest to.");
}

TEST_CASE("rare words weigh more than common ones, and unknown ones as the rarest") {
  const DocumentFrequencies english(lexicons(), "en"), arabic(lexicons(), "ar"), none(lexicons(), "xx");
  const auto of = [](const DocumentFrequencies& table, std::string_view word, std::string_view lang) {
    return table.inverse(term_key(stem(word, lang)));
  };
  CHECK(of(english, "the", "en") < of(english, "police", "en"));
  CHECK(of(english, "police", "en") < of(english, "zalmat", "en"));
  CHECK(of(english, "qwrtzp", "en") == 5.5);
  CHECK(of(arabic, "في", "ar") < of(arabic, "الشرطة", "ar"));
  CHECK(of(arabic, "في", "ar") < 0.5);
  CHECK(of(none, "a", "xx") == of(none, "b", "xx"));
}

TEST_CASE("cosines of packed vectors are those of their definition, whichever way they are taken") {
  support::Random random(4);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::uint32_t> store_a, store_b;
    pack(random_vector(random, random.below(90), 150), store_a);
    pack(random_vector(random, random.below(700), 1500), store_b);
    PackedVector a{store_a}, b{store_b};
    a.norm = a.length();
    b.norm = b.length();
    const double expected = slow::cosine(a, b);
    CHECK(cosine(a, b) == doctest::Approx(expected).epsilon(1e-6));
    CHECK(cosine(b, a) == cosine(a, b));
    CHECK(ProbedVector(a).cosine(b) == cosine(a, b));
    CHECK(ProbedVector(b).cosine(a) == cosine(a, b));

    std::vector<std::uint8_t> weights_a, weights_b;
    for (std::size_t i = 0; i < a.size(); ++i) weights_a.push_back(static_cast<std::uint8_t>(random.below(256)));
    for (std::size_t i = 0; i < b.size(); ++i) weights_b.push_back(static_cast<std::uint8_t>(random.below(256)));
    PackedVector other_a = a, other_b = b;
    other_a.weights = weights_a.data();
    other_b.weights = weights_b.data();
    other_a.norm = other_a.length();
    other_b.norm = other_b.length();
    const auto [own, reweighted] = ProbedVector(a).cosines(b, other_a, other_b);
    CHECK(own == cosine(a, b));
    CHECK(reweighted == cosine(other_a, other_b));
    CHECK(reweighted == doctest::Approx(slow::cosine(other_a, other_b)).epsilon(1e-6));
  }
}

TEST_CASE("a packed vector keeps keys to 24 bits and weights to a share of the largest") {
  SparseVector vector;
  vector.terms = {{0x00000100u, 5.0f}, {0x00000200u, 1.0f}, {0x000002FFu, 1.0f}, {0xFFFFFF00u, 0.001f}};
  std::vector<std::uint32_t> store;
  CHECK(pack(vector, store) == doctest::Approx(5.0 / 255));
  CHECK(store == std::vector<std::uint32_t>{0x000001FFu, 0x00000266u, 0xFFFFFF01u});
  const PackedVector packed{store};
  CHECK(packed.find(2) == 1);
  CHECK(packed.find(3) == 3);
  CHECK(packed.length() == doctest::Approx(std::sqrt(255.0 * 255 + 102.0 * 102 + 1)));
}

TEST_CASE("the weightiest terms stay by their keys, ties go to the smaller key") {
  SparseVector vector;
  vector.terms = {{1, 2.0f}, {3, 1.0f}, {5, 4.0f}, {7, 2.0f}, {9, 2.0f}};
  vector.keep_weightiest(3);
  REQUIRE(vector.terms.size() == 3);
  CHECK(vector.terms[0].key == 1);
  CHECK(vector.terms[1].key == 5);
  CHECK(vector.terms[2].key == 7);
  vector.keep_weightiest(4);
  CHECK(vector.terms.size() == 3);
}

TEST_CASE("candidates are all texts with a shared telling term while there is room, and never the text itself") {
  const FeatureReader reader(lexicons(), "en");
  std::vector<EventFeatures> features;
  for (const auto* text : {"The ferry Astrid sank near Bergen.", "A ferry named Astrid sank.",
                           "Bergen elected a mayor.", "Wheat prices doubled in Quito."})
    features.push_back(reader.read("", text, {}, std::nullopt));
  const CandidateIndex index(features, {});
  CHECK(index.near(features[0], 0, 0, 10) == std::vector<std::uint32_t>{1, 2});
  CHECK(index.near(features[0], 0, std::nullopt, 10) == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(index.near(features[0], 0, 0, 1) == std::vector<std::uint32_t>{1});
}

std::vector<EventFeatures> corpus_features(const std::string& lang) {
  const FeatureReader reader(lexicons(), lang);
  std::vector<EventFeatures> features;
  for (const Article& one : corpus())
    if (one.lang == lang) features.push_back(reader.read(one.title.value_or(""), one.text, {}, one.published));
  return features;
}

TEST_CASE("with lists of any length candidates are those of their definition") {
  for (const std::string lang : {"ar", "en"}) {
    const std::vector<EventFeatures> features = corpus_features(lang);
    EventOptions options;
    options.longest_posting = 1'000'000;
    const CandidateIndex index(features, options);
    for (std::uint32_t node = 0; node < features.size(); ++node)
      for (const std::size_t most : {5, 40})
        CHECK(index.near(features[node], node, node, most) ==
              slow::candidates(features, node, options.rare_terms, most));
  }
}

TEST_CASE("capped lists still find the nearest texts of nearly every one") {
  for (const std::string lang : {"ar", "en"}) {
    const std::vector<EventFeatures> features = corpus_features(lang);
    EventOptions options;
    options.longest_posting = 12;
    const CandidateIndex index(features, options);
    std::size_t hits = 0;
    for (std::uint32_t node = 0; node < features.size(); ++node) {
      const auto found = index.near(features[node], node, node, neighbourhood_size);
      for (const std::uint32_t expected : slow::nearest_of_all(features, node, 2))
        hits += std::binary_search(found.begin(), found.end(), expected);
    }
    CHECK(hits >= 2 * features.size() * 95 / 100);
  }
}

TEST_CASE("within the length of the lists a pair without an edge is none") {
  const std::vector<Edge> edges = {{0, 1, 900'000}, {1, 2, 800'000}};
  const auto near = [](std::uint32_t, std::uint32_t) -> std::int64_t { return 900'000; };
  CHECK(link_by_average(3, edges, 500'000, 3, near) == std::vector<std::uint32_t>{0, 0, 2});
  CHECK(link_by_average(3, edges, 500'000, 2, near) == std::vector<std::uint32_t>{0, 0, 0});
}

TEST_CASE("scores part where their step down is, after one or after many") {
  CHECK(parting_score({2, -4, -4, -4, -4}) == doctest::Approx(-1));
  CHECK(parting_score({-4, 2, -4, 2, 2, -4}) == doctest::Approx(-1));
  CHECK(parting_score({4, 4}) == doctest::Approx(-1));                  // Strangers fill up.
  CHECK(parting_score({-5, -6, -7, -8, -9}) == doctest::Approx(-1.5));  // Nobody is near.
  CHECK(parting_score({}) == doctest::Approx(-1.5));
  std::vector<double> many(40, 2);
  CHECK(parting_score(many) == doctest::Approx(2));
}

TEST_CASE("passages that a site repeats inside its lines are left out, shared statements aren't") {
  const std::string box = "do you want to join our letter every morning please write your address here ";
  const std::string statement =
      "the council of ministers said in its session that it welcomed the agreement of both sides ";
  std::vector<Article> articles;
  for (int i = 0; i < 6; ++i) {
    const std::string n = std::to_string(i);
    articles.push_back(article("a" + n, "", box + "village" + n + " burned down"));
    articles.back().source = "one.example";
    articles.push_back(article("b" + n, "", statement + "adds the paper number" + n));
    articles.back().source = i < 3 ? "two.example" : "three.example";
  }
  std::vector<ArticleIndex> texts;
  for (std::uint32_t i = 0; i < articles.size(); ++i) texts.push_back(ArticleIndex{i});
  const std::vector<std::vector<ByteRange>> none(articles.size());
  const auto ranges = with_repeated_passages(articles, none, texts);
  for (std::uint32_t i = 0; i < articles.size(); ++i) {
    INFO(articles[i].id);
    if (articles[i].id[0] == 'b') {
      CHECK(ranges[i].empty());
      continue;
    }
    REQUIRE(ranges[i].size() == 1);  // One shingle of two is looked at, so the ends may be missed.
    CHECK(ranges[i].front().end <= box.size());
    CHECK(ranges[i].front().size() > box.size() / 3);
  }
}

TEST_CASE("an edited copy folds into the first text that it is near to, a later bulletin and another report don't") {
  const std::string storm =
      "Storm Irina tore the roofs off forty houses in the harbour of Apulia before dawn and left a trawler with six "
      "fishermen missing off the cape. Rescue boats from Viana searched until noon, while divers looked for wreckage "
      "near the lighthouse. The mayor closed the schools and asked families to stay away from the cracked seawall.";
  std::string edited = storm;
  edited.replace(edited.find("forty houses"), 12, "42 homes").insert(edited.find(" The mayor"), " Nobody was hurt.");
  const std::string report =
      "A trawler with six fishermen is missing after the storm called Irina reached Portugal. Forty houses lost their "
      "roofs in Apulia, where the mayor has closed all schools until the seawall can be repaired.";
  const FeatureReader reader(lexicons(), "en");
  std::vector<EventFeatures> texts;
  for (const std::string& text : {storm, report, edited, storm, storm, edited})
    texts.push_back(reader.read("", text, {}, std::nullopt));
  const std::int64_t day = 86'400;
  CHECK(fold_near_copies(texts, std::vector<std::optional<std::int64_t>>{0, 0, day, 3 * day, 4 * day, {}}) ==
        std::vector<std::uint32_t>{0, 1, 0, 3, 3, 0});
}

TEST_CASE("two passages make a near copy wherever their keys are") {
  std::array<SparseVector, EventFeatures::parts> vectors;
  vectors[EventFeatures::bigrams].terms = {{0x10000000u, 1.0f}, {0x20000000u, 1.0f}};
  const auto text = [&](std::vector<TermKey> passages) {
    std::array<std::vector<TermKey>, EventFeatures::lists> keys;
    keys[EventFeatures::passages] = std::move(passages);
    return EventFeatures(vectors, keys, 0);
  };
  const std::vector<std::optional<std::int64_t>> undated(2);
  for (TermKey low = 0; low < 8; ++low)
    for (TermKey high = low; high < 8; ++high) {
      const TermKey first = low << 29 | 1, second = high << 29 | 5;
      CHECK(fold_near_copies(std::vector{text({first, second}), text({first, second})}, undated) ==
            std::vector<std::uint32_t>{0, 0});
      CHECK(fold_near_copies(std::vector{text({first, second}), text({second})}, undated) ==
            std::vector<std::uint32_t>{0, 1});
    }
}

TEST_CASE("of an origin the earliest text is read, of undated ones that of middle length") {
  const std::string core =
      "A trawler with six fishermen is missing after the storm Irina reached the harbour of Apulia.";
  std::vector<Article> articles;
  for (int i = 0; i < 3; ++i) articles.push_back(article(std::string(1, static_cast<char>('a' + i)), "", core));
  articles[0].text += " Follow the paper on all its channels for news from the coast every morning.";
  articles[1].text.resize(40);
  std::vector<Origin> origins(1);
  origins[0].articles = {ArticleIndex{0}, ArticleIndex{1}, ArticleIndex{2}};
  const auto text_of = [&] {
    const FeatureReader reader(lexicons(), "en");
    return EventGraph(articles, std::vector<std::vector<ByteRange>>(3), origins, {0}, reader, {}).text(0);
  };
  CHECK(text_of() == ArticleIndex{2});
  articles[1].published = Timestamp{0, true, 0};
  origins[0].articles = {ArticleIndex{1}, ArticleIndex{0}, ArticleIndex{2}};
  CHECK(text_of() == ArticleIndex{1});
}

TEST_CASE("average linkage equals its definition") {
  support::Random random(9);
  for (int round = 0; round < 150; ++round) {
    const auto nodes = static_cast<std::uint32_t>(2 + random.below(14));
    std::vector<std::vector<std::int64_t>> probability(nodes, std::vector<std::int64_t>(nodes, 0));
    std::vector<Edge> edges;
    for (std::uint32_t a = 0; a < nodes; ++a)
      for (std::uint32_t b = a + 1; b < nodes; ++b) {
        // Few distinct values, so that ties are common.
        probability[a][b] = probability[b][a] = static_cast<std::int64_t>(random.below(11)) * 100'000;
        edges.push_back({a, b, static_cast<std::int32_t>(probability[a][b])});
      }
    const auto score = [&](std::uint32_t a, std::uint32_t b) { return probability[a][b]; };
    CHECK(link_by_average(nodes, edges, 500'000, 0, score) == slow::link_by_average(probability, 500'000));
  }
}

TEST_CASE("linkage over some of the pairs equals its definition, with hubs, large clusters and ties too") {
  support::Random random(10);
  for (int round = 0; round < 120; ++round) {
    const bool large = round % 10 == 0;
    const auto nodes = static_cast<std::uint32_t>(large ? 90 + random.below(40) : 2 + random.below(30));
    const std::uint64_t values = round % 2 == 0 ? 11 : 1'000'000, groups = 1 + random.below(4);
    std::vector<std::vector<std::int64_t>> probability(nodes, std::vector<std::int64_t>(nodes, 0));
    std::vector<Edge> edges;
    for (std::uint32_t a = 0; a < nodes; ++a)
      for (std::uint32_t b = a + 1; b < nodes; ++b) {
        const bool near = random.below(8) > 0 ? a % groups == b % groups : random.below(2) == 0;
        const auto part = static_cast<std::int64_t>(random.below(values) * 1'000'000 / values);
        probability[a][b] = near ? (1'000'000 + part) / 2 : part / 2;
        if (a == 0 || random.below(3) > 0)
          edges.push_back({a, b, static_cast<std::int32_t>(probability[a][b])});  // The first node is a hub.
      }
    const auto score = [&](std::uint32_t a, std::uint32_t b) { return probability[a][b]; };
    for (const std::size_t listed : {0, 6})
      CHECK(link_by_average(nodes, edges, 500'000, listed, score) ==
            slow::link_by_edges(nodes, edges, 500'000, listed, score));
  }
}

TEST_CASE("a chain of edges doesn't join its ends") {
  std::vector<Edge> chain;
  for (std::uint32_t i = 0; i + 1 < 12; ++i) chain.push_back({i, i + 1, 900'000});
  const auto cluster = link_by_average(12, chain, 500'000, 0, [](std::uint32_t, std::uint32_t) { return 0; });
  std::map<std::uint32_t, std::size_t> sizes;
  for (const std::uint32_t name : cluster) ++sizes[name];
  for (const auto& [name, size] : sizes) CHECK(size <= 3);
}

TEST_CASE("pairs that are no candidates are scored before clusters are joined") {
  // 0-1 and 2-3 are near; one edge joins them, the pairs without an edge decide.
  const std::vector<Edge> edges{{0, 1, 990'000}, {1, 2, 900'000}, {2, 3, 990'000}};
  const auto far = [](std::uint32_t, std::uint32_t) { return 100'000; };
  const auto near = [](std::uint32_t, std::uint32_t) { return 800'000; };
  CHECK(link_by_average(4, edges, 500'000, 0, far) == std::vector<std::uint32_t>{0, 0, 2, 2});
  CHECK(link_by_average(4, edges, 500'000, 0, near) == std::vector<std::uint32_t>{0, 0, 0, 0});
}

TEST_CASE("a text that stayed alone joins the event of its best edge, two such texts don't join each other") {
  const std::vector<Edge> edges{{0, 1, 990'000}, {1, 2, 700'000}, {3, 4, 700'000}};
  const auto cluster =
      attach_single_nodes(std::vector<std::uint32_t>{0, 0, 2, 3, 4}, edges, {600'000, 250'000, 2'000'000, 0},
                          [](std::uint32_t a, std::uint32_t) { return a == 0 ? 0 : 700'000; });
  CHECK(cluster == std::vector<std::uint32_t>{0, 0, 0, 3, 4});
}

TEST_CASE("a text that stayed alone joins the event that it is nearest to where no other is near") {
  const std::vector<Edge> edges{{0, 1, 990'000}, {0, 2, 400'000}, {0, 3, 400'000}, {1, 2, 300'000},
                                {1, 3, 300'000}, {3, 4, 300'000}, {3, 5, 300'000}, {4, 5, 990'000}};
  const auto never = [](std::uint32_t, std::uint32_t) { return 0; };
  const auto cluster =
      attach_single_nodes(std::vector<std::uint32_t>{0, 0, 2, 3, 4, 4}, edges, {600'000, 250'000, 100'000, 25}, never);
  CHECK(cluster == std::vector<std::uint32_t>{0, 0, 0, 3, 4, 4});
  // A text that is alone too is a rival like any other.
  std::vector<Edge> two{{0, 1, 990'000}, {0, 2, 300'000}, {1, 2, 300'000}};
  const SingleOptions least{600'000, 250'000, 100'000, 25};
  CHECK(attach_single_nodes(std::vector<std::uint32_t>{0, 0, 2, 3}, two, least, never) ==
        std::vector<std::uint32_t>{0, 0, 0, 3});
  two.push_back({2, 3, 250'000});
  CHECK(attach_single_nodes(std::vector<std::uint32_t>{0, 0, 2, 3}, two, least, never) ==
        std::vector<std::uint32_t>{0, 0, 2, 3});
}

TEST_CASE("a story larger than the lists is a rival by its members, not by the few edges that fit") {
  // Text 8 has edges to all of a small event and to two of six of a large one.
  const std::vector<Edge> edges{{0, 8, 400'000}, {1, 8, 400'000}, {2, 8, 400'000}, {3, 8, 400'000}};
  const std::vector<std::uint32_t> clusters{0, 0, 2, 2, 2, 2, 2, 2, 8};
  const auto near = [](std::uint32_t a, std::uint32_t b) {
    CHECK(a < b);
    return 400'000;
  };
  const auto joined = [&](std::size_t listed) {
    return attach_single_nodes(clusters, edges, {600'000, 250'000, 100'000, listed}, near)[8];
  };
  CHECK(joined(7) == 0);
  CHECK(joined(6) == 8);
}

TEST_CASE("where the lead and the best edge of a text that stayed alone disagree the lead decides") {
  const std::vector<Edge> edges{{0, 6, 400'000}, {1, 6, 400'000}, {2, 6, 700'000}};
  const std::vector<std::uint32_t> clusters{0, 0, 2, 2, 2, 2, 6};
  const auto joined = [&](std::int64_t lead) {
    return attach_single_nodes(clusters, edges, {600'000, 250'000, lead, 25},
                               [](std::uint32_t, std::uint32_t) { return 300'000; })[6];
  };
  CHECK(joined(225'000) == 0);  // .4 against .7 / 4.
  CHECK(joined(225'001) == 2);
}

TEST_CASE("two texts that are near to the same ones share their neighbours, whatever the size of their event") {
  const std::vector<Edge> three{{0, 1, 800'000}, {0, 2, 500'000}, {1, 2, 500'000}};
  CHECK(SharedNeighbours(3, three).index(0, 1, 800'000) == doctest::Approx(2.1 / 2.5));
  const std::vector<Edge> hub{{0, 1, 800'000}, {0, 2, 500'000}};
  CHECK(SharedNeighbours(3, hub).index(0, 1, 800'000) == doctest::Approx(1.6 / 2.5));
  CHECK(SharedNeighbours(3, hub).index(1, 2, 100'000) == doctest::Approx(0.7 / 2.8));
  CHECK(SharedNeighbours(3, hub).index(1, 2, 0) == doctest::Approx(0.5 / 2.8));
  for (const std::int64_t alone : {0, 20'000, 500'000, 1'000'000})
    CHECK(SharedNeighbours(2, {}).index(0, 1, alone) == doctest::Approx(static_cast<double>(alone) / 1e6));
  const std::vector<Edge> unlikely{{0, 2, 19'999}, {1, 2, 19'999}};
  CHECK(SharedNeighbours(3, unlikely).index(0, 1, 0) == 0);
  for (const std::uint32_t size : {2u, 9u}) {
    std::vector<Edge> all;
    for (std::uint32_t a = 0; a < size; ++a)
      for (std::uint32_t b = a + 1; b < size; ++b) all.push_back({a, b, 1'000'000});
    CHECK(SharedNeighbours(size, all).index(0, 1, 1'000'000) == 1);
  }
  // An event of 60 of which each text lists 12 on either side: the two ends of a list share half of it.
  std::vector<Edge> listed;
  for (std::uint32_t a = 0; a < 60; ++a)
    for (std::uint32_t b = a + 1; b < 60; ++b)
      if (b - a <= 12 || b - a >= 48) listed.push_back({a, b, 1'000'000});
  CHECK(SharedNeighbours(60, listed).index(0, 1, 1'000'000) == doctest::Approx(24.0 / 26));
  CHECK(SharedNeighbours(60, listed).index(0, 12, 1'000'000) == doctest::Approx(13.0 / 37));
}

TEST_CASE("neighbours that a pair shares count however little its own score says") {
  const EdgeModel model(lexicons());
  std::int64_t before = 0;
  bool unlikely = false, likely = false;
  for (double own = -20; own < 6; own += 0.02) {
    std::vector<Edge> pairs{{0, 1, 0}};
    std::vector<double> scores{own};
    for (const std::uint32_t end : {0u, 1u})
      for (std::uint32_t shared = 2; shared < 8; ++shared) {
        pairs.push_back({end, shared, 0});
        scores.push_back(6);
      }
    const PairScores known(std::vector<bool>(8), pairs, scores, model);
    const std::int64_t now = pairs.front().probability_e6;
    CHECK(now == known.probability_e6(0, 1, own));
    CHECK(now == known.probability_e6(1, 0, own));
    const double parting = parting_score({own, 6, 6, 6, 6, 6, 6});
    const bool by_itself = probability_e6_of(model.second_score(own, parting, parting)) >= least_probability_e6;
    unlikely = unlikely || !by_itself;
    likely = likely || by_itself;
    if (own > -20) {
      CHECK(now >= before);
      CHECK(now < before + 10'000);
    }
    before = now;
  }
  CHECK(unlikely);
  CHECK(likely);
}

TEST_CASE("candidates are each text with those of its list, once") {
  const Dump dump(corpus());
  for (auto& [lang, chosen] : origins_by_language(dump.articles, dump.origins)) {
    const EventGraph graph(dump.articles, dump.furniture, dump.origins, chosen, FeatureReader(lexicons(), lang), {});
    std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
    for (std::uint32_t node = 0; node < graph.size(); ++node)
      for (const std::uint32_t other : graph.neighbourhood(node).nearest)
        expected.insert({std::min(node, other), std::max(node, other)});
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
    for (const Edge& pair : graph.candidates()) found.push_back({pair.a, pair.b});
    CHECK(found == std::vector<std::pair<std::uint32_t, std::uint32_t>>(expected.begin(), expected.end()));
  }
}

TEST_CASE("no pair is judged by a round-up that both are near to") {
  const Dump dump(corpus_of({"brief-en", "zalmat", "ploiesti", "nbg-march", "montreal-dock", "irina"}));
  const EdgeModel model(lexicons());
  for (auto& [lang, chosen] : origins_by_language(dump.articles, dump.origins)) {
    const EventGraph graph(dump.articles, dump.furniture, dump.origins, chosen, FeatureReader(lexicons(), lang), {});
    const auto id = [&](std::uint32_t node) { return dump.articles[index_of(graph.text(node))].id; };
    const auto score = [&](std::uint32_t a, std::uint32_t b) {
      return model.score(edge_features_of(graph.end(a), graph.end(b)));
    };
    std::vector<Edge> pairs;
    std::vector<double> scores;
    std::size_t of_the_brief = 0;
    for (const Edge& pair : graph.candidates())
      if (id(pair.a) == "brief-en-1" || id(pair.b) == "brief-en-1") {
        ++of_the_brief;
      } else {
        pairs.push_back(pair);
        scores.push_back(score(pair.a, pair.b));
      }
    CHECK(of_the_brief > 10);
    std::vector<bool> dated;
    for (std::uint32_t node = 0; node < graph.size(); ++node) dated.push_back(graph.end(node).published_s.has_value());
    const PairScores without(dated, pairs, scores, model);
    for (const std::uint32_t a : {0u, 5u, 10u})
      for (std::uint32_t b = a + 1; b < graph.size(); b += 3)
        CHECK(dump.explain(id(a), id(b)).probability ==
              doctest::Approx(static_cast<double>(without.probability_e6(a, b, score(a, b))) / 1e6));
  }
}

TEST_CASE("a report has no items, a brief has one a paragraph") {
  const FeatureReader reader(lexicons(), "en");
  const std::string brief =
      "OSLO - Nordvik will buy a lighthouse keeper's cottage and turn it into a museum of telephones.\n\n"
      "ACCRA - Fishermen found the anchor of a steamer that went down a hundred and twenty years ago.\n\n"
      "LIMA - A stray llama delayed the opening of the marathon by a quarter of an hour on Sunday.\n\n"
      "QUITO - Botanists described an orchid that blooms for six hours and smells of burnt sugar.\n";
  CHECK(items_of(brief, {}, reader).size() == 4);
  const std::string report =
      "The mayor of Arkville, Dora Quint, resigned on Monday after a vote of the council on the harbour bridge.\n\n"
      "Quint told reporters in Arkville that she would not stand again and thanked the harbour workers.\n\n"
      "The harbour bridge has been closed since April, when an inspector found cracks in two of its pillars.\n";
  CHECK(items_of(report, {}, reader).empty());
}

}  // namespace tawatur
