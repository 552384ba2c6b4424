"""Everything needed to run Recado that is not Recado."""
