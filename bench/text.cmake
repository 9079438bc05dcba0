tawatur_bench(text USES tawatur_text)
