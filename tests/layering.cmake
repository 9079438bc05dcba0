# Includes point down the story; the second test proves that the first can fail.
find_package(Python3 COMPONENTS Interpreter REQUIRED)
add_test(NAME layering
  COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/layering/check_includes.py ${PROJECT_SOURCE_DIR})
foreach(violation
    "engine/text/upward.h:1: text may not include claims/statement.h"
    "engine/claims/whole_story.h:1: claims may not include pipeline.h"
    "engine/report/sees_text.cpp:1: report may not include text/lexicon.h"
    "tools/command_line/sees_claims.cpp:1: the command line may not include claims/statement.h")
  string(REGEX MATCH "[a-z_]+\\.(h|cpp)" name "${violation}")
  add_test(NAME layering_finds_${name}
    COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/layering/check_includes.py
            ${CMAKE_CURRENT_SOURCE_DIR}/layering/bad)
  set_tests_properties(layering_finds_${name} PROPERTIES PASS_REGULAR_EXPRESSION "${violation}")
endforeach()
