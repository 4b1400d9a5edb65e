"""The Django app of this area."""

from django.apps import AppConfig


class RequirementsConfig(AppConfig):
    name = "pratique.areas.requirements"
    label = "requirements"
