"""Abu Kamal: a turn-based wargame scenario simulator of the operations of 2016 and 2017."""
