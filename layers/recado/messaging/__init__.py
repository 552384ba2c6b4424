"""Messaging: what conversations, messages, buffers and media are; their SQL; the jobs of the queues."""
