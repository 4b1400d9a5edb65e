"""Pages that combine areas."""
