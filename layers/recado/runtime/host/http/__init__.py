"""HTTP off AWS: a front that reads requests whole, and processes that answer them one at a time."""
