# Writes the lexicon files into one C++ source. Run with -DFOLDER= -DFILES= (relative, ';'-separated) -DOUTPUT=.
list(SORT FILES)
set(arrays "")
set(entries "")
set(number 0)
foreach(file IN LISTS FILES)
  file(READ "${FOLDER}/${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
  string(REGEX REPLACE "\\.tsv$" "" name "${file}")
  string(APPEND arrays "constexpr char file${number}[] = \"${bytes}\";\n")
  string(APPEND entries "    {\"${name}\", {file${number}, sizeof(file${number}) - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}.new" "#include <array>

#include \"text/embedded_lexicon.h\"

namespace tawatur {
namespace {
${arrays}
constexpr std::array<EmbeddedLexicon, ${number}> lexicons{{
${entries}}};
}  // namespace

std::span<const EmbeddedLexicon> embedded_lexicons() { return lexicons; }

}  // namespace tawatur
")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
