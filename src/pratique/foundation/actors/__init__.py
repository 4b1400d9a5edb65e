"""Who acts, where, in which role and for what purpose."""
