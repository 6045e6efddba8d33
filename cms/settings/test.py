"""The suite's settings: SQLite, or PostgreSQL when DATABASE_URL names it."""

import tempfile
from pathlib import Path

import dj_database_url

from cms.settings import env
from cms.settings.base import *
from cms.settings.databases import sqlite
from cms.settings.directories import directory

SECRET_KEY = "only-for-tests"  # noqa: S105
MASTER_KEYS = {"tests": b"only-for-tests, of 32 bytes long"}
DEBUG = False
ALLOWED_HOSTS = ["*"]
VAR_DIR = Path(tempfile.gettempdir()) / "osallistu-tests"

# With Redis named, wake-ups travel there as in production; each of the suite's
# processes has a queue of its own.
_redis = env.text("REDIS_URL", "")
if _redis:
    _name = f"osallistu-test-{env.text('PYTEST_XDIST_WORKER', 'main')}"
    Q_CLUSTER = {**Q_CLUSTER, "orm": None, "redis": _redis, "name": _name}

_url = env.text("DATABASE_URL", "")
DATABASES = {
    "default": dict(dj_database_url.parse(_url))
    if _url
    else sqlite(VAR_DIR / "tests.sqlite3")
}
STATIC_ROOT = directory(VAR_DIR / "static")
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "osallistu@example.org"
WAGTAILADMIN_BASE_URL = "http://testserver"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
