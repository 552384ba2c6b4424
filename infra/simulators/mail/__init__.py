"""A mail server that delivers to nobody: what it is given can be read on a page and as JSON."""
