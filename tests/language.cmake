tawatur_test(language USES tawatur_text)
