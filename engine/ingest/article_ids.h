#pragma once

#include <string>
#include <vector>

#include "model/article.h"

namespace tawatur {

/// The articles of all parts, each moved once, as make_ids_unique has them. O(n log n).
std::vector<Article> with_unique_ids(std::vector<std::vector<Article>> parts);

/// Sorts articles by id and makes the ids unique: those that share one each get '~' and 8 hex digits of a hash of the
/// record, identical records "~2", "~3" after that. Depends on the set of records only. O(n log n).
void make_ids_unique(std::vector<Article>& articles);

/// By id, then by all of the record: the order in which make_ids_unique numbers.
bool id_and_record_before(const Article& a, const Article& b);

/// The 8 hex digits of a record whose id is shared.
std::string record_hash(const Article& article);

}  // namespace tawatur
