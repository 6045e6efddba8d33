"""The engine's own addresses; those of forms are under the pages that host them."""

from django.urls import path

from workflows.views import changing
from workflows.views.files import file
from workflows.views.status import status

app_name = "workflows"
urlpatterns = [
    path("status/<str:token>/", status, name="status"),
    path("status/<str:token>/files/<uuid:attachment_id>/", file, name="file"),
    # As the steps of a form are under a door.
    path("status/<str:token>/start/", changing.begin, name="change"),
    path("status/<str:token>/form/<uuid:draft_id>/", changing.resume),
    path("status/<str:token>/form/<uuid:draft_id>/<slug:step>/", changing.step),
    path("status/<str:token>/received/<uuid:draft_id>/", changing.received),
]
