"""Judgement that stands on its own: pure Python, no clock, no network, no database."""
