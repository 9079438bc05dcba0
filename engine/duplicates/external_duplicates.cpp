#include "duplicates/external_duplicates.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <tbb/task_arena.h>
#include <unistd.h>
#include <xxhash.h>

#include "duplicates/banding.h"
#include "duplicates/external_furniture.h"
#include "duplicates/external_stages.h"
#include "ingest/hex.h"

namespace tawatur {
namespace {

using namespace external;

// Resident bytes of the process; 0 where the system doesn't tell.
std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t pages = 0, resident = 0;
  file >> pages >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::string readable(std::uint64_t bytes) { return std::to_string((bytes + (1u << 20) - 1) >> 20) + "M"; }

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// Hash of both ends of a file: a changed dump is told without reading it.
std::string hash_of_ends(const std::string& path, std::uint64_t bytes) {
  constexpr std::size_t end_bytes = 1 << 20;
  std::ifstream file(path, std::ios::binary);
  std::string ends(2 * end_bytes, '\0');
  file.read(ends.data(), end_bytes);
  std::size_t count = static_cast<std::size_t>(file.gcount());
  if (bytes > end_bytes) {
    file.clear();
    file.seekg(static_cast<std::streamoff>(std::max<std::uint64_t>(end_bytes, bytes - end_bytes)));
    file.read(ends.data() + count, end_bytes);
    count += static_cast<std::size_t>(file.gcount());
  }
  return hex16(XXH3_64bits(ends.data(), count));
}

std::string describe(const InputFile& file) {
  struct stat state {};
  if (::stat(file.path.c_str(), &state) != 0) return one_line(file.path) + " unreadable";
  const std::uint64_t nanoseconds = static_cast<std::uint64_t>(state.st_mtim.tv_sec) * 1000000000u +
                                    static_cast<std::uint64_t>(state.st_mtim.tv_nsec);
  return one_line(file.path) + ' ' + std::to_string(state.st_size) + ' ' + std::to_string(nanoseconds) + ' ' +
         hash_of_ends(file.path, static_cast<std::uint64_t>(state.st_size));
}

bool is_regular(const std::string& path) {
  struct stat state {};
  return path != "-" && ::stat(path.c_str(), &state) == 0 && S_ISREG(state.st_mode);
}

// Copies a stream, which can be read only once, into the folder.
Piece spool(const SpillFolder& folder, const std::string& path, std::string name) {
  const int file = path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw std::runtime_error("can't open " + path + ": " + std::generic_category().message(errno));
  try {
    PieceWriter out(folder, std::move(name), true);
    std::vector<char> block(256 << 10);
    for (;;) {
      const ssize_t count = ::read(file, block.data(), block.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw std::runtime_error("can't read " + path + ": " + std::generic_category().message(errno));
      if (count == 0) break;
      out.write(block.data(), static_cast<std::size_t>(count));
    }
    ::close(file);
    return out.finish();
  } catch (...) {
    ::close(file);
    throw;
  }
}

// The number in "tawatur-<kind>-<number>.piece".
std::uint64_t number_in(const std::string& name) { return std::stoull(name.substr(name.rfind('-') + 1)); }

// Throws std::invalid_argument where bands and rows don't fit.
Banding banding_of(const DuplicateOptions& options) {
  return banding_for(options.sketch_bins, options.bands, options.rows, options.threshold, options.recall);
}

bool begins(const std::string& name, const char* kind) { return name.starts_with(std::string("tawatur-") + kind); }

}  // namespace

struct ExternalDuplicates::State {
  InputFiles found;
  DuplicateOptions options;
  IngestOptions ingest;
  ExternalOptions external;
  ExternalProgress progress;
  std::function<void(std::string_view)> message;
  const Lexicons& lexicons;
  WorkFolder work;
  BlockReader reader;
  std::optional<Run> made;  // by `run`

  State(const std::vector<std::string>& inputs, const IngestOptions& ingest_options,
        const DuplicateOptions& duplicate_options, const ExternalOptions& external_options, const Lexicons& word_tables)
      : found(find_input_files(inputs)),
        options(duplicate_options),
        ingest(ingest_options),
        external(external_options),
        lexicons(word_tables),
        work(external_options.work_folder, external_options.temporary_folder),
        reader(found.files, ingest, lexicons) {}

  // Streams are read to the end before anything else, so that settings tell whether they are the ones of before. Named
  // by content: the same stream takes the place of what is there, another one stands beside it.
  std::vector<Piece> spool_streams() {
    std::vector<Piece> spooled;
    for (std::size_t i = 0; i < found.files.size(); ++i) {
      InputFile& file = found.files[i];
      if (is_regular(file.path) || !file.named) continue;
      if (progress) progress("spool", 0, 0, "");
      Piece piece = spool(work.spill(), file.path, work.spill().temporary_name());
      const std::string name = piece_name("input-" + hex16(piece.hash), i);
      file.stored = work.spill().path_of(name);
      if (std::rename(work.spill().path_of(piece.name).c_str(), file.stored.c_str()) != 0)
        throw std::runtime_error("can't write " + file.stored + ": " + std::generic_category().message(errno));
      piece.name = name;
      spooled.push_back(piece);
    }
    return spooled;
  }

  std::vector<std::string> settings(const std::vector<Piece>& spooled) const {
    std::vector<std::string> lines;
    for (const std::string& line : external.settings) lines.push_back(one_line(line));
    const auto real = [](double value) {
      return hex16(XXH3_64bits(&value, sizeof value)) + ' ' + std::to_string(value);
    };
    lines.push_back("threshold: " + real(options.threshold));
    lines.push_back("containment: " + real(options.containment));
    lines.push_back("least contained shingles: " + std::to_string(options.least_contained_shingles));
    lines.push_back("longest ratio: " + real(options.longest_ratio));
    lines.push_back("recall: " + real(options.recall));
    lines.push_back("sketch bins: " + std::to_string(options.sketch_bins));
    lines.push_back("number of bands: " + std::to_string(options.bands));
    lines.push_back("number of rows: " + std::to_string(options.rows));
    lines.push_back("containment sample: " + std::to_string(options.containment_sample));
    lines.push_back("containment keys: " + std::to_string(options.containment_keys));
    lines.push_back("largest bucket: " + std::to_string(options.largest_bucket));
    if (external.changes) {
      lines.push_back("wish for changes");
      lines.push_back("furniture articles: " + std::to_string(external.furniture.least_articles));
      lines.push_back("furniture share: " + real(external.furniture.least_share));
    }
    lines.push_back("largest text: " + std::to_string(ingest.largest_text_bytes));
    auto stream = spooled.begin();
    for (const InputFile& file : found.files) {
      if (file.stored.empty()) {
        lines.push_back("input: " + describe(file));
      } else {
        lines.push_back("input: " + one_line(file.path) + ' ' + std::to_string(stream->bytes) + ' ' +
                        hex16(stream->hash));
        ++stream;
      }
    }
    for (const Reject& reject : found.rejects) lines.push_back("input: " + one_line(reject.input) + " unreadable");
    return lines;
  }

  void open() {
    const std::vector<Piece> spooled = spool_streams();
    work.begin(settings(spooled), spooled, message);
    drop_damaged();
  }

  // The stage that made a piece.
  static Stage maker(const std::string& name) {
    constexpr std::pair<const char*, Stage> makers[] = {{"read-", stage_read},
                                                        {furniture_kind, stage_furniture},
                                                        {articles_kind, stage_ids},
                                                        {ids_kind, stage_ids},
                                                        {copies_kind, stage_copies},
                                                        {band_pairs_kind, stage_bands},
                                                        {candidates_kind, stage_candidates},
                                                        {"excerpt", stage_verified},
                                                        {verified_kind, stage_verified},
                                                        {groups_kind, stage_groups},
                                                        {pairs_kind, stage_groups},
                                                        {group_pairs_kind, stage_groups}};
    for (const auto& [kind, stage] : makers)
      if (begins(name, kind)) return stage;
    return stage_none;
  }

  // Pieces that aren't what was written are forgotten, with all that was made from them or after them.
  void drop_damaged() {
    constexpr std::uint64_t all = ~std::uint64_t{0};
    const std::uint64_t done = work.number("stage");
    std::uint64_t first = all;  // stage to do again
    std::uint64_t read_sets = work.number("read-sets"), verified_sets = work.number("verified-sets");
    for (const auto& [name, piece] : work.pieces()) {
      if (work.spill().is_whole(piece)) continue;
      first = std::min<std::uint64_t>(first, maker(name));
      if (begins(name, "read-")) read_sets = std::min(read_sets, number_in(name));
      if (begins(name, verified_kind)) verified_sets = std::min(verified_sets, number_in(name));
    }
    if (first == all) return;
    if (message) message("a piece in the work folder is damaged: making it anew");
    // What a finished stage was made from is gone: only the two last ones can be done again by themselves.
    if (first < stage_verified && done >= std::max<std::uint64_t>(first, stage_furniture)) {
      first = stage_read;
      read_sets = 0;
    }
    if (first <= stage_read)
      truncate_sets(
          "read", read_sets,
          {"articles-read", "band-keys", "sample-hashes", "rejects", "read-file", "read-offset", "read-line"});
    if (first <= stage_verified)
      truncate_sets(verified_kind, first < stage_verified ? 0 : verified_sets, {"verified-candidates", "compared"});
    work.forget([&](const std::string& name) {
      const Stage stage = maker(name);
      const bool in_sets = stage == stage_read || begins(name, verified_kind);
      return stage >= first && !in_sets && stage != stage_none;
    });
    work.set("stage", std::min(done, first - 1));
    work.save();
  }

  // Keeps the first sets of pieces of a stage that writes several.
  void truncate_sets(const std::string& kind, std::uint64_t sets, const std::vector<std::string>& numbers) {
    work.forget([&](const std::string& name) {
      return begins(name, (kind + '-').c_str()) && name != piece_name(kind) && number_in(name) >= sets;
    });
    for (const std::string& number : numbers)
      work.set(number, sets == 0 ? 0 : work.number(number + '-' + std::to_string(sets)));
    work.set(kind + "-sets", sets);
  }

  // What a stage may hold: the limit without what the process holds already and what threads need to read records.
  Run make_run() {
    const std::uint64_t held = resident_bytes();
    const auto threads = static_cast<std::uint64_t>(tbb::this_task_arena::max_concurrency());
    constexpr std::uint64_t of_thread = 2 << 20, least = 8 << 20;
    const std::uint64_t needed = held + threads * of_thread + least;
    if (external.memory_bytes < needed)
      throw std::runtime_error("the memory limit of " + readable(external.memory_bytes) + " is too small: at least " +
                               readable(needed) + " are needed with " + std::to_string(threads) + " threads");
    const std::uint64_t memory = external.memory_bytes - held - threads * of_thread;
    // A block stands in memory as bytes, as articles and as records of the runs.
    const std::uint64_t blocks = memory / 4, forms = 4;
    ingest.block_bytes = std::clamp<std::uint64_t>(blocks / ((threads + 2) * forms), 64 << 10, 1 << 20);
    Run run{work, options, ingest, found.files, reader, progress, external.changes ? &external.furniture : nullptr};
    run.table_bytes = memory / 4;
    run.memory = memory;
    run.piece_bytes = external.piece_bytes ? std::min(external.piece_bytes, memory / 2) : memory / 2;
    return run;
  }

  // Held by article: which text each has, later which part each text is in.
  void check_articles(const Run& run) const {
    const std::uint64_t bytes = work.number("articles-read") * sizeof(std::uint32_t);
    if (bytes <= run.memory / 2) return;
    throw std::runtime_error("the memory limit is too small for " + std::to_string(work.number("articles-read")) +
                             " articles: at least " + readable(external.memory_bytes + 2 * bytes - run.memory) +
                             " are needed");
  }
};

ExternalDuplicates::ExternalDuplicates(const std::vector<std::string>& inputs, const IngestOptions& ingest,
                                       const DuplicateOptions& options, const ExternalOptions& external,
                                       const Lexicons& lexicons, ExternalProgress progress,
                                       std::function<void(std::string_view)> message) {
  check(options);
  banding_of(options);
  state_ = std::make_unique<State>(inputs, ingest, options, external, lexicons);
  state_->progress = std::move(progress);
  state_->message = std::move(message);
  state_->open();
}

ExternalDuplicates::~ExternalDuplicates() = default;

ExternalSummary ExternalDuplicates::run() {
  State& state = *state_;
  WorkFolder& work = state.work;
  Run& run = state.made.emplace(state.make_run());
  const auto stage = [&] { return work.number("stage"); };
  if (stage() < stage_read) read_inputs(run, state.found.rejects);
  state.check_articles(run);
  const std::size_t by_article = work.number("articles-read") * sizeof(std::uint32_t);
  run.memory -= by_article;
  if (state.external.piece_bytes) run.memory = std::min<std::size_t>(run.memory, 4 * run.piece_bytes);
  if (state.external.changes && stage() < stage_furniture) find_own_lines(run);
  if (stage() < stage_ids) sort_ids(run);
  if (stage() < stage_copies) find_copies(run);
  if (stage() < stage_bands) find_band_pairs(run);
  if (stage() < stage_candidates) find_candidates(run);
  if (stage() < stage_verified) verify_candidates(run);
  if (stage() < stage_groups || (state.external.pairs && !work.has(piece_name(pairs_kind))))
    form_groups(run, state.external.pairs);

  const Banding banding = banding_of(state.options);
  ExternalSummary summary;
  summary.articles = work.number("articles-read");
  summary.groups = work.number("groups");
  summary.rejects = work.number("rejects");
  DuplicateStatistics& statistics = summary.statistics;
  statistics.bands = banding.bands;
  statistics.rows = banding.rows;
  statistics.expected_recall = banding.expected_recall;
  statistics.distinct_texts = work.number("distinct-texts");
  statistics.candidates = work.number("candidates");
  statistics.band_candidates = work.number("band-candidates");
  statistics.compared = work.number("compared");
  statistics.verified = work.number("similar-pairs");
  statistics.capped_buckets = work.number("capped-bands") + work.number("capped-keys") + work.number("capped-classes");
  statistics.without_shingles = summary.articles - statistics.distinct_texts - work.number("copies");
  return summary;
}

void ExternalDuplicates::each_batch_of_groups(const GroupsUse& use) const {
  describe_all_groups(state_->made.value(), state_->lexicons, use);
}

void ExternalDuplicates::each_pair(
    const std::function<void(const SimilarPair& pair, std::string_view id_a, std::string_view id_b)>& use) const {
  WorkFolder& work = state_->work;
  const ArticleTable table(work);
  RunFormat<ArticlePair>::Reader pairs(work.spill(), work.piece(piece_name(pairs_kind)));
  for (ArticlePair pair; pairs.next(pair);)
    use({ArticleIndex{pair.a}, ArticleIndex{pair.b}, pair.shared, pair.size_a, pair.size_b},
        table.id(table.row(pair.a)), table.id(table.row(pair.b)));
}

void ExternalDuplicates::each_reject(const std::function<void(const Reject& reject)>& use) const {
  RunMerge<std::string> rejects(state_->work.spill(), pieces_of(state_->work, read_rejects_kind), 8 << 20);
  for (std::string record; rejects.next(record);) use(decode_reject(record));
}

void ExternalDuplicates::remove_work() { state_->work.remove(); }

}  // namespace tawatur
