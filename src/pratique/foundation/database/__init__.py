"""The database: PostgreSQL's own programs, started and stopped by us, or a server that somebody else runs."""
