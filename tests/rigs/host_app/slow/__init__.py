"""A function for the host's own tests."""
