"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve

from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from cms.api.api import api
from cms.views.theme import theme
from participation.views.schemas import report_schema
from workflows.views.metrics import metrics
from workflows.views.schemas import definition_schema

handler400 = "cms.views.refusals.bad_request"

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("theme.css", theme, name="theme"),
    path("schemas/<slug:name>.json", definition_schema, name="definition_schema"),
    path("schemas/reports/<slug:key>.json", report_schema, name="report_schema"),
    path("api/v1/", api.urls),
    path("metrics", metrics, name="metrics"),
    *i18n_patterns(
        path("verify/", include("participation.urls")),
        path("", include("workflows.urls")),
        path("", include(wagtail_urls)),
    ),
]

if settings.SERVE_MEDIA:
    media = path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})
    urlpatterns.insert(0, media)
