"""One Django app for each area of the domain."""
