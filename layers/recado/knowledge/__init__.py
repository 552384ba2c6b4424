"""Knowledge: the documents a business gives its agent, their text in chunks, and how these are found."""
