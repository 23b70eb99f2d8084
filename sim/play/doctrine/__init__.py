"""The commander that plays by a staff officer's rules of thumb, from what its side sees; any side, any worlds."""
