"""Addresses of this area."""

from django.urls import path

from pratique.areas.certificates import views

app_name = "certificates"

urlpatterns = [
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/<str:number>/", views.certificate, name="certificate"),
    path("certificates/cases/<str:case_number>/", views.case_certificates, name="case_certificates"),
    path("certificates/issue/<int:case_destination_id>/", views.issue_certificate, name="issue_certificate"),
    path("certificates/<str:number>/pdf", views.certificate_pdf, name="certificate_pdf"),
    path("certificates/<str:number>/replace", views.replace_certificate, name="replace_certificate"),
    path("certificates/<str:number>/revoke", views.revoke_certificate, name="revoke_certificate"),
    path("verify", views.verify, name="verify"),
    path("verify/trust-list.json", views.trust_list, name="trust_list"),
    path(".well-known/jwks.json", views.public_keys, name="public_keys"),
]
