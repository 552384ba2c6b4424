"""Language models: one request and one reply type, and one file per provider."""
