"""How a record stands against the documents: predicates over a trace, and the grade they add up to."""
