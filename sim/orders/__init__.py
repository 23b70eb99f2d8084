"""What commanders say: one readable order, orders as columns, and the notation between them."""
