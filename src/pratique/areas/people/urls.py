"""Addresses of people's pages. Only our numbers stand in them, never a name or a document."""

from django.urls import path

from pratique.areas.people import views

app_name = "people"
urlpatterns = [
    path("register/", views.register_person, name="register_person"),
    path("register/mrz/", views.register_from_mrz, name="register_from_mrz"),
    path("mrz/check/", views.check_mrz, name="check_mrz"),
    path("<str:number>/identity/", views.correct_person, name="correct_person"),
    path("<str:number>/family/", views.family, name="family"),
    path("<str:number>/papers/", views.papers, name="papers"),
    path("<str:number>/papers/document/", views.add_document, name="add_document"),
    path("<str:number>/papers/document/<int:document_id>/remove/", views.remove_document, name="remove_document"),
    path("<str:number>/papers/identifier/", views.add_identifier, name="add_identifier"),
    path(
        "<str:number>/papers/identifier/<int:identifier_id>/remove/", views.remove_identifier, name="remove_identifier"
    ),
    path("<str:number>/apart/<str:other>/", views.tell_apart, name="tell_apart"),
    path("<str:number>/photo/", views.photo, name="photo"),
    path("<str:number>/photo.jpg", views.photo_image, name="photo_image"),
    path("<str:number>/consent/", views.consents, name="consents"),
    path("<str:number>/consent/<slug:purpose>/", views.record_consent, name="record_consent"),
    path("<str:number>/consent/<slug:purpose>/refuse/", views.refuse_consent, name="refuse_consent"),
    path("<str:number>/consent/<slug:purpose>/withdraw/", views.withdraw_consent, name="withdraw_consent"),
    path("<str:number>/contact/", views.safe_contact, name="safe_contact"),
    path("<str:number>/interpreter/", views.interpreter, name="interpreter"),
    path("<str:number>/protection/", views.protection, name="protection"),
]
