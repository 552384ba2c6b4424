"""Faults on real parts: what must hold when processes, queues, the database and the model fail."""
