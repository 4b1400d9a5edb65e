"""Addresses of cases and stations."""

from django.urls import path

from pratique.areas.assessments import views

app_name = "assessments"

urlpatterns = [
    path("to-conclude/", views.to_conclude, name="to_conclude"),
    path("open/<str:person>/", views.open_case, name="open_case"),
    path("at/<slug:station>/", views.station, name="station"),
    path("<str:number>/", views.case, name="case"),
    path("<str:number>/close/", views.close_case, name="close_case"),
    path("<str:number>/stop/", views.stop_case, name="stop_case"),
    path("<str:number>/reopen/", views.reopen_case, name="reopen_case"),
    path("<str:number>/departure/", views.plan_departure, name="plan_departure"),
    path("<str:number>/application/<int:destination>/", views.application, name="application"),
    path("<str:number>/conclude/<int:destination>/", views.conclude_case, name="conclude_case"),
    path("<str:number>/at/<slug:station>/<slug:form>/", views.record_station, name="record_station"),
]
