#include "ingest/json_record.h"

#include <algorithm>
#include <vector>

#include <simdjson.h>

#include "ingest/utf8_repair.h"

namespace tawatur {
namespace {

static_assert(JsonRecordReader::padding >= simdjson::SIMDJSON_PADDING);

/// simdjson reserves about 15 bytes a byte of the record; longer ones are walked.
constexpr std::size_t longest_fast_record = 16 << 20;

/// Whether a surrogate may be escaped: simdjson 3.0 turns some lone ones into ill-formed UTF-8.
bool may_escape_surrogate(std::string_view record) {
  for (std::size_t at = record.find('\\'); at != std::string_view::npos; at = record.find('\\', at + 2)) {
    const std::string_view escape = record.substr(at + 1, 2);
    if (escape == "ud" || escape == "uD") return true;
  }
  return false;
}

void append_lower(std::string& path, std::string_view name) {
  for (const char c : name) path += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Aliases of the names of one record after the other: most records have the names of the one before, in its order.
class KnownNames {
 public:
  void begin_record() {
    path.clear();
    place_ = 0;
  }

  /// The alias of the name in `path`; FieldAliases::none when it isn't one.
  std::size_t find(const FieldAliases& aliases) {
    if (place_ == known_.size()) known_.push_back({path, aliases.find(path)});
    Known& known = known_[place_];
    if (known.name != path) known = {path, aliases.find(path)};
    if (place_ + 1 < most) ++place_;
    return known.alias;
  }

  std::string path;  ///< A name in small letters, with those of the objects that hold it, joined by dots.

 private:
  static constexpr std::size_t most = 256;
  struct Known {
    std::string name;
    std::size_t alias;
  };
  std::vector<Known> known_;
  std::size_t place_ = 0;
};

/// Takes over the values under known aliases. False for what needs the number as written.
bool take_object(const simdjson::dom::object& object, KnownNames& names, RecordValues& values) {
  const FieldAliases& aliases = values.aliases();
  std::string& path = names.path;
  const std::size_t parent = path.size();
  for (const auto& [name, element] : object) {
    path.resize(parent);
    append_lower(path, name);
    const std::size_t alias = names.find(aliases);
    using simdjson::dom::element_type;
    switch (element.type()) {
      case element_type::OBJECT:
        if (aliases.leads_into(path)) {
          path += '.';
          if (!take_object(element.get_object().value_unsafe(), names, values)) return false;
          path.resize(parent);
          append_lower(path, name);
        }
        if (alias != FieldAliases::none) values.set(alias, {RecordValue::Kind::other, {}, nullptr});
        break;
      case element_type::STRING:
        if (alias != FieldAliases::none)
          values.set(alias, {RecordValue::Kind::text, element.get_string().value_unsafe(), nullptr});
        break;
      case element_type::INT64:
      case element_type::UINT64:
        if (alias != FieldAliases::none) {
          std::string& digits =
              values.own(element.type() == element_type::INT64 ? std::to_string(element.get_int64().value_unsafe())
                                                               : std::to_string(element.get_uint64().value_unsafe()));
          if (digits == "0") return false;  // may be "-0"
          values.set(alias, {RecordValue::Kind::number, digits, &digits});
        }
        break;
      case element_type::DOUBLE:
        if (alias != FieldAliases::none) return false;
        break;
      case element_type::NULL_VALUE:
        break;
      default:
        if (alias != FieldAliases::none) values.set(alias, {RecordValue::Kind::other, {}, nullptr});
    }
  }
  path.resize(parent);
  return true;
}

}  // namespace

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos; }

void RecordValues::clear() {
  std::fill(by_alias_.begin(), by_alias_.end(), RecordValue{});
  owned_.clear();
}

void RecordValues::set(std::size_t alias, RecordValue value) {
  const bool blank = value.kind == RecordValue::Kind::text && is_blank(value.view);
  if (!blank || by_alias_[alias].kind == RecordValue::Kind::absent) by_alias_[alias] = value;
}

struct JsonRecordReader::Parser {
  simdjson::dom::parser dom;
  KnownNames names;
};

JsonRecordReader::JsonRecordReader(const FieldAliases& aliases)
    : values_(aliases), parser_(std::make_unique<Parser>()) {}
JsonRecordReader::~JsonRecordReader() = default;
JsonRecordReader::JsonRecordReader(JsonRecordReader&&) noexcept = default;

bool JsonRecordReader::read_fast(std::string_view record) {
  if (record.size() > longest_fast_record || may_escape_surrogate(record)) return false;
  simdjson::dom::parser& parser = parser_->dom;
  if (record.size() > parser.capacity() &&
      parser.allocate(std::max({record.size(), 2 * parser.capacity(), std::size_t{1} << 20})) != simdjson::SUCCESS)
    return false;
  simdjson::dom::object object;
  if (parser.parse(record.data(), record.size(), false).get(object) != simdjson::SUCCESS) return false;
  parser_->names.begin_record();
  return take_object(object, parser_->names, values_);
}

std::optional<RecordFailure> JsonRecordReader::read(std::string_view record, bool& repaired) {
  values_.clear();
  repaired = false;
  if (read_fast(record)) return std::nullopt;
  // The walk knows what simdjson can't read, and says what is wrong with the rest.
  values_.clear();
  const bool ill_formed = !is_utf8(record);
  if (ill_formed) {
    repaired_record_ = repair_utf8(record);
    record = repaired_record_;
  }
  auto failure = walk_json(record, values_, repaired);
  repaired = repaired || ill_formed;
  return failure;
}

}  // namespace tawatur
