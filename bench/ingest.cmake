tawatur_bench(ingest USES tawatur_ingest)
