"""Tests: a throwaway folder and database, fast passwords."""

import os
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="pratique-test-"))
os.environ.setdefault("PRATIQUE_DATA_DIR", str(_folder))  # noqa: TID251 - before env.py is read

from pratique.config.settings.base import *  # noqa: E402, F403

MODE = "test"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SECOND_FACTOR_ROLES: tuple[str, ...] = ()
