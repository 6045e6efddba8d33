"""The demo's settings on PostgreSQL and Redis, with a mail server and short leases."""

import dj_database_url

from cms.settings.demo import *

DATABASES = {
    "default": {
        **dj_database_url.parse(env.text("DATABASE_URL")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
Q_CLUSTER = {**Q_CLUSTER, "orm": None, "redis": env.text("REDIS_URL")}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.integer("TORTURE_SMTP_PORT", 2525, least=1, most=65_535)
EMAIL_TIMEOUT = 10
# Signing in is not what is tested.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A worker that was killed is taken for dead soon.
EFFECT_LEASE_SECONDS = {
    "mail": 10,
    "publish_outcome": 10,
    "add_follow_up": 10,
    "render_report": 30,
}
