"""What the placeholders of a mail stand for in its preview."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from workflows.engine.mail_checks import ANSWER
from workflows.engine.texts import say


def samples(language: str, named: Iterable[str]) -> Mapping[str, str]:
    """
    Return sample values in the language, of a case that there is not.

    :param named: the placeholders that the wording has; answers among them get a
        sample that names their field
    """
    with override(language):
        written = gettext("[what was written: %(field)s]")
        answers = {
            name: written % {"field": name.removeprefix(ANSWER)}
            for name in named
            if name.startswith(ANSWER)
        }
        return {
            **answers,
            "reference": f"{settings.REFERENCE_PREFIX}-2026-17",
            "subject": gettext("More benches by the health centre"),
            "title": gettext("Initiative"),
            "status_url": f"{settings.WAGTAILADMIN_BASE_URL}/{language}/status/…/",
            "organisation": say(settings.ORGANISATION_NAME, language),
            "stage": gettext("Being reviewed"),
            "next_date": date_format(date(2026, 3, 17), "DATE_FORMAT"),
            "reason": gettext("By this day we tell who handles your case."),
        }
