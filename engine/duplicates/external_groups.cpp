#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <unordered_set>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include "duplicates/article_pairs.h"
#include "duplicates/external_stages.h"
#include "duplicates/groups.h"

namespace tawatur::external {
namespace {

// A verified pair as it is spilled.
struct VerifiedPair {
  std::uint32_t a = 0, b = 0, shared = 0, size_a = 0, size_b = 0;
  friend constexpr auto operator<=>(const VerifiedPair&, const VerifiedPair&) = default;
};

TextPair text_pair(const VerifiedPair& pair) { return {pair.a, pair.b, pair.shared, pair.size_a, pair.size_b}; }

// ---- verify

class Verification {
 public:
  Verification(const Run& run, const ArticleTable& articles, const ArticleStore& store)
      : run_(run), articles_(articles), store_(store), started_(Clock::now()) {
    done_ = run_.work.number("verified-candidates");
    compared_ = run_.work.number("compared");
    pieces_ = run_.work.number("verified-sets");
  }

  std::uint64_t done() const { return done_; }

  void add(const PartPair& pair) {
    pairs_.push_back({pair.a, pair.b});
    constexpr std::size_t bytes_of_pair = 64;
    bytes_ += bytes_of_pair + bytes_of_new(pair.a) + bytes_of_new(pair.b);
    if (bytes_ > run_.memory / 2) verify_batch();
  }

  void finish() {
    verify_batch();
    run_.work.set("stage", stage_verified);
    write_piece();
  }

 private:
  using Clock = std::chrono::steady_clock;

  // What a text takes that no pair of the batch has named yet: the text, its set of 8-byte hashes and the place of
  // both.
  std::size_t bytes_of_new(std::uint32_t text) {
    if (!seen_.insert(text).second) return 0;
    const ArticleRow row = articles_.row(text);
    return row.length + 8 * std::size_t{row.shingles} + sizeof(Article) + 256;
  }

  void verify_batch() {
    std::vector<std::uint32_t> numbers;  // articles of the batch, ascending
    for (const auto& [a, b] : pairs_) {
      numbers.push_back(a);
      numbers.push_back(b);
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::vector<Article> articles = read(numbers);
    DistinctTexts texts;
    texts.offsets.push_back(0);
    for (std::uint32_t i = 0; i < numbers.size(); ++i) {
      texts.articles.push_back(ArticleIndex{i});
      texts.offsets.push_back(i + 1);
    }
    const auto local = [&](std::uint32_t article) {
      return static_cast<std::uint32_t>(std::lower_bound(numbers.begin(), numbers.end(), article) - numbers.begin());
    };
    for (auto& [a, b] : pairs_) {
      a = local(a);
      b = local(b);
    }
    std::sort(pairs_.begin(), pairs_.end());
    const Verified verified = tawatur::verify(articles, texts, pairs_, Sifted::no, run_.options);
    compared_ += verified.compared;
    for (const TextPair& pair : verified.pairs)
      verified_.push_back({numbers[pair.a], numbers[pair.b], pair.shared, pair.size_a, pair.size_b});
    done_ += pairs_.size();
    pairs_.clear();
    seen_.clear();
    bytes_ = 0;
    run_.step("verify", done_, run_.work.number("candidates"), "pairs");
    constexpr auto least_time = std::chrono::seconds(5);
    const std::size_t bytes = verified_.size() * sizeof(VerifiedPair);
    if (bytes > run_.piece_bytes / 8 || Clock::now() - started_ > least_time) write_piece();
  }

  // In the order of files.
  std::vector<Article> read(const std::vector<std::uint32_t>& numbers) const {
    struct Wanted {
      TextPlace place;
      std::size_t slot;
    };
    std::vector<Wanted> wanted;
    for (std::size_t slot = 0; slot < numbers.size(); ++slot) wanted.push_back({articles_.place(numbers[slot]), slot});
    std::sort(wanted.begin(), wanted.end(), [](const Wanted& x, const Wanted& y) { return x.place < y.place; });
    std::vector<Article> articles(numbers.size());
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, wanted.size(), 16), [&](const auto& range) {
      for (std::size_t i = range.begin(); i < range.end(); ++i)
        articles[wanted[i].slot].text = store_.text(wanted[i].place);
    });
    return articles;
  }

  void write_piece() {
    std::sort(verified_.begin(), verified_.end());
    WorkFolder& work = run_.work;
    work.keep(write_run(run_.spill(), piece_name(verified_kind, pieces_), verified_, true));
    work.set("verified-sets", ++pieces_);
    const auto set = [&](const std::string& name, std::uint64_t value) {
      work.set(name, value);
      work.set(name + '-' + std::to_string(pieces_), value);
    };
    set("verified-candidates", done_);
    set("compared", compared_);
    work.save();
    verified_.clear();
    started_ = Clock::now();
  }

  const Run& run_;
  const ArticleTable& articles_;
  const ArticleStore& store_;
  Clock::time_point started_;
  std::vector<CandidatePair> pairs_;        // of the batch, by article
  std::unordered_set<std::uint32_t> seen_;  // its texts; never iterated
  std::size_t bytes_ = 0;
  std::vector<VerifiedPair> verified_;
  std::uint64_t done_ = 0, compared_ = 0, pieces_ = 0;
};

// ---- groups

// A pair that may share a group, or a text alone that several articles have (b = a), of a connected part.
struct PartText {
  std::uint32_t part = 0, a = 0, b = 0, shared = 0, size_a = 0, size_b = 0;
  friend constexpr auto operator<=>(const PartText&, const PartText&) = default;
};

class PartGroups {
 public:
  static constexpr std::uint32_t no_group = 0xFFFFFFFFu;

  PartGroups(const Run& run, const ArticleTable& articles, const CopyTable& copies, Sorter<std::string>& groups)
      : run_(run), articles_(articles), copies_(copies), groups_(groups), group_of_(articles.size(), no_group) {}

  // All of one part. A group depends on its connected part alone, and numbers within it keep the order of articles.
  void add(const std::vector<PartText>& part) {
    std::vector<std::uint32_t> texts;
    for (const PartText& one : part) {
      texts.push_back(one.a);
      texts.push_back(one.b);
    }
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    std::vector<ArticleIndex> all;
    std::vector<std::vector<ArticleIndex>> of;
    for (const std::uint32_t text : texts) {
      of.push_back(copies_.of(text));
      all.insert(all.end(), of.back().begin(), of.back().end());
    }
    std::sort(all.begin(), all.end());
    const auto local = [](const auto& from, auto value) {
      return static_cast<std::uint32_t>(std::lower_bound(from.begin(), from.end(), value) - from.begin());
    };

    DistinctTexts distinct;
    distinct.offsets.push_back(0);
    for (const auto& members : of) {
      for (const ArticleIndex member : members) distinct.articles.push_back(ArticleIndex{local(all, member)});
      distinct.offsets.push_back(static_cast<std::uint32_t>(distinct.articles.size()));
    }
    std::vector<TextPair> pairs;
    for (const PartText& one : part)
      if (one.a != one.b)
        pairs.push_back({local(texts, one.a), local(texts, one.b), one.shared, one.size_a, one.size_b});
    std::vector<Article> articles(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const ArticleRow row = articles_.row(index_of(all[i]));
      articles[i].id = articles_.id(row);
      if (row.flags & ArticleRow::dated)
        articles[i].published = Timestamp{row.published, (row.flags & ArticleRow::with_time) != 0, 0};
    }
    const auto representative = representatives(distinct, pairs, run_.options);
    for (DuplicateGroup& group : make_groups(articles, distinct, pairs, representative, run_.options)) {
      const auto global = [&](ArticleIndex& article) { article = all[index_of(article)]; };
      global(group.representative);
      for (ArticleIndex& member : group.members) {
        global(member);
        group_of_[index_of(member)] = index_of(group.representative);
      }
      for (GroupLink& link : group.links) {
        global(link.from);
        global(link.to);
      }
      groups_.add(encode_group(group));
      ++count_;
    }
  }

  std::uint64_t count() const { return count_; }

  // The representative of an article's group, or no_group.
  std::uint32_t group_of(std::uint32_t article) const { return group_of_[article]; }

 private:
  const Run& run_;
  const ArticleTable& articles_;
  const CopyTable& copies_;
  Sorter<std::string>& groups_;
  std::vector<std::uint32_t> group_of_;
  std::uint64_t count_ = 0;
};

// Calls use(first, its articles, size) for every text that several articles have.
template <class Use>
void for_classes(const CopyTable& copies, Use&& use) {
  std::vector<ArticleIndex> members;
  CopyRow last;
  copies.for_each([&](const CopyRow& row) {
    if (!members.empty() && row.first != last.first) {
      use(last.first, members, last.size);
      members.clear();
    }
    if (members.empty()) members.push_back(ArticleIndex{row.first});
    members.push_back(ArticleIndex{row.member});
    last = row;
  });
  if (!members.empty()) use(last.first, members, last.size);
}

// The containments that describe_groups needs to know, for each group that has a member in it.
void write_group_pairs(const Run& run, const PartGroups& groups, const CopyTable& copies,
                       const std::vector<Piece>& verified) {
  Sorter<GroupPair> pairs(run.spill(), run.memory / 4);
  const auto keep = [&](std::uint32_t group, const SimilarPair& pair) {
    if (group != PartGroups::no_group)
      pairs.add({group, index_of(pair.a), index_of(pair.b), pair.shared, pair.size_a, pair.size_b});
  };
  RunMerge<VerifiedPair> merge(run.spill(), verified, run.memory / 4);
  for (VerifiedPair pair; merge.next(pair);) {
    if (!is_contained(pair.shared, pair.size_a, run.options) && !is_contained(pair.shared, pair.size_b, run.options))
      continue;
    const std::uint32_t of_a = groups.group_of(pair.a), of_b = groups.group_of(pair.b);
    if (of_a == of_b) {  // one group, where copies stand for themselves once, or none
      keep(of_a, {ArticleIndex{pair.a}, ArticleIndex{pair.b}, pair.shared, pair.size_a, pair.size_b});
    } else {
      for_pairs_of_texts(copies.of(pair.a), copies.of(pair.b), text_pair(pair), run.options.largest_bucket,
                         [&](const SimilarPair& found) {
                           keep(of_a, found);
                           keep(of_b, found);
                         });
    }
  }
  write_sorted(run, group_pairs_kind, pairs);
}

}  // namespace

void verify_candidates(const Run& run) {
  const ArticleTable articles(run.work);
  const ArticleStore store = open_store(run, articles);
  RunMerge<PartPair> candidates(run.spill(), {run.work.piece(piece_name(candidates_kind))}, run.memory / 8);
  Verification verification(run, articles, store);
  PartPair pair;
  for (std::uint64_t passed = verification.done(); passed > 0 && candidates.next(pair); --passed) {
  }
  while (candidates.next(pair)) verification.add(pair);
  verification.finish();
}

void form_groups(const Run& run, bool pairs_wanted) {
  const ArticleTable articles(run.work);
  const CopyTable copies(run.work);
  const std::vector<Piece> verified = pieces_of(run.work, verified_kind);
  run.step("groups", 0, 0, "");
  std::uint64_t found = 0, capped = 0;
  {
    Sorter<ArticlePair> pairs(run.spill(), run.memory / 2);
    const auto keep = [&](const SimilarPair& pair) {
      ++found;
      if (pairs_wanted) pairs.add({index_of(pair.a), index_of(pair.b), pair.shared, pair.size_a, pair.size_b});
    };
    const std::size_t largest = run.options.largest_bucket;
    for_classes(copies, [&](std::uint32_t, const std::vector<ArticleIndex>& members, std::uint32_t size) {
      capped += for_pairs_of_copies(members, size, largest, keep);
    });
    RunMerge<VerifiedPair> merge(run.spill(), verified, run.memory / 4);
    for (VerifiedPair pair; merge.next(pair);)
      capped += for_pairs_of_texts(copies.of(pair.a), copies.of(pair.b), text_pair(pair), largest, keep);
    if (pairs_wanted) write_sorted(run, pairs_kind, pairs);
  }

  std::optional<Sorter<PartText>> texts(std::in_place, run.spill(), run.memory / 4);
  {
    Parts parts(articles.size());
    const auto for_near = [&](auto&& use) {
      RunMerge<VerifiedPair> merge(run.spill(), verified, run.memory / 4);
      for (VerifiedPair pair; merge.next(pair);)
        if (may_share_group(pair, run.options)) use(pair);
    };
    for_near([&](const VerifiedPair& pair) { parts.join(pair.a, pair.b); });
    for_near([&](const VerifiedPair& pair) {
      texts->add({parts.of(pair.a), pair.a, pair.b, pair.shared, pair.size_a, pair.size_b});
    });
    for_classes(copies, [&](std::uint32_t first, const std::vector<ArticleIndex>&, std::uint32_t size) {
      texts->add({parts.of(first), first, first, size, size, size});
    });
  }
  Sorter<std::string> groups(run.spill(), run.memory / 4);
  PartGroups part_groups(run, articles, copies, groups);
  {
    auto sorted = texts->sorted();
    std::vector<PartText> part;
    for (PartText one; sorted.next(one);) {
      if (!part.empty() && part.front().part != one.part) {
        part_groups.add(part);
        part.clear();
      }
      part.push_back(one);
    }
    if (!part.empty()) part_groups.add(part);
  }
  texts.reset();
  write_sorted(run, groups_kind, groups);
  write_group_pairs(run, part_groups, copies, verified);
  run.work.set("groups", part_groups.count());
  run.work.set("similar-pairs", found);
  run.work.set("capped-classes", capped);
  run.work.set("stage", stage_groups);
  run.work.save();
}

}  // namespace tawatur::external
