"""The catalogue: what a business sells, at which price, and how much of it there is."""
