"""
One machine, no services: SQLite, the ORM broker and files under `var/`.

Used by `bin/demo` and by `manage.py` when nothing else is named.
"""

from cms.settings import env
from cms.settings.base import *
from cms.settings.databases import sqlite
from cms.settings.directories import directory
from cms.settings.master_keys import master_keys_in
from cms.settings.secret import secret_key_in
from participation.reports.sandbox_authority import sandbox_seal_settings

VAR_DIR = env.path("OSALLISTU_VAR", BASE_DIR / "var")

SECRET_KEY = secret_key_in(VAR_DIR)
MASTER_KEYS = master_keys_in(VAR_DIR)
DEBUG = False
ALLOWED_HOSTS = sorted(LOOPBACK_HOSTS)
DATABASES = {"default": sqlite(VAR_DIR / "osallistu.sqlite3")}

STATIC_ROOT = directory(VAR_DIR / "static")
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {
        "BACKEND": "cms.storage.PrivateFileStorage",
        "OPTIONS": {"location": VAR_DIR / "private"},
    },
}
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = "osallistu@example.org"
WAGTAILADMIN_BASE_URL = env.text("OSALLISTU_URL", "http://localhost:8000")

REPORT_SEAL = sandbox_seal_settings(VAR_DIR / "seal")


ORGANISATION_NAME = {
    "fi": "Keski-Järven hyvinvointialue",
    "sv": "Keski-Järvi välfärdsområde",
    "en": "Wellbeing Services County of Keski-Järvi",
}
REFERENCE_PREFIX = "KJHVA"
