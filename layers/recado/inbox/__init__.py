"""Inbox: conversations, messages and their statuses, media, buffers, and what waits to be sent."""
