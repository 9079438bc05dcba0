#pragma once

#include <string>
#include <string_view>

namespace tawatur {

/// Appends text to HTML, safe in content and in double- or single-quoted attributes: & < > " ' and the line separators
/// U+2028, U+2029 as references; ill-formed bytes and control characters other than tab and line ends as U+FFFD.
/// Everything that does not come from this project's own files passes through here on its way into a page.
void append_html(std::string& out, std::string_view text);

std::string escape_html(std::string_view text);

/// Appends a JSON string with its quotes. Line separators of any kind are escaped, so a line stays a line for every
/// reader, and so is <, so a string never ends a script; ill-formed bytes become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// True for http and https addresses without control characters: the only ones that become links.
bool is_web_address(std::string_view url);

/// Percent-encodes every byte but ASCII letters and digits.
std::string percent_encode(std::string_view text);

}  // namespace tawatur
