"""The Django app of this area."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pratique.areas.people"
    label = "people"
