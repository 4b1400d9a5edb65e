"""The Django app of staff accounts. Its records live in actors; its templates replace those of allauth."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "pratique.foundation.staff"
    label = "staff"
