"""Tools a business gives its agent: each posts JSON to an address of theirs and shows the model what came back."""
