"""webhooks: what vendors POST to us, verified and put on the queue."""
