"""contact_files: contacts out of files and into them."""
