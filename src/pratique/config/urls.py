"""Every address of the program, area by area."""

from django.urls import include, path

urlpatterns = [
    path("", include("pratique.desk.urls")),
    path("", include("pratique.foundation.supervisor.urls")),
    path("accounts/", include("pratique.foundation.staff.account_urls")),
    path("staff/", include("pratique.foundation.staff.administration_urls")),
    path("audit/", include("pratique.foundation.actions.urls")),
    path("people/", include("pratique.areas.people.urls")),
    path("rules/", include("pratique.areas.requirements.urls")),
    path("encounters/", include("pratique.areas.encounters.urls")),
    path("cases/", include("pratique.areas.assessments.urls")),
    path("", include("pratique.areas.certificates.urls")),
    path("ui/", include("pratique.foundation.ui.urls")),
]

handler400 = "pratique.foundation.ui.views.bad_request"
handler403 = "pratique.foundation.ui.views.forbidden"
handler404 = "pratique.foundation.ui.views.not_found"
handler500 = "pratique.foundation.ui.views.server_error"
