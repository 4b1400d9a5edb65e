"""Addresses of contacts, their forms and what was entered."""

from django.urls import path

from pratique.areas.encounters import views

app_name = "encounters"

urlpatterns = [
    path("forms/<slug:code>@<slug:edition>.js", views.form_script, name="form_script"),
    path("entries/<str:number>/", views.see_entry, name="see_entry"),
    path("<str:number>/forms/<slug:code>/", views.fill_form, name="fill_form"),
    path("<str:number>/forms/<slug:code>/draft", views.save_draft, name="save_draft"),
]
