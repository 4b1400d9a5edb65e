"""Addresses of the rule book."""

from django.urls import path

from pratique.areas.requirements import views

app_name = "requirements"

urlpatterns = [
    path("", views.rule_book, name="rule_book"),
    path("several/", views.several_destinations, name="several"),
    path("what-if/", views.what_if, name="what_if"),
    path("what-if/counts.csv", views.what_if_counts, name="what_if_counts"),
    path("what-if/moves.csv", views.what_if_moves, name="what_if_moves"),
    path("to/<slug:destination>/", views.see_destination, name="see_destination"),
    path("in-force/<int:pk>/withdraw/", views.withdraw_edition, name="withdraw_edition"),
    path("<slug:code>/", views.see_edition, name="see_edition"),
    path("<slug:code>/simulator/", views.simulate_edition, name="simulate_edition"),
    path("<slug:code>/fhir.json", views.export_edition, name="export_edition"),
    path("<slug:code>/use/", views.use_family, name="use_family"),
    path("<slug:code>/sign/", views.sign_edition, name="sign_edition"),
]
