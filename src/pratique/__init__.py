"""Pratique: the open migration health platform."""
