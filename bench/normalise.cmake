tawatur_bench(normalise USES tawatur_text)
