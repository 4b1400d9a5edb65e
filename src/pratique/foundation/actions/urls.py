"""Addresses of the audit trail."""

from django.urls import path

from pratique.foundation.actions import views

app_name = "audit"

urlpatterns = [
    path("", views.records, name="records"),
    path("export/", views.export, name="export_records"),
    path("<uuid:uid>/", views.record, name="record"),
    path("<uuid:uid>/erase/", views.erase, name="erase_payload"),
]
