#include <algorithm>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>

#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>
#include <xxhash.h>

#include "duplicates/banding.h"
#include "duplicates/buckets.h"
#include "duplicates/external_stages.h"
#include "sketch/shingles.h"
#include "text/normalise.h"

namespace tawatur::external {
namespace {

constexpr std::uint32_t no_text = std::numeric_limits<std::uint32_t>::max();

// The article of each serial number; none for those without shingles.
std::vector<std::uint32_t> texts_by_serial(const ArticleTable& articles) {
  std::vector<std::uint32_t> texts(articles.size(), no_text);
  articles.for_each([&](std::uint32_t article, const ArticleRow& row) {
    if (row.shingles > 0) texts[row.serial] = article;
  });
  return texts;
}

// Without those whose text an earlier article has.
std::vector<std::uint32_t> distinct_texts_by_serial(const ArticleTable& articles, const CopyTable& copies) {
  std::vector<std::uint32_t> texts = texts_by_serial(articles);
  copies.for_each([&](const CopyRow& row) { texts[articles.row(row.member).serial] = no_text; });
  return texts;
}

// ---- copies

struct EqualSet {
  std::uint64_t high = 0, low = 0;
  std::uint32_t article = 0, size = 0;
  friend constexpr auto operator<=>(const EqualSet&, const EqualSet&) = default;
  bool same_set(const EqualSet& other) const { return high == other.high && low == other.low; }
};

EqualSet equal_set(std::string_view text, std::uint32_t article) {
  std::vector<std::uint64_t> set;
  shingle_set(normalise_words(text), set);
  const XXH128_hash_t hash = XXH3_128bits(set.data(), set.size() * sizeof set[0]);
  return {hash.high64, hash.low64, article, static_cast<std::uint32_t>(set.size())};
}

// Places of the articles whose sketch another one has.
void find_equal_sketches(const Run& run, const ArticleTable& articles, Sorter<TextPlace>& places) {
  const std::vector<std::uint32_t> texts = texts_by_serial(articles);
  RunMerge<Posting> sketches(run.spill(), pieces_of(run.work, read_sketches_kind), run.memory / 4);
  Posting held;
  bool any = false, shared = false;
  const auto let_go = [&](bool with_others) {
    if (any && with_others) places.add(articles.place(texts[held.serial]));
  };
  for (Posting posting; sketches.next(posting);) {
    const bool same = any && posting.key() == held.key();
    let_go(shared || same);
    shared = same;
    held = posting;
    any = true;
  }
  let_go(shared);
}

// ---- candidates

struct Pair {
  std::uint32_t a = 0, b = 0;
  friend constexpr auto operator<=>(const Pair&, const Pair&) = default;
};

// A key of `text` stands in the sample of the text `holder` - 1; holder 0: a key of `text` is passed over.
struct Hit {
  std::uint32_t text = 0, holder = 0;
  friend constexpr auto operator<=>(const Hit&, const Hit&) = default;
};

// Calls use(bucket) for every key, with the postings of distinct texts that have it, and step(postings so far) now and
// then. same: of two keys.
template <class Same, class Step, class Use>
void for_buckets(RunMerge<Posting>& postings, const std::vector<std::uint32_t>& texts, Same&& same, Step&& step,
                 Use&& use) {
  std::vector<Posting> bucket;
  std::uint64_t key = 0;
  bool begun = false;
  std::uint64_t done = 0;
  for (Posting posting; postings.next(posting);) {
    if (++done % steps_between_reports == 0) step(done);
    if (!begun || !same(posting.key(), key)) {
      if (bucket.size() > 1) use(bucket);
      bucket.clear();
      key = posting.key();
      begun = true;
    }
    posting.serial = texts[posting.serial];
    if (posting.serial != no_text) bucket.push_back(posting);
  }
  if (bucket.size() > 1) use(bucket);
}

std::uint64_t add_band_pairs(const Run& run, const std::vector<std::uint32_t>& texts, std::size_t memory,
                             Sorter<Pair>& pairs) {
  RunMerge<Posting> postings(run.spill(), pieces_of(run.work, read_bands_kind), memory);
  std::uint64_t capped = 0;
  std::vector<std::uint32_t> members;
  for_buckets(
      postings, texts, [](std::uint64_t a, std::uint64_t b) { return a == b; },
      [&](std::uint64_t done) { run.step("bands", done, run.work.number("band-keys"), "keys"); },
      [&](const std::vector<Posting>& bucket) {
        members.clear();
        for (const Posting& posting : bucket) members.push_back(posting.serial);
        std::sort(members.begin(), members.end());
        capped += for_bucket_pairs(
            members.size(), run.options.largest_bucket, [&](std::size_t i) { return members[i]; },
            [&](std::uint32_t a, std::uint32_t b) {
              pairs.add({a, b});
            });
      });
  return capped;
}

std::uint64_t add_hits(const Run& run, const std::vector<std::uint32_t>& texts, std::size_t memory, Sorter<Hit>& hits) {
  RunMerge<Posting> postings(run.spill(), pieces_of(run.work, read_samples_kind), memory);
  std::uint64_t capped = 0;
  for_buckets(
      postings, texts, [](std::uint64_t a, std::uint64_t b) { return a >> 1 == b >> 1; },
      [&](std::uint64_t done) { run.step("containment", done, run.work.number("sample-hashes"), "hashes"); },
      [&](const std::vector<Posting>& bucket) {
        // The last bit, by which keys come behind the rest, is that of containment keys.
        const auto keys = static_cast<std::size_t>(
            std::count_if(bucket.begin(), bucket.end(), [](const Posting& one) { return (one.low & 1) != 0; }));
        const bool hot = keys > run.options.largest_bucket;
        capped += hot;
        for (std::size_t i = bucket.size() - keys; i < bucket.size(); ++i) {
          if (hot) {
            hits.add({bucket[i].serial, 0});
            continue;
          }
          for (const Posting& holder : bucket)
            if (holder.serial != bucket[i].serial) hits.add({bucket[i].serial, holder.serial + 1});
        }
      });
  return capped;
}

void add_containment_pairs(const Run& run, const ArticleTable& articles, Sorter<Hit>& hits, Sorter<Pair>& pairs) {
  std::vector<std::uint32_t> wanted(run.options.containment_keys + 1);
  for (std::uint32_t count = 0; count < wanted.size(); ++count)
    wanted[count] = least_hits(count, run.options.containment, run.options.recall);

  auto sorted = hits.sorted();
  Hit held;
  std::uint32_t count = 0, needed = 0, passed_over = 0;
  bool any = false;
  const auto end_hit = [&] {
    if (!any) return;
    if (held.holder == 0) {
      passed_over = count;
    } else if (count >= needed) {
      const std::uint32_t holder = held.holder - 1;
      pairs.add({std::min(held.text, holder), std::max(held.text, holder)});
    }
  };
  for (Hit hit; sorted.next(hit);) {
    if (any && hit == held) {
      ++count;
      continue;
    }
    end_hit();
    if (!any || hit.text != held.text) passed_over = 0;
    if (hit.holder != 0 && (!any || hit.text != held.text || held.holder == 0))
      needed = wanted[articles.row(hit.text).keys - passed_over];
    held = hit;
    count = 1;
    any = true;
  }
  end_hit();
}

}  // namespace

void find_copies(const Run& run) {
  const ArticleTable articles(run.work);
  Sorter<TextPlace> places(run.spill(), run.memory / 4);
  run.step("copies", 0, 0, "articles");
  find_equal_sketches(run, articles, places);

  Sorter<EqualSet> sets(run.spill(), run.memory / 4);
  {
    struct Read {
      std::vector<TextPlace> places;
      std::vector<std::string> records;
    };
    auto wanted = places.sorted();
    RecordWalk walk(run.files);
    const std::size_t bytes_at_once = run.ingest.block_bytes;
    std::uint64_t done = 0;
    const auto in_flight = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()) + 2;
    const auto read = tbb::make_filter<void, std::shared_ptr<Read>>(
        tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) {
          auto made = std::make_shared<Read>();
          std::size_t bytes = 0;
          for (TextPlace place; bytes < bytes_at_once && wanted.next(place); bytes += place.length) {
            made->places.push_back(place);
            made->records.push_back(walk.next(place));
          }
          if (made->places.empty()) control.stop();
          return made;
        });
    const auto hash = tbb::make_filter<std::shared_ptr<Read>, std::shared_ptr<std::vector<EqualSet>>>(
        tbb::filter_mode::parallel, [&](const std::shared_ptr<Read>& block) {
          auto made = std::make_shared<std::vector<EqualSet>>();
          for (std::size_t i = 0; i < block->places.size(); ++i)
            made->push_back(equal_set(text_of_record(run.reader, std::move(block->records[i]), block->places[i]),
                                      block->places[i].article));
          return made;
        });
    const auto take = tbb::make_filter<std::shared_ptr<std::vector<EqualSet>>, void>(
        tbb::filter_mode::serial_in_order, [&](const std::shared_ptr<std::vector<EqualSet>>& block) {
          for (const EqualSet& one : *block) sets.add(one);
          run.step("copies", done += block->size(), 0, "articles");
        });
    tbb::parallel_pipeline(in_flight, read & hash & take);
  }

  Sorter<CopyRow> copies(run.spill(), run.memory / 4);
  {
    auto sorted = sets.sorted();
    EqualSet first;
    bool any = false;
    for (EqualSet one; sorted.next(one);) {
      if (any && one.same_set(first)) {
        copies.add({first.article, one.article, one.size});
      } else {
        first = one;
        any = true;
      }
    }
  }
  PieceWriter rows(run.spill(), piece_name(copies_kind), true);
  auto sorted = copies.sorted();
  std::uint64_t count = 0;
  for (CopyRow row; sorted.next(row); ++count) rows.write(&row, sizeof row);
  run.work.keep(rows.finish());
  run.work.set("copies", count);
  run.work.set("stage", stage_copies);
  forget_kind(run.work, read_sketches_kind);
  run.work.save();
}

void find_band_pairs(const Run& run) {
  const ArticleTable articles(run.work);
  const std::vector<std::uint32_t> texts = distinct_texts_by_serial(articles, CopyTable(run.work));
  run.step("bands", 0, 0, "");
  Sorter<Pair> pairs(run.spill(), run.memory / 3, true);
  WorkFolder& work = run.work;
  work.set("capped-bands", add_band_pairs(run, texts, run.memory / 3, pairs));
  work.set("distinct-texts", static_cast<std::uint64_t>(
                                 std::count_if(texts.begin(), texts.end(), [](auto text) { return text != no_text; })));
  write_sorted(run, band_pairs_kind, pairs);
  work.set("stage", stage_bands);
  forget_kind(work, read_bands_kind);
  work.save();
}

void find_candidates(const Run& run) {
  const ArticleTable articles(run.work);
  Sorter<Pair> pairs(run.spill(), run.memory / 3, true);
  std::uint64_t capped = 0;
  run.step("containment", 0, 0, "");
  {
    Sorter<Hit> hits(run.spill(), run.memory / 3);
    {
      const std::vector<std::uint32_t> texts = distinct_texts_by_serial(articles, CopyTable(run.work));
      capped = add_hits(run, texts, run.memory / 4, hits);
    }
    add_containment_pairs(run, articles, hits, pairs);
  }
  {
    RunMerge<Pair> of_bands(run.spill(), {run.work.piece(piece_name(band_pairs_kind))}, run.memory / 8);
    std::uint64_t count = 0;
    for (Pair pair; of_bands.next(pair); ++count) pairs.add(pair);
    run.work.set("band-candidates", count);
  }

  run.step("candidates", 0, 0, "");
  Sorter<PartPair> by_part(run.spill(), run.memory / 3);
  std::uint64_t count = 0;
  {
    Parts parts(articles.size());
    {
      auto sorted = pairs.sorted();
      for (Pair pair; sorted.next(pair); ++count) parts.join(pair.a, pair.b);
    }
    auto sorted = pairs.sorted();
    for (Pair pair; sorted.next(pair);) by_part.add({parts.of(pair.a), pair.a, pair.b});
  }
  write_sorted(run, candidates_kind, by_part);
  WorkFolder& work = run.work;
  work.set("candidates", count);
  work.set("capped-keys", capped);
  work.set("stage", stage_candidates);
  forget_kind(work, read_samples_kind);
  forget_kind(work, band_pairs_kind);
  work.save();
}

}  // namespace tawatur::external
