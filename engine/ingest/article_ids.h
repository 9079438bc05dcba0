#pragma once

#include <vector>

#include "model/article.h"

namespace tawatur {

/// Sorts articles by id and makes the ids unique: those that share one each get '~' and 8 hex digits of a hash of the
/// record, identical records "~2", "~3" after that. Depends on the set of records only. O(n log n).
void make_ids_unique(std::vector<Article>& articles);

}  // namespace tawatur
