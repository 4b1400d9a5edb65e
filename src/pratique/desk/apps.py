"""The Django app of pages that combine areas."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "pratique.desk"
    label = "desk"
