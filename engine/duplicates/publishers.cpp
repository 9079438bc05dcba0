#include "duplicates/publishers.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "text/normalise.h"

namespace tawatur {
namespace {

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if ('A' <= c && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return lower;
}

// "https://user@www.Example.com:80/path" -> "www.example.com".
std::string host_of(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != url.npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t user = url.rfind('@'); user != url.npos) url.remove_prefix(user + 1);
  url = url.substr(0, url.find(':'));
  while (url.ends_with('.')) url.remove_suffix(1);
  return lower_ascii(url);
}

bool looks_like_host(std::string_view source) {
  return source.find('.') != source.npos && source.find_first_of(" \t\n") == source.npos;
}

// The last two labels, or three under a country's second level such as co.uk or com.sa.
std::string registrable_domain(std::string_view host) {
  const std::size_t top = host.rfind('.');
  if (top == host.npos || top == 0) return std::string(host);
  const std::size_t second = host.rfind('.', top - 1);
  if (second == host.npos || second == 0) return std::string(host);
  const bool second_level = host.size() - top - 1 == 2 && top - second - 1 <= 3;
  if (!second_level) return std::string(host.substr(second + 1));
  const std::size_t third = host.rfind('.', second - 1);
  return std::string(third == host.npos ? host : host.substr(third + 1));
}

class Families {
 public:
  explicit Families(const Lexicons& lexicons) {
    for (const auto& row : lexicons.table("und", "publisher_families").rows)
      if (row.size() >= 2) family_.emplace(key(row[0]), row[1]);
  }

  std::string of(const Article& article) const {
    const std::string& source = article.source;
    if (!source.empty() && !looks_like_host(source)) {
      const auto found = family_.find(key(source));
      return found == family_.end() ? source : found->second;
    }
    const std::string host = host_of(source.empty() ? article.url : source);
    if (host.empty()) return article.id;
    for (std::string_view name = host;;) {
      if (const auto found = family_.find(key(name)); found != family_.end()) return found->second;
      const std::size_t dot = name.find('.');
      if (dot == name.npos) break;
      name.remove_prefix(dot + 1);
    }
    return registrable_domain(host);
  }

 private:
  static std::string key(std::string_view name) {
    return looks_like_host(name) ? lower_ascii(name) : normalise_words(name);
  }

  std::map<std::string, std::string> family_;
};

}  // namespace

std::vector<std::string> publisher_families(std::span<const Article> articles, const Lexicons& lexicons) {
  const Families table(lexicons);
  std::vector<std::string> families;
  families.reserve(articles.size());
  for (const Article& article : articles) families.push_back(table.of(article));
  return families;
}

}  // namespace tawatur
