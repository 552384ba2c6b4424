"""WhatsApp: one canonical model (model.py) and one folder per way of reaching it."""
