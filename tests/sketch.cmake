tawatur_test(sketch USES tawatur_sketch)
