#include "ingest/read_pairs.h"

#include <algorithm>
#include <cstring>

namespace tawatur {
namespace {

constexpr std::size_t block_bytes = 256 << 10;
constexpr std::size_t batch_lines = 128;  // a few milliseconds of work: enough to share out, little to hold
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// Dates in words are rare beside sentences and a language's words don't matter to the others: what has to be known is
// whether 11/12 may be the day or the month, so the reader is one of a language where it may.
DateReader careful_reader(const Lexicons& lexicons) {
  for (const std::string& lang : lexicons.languages())
    if (DateReader reader(lexicons, lang); reader.numeric_order_ambiguous()) return reader;
  return DateReader(lexicons, "und");
}

}  // namespace

PairFile::PairFile(std::string path)
    : path_(std::move(path)), stream_(ByteStream::open(path_, false)), block_(block_bytes) {}

PairLines PairFile::next() {
  PairLines batch;
  while (batch.lines.size() < batch_lines && batch.bytes.size() < block_bytes && !ended_) {
    if (at_ == filled_) {
      at_ = 0;
      filled_ = stream_->read(block_.data(), block_.size());
      if (filled_ == 0) {
        ended_ = true;
        if (line_bytes_ > 0) end_line(batch, true);
        break;
      }
    }
    const char* begin = block_.data() + at_;
    const auto* line_end = static_cast<const char*>(std::memchr(begin, '\n', filled_ - at_));
    const auto size = static_cast<std::size_t>((line_end ? line_end : block_.data() + filled_) - begin);
    line_.append(begin, std::min(size, longest_line + 1 - line_.size()));
    line_bytes_ += size;
    at_ += size;
    if (line_end) {
      ++at_;
      end_line(batch, false);
    }
  }
  batch.bytes.append(JsonRecordReader::padding, '\0');
  return batch;
}

void PairFile::end_line(PairLines& batch, bool at_end) {
  ++number_;
  std::size_t begin = batch.bytes.size();
  const bool too_long = line_bytes_ > longest_line;
  if (too_long) {
    batch.lines.push_back({begin, begin, number_, offset_, true});
  } else if (!is_blank(line_)) {
    batch.bytes += line_;
    if (number_ == 1 && line_.starts_with(byte_order_mark)) begin += byte_order_mark.size();
    batch.lines.push_back({begin, batch.bytes.size(), number_, offset_, false});
  }
  offset_ += line_bytes_ + (at_end ? 0 : 1);
  line_bytes_ = 0;
  line_.clear();
}

std::optional<Reject> PairFile::problem() const {
  if (!stream_->problem()) return std::nullopt;
  return Reject{path_, number_, offset_, "", stream_->problem()->reason, stream_->problem()->detail};
}

PairReader::PairReader(const Lexicons& lexicons)
    : names_({"a", "b", "date_a", "date_b", "id", "lang"}),
      records_(names_),
      languages_(lexicons),
      dates_(careful_reader(lexicons)) {}

std::variant<SentencePair, RecordFailure> PairReader::read(std::string_view line) {
  bool repaired = false;
  if (auto failure = records_.read(line, repaired)) return *failure;
  const auto value = [&](std::string_view name) { return records_.values().at(names_.find(name)); };
  using Kind = RecordValue::Kind;

  const RecordValue id = value("id");
  if ((id.kind != Kind::text && id.kind != Kind::number) || is_blank(id.view))
    return RecordFailure{"no_id", "\"id\" is missing, blank or neither a string nor a number"};
  for (const char* const name : {"a", "b"})
    if (value(name).kind != Kind::text || is_blank(value(name).view))
      return RecordFailure{"no_sentence", std::string("\"") + name + "\" is missing, blank or no string"};

  SentencePair pair;
  pair.id = id.view;
  pair.a = value("a").view;
  pair.b = value("b").view;
  const std::string_view lang = value("lang").view;
  pair.lang = ascii_lower(lang.substr(0, lang.find_first_of("-_")));
  // The order in which the sentences are read must not matter.
  if (pair.lang.empty()) pair.lang = languages_.identify(std::min(pair.a, pair.b) + '\n' + std::max(pair.a, pair.b));
  pair.date_a = parse_timestamp(value("date_a").view, dates_);
  pair.date_b = parse_timestamp(value("date_b").view, dates_);
  return pair;
}

}  // namespace tawatur
