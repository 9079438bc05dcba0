tawatur_test(pipeline USES tawatur_engine)
