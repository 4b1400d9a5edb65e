"""Settings by situation: base, production, test, demo. What a mission may change is records or TOML, not settings."""
