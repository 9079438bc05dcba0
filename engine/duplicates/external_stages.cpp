#include "duplicates/external_stages.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace tawatur::external {
namespace {

void append_big_endian(std::string& record, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) record += static_cast<char>(value >> shift);
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<std::uint8_t>(byte);
  return value;
}

template <class Value>
void append(std::string& record, const Value& value) {
  record.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Reads what `append` wrote, from the front.
struct Cursor {
  std::string_view rest;

  std::string_view bytes(std::size_t count) {
    const std::string_view front = rest.substr(0, count);
    rest.remove_prefix(std::min(count, rest.size()));
    return front;
  }
  template <class Value>
  Value value() {
    Value result;
    std::memcpy(&result, bytes(sizeof result).data(), sizeof result);
    return result;
  }
};

// Bytes with an end that sorts before any byte: a zero byte becomes 0 1, the end is 0 0.
void append_escaped(std::string& record, std::string_view text) {
  for (const char byte : text) {
    record += byte;
    if (byte == '\0') record += '\1';
  }
  record += '\0';
  record += '\0';
}

std::string escaped(Cursor& cursor) {
  std::string text;
  for (;;) {
    const char byte = cursor.bytes(1)[0];
    if (byte == '\0' && cursor.bytes(1)[0] == '\0') return text;
    text += byte;
  }
}

}  // namespace

std::string piece_name(const std::string& kind) { return "tawatur-" + kind + SpillFolder::ending; }

std::string piece_name(const std::string& kind, std::uint64_t number) {
  return piece_name(kind + '-' + std::to_string(number));
}

std::vector<Piece> pieces_of(const WorkFolder& work, const std::string& kind) {
  // Sets without rejects have no piece of them, so numbers have gaps.
  const std::string prefix = "tawatur-" + kind + '-';
  std::vector<Piece> pieces;
  for (auto it = work.pieces().lower_bound(prefix); it != work.pieces().end() && it->first.starts_with(prefix); ++it)
    pieces.push_back(it->second);
  return pieces;
}

void forget_kind(WorkFolder& work, const std::string& kind) {
  const std::string prefix = "tawatur-" + kind + '-';
  work.forget([&](const std::string& name) { return name == piece_name(kind) || name.starts_with(prefix); });
}

ArticleTable::ArticleTable(WorkFolder& work)
    : rows_(work.spill(), work.piece(piece_name(articles_kind))),
      ids_(work.spill(), work.piece(piece_name(ids_kind))) {}

std::string ArticleTable::id(const ArticleRow& row) const {
  std::string id(row.id_bytes, '\0');
  ids_.read_at(row.id_offset, id.data(), id.size());
  return id;
}

TextPlace ArticleTable::place(std::uint32_t article, const ArticleRow& row) {
  return {row.file, (row.flags & ArticleRow::text_file) != 0, row.offset, row.length, article};
}

CopyTable::CopyTable(WorkFolder& work) : rows_(work.spill(), work.piece(piece_name(copies_kind))) {
  for (std::uint64_t row = 0; row < rows_.size(); row += every) firsts_.push_back(rows_[row].first);
}

std::vector<ArticleIndex> CopyTable::of(std::uint32_t text) const {
  std::vector<ArticleIndex> articles{ArticleIndex{text}};
  // The text's rows may begin in the block before the first one that begins with it.
  const auto block = std::lower_bound(firsts_.begin(), firsts_.end(), text);
  std::uint64_t at = block == firsts_.begin() ? 0 : static_cast<std::uint64_t>(block - firsts_.begin() - 1) * every;
  std::vector<CopyRow> rows;
  for (; at < rows_.size(); at += rows.size()) {
    rows_.read(at, static_cast<std::size_t>(std::min<std::uint64_t>(every, rows_.size() - at)), rows);
    for (const CopyRow& row : rows) {
      if (row.first > text) return articles;
      if (row.first == text) articles.push_back(ArticleIndex{row.member});
    }
  }
  return articles;
}

Parts::Parts(std::uint64_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0u); }

std::uint32_t Parts::of(std::uint32_t number) {
  while (parent_[number] != number) number = parent_[number] = parent_[parent_[number]];
  return number;
}

void Parts::join(std::uint32_t a, std::uint32_t b) {
  a = of(a);
  b = of(b);
  parent_[std::max(a, b)] = std::min(a, b);
}

std::string encode_group(const DuplicateGroup& group) {
  std::string record;
  append_big_endian(record, index_of(group.representative), 4);
  append(record, static_cast<std::uint32_t>(group.id.size()));
  record += group.id;
  append(record, static_cast<std::uint32_t>(group.members.size()));
  for (const ArticleIndex member : group.members) append(record, member);
  append(record, static_cast<std::uint32_t>(group.links.size()));
  for (const GroupLink& link : group.links) {
    append(record, link.from);
    append(record, link.to);
    append(record, link.kind);
    append(record, link.value);
  }
  return record;
}

DuplicateGroup decode_group(const std::string& record) {
  Cursor cursor{record};
  DuplicateGroup group;
  group.representative = ArticleIndex{static_cast<std::uint32_t>(big_endian(cursor.bytes(4)))};
  group.id = cursor.bytes(cursor.value<std::uint32_t>());
  group.members.resize(cursor.value<std::uint32_t>());
  for (ArticleIndex& member : group.members) member = cursor.value<ArticleIndex>();
  group.links.resize(cursor.value<std::uint32_t>());
  for (GroupLink& link : group.links) {
    link.from = cursor.value<ArticleIndex>();
    link.to = cursor.value<ArticleIndex>();
    link.kind = cursor.value<LinkKind>();
    link.value = cursor.value<double>();
  }
  return group;
}

std::string encode_reject(const Reject& reject) {
  std::string record;
  append_escaped(record, reject.input);
  append_big_endian(record, reject.line, 8);
  append_big_endian(record, reject.offset, 8);
  append_escaped(record, reject.id);
  append_escaped(record, reject.reason);
  append_escaped(record, reject.detail);
  return record;
}

Reject decode_reject(const std::string& record) {
  Cursor cursor{record};
  Reject reject;
  reject.input = escaped(cursor);
  reject.line = big_endian(cursor.bytes(8));
  reject.offset = big_endian(cursor.bytes(8));
  reject.id = escaped(cursor);
  reject.reason = escaped(cursor);
  reject.detail = escaped(cursor);
  return reject;
}

}  // namespace tawatur::external
