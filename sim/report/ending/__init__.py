"""How a game or a run ended and how it came to that: a tree of plain values, a page, and a picture or three."""
