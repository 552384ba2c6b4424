"""Web Push: what a browser subscribed with, and telling it something through the push service it chose."""
