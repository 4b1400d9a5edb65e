"""Addresses for those who manage staff and sites."""

from django.urls import path

from pratique.foundation.staff.views import administration as pages

app_name = "staff"

urlpatterns = [
    path("", pages.list_staff, name="list_staff"),
    path("new/", pages.create_staff, name="create_staff"),
    path("sites/", pages.list_sites, name="list_sites"),
    path("sites/new/", pages.create_site, name="create_site"),
    path("sites/<str:number>/", pages.change_site, name="change_site"),
    path("<str:number>/", pages.see_staff, name="see_staff"),
    path("<str:number>/correct/", pages.correct_staff, name="correct_staff"),
    path("<str:number>/link/", pages.give_link, name="give_link"),
    path("<str:number>/roles/", pages.assign_role, name="assign_role"),
    path("<str:number>/roles/<int:assignment>/end/", pages.end_assignment, name="end_assignment"),
    path("<str:number>/close/", pages.close_account, name="close_account"),
    path("<str:number>/open/", pages.open_account, name="open_account"),
    path("<str:number>/second-factor/reset/", pages.reset_second_factor, name="reset_second_factor"),
]
