"""The Django app of accounts, sites and roles."""

from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "pratique.foundation.actors"
    label = "actors"
