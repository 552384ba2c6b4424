"""Tenancy: businesses, their WhatsApp numbers, and the routes that webhooks call."""
