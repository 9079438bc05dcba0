#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/block_reader.h"
#include "model/article.h"

namespace tawatur::external {

/// What is known of an article while ids are sorted, beside its id.
struct IdPayload {
  std::uint64_t offset = 0;
  std::int64_t published = 0;
  std::uint32_t length = 0;
  std::uint32_t file = 0;
  std::uint32_t serial = 0;
  std::uint32_t shingles = 0;
  std::array<char, 8> record_hash{};  ///< For an id that others have too.
  std::uint16_t keys = 0;
  std::uint16_t flags = 0;  ///< As ArticleRow::flags.
  std::uint32_t unused = 0;
};

/// Place, time and hash of an article.
IdPayload payload_of(const Article& article, const RecordPlace& place, InputKind kind);

/// The beginning of an id record: the id, a zero byte (which no id has), 16 bytes that are equal for equal records
/// alone.
std::string id_and_content(const Article& article);

std::string with_payload(std::string id_and_content, const IdPayload& payload);

/// The parts of an id record. Views live as long as the record.
std::string_view id_of(std::string_view record);
std::string_view content_of(std::string_view record);
IdPayload payload_of(std::string_view record);

}  // namespace tawatur::external
