tawatur_test(tuning USES tawatur_duplicates SOURCES support/slow_duplicates.cpp support/slow_normalise.cpp)
