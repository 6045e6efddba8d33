"""The demo's settings with only what the worker itself needs: it starts in a second."""

from cms.settings.demo import *

INSTALLED_APPS = [
    "cms.accounts",
    "workflows",
    "wagtail",
    "taggit",
    "django_q",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
ROOT_URLCONF = "tests.project.worker_settings"
urlpatterns: list[object] = []
