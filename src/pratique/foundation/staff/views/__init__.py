"""Pages of accounts and of their administration."""
