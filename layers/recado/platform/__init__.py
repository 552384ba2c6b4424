"""Platform: one door to each piece of infrastructure (database, queues, object store, crypto, HTTP)."""
