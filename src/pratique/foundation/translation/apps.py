"""The Django app that holds the catalogues."""

from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "pratique.foundation.translation"
    label = "translation"
