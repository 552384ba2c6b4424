"""Tools: what the model may ask for, one file each, and what runs them."""
