tawatur_test(external USES tawatur_duplicates)
