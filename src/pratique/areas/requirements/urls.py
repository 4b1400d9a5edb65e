"""Addresses of this area."""

from django.urls import URLPattern

app_name = "requirements"

urlpatterns: list[URLPattern] = []
