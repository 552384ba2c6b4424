"""A business that has been at it for two months: some 300 contacts and 5,000 messages of every type, made up."""
