tawatur_test(lexicons USES tawatur_text)
