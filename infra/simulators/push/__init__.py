"""A push service (RFC 8030) that can read what it is given, because it made the browsers' keys itself."""
