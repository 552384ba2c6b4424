"""Routes of admin_api, one file a subject."""
