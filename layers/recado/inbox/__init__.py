"""Inbox: what the team sees and does: conversations, history, search, writing, replies, delta sync."""
