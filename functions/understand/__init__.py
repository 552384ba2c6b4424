"""understand: hears and sees what customers send."""
