"""Functions for the host's own tests."""
