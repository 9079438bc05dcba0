#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <tbb/parallel_sort.h>

namespace tawatur {

/// A finished file of a work folder.
struct Piece {
  std::string name;
  std::uint64_t bytes = 0;
  std::uint64_t hash = 0;  ///< XXH3 of all bytes.
};

/// A piece that isn't what was written.
struct DamagedPiece : std::runtime_error {
  explicit DamagedPiece(const std::string& name)
      : std::runtime_error("the piece " + name + " of the work folder is damaged; run again to make it anew") {}
};

/// Where pieces are kept. Names of pieces that only live as long as the process are told by their beginning.
class SpillFolder {
 public:
  explicit SpillFolder(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  std::string path_of(const std::string& name) const { return path_ + '/' + name; }
  std::string temporary_name() { return temporary_prefix + std::to_string(next_++) + ending; }

  /// Whether all bytes of the piece stand as written. Reads it.
  bool is_whole(const Piece& piece) const;

  void remove(const Piece& piece) const;

  static constexpr const char* temporary_prefix = "tawatur-tmp-";
  static constexpr const char* ending = ".piece";

 private:
  std::string path_;
  std::uint64_t next_ = 0;
};

/// Writes a piece under another name; `finish` syncs and renames it, so that it is whole or isn't there. Throws
/// std::runtime_error naming the file and the cause when the disk is full or the like. For one thread.
class PieceWriter {
 public:
  /// lasting: worth an fsync, as the piece is to outlive the process.
  PieceWriter(const SpillFolder& folder, std::string name, bool lasting);
  ~PieceWriter();
  PieceWriter(const PieceWriter&) = delete;
  PieceWriter& operator=(const PieceWriter&) = delete;

  void write(const void* data, std::size_t size);
  std::uint64_t bytes() const { return bytes_ + held_.size(); }
  Piece finish();

 private:
  struct Hash;
  void flush();
  [[noreturn]] void fail() const;

  const SpillFolder& folder_;
  std::string name_, part_;
  bool lasting_;
  int file_ = -1;
  std::string held_;
  std::uint64_t bytes_ = 0;
  std::unique_ptr<Hash> hash_;
};

/// Reads a piece from its beginning and compares its hash at its end. For one thread.
class PieceReader {
 public:
  PieceReader(const SpillFolder& folder, const Piece& piece, std::size_t buffer_bytes);
  ~PieceReader();
  PieceReader(PieceReader&&) noexcept;
  PieceReader& operator=(PieceReader&&) = delete;

  /// False at the end. Throws DamagedPiece where the piece ends within the bytes or isn't what was written.
  bool read(void* to, std::size_t size);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A piece of records of one size, read by number. Safe to share between threads.
template <class Row>
class Table;

/// Bytes of a piece by offset. Safe to share between threads.
class PieceFile {
 public:
  PieceFile(const SpillFolder& folder, const Piece& piece);
  ~PieceFile();
  PieceFile(PieceFile&& other) noexcept : name_(std::move(other.name_)), file_(std::exchange(other.file_, -1)) {}
  PieceFile& operator=(PieceFile&&) = delete;

  void read_at(std::uint64_t offset, void* to, std::size_t size) const;

 private:
  std::string name_;
  int file_ = -1;
};

template <class Row>
class Table {
  static_assert(std::has_unique_object_representations_v<Row>);

 public:
  Table(const SpillFolder& folder, const Piece& piece) : file_(folder, piece), size_(piece.bytes / sizeof(Row)) {}

  std::uint64_t size() const { return size_; }
  Row operator[](std::uint64_t number) const {
    Row row;
    file_.read_at(number * sizeof row, &row, sizeof row);
    return row;
  }

  /// `count` rows from `first` on.
  void read(std::uint64_t first, std::size_t count, std::vector<Row>& rows) const {
    rows.resize(count);
    file_.read_at(first * sizeof(Row), rows.data(), count * sizeof(Row));
  }

 private:
  PieceFile file_;
  std::uint64_t size_;
};

/// Turns blocks of fixed-size records to packed bytes and back: byte by byte in columns (the leading bytes of sorted
/// keys hardly change), then zstd. About 8 bytes of 12 are left of a sorted run of hashes.
void pack_columns(const void* records, std::size_t count, std::size_t record_bytes, std::string& packed);

/// Throws std::runtime_error when the bytes aren't packed records of that number.
void unpack_columns(const std::string& packed, std::size_t count, std::size_t record_bytes, void* records);

/// How records stand in a run. Records of fixed size: in packed blocks.
template <class Record>
struct RunFormat {
  static_assert(std::has_unique_object_representations_v<Record>, "a record is written as it stands");
  static constexpr std::size_t records_in_block = std::max<std::size_t>(1, (32 << 10) / sizeof(Record));

  static std::size_t memory_of(const Record&) { return sizeof(Record); }
  /// Bytes that a reader of a run holds.
  static constexpr std::size_t reader_bytes = 96 << 10;

  class Writer {
   public:
    explicit Writer(PieceWriter& out) : out_(out) {}
    void write(const Record& record) {
      block_.push_back(record);
      if (block_.size() == records_in_block) flush();
    }
    void flush() {
      if (block_.empty()) return;
      pack_columns(block_.data(), block_.size(), sizeof(Record), packed_);
      const std::uint32_t head[2] = {static_cast<std::uint32_t>(block_.size()),
                                     static_cast<std::uint32_t>(packed_.size())};
      out_.write(head, sizeof head);
      out_.write(packed_.data(), packed_.size());
      block_.clear();
    }

   private:
    PieceWriter& out_;
    std::vector<Record> block_;
    std::string packed_;
  };

  class Reader {
   public:
    Reader(const SpillFolder& folder, const Piece& piece) : in_(folder, piece, 16 << 10), name_(piece.name) {}
    bool next(Record& record) {
      if (at_ == block_.size() && !fill()) return false;
      record = block_[at_++];
      return true;
    }

   private:
    bool fill() {
      std::uint32_t head[2];
      if (!in_.read(head, sizeof head)) return false;
      if (head[0] == 0 || head[0] > records_in_block || head[1] > 2 * records_in_block * sizeof(Record) + 1024)
        throw DamagedPiece(name_);
      packed_.resize(head[1]);
      block_.resize(head[0]);
      if (!in_.read(packed_.data(), packed_.size())) throw DamagedPiece(name_);
      try {
        unpack_columns(packed_, block_.size(), sizeof(Record), block_.data());
      } catch (const std::runtime_error&) {
        throw DamagedPiece(name_);
      }
      at_ = 0;
      return true;
    }

    PieceReader in_;
    std::string name_, packed_;
    std::vector<Record> block_;
    std::size_t at_ = 0;
  };
};

/// Records of any length, compared by their bytes.
template <>
struct RunFormat<std::string> {
  static std::size_t memory_of(const std::string& record) { return sizeof record + record.capacity() + 16; }
  static constexpr std::size_t reader_bytes = 40 << 10;

  class Writer {
   public:
    explicit Writer(PieceWriter& out) : out_(out) {}
    void write(const std::string& record) {
      const auto size = static_cast<std::uint32_t>(record.size());
      out_.write(&size, sizeof size);
      out_.write(record.data(), record.size());
    }
    void flush() {}

   private:
    PieceWriter& out_;
  };

  class Reader {
   public:
    Reader(const SpillFolder& folder, const Piece& piece) : in_(folder, piece, 32 << 10), name_(piece.name) {}
    bool next(std::string& record) {
      std::uint32_t size = 0;
      if (!in_.read(&size, sizeof size)) return false;
      record.resize(size);
      if (size > 0 && !in_.read(record.data(), size)) throw DamagedPiece(name_);
      return true;
    }

   private:
    PieceReader in_;
    std::string name_;
  };
};

/// Writes records that are in order.
template <class Record>
Piece write_run(const SpillFolder& folder, std::string name, const std::vector<Record>& sorted, bool lasting) {
  PieceWriter out(folder, std::move(name), lasting);
  typename RunFormat<Record>::Writer writer(out);
  for (const Record& record : sorted) writer.write(record);
  writer.flush();
  return out.finish();
}

/// The records of sorted runs in order; of equal ones all. O(log runs) a record. For one thread.
template <class Record>
class RunMerge {
 public:
  /// Runs that would take more than `memory` bytes to read at once are merged to fewer before (and the longer ones
  /// stand in the folder until this ends). The given runs stay.
  RunMerge(SpillFolder& folder, std::vector<Piece> runs, std::size_t memory) : folder_(folder) {
    const std::size_t most = std::max<std::size_t>(2, memory / RunFormat<Record>::reader_bytes);
    std::vector<bool> own(runs.size(), false);
    while (runs.size() > most) {
      const std::size_t merged = std::min(most, runs.size() - most + 1);
      const std::vector<Piece> first(runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(merged));
      PieceWriter out(folder_, folder_.temporary_name(), false);
      typename RunFormat<Record>::Writer writer(out);
      open(first);
      for (Record record; next(record);) writer.write(record);
      writer.flush();
      close();
      runs.push_back(out.finish());
      own.push_back(true);
      for (std::size_t i = 0; i < merged; ++i)
        if (own[i]) folder_.remove(runs[i]);
      runs.erase(runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(merged));
      own.erase(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(merged));
    }
    for (std::size_t i = 0; i < runs.size(); ++i)
      if (own[i]) made_.push_back(runs[i]);
    open(runs);
  }
  ~RunMerge() {
    close();
    for (const Piece& piece : made_) folder_.remove(piece);
  }
  RunMerge(const RunMerge&) = delete;
  RunMerge& operator=(const RunMerge&) = delete;

  bool next(Record& record) {
    if (heap_.empty()) return false;
    Head& top = heap_.front();
    record = std::move(top.record);
    if (!readers_[top.run].next(top.record)) {
      std::swap(heap_.front(), heap_.back());
      heap_.pop_back();
    }
    if (!heap_.empty()) sift_down(0);
    return true;
  }

 private:
  struct Head {
    Record record;
    std::size_t run;
    bool operator<(const Head& other) const {
      if (record < other.record) return true;
      return !(other.record < record) && run < other.run;
    }
  };

  void open(const std::vector<Piece>& runs) {
    readers_.reserve(runs.size());
    for (const Piece& run : runs) {
      readers_.emplace_back(folder_, run);
      Head head{{}, readers_.size() - 1};
      if (readers_.back().next(head.record)) heap_.push_back(std::move(head));
    }
    for (std::size_t i = heap_.size() / 2; i-- > 0;) sift_down(i);
  }

  void close() {
    heap_.clear();
    readers_.clear();
  }

  void sift_down(std::size_t at) {
    for (;;) {
      std::size_t least = at;
      for (std::size_t child = 2 * at + 1; child <= 2 * at + 2 && child < heap_.size(); ++child)
        if (heap_[child] < heap_[least]) least = child;
      if (least == at) return;
      std::swap(heap_[at], heap_[least]);
      at = least;
    }
  }

  SpillFolder& folder_;
  std::vector<typename RunFormat<Record>::Reader> readers_;
  std::vector<Head> heap_;
  std::vector<Piece> made_;
};

/// Records held until they are too many, then written as a sorted run. Room for all is asked for at once and touched as
/// it is needed, so that it never takes twice what it holds. For one thread.
template <class Record>
class RunBuffer {
 public:
  void add(Record record) {
    bytes_ += RunFormat<Record>::memory_of(record);
    records_.push_back(std::move(record));
  }
  void reserve(std::size_t bytes) { records_.reserve(bytes / sizeof(Record)); }
  std::size_t bytes() const { return bytes_; }
  bool empty() const { return records_.empty(); }

  std::vector<Record>& sort(bool unique) {
    tbb::parallel_sort(records_.begin(), records_.end());
    if (unique) records_.erase(std::unique(records_.begin(), records_.end()), records_.end());
    return records_;
  }
  void release() {
    std::vector<Record>().swap(records_);
    bytes_ = 0;
  }

 private:
  std::vector<Record> records_;
  std::size_t bytes_ = 0;
};

/// External merge sort (Knuth, The Art of Computer Programming, volume 3, 5.4): holds at most `memory` bytes and writes
/// sorted runs of temporary pieces beyond that. Add everything, then read it as often as wanted. For one thread.
template <class Record>
class Sorter {
 public:
  /// unique: equal records count once.
  Sorter(SpillFolder& folder, std::size_t memory, bool unique = false)
      : folder_(folder), memory_(memory), unique_(unique) {}
  ~Sorter() {
    for (const Piece& run : runs_) folder_.remove(run);
  }
  Sorter(const Sorter&) = delete;
  Sorter& operator=(const Sorter&) = delete;

  void add(Record record) {
    if (buffer_.empty()) buffer_.reserve(memory_);
    buffer_.add(std::move(record));
    if (buffer_.bytes() + sizeof(Record) > memory_) spill();
  }

  class Reader {
   public:
    bool next(Record& record) {
      while (merge_ ? merge_->next(record) : next_held(record)) {
        if (sorter_.unique_ && begun_ && record == last_) continue;
        if (sorter_.unique_) last_ = record;
        begun_ = true;
        return true;
      }
      return false;
    }

   private:
    friend class Sorter;
    explicit Reader(Sorter& sorter) : sorter_(sorter) {
      if (sorter.runs_.empty()) {
        held_ = &sorter.buffer_.sort(sorter.unique_);
      } else {
        if (!sorter.buffer_.empty()) sorter.spill();
        merge_ = std::make_unique<RunMerge<Record>>(sorter.folder_, sorter.runs_, sorter.memory_);
      }
    }
    bool next_held(Record& record) {
      if (at_ == held_->size()) return false;
      record = (*held_)[at_++];
      return true;
    }

    Sorter& sorter_;
    std::unique_ptr<RunMerge<Record>> merge_;
    const std::vector<Record>* held_ = nullptr;
    std::size_t at_ = 0;
    Record last_{};
    bool begun_ = false;
  };

  /// In order, from the beginning. One reader at a time; nothing may be added after.
  Reader sorted() { return Reader(*this); }

 private:
  void spill() {
    runs_.push_back(write_run(folder_, folder_.temporary_name(), buffer_.sort(unique_), false));
    buffer_.release();
  }

  SpillFolder& folder_;
  std::size_t memory_;
  bool unique_;
  RunBuffer<Record> buffer_;
  std::vector<Piece> runs_;
};

}  // namespace tawatur
