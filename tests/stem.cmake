tawatur_test(stem USES tawatur_text)
