tawatur_bench(claims USES tawatur_engine)
target_compile_definitions(bench_claims PRIVATE TAWATUR_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
