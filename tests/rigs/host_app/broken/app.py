"""broken: cannot be imported."""

raise RuntimeError("as told")
