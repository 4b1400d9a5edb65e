"""The Django app of this area."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "pratique.areas.places"
    label = "places"
