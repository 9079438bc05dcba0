#include "events/features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <tbb/enumerable_thread_specific.h>
#include <xxhash.h>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include "events/document_frequencies.h"
#include "text/code_points.h"
#include "text/dates.h"
#include "text/normalise.h"
#include "text/stem.h"

namespace tawatur {
namespace {

constexpr std::size_t read_bytes = 16384;  // Holds passage_words words of any script in use.
constexpr double rare_bigram_idf = 2.0;    // Below it a pair is made of function words.
constexpr double rare_passage_idf = 2.5;
constexpr TermKey passage_sample = 2;
constexpr std::size_t most_remembered = 1u << 17;  // Words whose stems a thread keeps: the frequent ones come early.
constexpr std::size_t phrase_words = 4;            // Longest name that the tables hold.

struct Term {
  TermKey key = 0;
  float idf = 0;
};

/// A name of the gazetteers: the id that all its spellings share.
struct Named {
  TermKey id = 0;
  bool place = false;  ///< A place below a country.
  bool country = false;
};

TermKey combine(TermKey a, TermKey b) {
  const std::array<TermKey, 2> both{a, b};
  return static_cast<TermKey>(XXH3_64bits(both.data(), sizeof both));
}

double log_of_count(std::uint32_t count) { return std::round(std::log(count) * 1e6) / 1e6; }

std::string_view prefix_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

bool begins_upper(std::string_view word) {
  std::size_t at = 0;
  return !word.empty() && u_isupper(next_code_point(word, at));
}

/// True when a sentence goes on before the word, so that its capital is its own.
bool inside_sentence(std::string_view text, std::uint32_t begin) {
  while (begin > 0) {
    const char before = text[--begin];
    if (before == ' ' || before == '"' || before == '\'' || before == '(' || before == '`') continue;
    return before != '.' && before != '!' && before != '?' && before != ':' && before != '\n';
  }
  return false;
}

/// Words of a text that count, with their bytes.
struct Word {
  std::string_view form;
  ByteRange source;
};

std::vector<Word> words_of(const NormalisedText& text, std::span<const ByteRange> left_out) {
  std::vector<Word> words;
  words.reserve(text.tokens.size());
  auto next = left_out.begin();
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const ByteRange source = text.tokens[i].source;
    while (next != left_out.end() && next->end <= source.begin) ++next;
    if (next != left_out.end() && next->begin < source.end) continue;
    words.push_back({text.word(i), source});
  }
  return words;
}

/// Places whose agreement or difference says where something happened.
bool below_country(std::string_view type) {
  return type == "governorate" || type == "city" || type == "town" || type == "district";
}

void sort_unique(auto& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

struct FeatureReader::Tables {
  std::string lang;
  DocumentFrequencies frequencies;
  DateReader dates;
  boost::unordered_flat_map<TermKey, Named> names;      // By the combined keys of a name's stems.
  boost::unordered_flat_map<TermKey, TermKey> part_of;  // A place to the one that holds it, countries left out.
  using Memory = boost::unordered_flat_map<std::uint64_t, Term>;  // By the XXH3 of a word.
  tbb::enumerable_thread_specific<Memory> memory;

  Tables(const Lexicons& lexicons, std::string_view language)
      : lang(language), frequencies(lexicons, language), dates(lexicons, language) {
    boost::unordered_flat_map<std::string, std::string> type_of;
    boost::unordered_flat_set<std::string> countries;
    const LexiconTable& places = lexicons.table(lang, "places");
    for (const auto& row : places.rows)
      if (row.size() >= 4) {
        type_of[row[0]] = row[1];
        if (row[1] == "country") countries.insert(row[0]);  // Its adjectives have the same id.
      }
    for (const auto& row : places.rows) {
      if (row.size() < 4) continue;
      const bool specific = below_country(row[1]);
      const TermKey id = term_key("place/" + row[0]);
      add_name(row[3], {id, specific, countries.contains(row[0])});
      const auto parent = type_of.find(row[2]);
      if (specific && parent != type_of.end() && below_country(parent->second))
        part_of[id] = term_key("place/" + row[2]);
    }
    for (const auto& row : lexicons.table(lang, "actors").rows)
      if (row.size() >= 3 && row[0] != row[1])  // "the army" names none.
        add_name(row[2], {term_key("actor/" + row[0])});
  }

  Term term(std::string_view word) {
    Memory& known = memory.local();
    const std::uint64_t hash = XXH3_64bits(word.data(), word.size());
    if (const auto found = known.find(hash); found != known.end()) return found->second;
    const TermKey key = term_key(stem(word, lang));
    const Term term{key, static_cast<float>(frequencies.inverse(key))};
    if (known.size() < most_remembered) known.emplace(hash, term);
    return term;
  }

  void add_name(std::string_view name, Named named) {
    const std::string folded = normalise_words(name);
    TermKey key = 0;
    std::size_t count = 0;
    for (std::string_view rest = folded; !rest.empty(); ++count) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      const TermKey word = term(rest.substr(0, space)).key;
      key = count == 0 ? word : combine(key, word);
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    if (count > 0 && count <= phrase_words) names.emplace(key, named);
  }
};

EventFeatures::EventFeatures(const std::array<SparseVector, parts>& settled,
                             std::array<std::vector<TermKey>, lists> keys, std::uint32_t weekdays)
    : weekdays_(weekdays) {
  std::size_t size = 0;
  for (const SparseVector& vector : settled) size += vector.terms.size();
  for (std::vector<TermKey>& list : keys) {
    sort_unique(list);
    size += list.size();
  }
  store_.reserve(size);
  for (std::size_t part = 0; part < parts; ++part) {
    unit_[part] = pack(settled[part], store_);
    end_[part] = static_cast<std::uint32_t>(store_.size());
    norm_[part] = vector(static_cast<Part>(part)).length();
  }
  for (std::size_t list = 0; list < lists; ++list) {
    store_.insert(store_.end(), keys[list].begin(), keys[list].end());
    end_[parts + list] = static_cast<std::uint32_t>(store_.size());
  }
}

FeatureReader::FeatureReader(const Lexicons& lexicons, std::string_view lang, const FeatureOptions& options)
    : tables_(std::make_shared<Tables>(lexicons, lang)), options_(options) {}
FeatureReader::FeatureReader(std::shared_ptr<Tables> tables, const FeatureOptions& options)
    : tables_(std::move(tables)), options_(options) {}
FeatureReader FeatureReader::with(const FeatureOptions& options) const { return {tables_, options}; }

TermKey FeatureReader::stem_key(std::string_view word) const { return tables_->term(word).key; }

EventFeatures FeatureReader::read(std::string_view title, std::string_view text, std::span<const ByteRange> left_out,
                                  const std::optional<Timestamp>& published) const {
  Tables& tables = *tables_;
  const FeatureOptions& options = options_;
  text = prefix_of(text, read_bytes);
  const NormalisedText normal_title = normalise(prefix_of(title, read_bytes)), normal_text = normalise(text);
  std::vector<Word> title_words = words_of(normal_title, {});
  std::vector<Word> body = words_of(normal_text, left_out);

  // A text file repeats its title as its first line; it counts once.
  if (title_words.size() <= body.size() && std::equal(title_words.begin(), title_words.end(), body.begin(),
                                                      [](const Word& a, const Word& b) { return a.form == b.form; }))
    body.erase(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(title_words.size()));

  std::vector<std::string_view> words;
  std::vector<Term> terms;
  for (const std::vector<Word>* part : {&title_words, &body})
    for (const Word& word : *part) {
      if (words.size() == title_words.size() + std::max(options.body_words, options.passage_words)) break;
      words.push_back(word.form);
      terms.push_back(tables.term(word.form));
    }
  const std::size_t in_title = title_words.size();
  const std::size_t in_terms = std::min<std::size_t>(words.size(), in_title + options.body_words);
  const std::size_t in_lead = std::min<std::size_t>(in_terms, std::max<std::size_t>(options.lead_words, in_title + 25));

  std::array<SparseVector, EventFeatures::parts> vectors;
  std::array<std::vector<TermKey>, EventFeatures::lists> keys;
  std::uint32_t weekdays = 0;
  const auto tf_idf = [&terms](std::size_t count) {
    std::vector<Term> sorted(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(count));
    std::sort(sorted.begin(), sorted.end(), [](Term a, Term b) { return a.key < b.key; });
    SparseVector vector;
    for (std::size_t i = 0; i < sorted.size();) {
      std::size_t end = i;
      while (end < sorted.size() && sorted[end].key == sorted[i].key) ++end;
      const double weight = (1 + log_of_count(static_cast<std::uint32_t>(end - i))) * sorted[i].idf;
      vector.terms.push_back({sorted[i].key, static_cast<float>(weight)});
      i = end;
    }
    vector.settle();
    return vector;
  };
  vectors[EventFeatures::terms] = tf_idf(in_terms);
  vectors[EventFeatures::lead] = tf_idf(in_lead);

  const std::size_t heading = std::min(in_terms, in_title > 0 ? in_title : options.title_words);
  for (std::size_t i = 0; i < heading; ++i) vectors[EventFeatures::title].terms.push_back({terms[i].key, terms[i].idf});
  vectors[EventFeatures::title].settle_once();

  std::string padded;
  for (std::size_t i = 0; i < std::min<std::size_t>(in_terms, options.gram_words); ++i) {
    padded.assign(1, '^').append(words[i]).push_back('$');
    std::array<std::size_t, 64> starts;
    std::size_t letters = 0;
    for (std::size_t at = 0; at < padded.size() && letters < starts.size(); ++at)
      if ((static_cast<unsigned char>(padded[at]) & 0xC0) != 0x80) starts[letters++] = at;
    const std::size_t count = letters > 4 ? letters - 3 : 1;
    for (std::size_t at = 0; at < count; ++at) {
      const std::size_t end = at + 4 < letters ? starts[at + 4] : padded.size();
      vectors[EventFeatures::grams].terms.push_back(
          {term_key(std::string_view(padded).substr(starts[at], end - starts[at])),
           terms[i].idf / static_cast<float>(count)});
    }
  }
  vectors[EventFeatures::grams].settle();
  for (WeightedTerm& gram : vectors[EventFeatures::grams].terms) gram.weight = std::sqrt(gram.weight);
  vectors[EventFeatures::grams].keep_weightiest(options.most_grams);

  for (std::size_t i = 0; options.most_bigrams > 0 && i + 1 < in_terms; ++i) {
    const float idf = (terms[i].idf + terms[i + 1].idf) / 2;
    if (idf > rare_bigram_idf)
      vectors[EventFeatures::bigrams].terms.push_back({combine(terms[i].key, terms[i + 1].key), idf});
  }
  vectors[EventFeatures::bigrams].settle_once();
  vectors[EventFeatures::bigrams].keep_weightiest(options.most_bigrams);

  std::vector<TermKey> forms(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) forms[i] = term_key(words[i]);
  for (std::size_t i = 0; options.passage_words > 0 && i + 5 <= words.size(); ++i) {
    double idf = 0;
    for (std::size_t k = i; k < i + 5; ++k) idf += terms[k].idf;
    if (idf / 5 <= rare_passage_idf) continue;
    const auto passage = static_cast<TermKey>(XXH3_64bits(forms.data() + i, 5 * sizeof(TermKey)));
    if (passage % passage_sample == 0) keys[EventFeatures::passages].push_back(passage);
  }

  for (std::size_t i = 0; i < in_terms; ++i) {
    const std::string_view word = words[i];
    if (word.size() < 2 || !std::all_of(word.begin(), word.end(), [](char c) { return '0' <= c && c <= '9'; }))
      continue;
    if (word.front() == '0') continue;  // Of a clock, a date or a telephone.
    if (word.size() == 4 && (word.starts_with("19") || word.starts_with("20"))) continue;
    keys[EventFeatures::numbers].push_back(forms[i]);
  }

  // Capitals of a title count only where it is written like a sentence.
  std::vector<TermKey> capitalised;
  std::size_t long_words = 0, lower = 0;
  for (const Word& word : title_words)
    if (word.form.size() >= 4) {
      ++long_words;
      if (!begins_upper(title.substr(word.source.begin))) ++lower;
    }
  if (5 * lower >= 2 * long_words)
    for (std::size_t i = 1; i < title_words.size(); ++i)
      if (begins_upper(title.substr(title_words[i].source.begin))) capitalised.push_back(terms[i].key);
  for (std::size_t i = in_title; i < in_terms; ++i) {
    const ByteRange source = body[i - in_title].source;
    if (begins_upper(text.substr(source.begin)) && inside_sentence(text, source.begin))
      capitalised.push_back(terms[i].key);
  }
  sort_unique(capitalised);
  for (const TermKey key : capitalised)
    vectors[EventFeatures::names].terms.push_back({key, static_cast<float>(tables.frequencies.inverse(key))});
  for (std::size_t i = 0; i < in_lead; ++i)
    if (std::binary_search(capitalised.begin(), capitalised.end(), terms[i].key))
      vectors[EventFeatures::actors].terms.push_back({terms[i].key, terms[i].idf});
  std::vector<std::pair<TermKey, float>> named;
  for (std::size_t i = 0; i < in_terms; ++i) {
    TermKey key = 0;
    float idf = 0;
    for (std::size_t k = i; k < std::min(in_terms, i + phrase_words); ++k) {
      key = k == i ? terms[k].key : combine(key, terms[k].key);
      idf = std::max(idf, terms[k].idf);
      const auto found = tables.names.find(key);
      if (found == tables.names.end()) continue;
      named.emplace_back(found->second.id, idf);
      if (i < in_lead) vectors[EventFeatures::actors].terms.push_back({found->second.id, idf});
      if (found->second.country && i < in_lead) keys[EventFeatures::countries].push_back(found->second.id);
      if (found->second.place && i < in_title + options.day_words)
        keys[EventFeatures::places].push_back(found->second.id);
    }
  }
  for (const auto& [id, idf] : named) vectors[EventFeatures::names].terms.push_back({id, idf});
  vectors[EventFeatures::names].settle_once();
  vectors[EventFeatures::actors].settle_once();
  auto& wide_places = keys[EventFeatures::wide_places] = keys[EventFeatures::places];
  for (const TermKey place : keys[EventFeatures::places])
    for (auto up = tables.part_of.find(place); up != tables.part_of.end(); up = tables.part_of.find(up->second)) {
      wide_places.push_back(up->second);
      if (wide_places.size() > 256) break;  // A table that runs in a circle.
    }

  std::vector<std::int32_t> days;
  const auto read_days = [&](const NormalisedText& normal, std::string_view original) {
    for (const DateMention& mention : tables.dates.read(normal, original)) {
      if (mention.weekday) weekdays |= 1u << *mention.weekday;
      const auto range = DateReader::resolve(mention, published);
      if (range && range->first == range->last) days.push_back(range->first);
    }
  };
  if (options.day_words > 0) read_days(normal_title, title);
  if (options.day_words > 0 && !body.empty()) {
    const std::uint32_t begin = body.front().source.begin;
    const std::uint32_t end = body[std::min<std::size_t>(body.size(), options.day_words) - 1].source.end;
    const std::string_view opening = text.substr(begin, end - begin);
    read_days(normalise(opening), opening);
  }
  for (const std::int32_t day : days) {
    weekdays |= 1u << (((day + 3) % 7 + 7) % 7);
    keys[EventFeatures::days].push_back(static_cast<TermKey>(day));
  }
  return {vectors, std::move(keys), weekdays};
}

}  // namespace tawatur
