tawatur_bench(events USES tawatur_events)
