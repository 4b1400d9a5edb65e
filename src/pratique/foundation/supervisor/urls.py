"""Addresses for whoever watches the program: no session, no person, no secret."""

from django.urls import path

from pratique.foundation.supervisor import views

app_name = "supervisor"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
