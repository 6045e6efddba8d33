"""What every environment shares. Nothing here is secret or machine-bound."""

from pathlib import Path
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from cms.settings import env

BASE_DIR = Path(__file__).resolve().parents[2]

INSTALLED_APPS = [
    "cms",
    "participation",
    "workflows",
    "cms.accounts",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "formtools",
    "csp",
    "django_q",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.policies.AdminPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.languages.LanguageInFront",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.outages.OutageMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["cms.accounts.backends.ProfiledBackend"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

# --- Languages -----------------------------------------------------------------
# Plain Finnish is a variant of Finnish (BCP 47 subtag "simple") with pages of its
# own; what it lacks falls back to Finnish.
LANG_INFO["fi-simple"] = {
    "bidi": False,
    "code": "fi-simple",
    "name": "Plain Finnish",
    "name_local": "selkosuomi",
}
LANGUAGE_CODE = "fi"
LANGUAGES = [
    ("fi", _("Finnish")),
    ("sv", _("Swedish")),
    ("en", _("English")),
    ("fi-simple", _("Plain Finnish")),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES[:3]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
LOCALE_PATHS = [
    BASE_DIR / "cms" / "locale",
    BASE_DIR / "cms" / "wagtail_locale",  # what Wagtail's own Finnish and Swedish lack
]
FORMAT_MODULE_PATH = ["cms.formats"]
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# --- Files -----------------------------------------------------------------------
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
SERVE_MEDIA = False  # a web server or a bucket does, except in the demo
PRIVATE_STORAGE = "private"  # residents' uploads and sealed reports; never served

# --- Wagtail -----------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Osallistu"
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # would send a hash of staff e-mail abroad
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "docx", "ods", "xlsx", "odp", "pptx", "txt"]
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database"},
}

# --- Background work -----------------------------------------------------------------
TASKS = {"default": {"BACKEND": "workflows.queue.backend.DjangoQ2Backend"}}
# The outbox owns retries, so django-q2 makes none (see ARCHITECTURE.md, "Effects").
Q_CLUSTER: dict[str, Any] = {
    "name": "osallistu",
    "workers": 1,
    "timeout": 120,
    "retry": 150,
    "max_attempts": 1,
    "ack_failures": True,
    "save_limit": -1,
    "catch_up": False,
    "queue_limit": 2,
    "poll": 0.1,
    "label": "Background work",
    "orm": "default",
}
# Seconds after which the worker on an effect is taken for dead, by kind.
EFFECT_LEASE_SECONDS = {
    "render_report": env.integer("RENDER_LEASE_SECONDS", 180, least=10, most=3600)
}

# Whether webhooks may go to private addresses, and then by plain HTTP too.
WEBHOOK_PRIVATE_ADDRESSES = env.flag("WEBHOOK_PRIVATE_ADDRESSES", default=False)

# A monitor that sends it as a bearer token gets /metrics; empty: only staff do.
METRICS_TOKEN = env.text("METRICS_TOKEN", "")

# Which django-q2 cluster drains a queue of effects; unnamed ones go to the default.
QUEUE_CLUSTERS: dict[str, str] = {}

# --- Logs: to standard error, constant messages with ids, no personal data -------------
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "cms.logs.WithoutSecretLinks",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Its own handler would mail tracebacks with the request's data to ADMINS.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # Without a handler of its own it would add one and say everything twice.
        "django-q": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}

# --- The organisation that uses the system ----------------------------------------------
ORGANISATION_NAME: dict[str, str] = {
    "fi": "Osallistu",
    "sv": "Osallistu",
    "en": "Osallistu",
}
REFERENCE_PREFIX = "OSA"  # first part of case references
# Days for which it is kept who read what of a case; the records plan has the last word.
ACCESS_RECORD_DAYS = env.integer("ACCESS_RECORD_DAYS", 5 * 365, least=1, most=36_500)
# Keys by id that wrap the keys of submissions (see cms/settings/master_keys.py).
MASTER_KEYS: dict[str, bytes] = {}
# Sealing keys (see cms/settings/seals.py); without them no report is made.
REPORT_SEAL: dict[str, Any] = {}
# Seals of other organisations whose units are here, by a name of their own.
UNIT_SEALS: dict[str, dict[str, Any]] = {}

# --- Security ---------------------------------------------------------------------------
# Public pages need nothing inline and nothing from elsewhere. Wagtail's admin does
# (cms.policies loosens it there).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],  # the admin previews pages in a frame
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin previews pages in a frame
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# Where our own proxy tells who asks; empty: whoever is connected.
CLIENT_ADDRESS_HEADER = ""
LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
