tawatur_test(normalise USES tawatur_text SOURCES support/slow_normalise.cpp)
