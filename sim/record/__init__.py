"""What happened, one line a turn: written, read back, replayed and verified."""
