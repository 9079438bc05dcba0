#include "duplicates/sequence_diff.h"

#include <algorithm>
#include <optional>

namespace tawatur {
namespace {

// A stretch of both sequences, half-open.
struct Box {
  std::int64_t a_begin, a_end, b_begin, b_end;

  std::int64_t a_size() const { return a_end - a_begin; }
  std::int64_t b_size() const { return b_end - b_begin; }
};

// Furthest points of all diagonals k = x - y that so many edits reach; by k in [-reach, reach].
class Front {
 public:
  static constexpr std::int64_t unset = -1;

  void reset(std::int64_t reach) {
    reach_ = reach;
    x_.assign(static_cast<std::size_t>(2 * reach + 1), unset);
  }
  std::int64_t& at(std::int64_t k) { return x_[static_cast<std::size_t>(k + reach_)]; }

  // x after one more edit on diagonal k, in a grid of n by m; unset where no edit stays within it.
  std::int64_t step(std::int64_t k, std::int64_t n, std::int64_t m) {
    const std::int64_t left = at(k - 1), above = at(k + 1);
    const std::int64_t right = left != unset && left < n ? left + 1 : unset;
    const std::int64_t down = above != unset && above - (k + 1) < m ? above : unset;
    return std::max(right, down);
  }

 private:
  std::vector<std::int64_t> x_;
  std::int64_t reach_ = 0;
};

class Differ {
 public:
  Differ(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, const DiffOptions& options)
      : a_(a), b_(b), options_(options), steps_left_(options.most_steps) {}

  SequenceDiff run() && {
    diff({0, static_cast<std::int64_t>(a_.size()), 0, static_cast<std::int64_t>(b_.size())}, true);
    return std::move(result_);
  }

 private:
  bool equal(std::int64_t x, std::int64_t y) const {
    return a_[static_cast<std::size_t>(x)] == b_[static_cast<std::size_t>(y)];
  }

  void charge(std::int64_t steps) { steps_left_ -= std::min(steps_left_, static_cast<std::uint64_t>(steps)); }

  void emit(std::int64_t a_begin, std::int64_t b_begin, std::int64_t size) {
    if (size == 0) return;
    const auto a = static_cast<std::uint32_t>(a_begin), b = static_cast<std::uint32_t>(b_begin),
               length = static_cast<std::uint32_t>(size);
    if (!result_.runs.empty()) {
      EqualRun& last = result_.runs.back();
      if (last.a_begin + last.size == a && last.b_begin + last.size == b) {
        last.size += length;
        return;
      }
    }
    result_.runs.push_back({a, b, length});
  }

  void diff(Box box, bool may_anchor) {
    std::int64_t head = 0, tail = 0;
    while (head < std::min(box.a_size(), box.b_size()) && equal(box.a_begin + head, box.b_begin + head)) ++head;
    emit(box.a_begin, box.b_begin, head);
    box.a_begin += head, box.b_begin += head;
    while (tail < std::min(box.a_size(), box.b_size()) && equal(box.a_end - 1 - tail, box.b_end - 1 - tail)) ++tail;
    box.a_end -= tail, box.b_end -= tail;
    if (box.a_size() > 0 && box.b_size() > 0) {
      if (const auto snake = middle_snake(box)) {
        // Two edits or more are left, and either part has fewer.
        diff({box.a_begin, snake->a_begin, box.b_begin, snake->b_begin}, may_anchor);
        emit(snake->a_begin, snake->b_begin, snake->a_size());
        diff({snake->a_end, box.a_end, snake->b_end, box.b_end}, may_anchor);
      } else {
        result_.truncated = true;
        if (may_anchor) diff_between_anchors(box);
      }
    }
    emit(box.a_end, box.b_end, tail);
  }

  // The run of equal elements where the paths from both corners meet, maybe empty.
  std::optional<Box> middle_snake(const Box& box) {
    const std::int64_t n = box.a_size(), m = box.b_size(), delta = n - m;
    const std::int64_t most = std::min<std::int64_t>((n + m + 1) / 2, options_.most_edits);
    forward_.reset(most + 1);
    backward_.reset(most + 1);
    for (std::int64_t edits = 0; edits <= most; ++edits) {
      const auto cost = static_cast<std::uint64_t>(2 * edits + 1);
      if (steps_left_ < cost) return std::nullopt;
      steps_left_ -= cost;
      for (std::int64_t k = -edits; k <= edits; k += 2) {
        const std::int64_t start = edits == 0 ? 0 : forward_.step(k, n, m);
        std::int64_t x = start;
        if (x != Front::unset)
          while (x < n && x - k < m && equal(box.a_begin + x, box.b_begin + x - k)) ++x;
        charge(x - start);
        forward_.at(k) = x;
        const std::int64_t other = delta - k;
        if (x == Front::unset || delta % 2 == 0 || other < -(edits - 1) || other > edits - 1) continue;
        if (backward_.at(other) != Front::unset && x + backward_.at(other) >= n)
          return Box{box.a_begin + start, box.a_begin + x, box.b_begin + start - k, box.b_begin + x - k};
      }
      for (std::int64_t k = -edits; k <= edits; k += 2) {
        const std::int64_t start = edits == 0 ? 0 : backward_.step(k, n, m);
        std::int64_t x = start;
        if (x != Front::unset)
          while (x < n && x - k < m && equal(box.a_end - 1 - x, box.b_end - 1 - (x - k))) ++x;
        charge(x - start);
        backward_.at(k) = x;
        const std::int64_t other = delta - k;
        if (x == Front::unset || delta % 2 != 0 || other < -edits || other > edits) continue;
        if (forward_.at(other) != Front::unset && x + forward_.at(other) >= n)
          return Box{box.a_end - x, box.a_end - start, box.b_end - (x - k), box.b_end - (start - k)};
      }
    }
    return std::nullopt;
  }

  struct Place {
    std::uint32_t element;
    std::int64_t at;
  };

  static std::vector<Place> single_places(std::span<const std::uint32_t> sequence, std::int64_t begin,
                                          std::int64_t end) {
    std::vector<Place> places;
    for (std::int64_t i = begin; i < end; ++i) places.push_back({sequence[static_cast<std::size_t>(i)], i});
    std::sort(places.begin(), places.end(), [](const Place& x, const Place& y) {
      return x.element != y.element ? x.element < y.element : x.at < y.at;
    });
    std::vector<Place> single;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const bool as_before = i > 0 && places[i - 1].element == places[i].element;
      const bool as_behind = i + 1 < places.size() && places[i + 1].element == places[i].element;
      if (!as_before && !as_behind) single.push_back(places[i]);
    }
    return single;
  }

  void diff_between_anchors(const Box& box) {
    const std::vector<Place> in_a = single_places(a_, box.a_begin, box.a_end),
                             in_b = single_places(b_, box.b_begin, box.b_end);
    std::vector<std::pair<std::int64_t, std::int64_t>> both;
    for (auto x = in_a.begin(), y = in_b.begin(); x != in_a.end() && y != in_b.end();) {
      if (x->element == y->element)
        both.emplace_back(x++->at, y++->at);
      else if (x->element < y->element)
        ++x;
      else
        ++y;
    }
    std::sort(both.begin(), both.end());
    // The longest chain that rises in b too: the last link of the best chain of each length, and whom it follows.
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> last, follows(both.size(), none);
    for (std::size_t i = 0; i < both.size(); ++i) {
      const auto length = std::lower_bound(last.begin(), last.end(), both[i].second,
                                           [&](std::size_t link, std::int64_t y) { return both[link].second < y; });
      if (length != last.begin()) follows[i] = *std::prev(length);
      if (length == last.end())
        last.push_back(i);
      else
        *length = i;
    }
    std::vector<std::size_t> chain;
    for (std::size_t i = last.empty() ? none : last.back(); i != none; i = follows[i]) chain.push_back(i);
    if (chain.empty()) return;
    std::reverse(chain.begin(), chain.end());
    Box rest = box;
    for (const std::size_t link : chain) {
      const auto [x, y] = both[link];
      diff({rest.a_begin, x, rest.b_begin, y}, false);
      emit(x, y, 1);
      rest.a_begin = x + 1, rest.b_begin = y + 1;
    }
    diff(rest, false);
  }

  std::span<const std::uint32_t> a_, b_;
  const DiffOptions& options_;
  std::uint64_t steps_left_;
  Front forward_, backward_;
  SequenceDiff result_;
};

}  // namespace

SequenceDiff diff_sequences(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                            const DiffOptions& options) {
  return Differ(a, b, options).run();
}

}  // namespace tawatur
