from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "pratique.foundation.keys"
    label = "keys"
