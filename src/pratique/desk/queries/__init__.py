"""What the pages that combine areas show."""
