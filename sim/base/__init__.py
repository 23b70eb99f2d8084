"""True of any hex wargame: hexes, paths, luck, the clock, columns and documents with marks."""
