"""Reading the rule book, what is in force, and the simulator."""
