"""The kit of pages as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, tags and static files; no tables."""

    name = "pratique.foundation.ui"
    label = "ui"
