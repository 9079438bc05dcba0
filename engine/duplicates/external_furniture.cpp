#include "duplicates/external_furniture.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <xxhash.h>

#include "text/furniture_lines.h"
#include "text/simhash.h"

namespace tawatur::external {
namespace {

std::uint64_t hash_of(std::string_view source) { return XXH3_64bits(source.data(), source.size()); }

// A short line in the order in which nearly equal ones are looked for: by one of four blocks of its SimHash.
struct BlockLine {
  std::uint64_t source = 0;
  std::uint32_t block = 0, simhash_high = 0, simhash_low = 0, number = 0;
  friend constexpr auto operator<=>(const BlockLine&, const BlockLine&) = default;
  std::uint64_t simhash() const { return std::uint64_t{simhash_high} << 32 | simhash_low; }
};

// A line of a group of nearly equal ones.
struct NearLine {
  std::uint64_t key = 0, source = 0;
  std::uint32_t group = 0, unused = 0;
  friend constexpr auto operator<=>(const NearLine&, const NearLine&) = default;
};

struct GroupLine {
  std::uint32_t group = 0, unused = 0;
  std::uint64_t key = 0, source = 0;
  friend constexpr auto operator<=>(const GroupLine&, const GroupLine&) = default;
};

// An article that has one of the lines of a group, or the line of a candidate.
struct Member {
  std::uint32_t of = 0, serial = 0;
  friend constexpr auto operator<=>(const Member&, const Member&) = default;
};

// A candidate that an article has the line of.
struct Claim {
  std::uint32_t serial = 0, candidate = 0;
  friend constexpr auto operator<=>(const Claim&, const Claim&) = default;
};

// One of the version_links of an article of a candidate; articles count from 0 in each candidate.
struct VersionLink {
  std::uint32_t candidate = 0, hash_high = 0, hash_low = 0, article = 0;
  friend constexpr auto operator<=>(const VersionLink&, const VersionLink&) = default;
};

// Lines of a source that are its own unless too many of the articles that have them are versions of one another.
class Candidates {
 public:
  void add(std::uint64_t source, std::span<const std::uint64_t> keys, bool ends_sentence) {
    keys_.insert(keys_.end(), keys.begin(), keys.end());
    all_.push_back({source, static_cast<std::uint32_t>(keys_.size()), 0, ends_sentence});
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(all_.size()); }
  std::uint64_t source(std::uint32_t candidate) const { return all_[candidate].source; }
  bool ends_sentence(std::uint32_t candidate) const { return all_[candidate].ends_sentence; }
  std::span<const std::uint64_t> keys(std::uint32_t candidate) const {
    const std::size_t begin = candidate == 0 ? 0 : all_[candidate - 1].keys_end;
    return std::span(keys_).subspan(begin, all_[candidate].keys_end - begin);
  }
  /// The number of the candidate's next article, and of all that were asked for.
  std::uint32_t next_article(std::uint32_t candidate) { return all_[candidate].articles++; }
  std::uint32_t articles(std::uint32_t candidate) const { return all_[candidate].articles; }

 private:
  struct One {
    std::uint64_t source;
    std::uint32_t keys_end, articles;
    bool ends_sentence;
  };
  std::vector<One> all_;
  std::vector<std::uint64_t> keys_;
};

class Counting {
 public:
  Counting(const Run& run, const FurnitureOptions& options)
      : run_(run),
        options_(options),
        near_lines_(run.spill(), run.memory / 16),
        group_lines_(run.spill(), run.memory / 16),
        group_members_(run.spill(), run.memory / 8, true) {}

  std::vector<OwnLine> own_lines() {
    group_near_lines();
    count_lines_of_sources();
    const std::uint32_t of_one_line = candidates_.size();
    count_groups();
    const std::uint64_t links_memory = run_.memory / 8;
    Sorter<VersionLink> links(run_.spill(), links_memory);
    link_versions(of_one_line, links);
    return choose(links);
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFFu;

  // Calls use(number, line) for the different short lines of sources, in order.
  template <class Use>
  void for_short_lines(Use&& use) const {
    RunMerge<ShortLine> merge(run_.spill(), pieces_of(run_.work, read_short_lines_kind), run_.memory / 8);
    std::uint32_t number = 0;
    std::optional<ShortLine> last;
    for (ShortLine line; merge.next(line);) {
      if (last && last->source == line.source && last->key == line.key) continue;
      last = line;
      if (number == none) throw std::runtime_error("there are more lines than can be numbered (2^32 - 1)");
      use(number++, line);
    }
  }

  void group_near_lines() {
    std::uint64_t count = 0;
    for_short_lines([&](std::uint32_t, const ShortLine&) { ++count; });
    if (const std::uint64_t bytes = count * sizeof(std::uint32_t); bytes > run_.table_bytes)
      throw std::runtime_error("the memory limit is too small for the changes of a dump with " + std::to_string(count) +
                               " different short lines: at least " +
                               std::to_string((4 * (bytes - run_.table_bytes) >> 20) + 1) + "M more are needed");
    Parts parts(count);
    for (int block = 0; block < 4; ++block) join_near_lines(block, parts);

    std::vector<bool> several(count);
    for (std::uint32_t number = 0; number < count; ++number)
      if (const std::uint32_t root = parts.of(number); root != number) several[root] = true;
    std::vector<std::uint32_t> roots;  // of groups, ascending
    for_short_lines([&](std::uint32_t number, const ShortLine& line) {
      const std::uint32_t root = parts.of(number);
      if (!several[root]) return;
      if (root == number) roots.push_back(root);
      const auto group = static_cast<std::uint32_t>(std::lower_bound(roots.begin(), roots.end(), root) - roots.begin());
      near_lines_.add({line.key, line.source, group, 0});
      group_lines_.add({group, 0, line.key, line.source});
    });
    others_.resize(roots.size());
  }

  void join_near_lines(int block, Parts& parts) const {
    Sorter<BlockLine> sorter(run_.spill(), run_.memory / 4);
    for_short_lines([&](std::uint32_t number, const ShortLine& line) {
      sorter.add({line.source, static_cast<std::uint16_t>(line.simhash >> (16 * block)),
                  static_cast<std::uint32_t>(line.simhash >> 32), static_cast<std::uint32_t>(line.simhash), number});
    });
    std::vector<BlockLine> before;  // a ring of the last ones of the bucket
    std::size_t at = 0;
    auto sorted = sorter.sorted();
    for (BlockLine line; sorted.next(line);) {
      if (!before.empty() && (before[0].source != line.source || before[0].block != line.block)) {
        before.clear();
        at = 0;
      }
      for (const BlockLine& one : before)
        if (hamming_distance(one.simhash(), line.simhash()) <= near_line_bits) parts.join(one.number, line.number);
      if (before.size() < near_line_look_ahead) {
        before.push_back(line);
      } else {
        before[at++ % near_line_look_ahead] = line;
      }
    }
  }

  // Candidates of one line; and what groups of nearly equal lines have.
  void count_lines_of_sources() {
    RunMerge<LineRow> rows(run_.spill(), pieces_of(run_.work, read_lines_kind), run_.memory / 8);
    LineRow row;
    bool more = rows.next(row);
    while (more && row.unit == 0) {
      const std::uint64_t source = row.source;
      std::uint64_t articles = 0;
      for (; more && row.unit == 0 && row.source == source; more = rows.next(row)) ++articles;
      if (articles >= options_.least_articles) sizes_.push_back({source, articles});
    }
    auto near = near_lines_.sorted();
    NearLine near_line;
    bool more_near = near.next(near_line);
    std::vector<std::pair<NearLine, std::uint64_t>> of_unit;  // with its source's articles
    while (more) {
      const std::uint64_t unit = row.unit;
      for (; more_near && near_line.key < unit; more_near = near.next(near_line)) {
      }
      of_unit.clear();
      for (; more_near && near_line.key == unit; more_near = near.next(near_line)) of_unit.push_back({near_line, 0});
      auto next = of_unit.begin();
      std::uint64_t all = 0, most = 0, source_with_most = 0;
      bool ends_sentence = false;
      while (more && row.unit == unit) {
        const std::uint64_t source = row.source;
        while (next != of_unit.end() && next->first.source < source) ++next;
        const bool in_group = next != of_unit.end() && next->first.source == source;
        std::uint64_t here = 0;
        for (; more && row.unit == unit && row.source == source; more = rows.next(row)) {
          ++here;
          ends_sentence = ends_sentence || row.ends_sentence != 0;
          if (in_group) group_members_.add({next->first.group, row.serial});
        }
        if (in_group) next->second = here;
        all += here;
        if (here > most) most = here, source_with_most = source;
      }
      for (const auto& [line, here] : of_unit) others_[line.group] += all - here;
      if (most >= options_.least_articles && is_of_one_source(most, all - most) &&
          is_own_line(most, size_of(source_with_most), ends_sentence, options_))
        candidates_.add(source_with_most, std::span(&unit, 1), ends_sentence);
    }
  }

  std::uint64_t size_of(std::uint64_t source) const {
    const auto found = std::lower_bound(sizes_.begin(), sizes_.end(), std::pair{source, std::uint64_t{0}});
    return found == sizes_.end() || found->first != source ? 0 : found->second;
  }

  // Candidates of several nearly equal lines.
  void count_groups() {
    candidate_of_group_.assign(others_.size(), none);
    auto members = group_members_.sorted();
    auto lines = group_lines_.sorted();
    Member member;
    GroupLine line;
    bool more_members = members.next(member), more_lines = lines.next(line);
    std::vector<std::uint64_t> keys;
    for (std::uint32_t group = 0; group < others_.size(); ++group) {
      keys.clear();
      const std::uint64_t source = line.source;
      for (; more_lines && line.group == group; more_lines = lines.next(line)) keys.push_back(line.key);
      std::uint64_t here = 0;
      for (; more_members && member.of == group; more_members = members.next(member)) ++here;
      if (!is_of_one_source(here, others_[group]) || !is_own_line(here, size_of(source), false, options_)) continue;
      candidate_of_group_[group] = candidates_.size();
      candidates_.add(source, keys, false);
    }
  }

  // The links of all articles of all candidates.
  void link_versions(std::uint32_t of_one_line, Sorter<VersionLink>& links) {
    Sorter<Claim> claims(run_.spill(), run_.memory / 8);
    {
      RunMerge<LineRow> rows(run_.spill(), pieces_of(run_.work, read_lines_kind), run_.memory / 8);
      std::uint32_t next = 0;  // candidates of one line are in the order of lines
      for (LineRow row; rows.next(row);) {
        while (next < of_one_line && candidates_.keys(next)[0] < row.unit) ++next;
        if (next < of_one_line && candidates_.keys(next)[0] == row.unit && candidates_.source(next) == row.source)
          claims.add({row.serial, next});
      }
      auto members = group_members_.sorted();
      for (Member member; members.next(member);)
        if (candidate_of_group_[member.of] != none) claims.add({member.serial, candidate_of_group_[member.of]});
    }
    RunMerge<LongestLines> articles(run_.spill(), pieces_of(run_.work, read_longest_lines_kind), run_.memory / 8);
    LongestLines article;
    bool more = articles.next(article);
    auto sorted = claims.sorted();
    for (Claim claim; sorted.next(claim);) {
      while (more && article.serial < claim.serial) more = articles.next(article);
      const std::vector<std::uint64_t> hashes = version_links(article.keys, candidates_.keys(claim.candidate));
      if (hashes.empty()) continue;
      const std::uint32_t number = candidates_.next_article(claim.candidate);
      for (const std::uint64_t hash : hashes)
        links.add({claim.candidate, static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(hash), number});
    }
  }

  // The candidates that stand in enough articles when versions of one text count once.
  std::vector<OwnLine> choose(Sorter<VersionLink>& links) const {
    std::vector<OwnLine> own;
    auto sorted = links.sorted();
    VersionLink link;
    bool more = sorted.next(link);
    for (std::uint32_t candidate = 0; candidate < candidates_.size(); ++candidate) {
      Parts versions(candidates_.articles(candidate));
      std::uint64_t different = candidates_.articles(candidate);
      VersionLink last;
      for (bool first = true; more && link.candidate == candidate; more = sorted.next(link), first = false) {
        if (!first && last.hash_high == link.hash_high && last.hash_low == link.hash_low &&
            versions.of(last.article) != versions.of(link.article)) {
          versions.join(last.article, link.article);
          --different;
        }
        last = link;
      }
      const std::uint64_t source = candidates_.source(candidate);
      if (!is_own_line(different, size_of(source), candidates_.ends_sentence(candidate), options_)) continue;
      for (const std::uint64_t key : candidates_.keys(candidate)) own.push_back({source, key});
    }
    std::sort(own.begin(), own.end());
    return own;
  }

  const Run& run_;
  const FurnitureOptions& options_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> sizes_;  // sources and their articles, by source
  Sorter<NearLine> near_lines_;
  Sorter<GroupLine> group_lines_;
  Sorter<Member> group_members_;
  std::vector<std::uint64_t> others_;  // by group: articles of other sources that have one of its lines
  std::vector<std::uint32_t> candidate_of_group_;
  Candidates candidates_;
};

}  // namespace

void SpilledLines::add(const Article& article, std::uint32_t serial) {
  if (article.source.empty()) return;
  const ArticleLines counted = count_lines(article);
  const std::uint64_t source = hash_of(article.source);
  const std::size_t first = rows.size();
  rows.push_back({0, source, serial, 0});
  for (const CountedLine& line : counted.lines) {
    rows.push_back({line.key, source, serial, line.ends_sentence});
    if (line.label != 0) rows.push_back({line.label, source, serial, 0});
    if (line.simhash != 0) short_lines.push_back({source, line.key, line.simhash});
  }
  // An article counts once for a line, as a sentence if one of them is.
  const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
  std::sort(begin, rows.end(), [](const LineRow& a, const LineRow& b) {
    return std::pair(a.unit, b.ends_sentence) < std::pair(b.unit, a.ends_sentence);
  });
  rows.erase(std::unique(begin, rows.end(), [](const LineRow& a, const LineRow& b) { return a.unit == b.unit; }),
             rows.end());
  longest.push_back({serial, 0, counted.longest});
}

void find_own_lines(const Run& run) {
  run.step("furniture", 0, 0, "");
  run.work.keep(write_run(run.spill(), piece_name(furniture_kind), Counting(run, *run.furniture).own_lines(), true));
  for (const char* kind : {read_lines_kind, read_short_lines_kind, read_longest_lines_kind})
    forget_kind(run.work, kind);
  run.work.set("stage", stage_furniture);
  run.work.save();
}

OwnLines::OwnLines(WorkFolder& work) {
  RunFormat<OwnLine>::Reader reader(work.spill(), work.piece(piece_name(furniture_kind)));
  for (OwnLine line; reader.next(line);) lines_.push_back(line);
}

std::vector<ByteRange> OwnLines::furniture(const Article& article) const {
  const std::uint64_t source = hash_of(article.source);
  return furniture_of(count_lines(article), [&](std::uint64_t key) {
    return std::binary_search(lines_.begin(), lines_.end(), OwnLine{source, key});
  });
}

}  // namespace tawatur::external
