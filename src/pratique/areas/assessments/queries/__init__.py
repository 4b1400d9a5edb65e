"""Reading cases: always scoped by who asks."""
