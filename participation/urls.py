"""Public addresses of participation; the site mounts them."""

from django.urls import path

from participation.views import verification

app_name = "participation"

urlpatterns = [
    path("", verification.verify, name="verify"),
    path("<str:code>/", verification.verify_code, name="verify_code"),
]
