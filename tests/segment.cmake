tawatur_test(segment USES tawatur_text)
