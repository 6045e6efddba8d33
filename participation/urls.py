"""Public addresses of participation; the site mounts them."""

from django.urls import path

from participation.views import downloads, independent, verification

app_name = "participation"

urlpatterns = [
    path("", verification.verify, name="verify"),
    path("without-us/", independent.without_us, name="without_us"),
    path("roots.pem", independent.roots, name="roots"),
    path("<str:code>/download/", downloads.download, name="download"),
    path("<str:code>/", verification.verify_code, name="verify_code"),
]
