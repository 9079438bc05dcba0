tawatur_test(claims USES tawatur_ingest tawatur_claims SOURCES support/slow_claims.cpp support/claim_pairs.cpp)
tawatur_test(copied_changes USES tawatur_claims)
tawatur_test(counts_and_dates USES tawatur_claims)
