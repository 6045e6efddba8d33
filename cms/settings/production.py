"""
A server: everything from the environment, and nothing guessed.

PostgreSQL keeps the data, Redis carries wake-ups, the cache and sessions' speed;
HTTPS ends at a proxy in front. README.md has the table of variables.
"""

import dj_database_url

from cms.settings import env
from cms.settings.base import *
from cms.settings.master_keys import master_keys_from_environment
from cms.settings.private_files import private_storage_from_environment
from cms.settings.seals import seals_from_environment

SECRET_KEY = env.text("SECRET_KEY")
MASTER_KEYS = master_keys_from_environment()
DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
WAGTAILADMIN_BASE_URL = env.text("OSALLISTU_URL")

# Connections persist. A pool would be inherited, threads missing and sockets
# shared, by the worker's forked processes.
DATABASES = {
    "default": {
        **dj_database_url.parse(env.text("DATABASE_URL")),
        "CONN_MAX_AGE": env.integer("DATABASE_MAX_AGE", 600, least=0, most=86_400),
        "CONN_HEALTH_CHECKS": True,
    }
}

# --- Redis: wake-ups, cache ------------------------------------------------------------
REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "osallistu",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# A cluster for each queue, so that slow reports never delay mail.
QUEUE_CLUSTERS = {"mail": "osallistu-mail", "report": "osallistu-report"}
Q_CLUSTER = {
    **Q_CLUSTER,
    "orm": None,
    "redis": REDIS_URL,
    "workers": env.integer("WORKERS", 2, least=1, most=64),
    "ALT_CLUSTERS": {
        "osallistu-mail": {"workers": env.integer("MAIL_WORKERS", 1, least=1, most=64)},
        "osallistu-report": {
            "workers": env.integer("REPORT_WORKERS", 1, least=1, most=64),
            "timeout": 600,
            "retry": 660,
        },
    },
}

# --- Files -----------------------------------------------------------------------------
DATA_DIR = env.path("OSALLISTU_DATA")
STATIC_ROOT = env.path("STATIC_ROOT", DATA_DIR / "static")
MEDIA_ROOT = env.path("MEDIA_ROOT", DATA_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    "private": private_storage_from_environment(DATA_DIR / "private"),
}

# --- Mail --------------------------------------------------------------------------------
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587, least=1, most=65_535)
EMAIL_HOST_USER = env.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "")
_mail_security = env.choice("EMAIL_SECURITY", "starttls", {"starttls", "tls", "none"})
EMAIL_USE_TLS = _mail_security == "starttls"
EMAIL_USE_SSL = _mail_security == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Security ----------------------------------------------------------------------------
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CLIENT_ADDRESS_HEADER = "HTTP_X_FORWARDED_FOR"  # its last word is the proxy's
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 31_536_000, least=0, most=63_072_000)
# Both bind every other host of the domain: the organisation's decision, not ours.
# And X_FRAME_OPTIONS stays SAMEORIGIN for the admin's previews (W019).
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"

# --- Seals -------------------------------------------------------------------------------
REPORT_SEAL, UNIT_SEALS = seals_from_environment()

LOGGING["root"]["level"] = env.choice(
    "LOG_LEVEL", "INFO", {"DEBUG", "INFO", "WARNING", "ERROR"}
)
