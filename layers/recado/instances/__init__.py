"""Instances: WhatsApp numbers of both providers, their secrets, profiles and web sessions."""
