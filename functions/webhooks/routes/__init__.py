"""Routes of webhooks, one file a vendor."""
