"""The API of the platform's administrators."""
