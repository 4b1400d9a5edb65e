"""Settings that hold everywhere."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from pratique.config import env
from pratique.foundation.database.connection import choose_login
from pratique.foundation.keys.master import django_secret, master_key_file
from pratique.foundation.supervisor.folder import data_folder
from pratique.foundation.supervisor.logs import logging_settings

PACKAGE = Path(__file__).resolve().parent.parent.parent
DATA_DIR = data_folder(env.DATA_DIR.read())

DEBUG = False
ALLOWED_HOSTS = env.served_names()
MASTER_KEY_FILE = master_key_file(DATA_DIR, env.MASTER_KEY_FILE.read())
SECRET_KEY = django_secret(MASTER_KEY_FILE)
PUBLIC_URL = env.PUBLIC_URL.read() or f"http://localhost:{env.PORT.read()}"

INSTALLED_APPS = [
    "pratique.foundation.staff",  # before allauth: its templates come first
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "pratique.foundation.actors",
    "pratique.foundation.actions",
    "pratique.foundation.keys",
    "pratique.foundation.ui",
    "pratique.foundation.translation",
    "pratique.areas.places",
    "pratique.areas.people",
    "pratique.areas.requirements",
    "pratique.areas.encounters",
    "pratique.areas.assessments",
    "pratique.areas.certificates",
    "pratique.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pratique.foundation.staff.sessions.IdleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pratique.foundation.actors.web.ActorMiddleware",
    "pratique.foundation.staff.sessions.SecondFactorMiddleware",
    "pratique.foundation.actions.web.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "pratique.config.urls"
WSGI_APPLICATION = "pratique.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.tz",
                "django.contrib.messages.context_processors.messages",
                "pratique.foundation.ui.context.page",
            ],
        },
    }
]

_login = choose_login(
    DATA_DIR,
    role=env.DATABASE_ROLE.read(),
    url=env.DATABASE_URL.read(),
    application_url=env.APPLICATION_DATABASE_URL.read(),
)
DATABASES = {"default": _login.django(pool_size=8)}
DATABASE_APPLICATION_ROLE = choose_login(
    DATA_DIR,
    role="application",
    url=env.DATABASE_URL.read(),
    application_url=env.APPLICATION_DATABASE_URL.read(),
).user
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Accounts -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "actors.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ROLES_FILE = PACKAGE / "config" / "roles.toml"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SECOND_FACTOR_ROLES = env.SECOND_FACTOR_ROLES.read()
SESSION_IDLE_MINUTES = env.SESSION_IDLE_MINUTES.read()

# allauth signs in; who has an account is decided by administrators.
ACCOUNT_ADAPTER = "pratique.foundation.staff.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "pratique.foundation.staff.adapters.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half a minute: telephones and small servers do not agree on the time
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "pratique.foundation.staff.forms.AuthenticateForm",
    "reauthenticate": "pratique.foundation.staff.forms.ReauthenticateForm",
}

# axes throttles: eight wrong passwords or codes for one address from one computer, then a quarter of an hour of rest.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_USERNAME_CALLABLE = "pratique.foundation.staff.throttle.typed_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "password", "code"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.is_served_securely()
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_HSTS_SECONDS = 30 * 86400 if env.is_served_securely() else 0
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "pratique.foundation.ui.views.stale_page"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Pages run only what we serve. The exemptions stand in config/content_policy.py.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

NAVIGATION = "pratique.config.navigation"
PERIODIC_TASKS = "pratique.config.periodic.periodic_tasks"

# Languages and times ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("es", _("Spanish")), ("ar", _("Arabic"))]
LOCALE_PATHS = [PACKAGE / "foundation" / "translation" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Files --------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "pratique.foundation.ui.storage.HashedStaticFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = logging_settings()
