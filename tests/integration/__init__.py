"""Pieces together, on a real PostgreSQL and a real LocalStack."""
