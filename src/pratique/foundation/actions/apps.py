"""The Django app of the door: audit trail, submission keys, versions."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "pratique.foundation.actions"
    label = "actions"
