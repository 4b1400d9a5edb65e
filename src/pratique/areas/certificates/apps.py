"""The Django app of this area."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "pratique.areas.certificates"
    label = "certificates"
