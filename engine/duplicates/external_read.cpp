#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>

#include <tbb/enumerable_thread_specific.h>

#include "duplicates/external_furniture.h"
#include "duplicates/external_ids.h"
#include "duplicates/external_stages.h"
#include "duplicates/sketches.h"

namespace tawatur::external {
namespace {

// What a block gives to the runs; serial numbers count from the block's first article.
struct Prepared {
  std::vector<std::string> ids, rejects;
  std::vector<IdPayload> payloads;
  std::vector<Posting> bands, samples, sketches;
  SpilledLines lines;
  InputPosition next;
};

struct Buffers {
  RunBuffer<std::string> ids, rejects;
  RunBuffer<Posting> bands, samples, sketches;
  RunBuffer<LineRow> lines;
  RunBuffer<ShortLine> short_lines;
  RunBuffer<LongestLines> longest_lines;

  std::size_t bytes() const {
    return ids.bytes() + rejects.bytes() + bands.bytes() + samples.bytes() + sketches.bytes() + lines.bytes() +
           short_lines.bytes() + longest_lines.bytes();
  }
  void reserve(std::size_t room) {
    bands.reserve(room);
    samples.reserve(room);
    sketches.reserve(room);
    lines.reserve(room);
    short_lines.reserve(room);
    longest_lines.reserve(room);
  }
};

// Keys of different bands are different keys.
std::uint64_t key_of_band(std::uint32_t key, std::uint64_t band) { return std::uint64_t{key} << 32 | band; }

// Whether a hash is a containment key of the text stands in the last bit.
std::uint64_t sample_key(std::uint32_t hash, bool is_key) {
  return std::uint64_t{hash} << 32 | static_cast<std::uint64_t>(is_key);
}

Prepared prepare(ReadBlock block, TextSketcher& sketcher, const DuplicateOptions& options, bool with_lines) {
  Prepared made;
  made.next = block.next;
  for (const Reject& reject : block.rejects) made.rejects.push_back(encode_reject(reject));
  for (std::uint32_t serial = 0; serial < block.articles.size(); ++serial) {
    const Article& article = block.articles[serial];
    const TextSketch sketch = sketcher.sketch(article.text);
    IdPayload payload = payload_of(article, block.places[serial], block.kind);
    payload.serial = serial;
    payload.shingles = sketch.shingles;
    if (sketch.shingles > 0) {
      for (std::size_t band = 0; band < sketch.band_keys.size(); ++band)
        made.bands.push_back(Posting::of(key_of_band(sketch.band_keys[band], band), serial));
      std::size_t keys = 0;
      if (sketch.shingles >= options.least_contained_shingles) keys = keys_of_sample(sketch.sample, options).size();
      payload.keys = static_cast<std::uint16_t>(keys);
      for (std::size_t i = 0; i < sketch.sample.size(); ++i)
        made.samples.push_back(Posting::of(sample_key(sketch.sample[i], i < keys), serial));
      made.sketches.push_back(Posting::of(digest(sketch), serial));
    }
    if (with_lines) made.lines.add(article, serial);
    made.ids.push_back(id_and_content(article));
    made.payloads.push_back(payload);
  }
  return made;
}

class Reading {
 public:
  explicit Reading(const Run& run) : run_(run), sets_(run.work.number("read-sets")) {
    serials_ = run_.work.number("articles-read");
    band_keys_ = run_.work.number("band-keys");
    sample_hashes_ = run_.work.number("sample-hashes");
    rejects_ = run_.work.number("rejects");
    buffers_.reserve(run_.piece_bytes);
  }

  InputPosition start() const {
    const WorkFolder& work = run_.work;
    return {work.number("read-file"), work.number("read-offset"), std::max<std::uint64_t>(1, work.number("read-line"))};
  }

  void take(Prepared& block) {
    const std::uint64_t base = serials_;
    serials_ += block.ids.size();
    if (serials_ >= std::numeric_limits<std::uint32_t>::max())
      throw std::runtime_error("there are more articles than can be numbered (2^32 - 1)");
    const auto base32 = static_cast<std::uint32_t>(base);
    for (std::size_t i = 0; i < block.ids.size(); ++i) {
      block.payloads[i].serial += base32;
      buffers_.ids.add(with_payload(std::move(block.ids[i]), block.payloads[i]));
    }
    const auto add = [&](const auto& from, auto& to) {
      for (auto record : from) {
        record.serial += base32;
        to.add(record);
      }
    };
    band_keys_ += block.bands.size();
    sample_hashes_ += block.samples.size();
    add(block.bands, buffers_.bands);
    add(block.samples, buffers_.samples);
    add(block.sketches, buffers_.sketches);
    add(block.lines.rows, buffers_.lines);
    add(block.lines.longest, buffers_.longest_lines);
    for (const ShortLine& line : block.lines.short_lines) buffers_.short_lines.add(line);
    for (std::string& reject : block.rejects) add_reject(std::move(reject));
    next_ = block.next;
    if (buffers_.bytes() >= run_.piece_bytes) write_pieces();
  }

  void add_reject(std::string reject) {
    ++rejects_;
    buffers_.rejects.add(std::move(reject));
  }

  // The manifest names a set of pieces as a whole, with the place behind what it holds.
  void write_pieces() {
    const auto write = [&](auto& buffer, const char* kind) {
      if (buffer.empty()) return;
      run_.work.keep(write_run(run_.spill(), piece_name(kind, sets_), buffer.sort(false), true));
      buffer.release();
    };
    write(buffers_.ids, read_ids_kind);
    write(buffers_.bands, read_bands_kind);
    write(buffers_.samples, read_samples_kind);
    write(buffers_.sketches, read_sketches_kind);
    write(buffers_.rejects, read_rejects_kind);
    write(buffers_.lines, read_lines_kind);
    write(buffers_.short_lines, read_short_lines_kind);
    write(buffers_.longest_lines, read_longest_lines_kind);
    WorkFolder& work = run_.work;
    work.set("read-sets", ++sets_);
    const auto set = [&](const std::string& name, std::uint64_t value) {
      work.set(name, value);
      work.set(name + "-" + std::to_string(sets_), value);  // where reading begins anew when a later set is damaged
    };
    set("articles-read", serials_);
    set("band-keys", band_keys_);
    set("sample-hashes", sample_hashes_);
    set("rejects", rejects_);
    set("read-file", next_.file);
    set("read-offset", next_.offset);
    set("read-line", next_.line);
    work.save();
    buffers_.reserve(run_.piece_bytes);
  }

  void go_on_from(InputPosition position) { next_ = position; }

 private:
  const Run& run_;
  std::uint64_t sets_;
  std::uint64_t serials_ = 0, band_keys_ = 0, sample_hashes_ = 0, rejects_ = 0;
  InputPosition next_;
  Buffers buffers_;
};

}  // namespace

void read_inputs(const Run& run, const std::vector<Reject>& unreadable) {
  Reading reading(run);
  const InputPosition start = reading.start();
  reading.go_on_from(start);
  const ReadProgress progress = [&](std::uint64_t done, std::uint64_t total) {
    run.step("read", done, total, "bytes");
  };
  InputBlocks blocks(run.files, run.ingest, progress, start);
  tbb::enumerable_thread_specific<TextSketcher> sketchers([&] { return TextSketcher(run.options); });
  stream_blocks(
      blocks, run.reader,
      [&](ReadBlock block) { return prepare(std::move(block), sketchers.local(), run.options, run.furniture); },
      [&](Prepared& block) { reading.take(block); });
  for (const Reject& reject : unreadable) reading.add_reject(encode_reject(reject));
  run.work.set("stage", stage_read);
  reading.write_pieces();
}

}  // namespace tawatur::external
