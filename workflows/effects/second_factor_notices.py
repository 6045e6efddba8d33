"""Telling a person that their second factor changed: it may not have been them."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from django_tasks import task

from workflows.effects.notices import absolute, language_of
from workflows.engine.calendars import FINLAND

#: what Wagtail's site history calls what became of a person's second factor
ENROLLED = "workflows.second_factor.enrol"
REMOVED = "workflows.second_factor.remove"
RENEWED = "workflows.second_factor.renew_codes"
RESET = "workflows.second_factor.reset"


@task()
def tell_of_change(user_id: int, action: str, at: str) -> None:
    """
    Send the person a mail on what became of their second factor.

    A courtesy, once: what happened is in the site's history whether it arrives or not.

    :param at: ISO moment of the change
    """
    user = get_user_model().objects.filter(pk=user_id).first()
    if user is None or not user.email:
        return
    moment = datetime.fromisoformat(at).astimezone(FINLAND)
    with override(language_of(user)):
        when = date_format(moment, "DATETIME_FORMAT")
        body = gettext(
            "Hello,\n\n%(sentence)s (%(when)s)\n\nIf you know of this, all is well. If "
            "not, tell your administrator at once and change your password:\n%(url)s\n"
        )
        values = {
            "sentence": _sentence(action),
            "when": when,
            "url": absolute(reverse("wagtailadmin_account")),
        }
        name = settings.WAGTAIL_SITE_NAME
        subject = gettext("%(site)s: your second factor was changed") % {"site": name}
        headers = {"Auto-Submitted": "auto-generated"}
        mail = EmailMessage(subject, body % values, to=[user.email], headers=headers)
    mail.send()


def _sentence(action: str) -> str:
    sentences = {
        ENROLLED: gettext("An app was taken into use as your second factor."),
        REMOVED: gettext("Your second factor was removed."),
        RENEWED: gettext("New backup codes were made for your second factor."),
        RESET: gettext("An administrator removed your second factor."),
    }
    return sentences[action]
