"""Who gives the orders: commanders, and one game from plan to resolution."""
