"""Papers issued, verified, replaced and revoked."""
