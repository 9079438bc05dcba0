tawatur_bench(sketch USES tawatur_sketch)
