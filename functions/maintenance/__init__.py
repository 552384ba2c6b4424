"""maintenance: sweeps up after crashes."""
