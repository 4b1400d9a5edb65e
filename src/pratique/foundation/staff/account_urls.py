"""Addresses of signing in and of one's own account. What allauth offers beyond these is not reachable."""

from allauth.account import views as allauth
from django.urls import include, path

from pratique.foundation.staff.views import account

# Frame and pages know these two by the name `actors`.
ours = (
    [
        path("", account.account, name="account"),
        path("role/", account.choose_role, name="choose_assignment"),
    ],
    "actors",
)

urlpatterns = [
    path("", include(ours)),
    path("login/", allauth.login, name="account_login"),
    path("logout/", account.sign_out, name="account_logout"),
    path("again/", account.again, name="again"),
    path("first/<str:token>/", account.first_password, name="first_password"),
    path("language/", account.set_language, name="set_language"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
