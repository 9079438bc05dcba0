#include "ingest/json_record.h"

#include <algorithm>

#include "ingest/json_walk.h"
#include "ingest/utf8_repair.h"

namespace tawatur {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos; }

void RecordValues::clear() { std::fill(by_alias_.begin(), by_alias_.end(), RecordValue{}); }

void RecordValues::set(std::size_t alias, RecordValue value) {
  const bool blank = value.kind == RecordValue::Kind::text && is_blank(value.view);
  if (!blank || by_alias_[alias].kind == RecordValue::Kind::absent) by_alias_[alias] = value;
}

std::size_t KnownNames::find(const FieldAliases& aliases, std::string_view path) {
  constexpr std::size_t most = 256;
  if (place_ == most) return aliases.find(path);
  if (place_ == known_.size()) known_.push_back({std::string(path), aliases.find(path)});
  Known& known = known_[place_++];
  if (known.path != path) known = {std::string(path), aliases.find(path)};
  return known.alias;
}

std::optional<RecordFailure> JsonRecordReader::read(std::string_view record, bool& repaired) {
  values_.clear();
  names_.begin_record();
  const bool ill_formed = !is_utf8(record);
  if (ill_formed) {
    repaired_record_ = repair_utf8(record);
    const std::size_t size = repaired_record_.size();
    repaired_record_.resize(size + padding);
    record = std::string_view(repaired_record_).substr(0, size);
  }
  if (decoded_.size() < record.size() + padding) decoded_.resize(record.size() + record.size() / 4 + padding);
  repaired = ill_formed;
  return walk_json(record, decoded_.data(), names_, values_, repaired);
}

}  // namespace tawatur
