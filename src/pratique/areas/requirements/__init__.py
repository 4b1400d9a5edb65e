"""Which editions of which authorities are in force where."""
