"""Many worlds at once: runs over seeds, and calibration."""
