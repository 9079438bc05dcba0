#include "duplicates/external_ids.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <xxhash.h>

#include "duplicates/external_stages.h"
#include "ingest/article_ids.h"

namespace tawatur::external {
namespace {

constexpr std::size_t content_bytes = sizeof(XXH128_canonical_t);
static_assert(std::has_unique_object_representations_v<IdPayload>);

using Pull = std::function<bool(std::string& record)>;

// Among articles of one id: how many stand before each class of equal records, by content.
using ClassStarts = std::map<std::string, std::uint64_t, std::less<>>;

struct Scan {
  bool shared = false;                                     // some articles share an id
  std::map<std::string, ClassStarts, std::less<>> starts;  // of ids with unequal records
};

// The order of unequal records of one id is that of all that they say, so they are read again. There are several only
// where 32-bit hashes of records of one id collide.
ClassStarts order_classes(const Run& run, const std::map<std::string, std::pair<IdPayload, std::uint64_t>>& classes) {
  struct Class {
    Article article;
    std::string content;
    std::uint64_t count;
  };
  std::vector<Class> ordered;
  for (const auto& [content, one] : classes) {
    const auto& [payload, count] = one;
    RecordWalk walk(run.files);
    const bool text_file = (payload.flags & ArticleRow::text_file) != 0;
    const TextPlace place{payload.file, text_file, payload.offset, payload.length, 0};
    Article article = article_of_record(run.reader, walk.next(place), place);
    article.id.clear();
    ordered.push_back({std::move(article), content, count});
  }
  std::sort(ordered.begin(), ordered.end(),
            [](const Class& a, const Class& b) { return id_and_record_before(a.article, b.article); });
  ClassStarts starts;
  std::uint64_t before = 0;
  for (const Class& one : ordered) {
    starts[one.content] = before;
    before += one.count;
  }
  return starts;
}

Scan scan(const Run& run, const Pull& pull, bool classes_wanted) {
  Scan result;
  std::string id;
  std::map<std::string, std::pair<IdPayload, std::uint64_t>> classes;
  const auto end_id = [&] {
    if (classes.size() > 1) result.starts[id] = order_classes(run, classes);
    classes.clear();
  };
  bool begun = false;
  for (std::string record; pull(record);) {
    const bool same = begun && id_of(record) == id;
    result.shared = result.shared || same;
    if (result.shared && !classes_wanted) return result;
    if (!same) {
      end_id();
      id = id_of(record);
      begun = true;
    }
    if (classes_wanted) {
      auto [entry, is_new] = classes.try_emplace(std::string(content_of(record)));
      if (is_new) entry->second.first = payload_of(record);
      ++entry->second.second;
    }
  }
  end_id();
  return result;
}

std::string renamed(const std::string& record, const std::string& suffix) {
  const std::size_t end = id_of(record).size();
  return record.substr(0, end) + suffix + record.substr(end);
}

// The first round: ids that are shared get the hash of the record.
void add_hashes(const Pull& pull, Sorter<std::string>& to) {
  std::string held;
  bool any = false, shared = false;
  const auto let_go = [&](bool with_hash) {
    if (!any) return;
    const auto hash = payload_of(std::string_view(held)).record_hash;
    to.add(with_hash ? renamed(held, '~' + std::string(hash.data(), hash.size())) : held);
  };
  for (std::string record; pull(record);) {
    const bool same = any && id_of(record) == id_of(held);
    let_go(shared || same);
    shared = same;
    held = record;
    any = true;
  }
  let_go(shared);
}

// Further rounds: all but the first of an id get their number.
void add_numbers(const Pull& pull, const Scan& found, Sorter<std::string>& to) {
  std::string id, content;
  std::uint64_t of_id = 0, of_class = 0;
  bool begun = false;
  for (std::string record; pull(record);) {
    const bool same_id = begun && id_of(record) == id;
    const bool same_class = same_id && content_of(record) == content;
    of_id = same_id ? of_id + 1 : 0;
    of_class = same_class ? of_class + 1 : 0;
    id = id_of(record);
    content = content_of(record);
    begun = true;
    const auto starts = found.starts.find(id);
    const std::uint64_t number = starts == found.starts.end() ? of_id : starts->second.at(content) + of_class;
    to.add(number == 0 ? record : renamed(record, '~' + std::to_string(number + 1)));
  }
}

void write_tables(const Run& run, const Pull& pull) {
  PieceWriter rows(run.spill(), piece_name(articles_kind), true), ids(run.spill(), piece_name(ids_kind), true);
  const std::uint64_t all = run.work.number("articles-read");
  std::uint64_t count = 0;
  for (std::string record; pull(record); ++count) {
    const std::string_view id = id_of(record);
    const IdPayload payload = payload_of(std::string_view(record));
    const ArticleRow row{payload.offset, ids.bytes(),      payload.published,
                         payload.length, payload.file,     static_cast<std::uint32_t>(id.size()),
                         payload.serial, payload.shingles, payload.keys,
                         payload.flags};
    rows.write(&row, sizeof row);
    ids.write(id.data(), id.size());
    if (count % steps_between_reports == 0) run.step("ids", count, all, "articles");
  }
  run.work.keep(rows.finish());
  run.work.keep(ids.finish());
}

}  // namespace

IdPayload payload_of(const Article& article, const RecordPlace& place, InputKind kind) {
  IdPayload payload;
  payload.offset = place.offset;
  payload.length = place.length;
  payload.file = place.file;
  if (article.published) {
    payload.published = article.published->utc_s();
    payload.flags = ArticleRow::dated;
    if (article.published->has_time) payload.flags |= ArticleRow::with_time;
  }
  if (kind == InputKind::text) payload.flags |= ArticleRow::text_file;
  const std::string hash = record_hash(article);
  std::copy_n(hash.begin(), std::min(hash.size(), payload.record_hash.size()), payload.record_hash.begin());
  return payload;
}

std::string id_and_content(const Article& article) {
  std::string parts;
  const auto add = [&parts](std::string_view part) {
    const std::uint64_t size = part.size();
    parts.append(reinterpret_cast<const char*>(&size), sizeof size);
    parts += part;
  };
  add(article.url);
  add(article.source);
  add(article.title ? "t" + *article.title : std::string());
  add(article.agency);
  add(article.lang);
  add(article.published ? to_string(*article.published) : std::string());
  add(std::string_view(reinterpret_cast<const char*>(&article.published_from), sizeof article.published_from));
  const XXH128_hash_t text = XXH3_128bits(article.text.data(), article.text.size());
  add(std::string_view(reinterpret_cast<const char*>(&text), sizeof text));
  const XXH128_hash_t hash = XXH3_128bits(parts.data(), parts.size());
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, hash);
  std::string record;
  record.reserve(article.id.size() + 1 + content_bytes + sizeof(IdPayload));
  record = article.id;
  record += '\0';
  return record.append(reinterpret_cast<const char*>(bytes.digest), content_bytes);
}

std::string with_payload(std::string id_and_content, const IdPayload& payload) {
  return std::move(id_and_content.append(reinterpret_cast<const char*>(&payload), sizeof payload));
}

std::string_view id_of(std::string_view record) {
  return record.substr(0, record.size() - 1 - content_bytes - sizeof(IdPayload));
}

std::string_view content_of(std::string_view record) {
  return record.substr(record.size() - content_bytes - sizeof(IdPayload), content_bytes);
}

IdPayload payload_of(std::string_view record) {
  IdPayload payload;
  std::memcpy(&payload, record.data() + record.size() - sizeof payload, sizeof payload);
  return payload;
}

void sort_ids(const Run& run) {
  const std::vector<Piece> runs = pieces_of(run.work, read_ids_kind);
  std::unique_ptr<Sorter<std::string>> sorter;
  const auto open = [&]() -> Pull {
    if (sorter) {
      auto reader = std::make_shared<Sorter<std::string>::Reader>(sorter->sorted());
      return [reader](std::string& record) { return reader->next(record); };
    }
    auto merge = std::make_shared<RunMerge<std::string>>(run.spill(), runs, run.memory / 2);
    return [merge](std::string& record) { return merge->next(record); };
  };
  for (std::uint64_t round = 0;; ++round) {
    run.step("ids", 0, run.work.number("articles-read"), "articles");
    const Scan found = scan(run, open(), round > 0);
    if (!found.shared) break;
    auto next = std::make_unique<Sorter<std::string>>(run.spill(), run.memory / 2);
    if (round == 0) {
      add_hashes(open(), *next);
    } else {
      add_numbers(open(), found, *next);
    }
    sorter = std::move(next);
  }
  write_tables(run, open());
  run.work.set("stage", stage_ids);
  forget_kind(run.work, read_ids_kind);
  run.work.save();
}

}  // namespace tawatur::external
