"""Receiving: a vendor's update becomes contact, conversation, message, media and an open buffer."""
