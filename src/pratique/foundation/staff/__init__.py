"""Accounts of staff: signing in, second factor, roles at sites, and their administration."""
