tawatur_test(ingest USES tawatur_ingest)
