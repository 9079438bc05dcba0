#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/article.h"
#include "text/lexicon.h"

namespace tawatur {

/// The publisher family of each article, parallel to `articles`: outlets of one family are one source. From the table
/// und/publisher_families (name or domain, family) by the article's source, else by its url's host; a host is looked up
/// with its subdomains, then without. A source that is not in the table is a family of its own, named by its
/// registrable domain or as it is written. An article without source and url is its own family, named by its id:
/// nothing shows that it shares a publisher with any other.
std::vector<std::string> publisher_families(std::span<const Article> articles, const Lexicons& lexicons);

}  // namespace tawatur
