"""Activity: the event log, model usage and webhook updates kept raw."""
