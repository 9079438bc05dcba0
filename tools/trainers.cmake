# Trainers of shipped tables.
add_library(tawatur_labelled STATIC labelled_articles.cpp)
target_link_libraries(tawatur_labelled PUBLIC tawatur_text Boost::json PRIVATE tawatur_flags)
foreach(trainer fit_document_frequencies fit_event_edges)
  add_executable(${trainer} ${trainer}.cpp)
  target_link_libraries(${trainer} PRIVATE tawatur_labelled tawatur_events tawatur_flags)
endforeach()
add_executable(fit_alignment fit_alignment.cpp)
target_link_libraries(fit_alignment PRIVATE tawatur_claims tawatur_ingest Boost::json tawatur_flags)
add_executable(fit_judge fit_judge.cpp)
target_link_libraries(fit_judge PRIVATE tawatur_claims Boost::json tawatur_flags)
# Measures on labelled pairs.
add_executable(measure_ranking measure_ranking.cpp)
target_link_libraries(measure_ranking PRIVATE tawatur_claims Boost::json tawatur_flags)
