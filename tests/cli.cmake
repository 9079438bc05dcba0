# The program as a user sees it.
find_package(Python3 COMPONENTS Interpreter REQUIRED)
foreach(subject usage outputs bad_inputs determinism judge tune external)
  add_test(NAME cli_${subject}
    COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_${subject}.py)
  set_tests_properties(cli_${subject} PROPERTIES
    ENVIRONMENT "TAWATUR=$<TARGET_FILE:tawatur>;PYTHONIOENCODING=utf-8" TIMEOUT 900)
endforeach()
