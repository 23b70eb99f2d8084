"""The rulebook: one module per section, and `step`, the only way in which a state changes."""
