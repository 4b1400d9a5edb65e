"""Persons, families, documents, consents and photographs."""
