#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "duplicates/external_stages.h"

namespace tawatur::external {
namespace {

std::vector<bool> packed_files(const std::vector<InputFile>& files) {
  std::vector<bool> packed(files.size());
  for (std::size_t file = 0; file < packed.size(); ++file)
    if (files[file].bytes > 0 || !files[file].named || !files[file].stored.empty()) {
      try {
        packed[file] = is_packed(files[file]);
      } catch (const std::runtime_error&) {
        continue;  // a reject when it was read; none of its articles is wanted
      }
    }
  return packed;
}

// Articles that are read again: of candidates, and of texts that several have.
std::vector<bool> needed_articles(const Run& run, std::uint64_t articles) {
  std::vector<bool> needed(articles);
  RunMerge<PartPair> candidates(run.spill(), {run.work.piece(piece_name(candidates_kind))}, run.memory / 4);
  for (PartPair pair; candidates.next(pair);) needed[pair.a] = needed[pair.b] = true;
  CopyTable(run.work).for_each([&](const CopyRow& row) { needed[row.first] = needed[row.member] = true; });
  return needed;
}

void write_excerpt(const Run& run, const ArticleTable& articles, const std::vector<bool>& packed) {
  Sorter<TextPlace> places(run.spill(), run.memory / 4);
  std::uint64_t all = 0;
  {
    const std::vector<bool> needed = needed_articles(run, articles.size());
    articles.for_each([&](std::uint32_t article, const ArticleRow& row) {
      if (!needed[article] || !packed[row.file]) return;
      places.add(ArticleTable::place(article, row));
      ++all;
    });
  }
  Sorter<Excerpt::Entry> index(run.spill(), run.memory / 4);
  PieceWriter records(run.spill(), Excerpt::records_name, true);
  RecordWalk walk(run.files);
  auto sorted = places.sorted();
  std::uint64_t done = 0;
  for (TextPlace place; sorted.next(place); ++done) {
    const std::string bytes = pack_record(walk.next(place));
    index.add({place.article, static_cast<std::uint32_t>(bytes.size()), records.bytes()});
    records.write(bytes.data(), bytes.size());
    if (done % 1024 == 0) run.step("unpack", done, all, "articles");
  }
  PieceWriter rows(run.spill(), Excerpt::index_name, true);
  auto entries = index.sorted();
  for (Excerpt::Entry entry; entries.next(entry);) rows.write(&entry, sizeof entry);
  run.work.keep(records.finish());
  run.work.keep(rows.finish());
  run.work.save();
}

}  // namespace

ArticleStore open_store(const Run& run, const ArticleTable& articles) {
  const std::vector<bool> packed = packed_files(run.files);
  std::unique_ptr<Excerpt> excerpt;
  if (std::find(packed.begin(), packed.end(), true) != packed.end()) {
    WorkFolder& work = run.work;
    if (!work.has(Excerpt::index_name)) write_excerpt(run, articles, packed);
    excerpt =
        std::make_unique<Excerpt>(run.spill(), work.piece(Excerpt::records_name), work.piece(Excerpt::index_name));
  }
  return ArticleStore(run.files, run.reader, std::move(excerpt));
}

}  // namespace tawatur::external
