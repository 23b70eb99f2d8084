"""The map as a printed sheet, drawn without a window."""
