"""CRM: contacts, their identities, tags, fields and notes."""
