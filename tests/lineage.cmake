tawatur_test(lineage USES tawatur_duplicates SOURCES support/slow_diff.cpp support/slow_normalise.cpp)
