"""Agent V2: a second model observes the draft, and a refiner mends what it found."""
