"""Tests: a throwaway folder and database, fast passwords."""

import atexit
import os
import shutil
import tempfile

if "PRATIQUE_DATA_DIR" not in os.environ:  # noqa: TID251 - before env.py is read
    _folder = tempfile.mkdtemp(prefix="pratique-test-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["PRATIQUE_DATA_DIR"] = _folder  # noqa: TID251

from pratique.config.settings.base import *  # noqa: F403

MODE = "test"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SECOND_FACTOR_ROLES = ()
