# Writes files into one C++ source. Run with -DFOLDER= -DFILES= (relative, ';'-separated) -DOUTPUT=; for other files than
# lexicons also -DHEADER= -DTYPE= -DFUNCTION=, and -DHASHES=ON for a third member with the SHA-256.
if(NOT HEADER)
  set(HEADER text/embedded_lexicon.h)
  set(TYPE EmbeddedLexicon)
  set(FUNCTION embedded_lexicons)
endif()
list(SORT FILES)
set(arrays "")
set(entries "")
set(number 0)
foreach(file IN LISTS FILES)
  file(READ "${FOLDER}/${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
  string(REGEX REPLACE "\\.tsv$" "" name "${file}")
  string(APPEND arrays "constexpr char file${number}[] = \"${bytes}\";\n")
  set(hash "")
  if(HASHES)
    file(SHA256 "${FOLDER}/${file}" hash)
    set(hash ", \"${hash}\"")
  endif()
  string(APPEND entries "    {\"${name}\", {file${number}, sizeof(file${number}) - 1}${hash}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}.new" "#include <array>

#include \"${HEADER}\"

namespace tawatur {
namespace {
${arrays}
constexpr std::array<${TYPE}, ${number}> files{{
${entries}}};
}  // namespace

std::span<const ${TYPE}> ${FUNCTION}() { return files; }

}  // namespace tawatur
")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
