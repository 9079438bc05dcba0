#include "ingest/block_reader.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "ingest/utf8_repair.h"

namespace tawatur {
namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";

// reject(): where a record stands that can't be used.
template <class MakeReject>
void keep(ArticleBuilder::Result&& made, bool repaired, RecordPlace place, ReadBlock& result, MakeReject reject) {
  ++result.records;
  if (auto* article = std::get_if<Article>(&made)) {
    result.repaired += repaired;
    result.articles.push_back(std::move(*article));
    result.places.push_back(place);
  } else {
    auto& failure = std::get<RecordFailure>(made);
    result.rejects.push_back(reject());
    result.rejects.back().reason = std::move(failure.reason);
    result.rejects.back().detail = std::move(failure.detail);
  }
}

// The record of a line that begins at `offset`.
std::string_view without_mark(std::string_view line, std::uint64_t offset) {
  if (offset == 0 && line.starts_with(bom)) line.remove_prefix(bom.size());
  return line;
}

[[noreturn]] void fail_changed() { throw std::runtime_error("an input has changed while it was read"); }

}  // namespace

BlockReader::BlockReader(const std::vector<InputFile>& files, const IngestOptions& options, const Lexicons& lexicons)
    : files_(files),
      aliases_(lexicons),
      builder_(lexicons, aliases_, options.largest_text_bytes),
      readers_([this] { return JsonRecordReader(aliases_); }) {}

ReadBlock BlockReader::read(InputBlock& block) const {
  ReadBlock result;
  result.file = block.file;
  result.kind = block.kind;
  result.next = block.next;
  if (block.kind == InputKind::json_lines)
    read_lines(block, result);
  else if (!block.reject)
    read_text(block, result);
  if (block.reject) result.rejects.push_back(*block.reject);
  return result;
}

void BlockReader::read_lines(const InputBlock& block, ReadBlock& result) const {
  JsonRecordReader& reader = readers_.local();
  const std::string_view bytes = std::string_view(block.bytes).substr(0, block.size);
  std::uint64_t number = block.line;
  result.articles.reserve(block.lines);
  result.places.reserve(block.lines);
  for (std::size_t begin = 0; begin < bytes.size(); ++number) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const std::string_view line = bytes.substr(begin, end - begin);
    const RecordPlace place{block.offset + begin, static_cast<std::uint32_t>(line.size()),
                            static_cast<std::uint32_t>(block.file)};
    begin = end + 1;
    const std::string_view record = without_mark(line, place.offset);
    if (is_blank(record)) continue;
    bool repaired = false;
    std::string id;
    auto failure = reader.read(record, repaired);
    keep(failure ? ArticleBuilder::Result(std::move(*failure)) : builder_.from_record(reader.values(), id), repaired,
         place, result, [&] { return Reject{files_[block.file].path, number, place.offset, id, {}, {}}; });
  }
}

ArticleBuilder::Result BlockReader::text_file(std::string bytes, std::size_t file, bool& repaired) const {
  repaired = !is_utf8(bytes);
  const std::string& path = files_[file].path;
  const std::string stem = path == "-" ? std::string() : repair_utf8(stem_of(path));
  return builder_.from_text(repaired ? repair_utf8(bytes) : std::move(bytes), stem);
}

void BlockReader::read_text(InputBlock& block, ReadBlock& result) const {
  block.bytes.resize(block.size);
  const std::string& path = files_[block.file].path;
  const std::string stem = path == "-" ? std::string() : repair_utf8(stem_of(path));
  bool repaired = false;
  auto made = text_file(std::move(block.bytes), block.file, repaired);
  keep(std::move(made), repaired, {0, static_cast<std::uint32_t>(block.size), static_cast<std::uint32_t>(block.file)},
       result, [&] { return Reject{path, 0, 0, stem, {}, {}}; });
}

std::string BlockReader::text_of(std::string bytes, const RecordPlace& place, InputKind kind) const {
  if (kind == InputKind::text) {
    bytes.resize(place.length);
    return is_utf8(bytes) ? bytes : repair_utf8(bytes);
  }
  JsonRecordReader& reader = readers_.local();
  bool repaired = false;
  if (reader.read(without_mark(std::string_view(bytes).substr(0, place.length), place.offset), repaired))
    fail_changed();
  return builder_.text_of(reader.values());
}

Article BlockReader::article_of(std::string bytes, const RecordPlace& place, InputKind kind) const {
  bool repaired = false;
  ArticleBuilder::Result made;
  if (kind == InputKind::text) {
    bytes.resize(place.length);
    made = text_file(std::move(bytes), place.file, repaired);
  } else {
    JsonRecordReader& reader = readers_.local();
    std::string id;
    if (reader.read(without_mark(std::string_view(bytes).substr(0, place.length), place.offset), repaired))
      fail_changed();
    made = builder_.from_record(reader.values(), id);
  }
  if (!std::holds_alternative<Article>(made)) fail_changed();
  return std::get<Article>(std::move(made));
}

}  // namespace tawatur
