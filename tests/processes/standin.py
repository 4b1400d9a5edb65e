"""A small application under the real supervisor: one write through the real door, and how many there are."""

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from pratique.config import env
from pratique.config.settings.base import PACKAGE
from pratique.foundation.database.connection import choose_login, django_connection
from pratique.foundation.supervisor.folder import data_folder
from pratique.foundation.supervisor.logs import logging_settings

LOGIN = {
    "data_dir": data_folder(env.DATA_DIR.read()),
    "url": env.DATABASE_URL.read(),
    "application_url": env.APPLICATION_DATABASE_URL.read(),
}
DATA_DIR = LOGIN["data_dir"]
DATABASES = {"default": django_connection(**LOGIN, role=env.DATABASE_ROLE.read())}
DATABASE_APPLICATION_ROLE = choose_login(**LOGIN, role="application").user
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "pratique.foundation.actors",
    "pratique.foundation.actions",
]
AUTH_USER_MODEL = "actors.User"
ROLES_FILE = PACKAGE / "config" / "roles.toml"
ROOT_URLCONF = "standin"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
LOGGING = logging_settings()
PERIODIC_TASKS = "standin.no_tasks"


def no_tasks() -> tuple[()]:
    """The small application has no areas to keep house for."""
    return ()


@csrf_exempt
def write(request: HttpRequest) -> JsonResponse:
    """One deed with its audit record and its submission key, all in one transaction."""
    from pratique.foundation.actions.tests.deeds import open_site
    from pratique.foundation.actors.actor import Actor

    site = open_site(by=Actor.system(name="kill test"), name=request.POST["name"], key=request.POST["name"])
    return JsonResponse({"number": getattr(site, "number", "")})


def count(request: HttpRequest) -> JsonResponse:
    from pratique.foundation.actions.models import AuditRecord
    from pratique.foundation.actors.models import Site

    with transaction.atomic():
        names = list(Site.objects.order_by("name").values_list("name", flat=True))
        records = AuditRecord.objects.filter(action="tests.site.open", outcome="done").count()
    return JsonResponse({"names": names, "records": records})


def stumble(request: HttpRequest) -> JsonResponse:
    raise ValueError(f"{request.POST['name']} is not a name")


urlpatterns = [
    path("write", write),
    path("count", count),
    path("stumble", csrf_exempt(stumble)),
    path("", include("pratique.foundation.supervisor.urls")),
]
