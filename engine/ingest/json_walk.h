#pragma once

#include <optional>
#include <string_view>

#include "ingest/json_record.h"

namespace tawatur {

/// What JsonRecordReader::read does with a record that is valid UTF-8. decoded: room for its strings,
/// JsonRecordReader::padding bytes more than the record has. Lone surrogates become U+FFFD, told by `repaired`.
std::optional<RecordFailure> walk_json(std::string_view record, char* decoded, KnownNames& names, RecordValues& values,
                                       bool& repaired);

}  // namespace tawatur
