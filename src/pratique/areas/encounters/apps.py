"""The Django app of this area."""

from django.apps import AppConfig


class EncountersConfig(AppConfig):
    name = "pratique.areas.encounters"
    label = "encounters"
