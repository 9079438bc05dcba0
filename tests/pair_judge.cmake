tawatur_test(pair_judge USES tawatur_claims)
