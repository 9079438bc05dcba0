tawatur_test(numbers USES tawatur_text)
