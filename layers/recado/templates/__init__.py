"""Message templates: what a business may write first, once Meta has approved it."""
