"""Keys of a mission: what keeps secrets, what signs certificates, and whom a verifier may trust."""
