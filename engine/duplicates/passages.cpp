#include "duplicates/passages.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <tuple>

#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include "sketch/shingles.h"
#include "text/normalise.h"

namespace tawatur {
namespace {

struct Fingerprint {
  std::uint64_t hash;
  ArticleIndex article;
  friend constexpr auto operator<=>(const Fingerprint&, const Fingerprint&) = default;
};

std::vector<std::uint64_t> shingles_in_order(const Article& article) {
  std::vector<std::uint64_t> shingles;
  for_each_shingle(normalise_words(article.text), [&](std::uint64_t hash) { shingles.push_back(hash); });
  return shingles;
}

// The smallest hash of every window of so many shingles; sorted, unique.
std::vector<std::uint64_t> winnow(const std::vector<std::uint64_t>& shingles, std::size_t window) {
  std::vector<std::uint64_t> chosen;
  std::deque<std::size_t> rising;  // positions whose hashes rise; the front is the window's smallest
  for (std::size_t i = 0; i < shingles.size(); ++i) {
    while (!rising.empty() && shingles[rising.back()] >= shingles[i]) rising.pop_back();
    rising.push_back(i);
    if (rising.front() + window <= i) rising.pop_front();
    if (i + 1 >= window) chosen.push_back(shingles[rising.front()]);
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

// Words of `text` that lie in runs of shingles that the other text has too.
std::size_t words_in_passages(const std::vector<std::uint64_t>& text, const std::vector<std::uint64_t>& other_set,
                              std::size_t least_words) {
  std::size_t words = 0, run = 0;
  const auto end_run = [&] {
    if (run > 0 && run + shingle_width - 1 >= least_words) words += run + shingle_width - 1;
    run = 0;
  };
  for (const std::uint64_t shingle : text) {
    if (std::binary_search(other_set.begin(), other_set.end(), shingle)) {
      ++run;
    } else {
      end_run();
    }
  }
  end_run();
  return words;
}

bool have_common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& name) { return std::binary_search(b.begin(), b.end(), name); });
}

}  // namespace

std::vector<PassagePair> shared_passages(std::span<const Article> articles,
                                         std::span<const std::vector<std::string>> credits,
                                         const PassageOptions& options) {
  const std::size_t window =
      options.least_words > shingle_width ? options.least_words - shingle_width + 1 : std::size_t{1};
  std::vector<std::vector<std::uint64_t>> shingles(articles.size()), chosen(articles.size());
  tbb::parallel_for(std::size_t{0}, articles.size(), [&](std::size_t i) {
    if (credits[i].empty()) return;
    shingles[i] = shingles_in_order(articles[i]);
    chosen[i] = winnow(shingles[i], window);
  });

  std::vector<Fingerprint> fingerprints;
  for (std::size_t i = 0; i < articles.size(); ++i)
    for (const std::uint64_t hash : chosen[i])
      fingerprints.push_back({hash, ArticleIndex{static_cast<std::uint32_t>(i)}});
  tbb::parallel_sort(fingerprints.begin(), fingerprints.end());
  std::vector<PassagePair> pairs;
  for (std::size_t begin = 0; begin < fingerprints.size();) {
    std::size_t end = begin + 1;
    while (end < fingerprints.size() && fingerprints[end].hash == fingerprints[begin].hash) ++end;
    if (end - begin <= options.largest_bucket) {
      for (std::size_t i = begin; i < end; ++i)
        for (std::size_t k = i + 1; k < end; ++k)
          if (have_common(credits[index_of(fingerprints[i].article)], credits[index_of(fingerprints[k].article)]))
            pairs.push_back({fingerprints[i].article, fingerprints[k].article, 0});
    }
    begin = end;
  }
  const auto places = [](const PassagePair& pair) { return std::tie(pair.a, pair.b); };
  tbb::parallel_sort(pairs.begin(), pairs.end(),
                     [&](const PassagePair& a, const PassagePair& b) { return places(a) < places(b); });
  pairs.erase(std::unique(pairs.begin(), pairs.end(),
                          [&](const PassagePair& a, const PassagePair& b) { return places(a) == places(b); }),
              pairs.end());

  tbb::parallel_for(std::size_t{0}, pairs.size(), [&](std::size_t i) {
    const std::vector<std::uint64_t>*shorter = &shingles[index_of(pairs[i].a)],
          *longer = &shingles[index_of(pairs[i].b)];
    if (shorter->size() > longer->size()) std::swap(shorter, longer);
    std::vector<std::uint64_t> set = *longer;
    std::sort(set.begin(), set.end());
    pairs[i].share = static_cast<double>(words_in_passages(*shorter, set, options.least_words)) /
                     static_cast<double>(shorter->size() + shingle_width - 1);
  });
  std::erase_if(pairs, [&](const PassagePair& pair) { return pair.share < options.least_share; });
  return pairs;
}

}  // namespace tawatur
