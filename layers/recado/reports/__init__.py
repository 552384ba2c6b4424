"""What happened in a business, counted by the hour and told by the day: volume, who answered, how fast."""
