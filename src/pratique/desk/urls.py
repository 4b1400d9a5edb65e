"""Addresses of the pages that combine areas."""

from django.urls import path, re_path

from pratique.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("today/", views.board, name="board"),
    path("today/columns/", views.board_columns, name="board_columns"),
    path("today/version/", views.board_state, name="board_state"),
    path("search/", views.search, name="search"),
    re_path(r"^people/(?P<number>P-[0-9A-Z]{4}-[0-9A-Z]{4})/$", views.person_file, name="person_file"),
]
