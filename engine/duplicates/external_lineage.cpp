#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include "duplicates/external_furniture.h"
#include "duplicates/external_stages.h"
#include "duplicates/groups.h"
#include "duplicates/lineage.h"

namespace tawatur::external {
namespace {

// Groups that are described at once, numbered by all articles until then.
class Batch {
 public:
  Batch(const Run& run, const Lexicons& lexicons, const ArticleTable& table, const ArticleStore& store)
      : run_(run), lexicons_(lexicons), table_(table), store_(store) {
    if (run.furniture) own_lines_.emplace(run.work);
  }

  void add(DuplicateGroup group) {
    for (const ArticleIndex member : group.members)
      bytes_ += table_.row(index_of(member)).length + sizeof(Article) + sizeof(GroupMember) + 2 * sizeof(GroupLink);
    groups_.push_back(std::move(group));
  }

  // Of one of the groups with another article.
  void add(const GroupPair& pair) {
    bytes_ += sizeof(ArticlePair) + sizeof(SimilarPair) + 2 * sizeof(GroupLink) + sizeof(Article);
    pairs_.push_back({pair.a, pair.b, pair.shared, pair.size_a, pair.size_b});
  }

  std::size_t bytes() const { return bytes_; }

  void hand_over(const GroupsUse& use) {
    if (groups_.empty()) return;
    // A pair of two groups stands here for each.
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    const std::vector<std::uint32_t> members = numbers_of_members();
    const std::vector<std::uint32_t> numbers = with_numbers_of_pairs(members);
    const auto local = [&](std::uint32_t article) {
      return static_cast<std::uint32_t>(std::lower_bound(numbers.begin(), numbers.end(), article) - numbers.begin());
    };
    const auto localise = [&](ArticleIndex& article) { article = ArticleIndex{local(index_of(article))}; };
    for (DuplicateGroup& group : groups_) {
      localise(group.representative);
      for (ArticleIndex& member : group.members) localise(member);
      for (GroupLink& link : group.links) {
        localise(link.from);
        localise(link.to);
      }
    }
    std::vector<SimilarPair> pairs;
    pairs.reserve(pairs_.size());
    for (const ArticlePair& pair : pairs_)
      pairs.push_back(
          {ArticleIndex{local(pair.a)}, ArticleIndex{local(pair.b)}, pair.shared, pair.size_a, pair.size_b});
    std::vector<Article> articles = read(numbers, members);
    describe_groups(articles, pairs, links_across_groups(articles.size(), pairs, groups_, run_.options), lexicons_,
                    run_.options, groups_);
    if (own_lines_) describe_changes(articles, furniture(articles, numbers, members), groups_);
    use(std::move(groups_), std::move(articles));
    groups_.clear();
    pairs_.clear();
    bytes_ = 0;
  }

 private:
  static void make_set(std::vector<std::uint32_t>& numbers) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  }

  std::vector<std::uint32_t> numbers_of_members() const {
    std::vector<std::uint32_t> numbers;
    for (const DuplicateGroup& group : groups_)
      for (const ArticleIndex member : group.members) numbers.push_back(index_of(member));
    make_set(numbers);
    return numbers;
  }

  std::vector<std::uint32_t> with_numbers_of_pairs(std::vector<std::uint32_t> numbers) const {
    for (const ArticlePair& pair : pairs_) {
      numbers.push_back(pair.a);
      numbers.push_back(pair.b);
    }
    make_set(numbers);
    return numbers;
  }

  // Members in full, in the order of files; of the others ids alone.
  std::vector<Article> read(const std::vector<std::uint32_t>& numbers,
                            const std::vector<std::uint32_t>& members) const {
    std::vector<std::pair<TextPlace, std::size_t>> wanted;  // with its place among the articles
    std::vector<Article> articles(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const ArticleRow row = table_.row(numbers[i]);
      articles[i].id = table_.id(row);
      if (std::binary_search(members.begin(), members.end(), numbers[i]))
        wanted.push_back({ArticleTable::place(numbers[i], row), i});
    }
    std::sort(wanted.begin(), wanted.end());
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, wanted.size(), 16), [&](const auto& range) {
      for (std::size_t i = range.begin(); i < range.end(); ++i) {
        Article& article = articles[wanted[i].second];
        std::string id = std::move(article.id);
        article = store_.article(wanted[i].first);
        article.id = std::move(id);
      }
    });
    return articles;
  }

  // Of members; others take part in no change.
  std::vector<std::vector<ByteRange>> furniture(const std::vector<Article>& articles,
                                                const std::vector<std::uint32_t>& numbers,
                                                const std::vector<std::uint32_t>& members) const {
    std::vector<std::vector<ByteRange>> ranges(articles.size());
    tbb::parallel_for(std::size_t{0}, articles.size(), [&](std::size_t i) {
      if (std::binary_search(members.begin(), members.end(), numbers[i]))
        ranges[i] = own_lines_->furniture(articles[i]);
    });
    return ranges;
  }

  const Run& run_;
  const Lexicons& lexicons_;
  const ArticleTable& table_;
  const ArticleStore& store_;
  std::vector<DuplicateGroup> groups_;
  std::vector<ArticlePair> pairs_;
  std::size_t bytes_ = 0;
  std::optional<OwnLines> own_lines_;  // where changes are wanted
};

}  // namespace

void describe_all_groups(const Run& run, const Lexicons& lexicons, const GroupsUse& use) {
  const ArticleTable table(run.work);
  const ArticleStore store = open_store(run, table);
  const std::uint64_t all = run.work.number("groups");
  RunFormat<std::string>::Reader groups(run.spill(), run.work.piece(piece_name(groups_kind)));
  RunFormat<GroupPair>::Reader pairs(run.spill(), run.work.piece(piece_name(group_pairs_kind)));
  GroupPair pair;
  bool has_pair = pairs.next(pair);
  Batch batch(run, lexicons, table, store);
  std::uint64_t done = 0;
  for (std::string record; groups.next(record); ++done) {
    DuplicateGroup group = decode_group(record);
    const std::uint32_t representative = index_of(group.representative);
    batch.add(std::move(group));
    for (; has_pair && pair.group == representative; has_pair = pairs.next(pair)) batch.add(pair);
    if (batch.bytes() < run.memory / 4) continue;
    batch.hand_over(use);
    run.step("write", done, all, "groups");
  }
  batch.hand_over(use);
}

}  // namespace tawatur::external
