"""The gallery, and the end of signing in again."""

from django.urls import path

from pratique.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("signed-in/", views.signed_in, name="signed_in"),
    path("form/", views.gallery_form, name="gallery_form"),
]
