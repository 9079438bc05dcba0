#include "ingest/article_ids.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include <tbb/parallel_sort.h>
#include <xxhash.h>

#include "ingest/hex.h"

namespace tawatur {
namespace {

auto content(const Article& a) {
  return std::tie(a.text, a.url, a.source, a.title, a.agency, a.lang, a.published_from);
}

/// Calls f(first, last) for every run of two or more articles of one id. True when there was one.
template <typename F>
bool for_shared_ids(std::vector<Article>& articles, F f) {
  bool shared = false;
  for (std::size_t first = 0; first < articles.size();) {
    std::size_t last = first + 1;
    while (last < articles.size() && articles[last].id == articles[first].id) ++last;
    if (last - first > 1) {
      f(first, last);
      shared = true;
    }
    first = last;
  }
  return shared;
}

/// How many bytes all ids begin with alike.
std::size_t common_begin(const std::vector<std::vector<Article>>& parts) {
  const std::string* first = nullptr;
  std::size_t common = 0;
  for (const std::vector<Article>& part : parts) {
    for (const Article& article : part) {
      if (!first) {
        first = &article.id;
        common = first->size();
      }
      const auto end = first->begin() + static_cast<std::ptrdiff_t>(common);
      common = static_cast<std::size_t>(std::mismatch(first->begin(), end, article.id.begin(), article.id.end()).first -
                                        first->begin());
    }
  }
  return common;
}

/// Eight bytes of an id, as a number in their order.
std::uint64_t part_of_id(const std::string& id, std::size_t from) {
  std::uint64_t part = 0;
  for (std::size_t i = from; i < from + sizeof part; ++i)
    part = part << 8 | (i < id.size() ? static_cast<unsigned char>(id[i]) : 0u);
  return part;
}

}  // namespace

bool id_and_record_before(const Article& a, const Article& b) {
  if (a.id != b.id) return a.id < b.id;
  const auto time = [](const Article& article) {
    return article.published ? to_string(*article.published) : std::string();
  };
  if (content(a) != content(b)) return content(a) < content(b);
  return time(a) < time(b);
}

std::string record_hash(const Article& article) {
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), XXH3_freeState);
  XXH3_64bits_reset(state.get());
  const auto add = [&state](std::string_view part) {
    const std::uint64_t size = part.size();
    unsigned char bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(size >> (8 * i));
    XXH3_64bits_update(state.get(), bytes, sizeof bytes);
    XXH3_64bits_update(state.get(), part.data(), part.size());
  };
  add(article.source);
  add(article.url);
  add(article.title ? "t" + *article.title : std::string());
  add(article.text);
  add(article.agency);
  add(article.lang);
  add(article.published ? to_string(*article.published) : std::string());
  return hex16(XXH3_64bits_digest(state.get())).substr(0, 8);
}

std::vector<Article> with_unique_ids(std::vector<std::vector<Article>> parts) {
  // Articles are large: their places are sorted, most often by what ids differ in first.
  struct Place {
    std::uint64_t part_of_id;
    Article* article;
  };
  const std::size_t common = common_begin(parts);
  std::vector<Place> places;
  for (std::vector<Article>& part : parts)
    for (Article& article : part) places.push_back({part_of_id(article.id, common), &article});
  tbb::parallel_sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.part_of_id != b.part_of_id ? a.part_of_id < b.part_of_id : id_and_record_before(*a.article, *b.article);
  });
  std::vector<Article> sorted;
  sorted.reserve(places.size());
  bool shared = false;
  for (std::size_t i = 0; i < places.size(); ++i) {
    shared = shared ||
             (i > 0 && places[i].part_of_id == places[i - 1].part_of_id && places[i].article->id == sorted.back().id);
    sorted.push_back(std::move(*places[i].article));
  }
  if (shared) make_ids_unique(sorted);
  return sorted;
}

void make_ids_unique(std::vector<Article>& articles) {
  const auto sort = [&articles] {
    if (!std::is_sorted(articles.begin(), articles.end(), id_and_record_before))
      std::sort(articles.begin(), articles.end(), id_and_record_before);
  };
  sort();
  bool shared = for_shared_ids(articles, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) articles[i].id += '~' + record_hash(articles[i]);
  });
  // Repeats, as a number that is added may make an id that stood there before.
  while (shared) {
    sort();
    shared = for_shared_ids(articles, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first + 1; i < last; ++i) articles[i].id += '~' + std::to_string(i - first + 1);
    });
  }
}

}  // namespace tawatur
