tawatur_test(report USES tawatur_report Boost::json SOURCES support/sample_report.cpp)

# The pages that tests/browser/check_pages.sh opens.
add_executable(write_sample_report browser/write_sample_report.cpp support/sample_report.cpp)
target_include_directories(write_sample_report PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(write_sample_report PRIVATE tawatur_report tawatur_flags)

find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
  set(sample_folder ${CMAKE_CURRENT_BINARY_DIR}/sample_report)
  add_test(NAME write_sample_report COMMAND write_sample_report ${sample_folder})
  add_test(NAME pages COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/browser/check_pages.py ${sample_folder}/sample ${sample_folder}/crowded)
  set_tests_properties(write_sample_report PROPERTIES FIXTURES_SETUP sample_report)
  set_tests_properties(pages PROPERTIES FIXTURES_REQUIRED sample_report SKIP_RETURN_CODE 77 TIMEOUT 300)
endif()
