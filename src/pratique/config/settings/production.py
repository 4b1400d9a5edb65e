"""A mission at work."""

from pratique.config.settings.base import *  # noqa: F403

MODE = "production"
