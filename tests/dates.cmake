tawatur_test(dates USES tawatur_text)
