"""Composition and nothing else: settings, addresses, navigation, roles, commands."""
