"""Sandboxes: copies of a business in which its agent is tried out. Nothing leaves them, and they count in nothing."""
