"""The engine's own addresses; those of forms are under the pages that host them."""

from django.urls import path

from workflows.views.status import status

app_name = "workflows"
urlpatterns = [path("status/<str:token>/", status, name="status")]
