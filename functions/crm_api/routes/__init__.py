"""Routes of crm_api, one file a subject."""
