"""What is in a document, by its format. Hostile files are read here: only `text_child` loads it, in a process apart."""
