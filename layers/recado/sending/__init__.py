"""Sending: queueing, the governor, what waits to be sent, statuses, uploads, voice notes, sweeps."""
