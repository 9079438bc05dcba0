tawatur_test(claim_ranking USES tawatur_claims)
