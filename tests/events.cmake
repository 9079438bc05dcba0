tawatur_test(events USES tawatur_events tawatur_ingest SOURCES support/slow_events.cpp)
