tawatur_test(claims USES tawatur_ingest tawatur_claims SOURCES support/slow_claims.cpp support/claim_pairs.cpp)
