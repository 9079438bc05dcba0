tawatur_test(claims USES tawatur_ingest tawatur_claims SOURCES support/slow_claims.cpp support/claim_pairs.cpp)
tawatur_test(copied_changes USES tawatur_claims)
