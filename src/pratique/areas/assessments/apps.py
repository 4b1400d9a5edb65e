"""The Django app of this area."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "pratique.areas.assessments"
    label = "assessments"
