tawatur_test(furniture USES tawatur_text)
