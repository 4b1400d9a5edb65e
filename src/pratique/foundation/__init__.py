"""Services that know nothing of health; each could be a library."""
