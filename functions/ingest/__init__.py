"""ingest: what customers and vendors told becomes rows."""
