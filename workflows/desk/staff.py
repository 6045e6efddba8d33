"""Who asks."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

if TYPE_CHECKING:
    from cms.accounts.models import User


def asking(request: HttpRequest) -> "User":
    """
    Return the member of staff whose request this is.

    :raises PermissionDenied: if nobody is signed in, which Wagtail sees to before
    """
    if request.user.is_anonymous:
        raise PermissionDenied
    return request.user
