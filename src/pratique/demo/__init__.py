"""A fictitious mission, built through the same actions as users."""
